package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Area;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Covering;
import io.privnet.geo.Scheme;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints prefixes, one a line in ascending order, whose cells together contain the area.",
      "The fewer cells are allowed, the further they reach over its border."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo cover 48.19,16.35,48.21,16.39 --max-cells 8",
      "  privnet geo cover district.geojson --scheme quadkey --geojson"
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
  private int maxBits = 40;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--geojson", description = "Print the cells as one GeoJSON document.")
  private boolean geojson;

  @Override
  protected int run(Console console) throws IOException {
    if (json && geojson) {
      throw Failure.usage("only one of --json and --geojson can be chosen");
    }
    Scheme scheme = notation.scheme();
    CodeFormat format = notation.format();
    Area target = Coordinates.area(area, console);
    Covering covering = Covering.of(target, scheme, maxCells, maxBits, format.bitsPerDigit(scheme));
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
}
