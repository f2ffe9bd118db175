package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.Span;
import io.privnet.geo.anonymity.EpochStart;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How time is divided into epochs, and how their starts are written. */
final class EpochOption {
  @Option(
      names = "--epoch",
      paramLabel = "TIME",
      description = "Length of an epoch, such as 60s or 5min, if the positions have times (60s).")
  private String length;

  /** The length of an epoch; null if there are no times, so that everything is one snapshot. */
  Duration length(SightingReader sightings) throws IOException {
    if (length != null) {
      sightings.requireTimes();
    }
    return sightings.hasTimes() ? Span.parse("--epoch", length == null ? "60s" : length) : null;
  }

  static Optional<EpochStart> start(SightingReader sightings, Snapshots snapshots) {
    return sightings.hasTimes()
        ? Optional.of(new EpochStart(snapshots.startMillis(), sightings.timesAreEpoch()))
        : Optional.empty();
  }

  /** Says what a record is about: seconds on the trace's own clock, or a time. */
  static void put(EpochStart start, Map<String, Object> record) {
    if (start.since1970()) {
      record.put("epoch_start", start);
    } else if (start.millis() % 1000 == 0) {
      record.put("epoch_start_s", start.millis() / 1000);
    } else {
      record.put("epoch_start_s", start.millis() / 1000.0);
    }
  }

  /** Names, once everything has been read, what could make groups look larger than they are. */
  static void warn(SightingReader sightings, Console console) {
    Positions.tell(sightings.omissions(), console);
    if (sightings.hasTimes() && !sightings.hasVehicles()) {
      console.warn(
          "times, but no vehicles: every record counts as a vehicle of its own, so a vehicle that"
              + " is seen twice in an epoch counts twice");
    }
  }
}
