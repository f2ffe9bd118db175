package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Position;
import io.privnet.geo.QuadTree;
import io.privnet.geo.Rectangle;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints for each code the centre of its cell, its bounds (SOUTH,WEST,NORTH,EAST, which other"
          + " commands take as an area) and its height and width."
    },
    footer = {
      "  privnet geo decode --scheme geohash u4pruydqqvj",
      "  privnet geo decode 110100001001 --draw",
      "  privnet geo decode --quadtree ,120202,120203,"
    })
final class Decode extends Command {
  @Parameters(
      paramLabel = "CODE",
      arity = "1..*",
      description = "Codes in the format; '' is the world.")
  private List<String> texts;

  @Mixin private Notation notation;

  @Option(names = "--draw", description = "Draw each cell on a map of the world and zoomed in.")
  private boolean draw;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--geojson", description = "Print the cells as one GeoJSON document.")
  private boolean geojson;

  @Override
  protected int run(Console console) throws IOException {
    if ((draw ? 1 : 0) + (json ? 1 : 0) + (geojson ? 1 : 0) > 1) {
      throw Failure.usage("only one of --draw, --json and --geojson can be chosen");
    }
    CodeFormat format = notation.format();
    List<Code> codes = new ArrayList<>();
    for (String text : texts) {
      if (notation.quadTree()) {
        codes.addAll(QuadTree.parse(text).tiles());
      } else {
        codes.add(format.parse(notation.scheme(), text));
      }
    }
    if (geojson) {
      console.json(Cells.collection(codes, format));
      return Exit.DONE;
    }
    for (Code code : codes) {
      if (json) {
        console.json(Cells.json(code, format));
      } else {
        describe(code, format, console);
        if (draw) {
          for (String line : CellMap.lines(code, console.unicode())) {
            console.println(line);
          }
        }
      }
    }
    return Exit.DONE;
  }

  private static void describe(Code code, CodeFormat format, Console console) throws IOException {
    Rectangle cell = code.rectangle();
    Position centre = cell.centre();
    console.println(
        "code    "
            + format.text(code)
            + " ("
            + code.scheme()
            + ", "
            + code.length()
            + (code.length() == 1 ? " bit)" : " bits)"));
    console.println(
        "centre  "
            + shortest(centre.latitude(), cell.north() - cell.south())
            + ","
            + shortest(centre.longitude(), cell.east() - cell.west()));
    console.println(
        "bounds  " + cell.south() + "," + cell.west() + "," + cell.north() + "," + cell.east());
    console.println(
        "size    "
            + metres(cell.heightMetres())
            + " by "
            + metres(cell.widthMetres())
            + " (north-south by east-west)");
  }

  /** A coordinate with as many decimals as it takes to stay well within a cell. */
  private static String shortest(double degrees, double size) {
    int decimals = Math.max(0, (int) Math.ceil(1 - Math.log10(size)));
    BigDecimal rounded = new BigDecimal(degrees).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String metres(double metres) {
    if (metres >= 100_000) {
      return String.format(Locale.ROOT, "%.0f km", metres / 1000);
    }
    if (metres >= 1000) {
      return String.format(Locale.ROOT, "%.2f km", metres / 1000);
    }
    if (metres >= 1) {
      return String.format(Locale.ROOT, "%.1f m", metres);
    }
    return String.format(Locale.ROOT, "%.1f mm", metres * 1000);
  }
}
