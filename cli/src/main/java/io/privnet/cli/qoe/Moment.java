package io.privnet.cli.qoe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How {@code --time} writes points in time. */
enum Moment {
  /** ISO 8601 in UTC. */
  iso("time"),
  /** Seconds since 1970. */
  epoch("epoch_s");

  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  /** Name of the column. */
  final String column;

  Moment(String column) {
    this.column = column;
  }

  String write(long epochNanos) {
    if (this == epoch) {
      return Decimal.seconds(epochNanos);
    }
    long seconds = Math.floorDiv(epochNanos, 1_000_000_000L);
    return ISO.format(
        Instant.ofEpochSecond(seconds, Math.floorMod(epochNanos, 1_000_000_000L))
            .atOffset(ZoneOffset.UTC));
  }
}
