package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Area;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Covering;
import io.privnet.geo.QuadTree;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints prefixes, one a line in ascending order, whose cells together contain the area.",
      "The fewer cells are allowed, the further they reach over its border. With --quadtree they"
          + " are one value, for a message about the area."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo cover 48.19,16.35,48.21,16.39 --max-cells 8",
      "  privnet geo cover district.geojson --scheme quadkey --geojson",
      "  privnet geo cover 59.9,10.7,59.92,10.76 --quadtree --selector --max-cells 4"
    })
final class Cover extends Command {
  @Parameters(
      paramLabel = "AREA|FILE",
      description =
          "SOUTH,WEST,NORTH,EAST in decimal degrees (WEST > EAST crosses the antimeridian), or a"
              + " GeoJSON file with polygons; - is standard input.")
  private String area;

  @Mixin private Notation notation;

  @Option(names = "--max-cells", paramLabel = "N", description = "Most cells, 1 to 65536 (64).")
  private int maxCells = 64;

  @Option(
      names = "--max-bits",
      paramLabel = "N",
      description = "Longest prefix in bits, 0 to 64 (40).")
  private Integer maxBits;

  @Option(
      names = "--zoom",
      paramLabel = "N",
      description = "With --quadtree: most digits of a tile, 1 to 32 (18).")
  private Integer zoom;

  @Option(
      names = "--selector",
      description =
          "With --quadtree: print the AMQP selector of messages for tiles that contain one of"
              + " these, equal it or lie in it.")
  private boolean selector;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--geojson", description = "Print the cells as one GeoJSON document.")
  private boolean geojson;

  @Override
  protected int run(Console console) throws IOException {
    if (json && geojson) {
      throw Failure.usage("only one of --json and --geojson can be chosen");
    }
    if (notation.quadTree()) {
      return quadTree(console);
    }
    Notation.requireNone(zoom, "--zoom");
    Notation.requireNone(selector ? true : null, "--selector");
    Scheme scheme = notation.scheme();
    CodeFormat format = notation.format();
    Area target = Coordinates.area(area, console);
    int longest = maxBits == null ? 40 : maxBits;
    Covering covering = Covering.of(target, scheme, maxCells, longest, format.bitsPerDigit(scheme));
    if (geojson) {
      console.json(Cells.collection(covering.cells(), format));
      return Exit.DONE;
    }
    for (Code cell : covering.cells()) {
      if (json) {
        console.json(Cells.json(cell, format));
      } else {
        console.println(format.text(cell));
      }
    }
    return Exit.DONE;
  }

  private int quadTree(Console console) throws IOException {
    if (selector && geojson) {
      throw Failure.usage("only one of --selector and --geojson can be chosen");
    }
    int mostDigits = notation.zoom(zoom, maxBits, "--max-bits");
    QuadTree quadTree = QuadTree.of(Coordinates.area(area, console), maxCells, mostDigits);
    if (geojson) {
      console.json(Cells.collection(quadTree.tiles(), CodeFormat.DIGITS));
    } else if (json) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("quad_tree", quadTree.toString());
      record.put("tiles", quadTree.tiles().size());
      record.put("selector", quadTree.selector());
      console.json(record);
    } else {
      console.println(selector ? quadTree.selector() : quadTree.toString());
    }
    return Exit.DONE;
  }
}
