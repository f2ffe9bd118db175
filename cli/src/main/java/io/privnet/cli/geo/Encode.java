package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.CodeStream;
import io.privnet.geo.Position;
import io.privnet.geo.PositionReader;
import io.privnet.geo.Scheme;
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
          + " and with latitude and longitude first."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo encode -33.87,151.21 --scheme geohash --bits 25",
      "  privnet geo encode --append --bits 30 --format digits < positions.csv"
    })
final class Encode extends Command {
  @Parameters(
      paramLabel = "LAT,LON|FILE",
      arity = "0..*",
      description = "Points in decimal degrees, or CSV files; - or none is standard input.")
  private List<String> inputs = List.of("-");

  @Mixin private Notation notation;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes in bits, 0 to 64 (40: some 20 by 40 metres).")
  private int bits = 40;

  @Option(
      names = "--append",
      description = "Keep the records and their header and add the code as a column.")
  private boolean append;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    CodeStream stream = new CodeStream(notation.scheme(), bits, notation.format(), append);
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

  private void encode(String point, CodeStream stream, Console console) throws IOException {
    Position position = Position.parse(point);
    Code code = stream.scheme().encode(position.latitude(), position.longitude(), bits);
    if (json) {
      console.json(record(position, code, stream.format()));
    } else {
      console.println((append ? point.strip() + "," : "") + stream.format().text(code));
    }
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
    Scheme scheme = stream.scheme();
    try (InputStream in = open(console, file);
        PositionReader positions = PositionReader.open(in, Console.nameOf(file))) {
      while (positions.next()) {
        Position position = new Position(positions.latitude(), positions.longitude());
        Code code = scheme.encode(position.latitude(), position.longitude(), bits);
        Map<String, Object> record = record(position, code, stream.format());
        record.put("line", positions.line());
        if (append) {
          record.put("fields", positions.fields());
        }
        console.json(record);
      }
    }
  }

  private static Map<String, Object> record(Position position, Code code, CodeFormat format) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lat_deg", position.latitude());
    json.put("lon_deg", position.longitude());
    json.put("scheme", code.scheme());
    json.put("code", format.text(code));
    json.put("length_bits", code.length());
    return json;
  }
}
