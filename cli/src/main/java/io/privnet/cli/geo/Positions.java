package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.geo.trace.Omissions;
import io.privnet.geo.trace.SightingReader;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/** The POSITIONS of a command line. */
final class Positions {
  static final String DESCRIPTION =
      "CSV with columns lat,lon and perhaps time,vehicle, or GPX, or GeoJSON points; - is standard"
          + " input.";

  @Parameters(paramLabel = "POSITIONS", description = DESCRIPTION)
  private String file;

  String file() {
    return file;
  }

  SightingReader open(Console console) throws IOException {
    return open(file, console);
  }

  static SightingReader open(String file, Console console) throws IOException {
    return new SightingReader(console.open(file), Console.nameOf(file));
  }

  /** Names what was left out, once everything has been read. */
  static void tell(Omissions omissions, Console console) {
    if (omissions.repeated() > 0) {
      console.warn(
          records(omissions.repeated())
              + " of a vehicle twice at one time and place, counted once");
    }
    if (omissions.contradictory() > 0) {
      console.warn(
          records(omissions.contradictory())
              + " of a vehicle at two places at one time; the first counts");
    }
  }

  private static String records(long count) {
    return count == 1 ? "1 record" : count + " records";
  }
}
