package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Code;
import io.privnet.geo.CodeStream;
import io.privnet.geo.Position;
import io.privnet.geo.PositionReader;
import io.privnet.geo.QuadTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints the code of each position on a line, in the order of the input.",
      "A file is CSV with a header that names lat and lon among its columns, or without a header"
          + " and with latitude and longitude first; or GPX, whose waypoints and tracks are taken;"
          + " or GeoJSON with points."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo encode -33.87,151.21 --scheme geohash --bits 25",
      "  privnet geo encode --append --bits 30 --format digits < positions.csv",
      "  privnet geo encode --quadtree 59.91,10.75"
    })
final class Encode extends Command {
  @Parameters(
      paramLabel = "LAT,LON|FILE",
      arity = "0..*",
      description = "Points in decimal degrees, or files of them; - or none is standard input.")
  private List<String> inputs = List.of("-");

  @Mixin private Notation notation;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes in bits, 0 to 64 (40: some 20 by 40 metres).")
  private Integer bits;

  @Option(
      names = "--zoom",
      paramLabel = "N",
      description = "With --quadtree: digits of a tile, 1 to 32 (18: some 150 metres wide).")
  private Integer zoom;

  @Option(
      names = "--rounding",
      paramLabel = "floor|bing",
      description =
          "With --quadtree: the tile a position lies in, or that of its nearest pixel, as Bing Maps"
              + " has it (floor).")
  private Rounding rounding;

  @Option(
      names = "--append",
      description = "Keep the records of CSV and their header and add the code as a column.")
  private boolean append;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  /** The roundings by the names that are typed. */
  enum Rounding {
    floor(QuadTree.Rounding.FLOOR),
    bing(QuadTree.Rounding.BING);

    private final QuadTree.Rounding rounding;

    Rounding(QuadTree.Rounding rounding) {
      this.rounding = rounding;
    }
  }

  @Override
  protected int run(Console console) throws IOException {
    CodeStream stream = stream();
    for (String input : inputs) {
      if (Coordinates.areNumbers(input)) {
        encode(input, stream, console);
      } else if (json) {
        describe(input, stream, console);
      } else {
        stream.encode(open(console, input), Console.nameOf(input), console.data());
      }
    }
    return Exit.DONE;
  }

  private CodeStream stream() {
    if (notation.quadTree()) {
      return CodeStream.ofQuadTrees(
          notation.zoom(zoom, bits, "--bits"),
          rounding == null ? QuadTree.Rounding.FLOOR : rounding.rounding,
          append);
    }
    Notation.requireNone(zoom, "--zoom");
    Notation.requireNone(rounding, "--rounding");
    return new CodeStream(notation.scheme(), bits == null ? 40 : bits, notation.format(), append);
  }

  private void encode(String point, CodeStream stream, Console console) throws IOException {
    Position position = Position.parse(point);
    if (json) {
      console.json(record(position, stream));
    } else if (append) {
      String quote = stream.quadTree().isPresent() ? "\"" : "";
      console.println(point.strip() + "," + quote + text(position, stream) + quote);
    } else {
      console.println(text(position, stream));
    }
  }

  private static String text(Position position, CodeStream stream) {
    if (stream.quadTree().isPresent()) {
      return quadTree(position, stream).toString();
    }
    return stream.format().text(code(position, stream));
  }

  private static Code code(Position position, CodeStream stream) {
    return stream.scheme().encode(position.latitude(), position.longitude(), stream.length());
  }

  private static QuadTree quadTree(Position position, CodeStream stream) {
    return QuadTree.of(
        position.latitude(),
        position.longitude(),
        stream.length() / 2,
        stream.quadTree().orElseThrow());
  }

  private static InputStream open(Console console, String file) {
    try {
      return console.open(file);
    } catch (Failure e) {
      throw file.matches("[-+]?[0-9.].*|(?i)nan,.*")
          ? e.hint("a point is LAT,LON in decimal degrees, such as 48.2,16.37")
          : e;
    }
  }

  private void describe(String file, CodeStream stream, Console console) throws IOException {
    try (InputStream in = open(console, file);
        PositionReader positions = PositionReader.open(in, Console.nameOf(file))) {
      if (append && !positions.isTable()) {
        throw Failure.usage("codes can be appended to the records of CSV only");
      }
      while (positions.next()) {
        Position position = new Position(positions.latitude(), positions.longitude());
        Map<String, Object> record = record(position, stream);
        record.put("line", positions.line());
        if (append) {
          record.put("fields", positions.fields());
        }
        console.json(record);
      }
    }
  }

  private static Map<String, Object> record(Position position, CodeStream stream) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lat_deg", position.latitude());
    json.put("lon_deg", position.longitude());
    if (stream.quadTree().isPresent()) {
      json.put("quad_tree", quadTree(position, stream).toString());
      return json;
    }
    Code code = code(position, stream);
    json.put("scheme", code.scheme());
    json.put("code", stream.format().text(code));
    json.put("length_bits", code.length());
    return json;
  }
}
