package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.geo.Reports;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcement;
import io.privnet.geo.anonymity.AnnouncementReader;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options that say what vehicles report of their positions. */
final class ReportOptions {
  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description =
          "Curve: zorder, quadkey, geohash or hilbert (that of the table or the announcement, else"
              + " zorder).")
  private String schemeName;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes that vehicles report, 0 to 64 (40).")
  private Integer bits;

  @Option(
      names = "--announcement",
      paramLabel = "FILE",
      description =
          "Vehicles report what this announcement of geo announce lets them, instead of codes of"
              + " one length.")
  private String announcementFile;

  private Announcement announcement;

  /**
   * Returns the curve of all codes.
   *
   * @param table whose scheme it has to be; null if there is none
   */
  Scheme scheme(RouterTable table) {
    if (schemeName == null) {
      return table == null ? null : table.scheme();
    }
    Scheme scheme = Scheme.of(schemeName);
    if (table != null && table.scheme() != scheme) {
      throw Failure.usage("the table has " + table.scheme() + " locations, not " + scheme);
    }
    return scheme;
  }

  /** Reports of codes of one length, of no vehicle yet. */
  Reports empty() {
    if (announcementFile != null) {
      throw Failure.usage("--epoch does not go with --announcement, which is of one epoch");
    }
    return new Reports(orDefault(scheme(null)), length());
  }

  private int length() {
    return bits == null ? 40 : bits;
  }

  private static Scheme orDefault(Scheme scheme) {
    return scheme == null ? Scheme.ZORDER : scheme;
  }

  /**
   * Reads what each vehicle reports where it is seen last; names what is left out.
   *
   * @param wanted the scheme; null if the announcement may say, or the default
   */
  Reports read(Positions positions, Scheme wanted, Console console) throws IOException {
    Reports reports = new Reports(orDefault(wanted), length());
    if (announcementFile != null) {
      announcement = announcement(wanted, console);
      reports = new Reports(announcement.scheme(), longest(announcement));
    }
    long silent = 0;
    try (SightingReader sightings = positions.open(console)) {
      if (sightings.hasTimes() && sightings.hasVehicles()) {
        try (Snapshots all = new Snapshots(sightings, null)) {
          all.next();
          for (int i = 0; i < all.size(); i++) {
            silent += add(all.latitude(i), all.longitude(i), reports) ? 0 : 1;
          }
        }
      } else {
        while (sightings.next()) {
          silent += add(sightings.latitude(), sightings.longitude(), reports) ? 0 : 1;
        }
      }
      EpochOption.warn(sightings, console);
    }
    if (reports.size() == 0) {
      throw Failure.data(announcementFile + ": no vehicle may report anything");
    }
    if (silent > 0) {
      console.note(silent + " vehicles report nothing and have no router");
    }
    return reports;
  }

  /** Adds what a vehicle reports; false if it stays silent. */
  private boolean add(double latitude, double longitude, Reports reports) {
    long full = reports.scheme().bits(latitude, longitude);
    if (announcement != null) {
      int rank = announcement.find(full);
      if (rank < 0) {
        return false;
      }
      full = announcement.prefix(rank).lo();
    }
    reports.add(full);
    return true;
  }

  private Announcement announcement(Scheme wanted, Console console) throws IOException {
    if (bits != null) {
      throw Failure.usage("--bits does not go with --announcement, which says how long codes are");
    }
    try (AnnouncementReader reader =
        new AnnouncementReader(console.open(announcementFile), Console.nameOf(announcementFile))) {
      if (wanted != null && reader.scheme() != wanted) {
        throw Failure.usage("the announcement has " + reader.scheme() + " prefixes, not " + wanted);
      }
      reader.next();
      Announcement first = reader.announcement();
      if (reader.next()) {
        throw Failure.usage(announcementFile + " has announcements of several epochs")
            .hint("routers are placed by one; make it from positions without times");
      }
      return first;
    }
  }

  private static int longest(Announcement announcement) {
    int longest = 0;
    for (int rank = 0; rank < announcement.size(); rank++) {
      longest = Math.max(longest, announcement.length(rank));
    }
    return longest;
  }
}
