package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.RtpSettings;
import io.privnet.qoe.health.Side;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Roles;
import java.time.Duration;
import picocli.CommandLine;

/** The options that say how time is cut into bins. */
final class GridOptions {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  @CommandLine.Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Length of a bin, at least 10ms (1s).")
  private String interval = "1s";

  @CommandLine.Option(
      names = "--max-gap",
      paramLabel = "TIME",
      description = "A jump in time beyond this begins a new segment (1d).")
  private String maxGap = "1d";

  @CommandLine.Option(
      names = "--align",
      paramLabel = "GRID",
      description = "Bins begin with the first frame, or on the clock: first or epoch (first).")
  private String align = "first";

  /** Length of a bin. */
  Duration interval() {
    Duration length = Span.parse("--interval", interval);
    if (length.compareTo(SHORTEST) < 0) {
      throw Failure.usage("--interval is at least 10ms");
    }
    return length;
  }

  /** The greatest step in time within a segment. */
  Duration maxGap() {
    return Span.parse("--max-gap", maxGap);
  }

  /** Where the bins begin. */
  Alignment alignment() {
    return switch (align) {
      case "first" -> Alignment.FIRST_FRAME;
      case "epoch" -> Alignment.EPOCH;
      default -> throw Failure.usage("--align is first or epoch, not " + align);
    };
  }

  /** How to measure the health of a session that was captured at the user. */
  HealthSettings atUser(Roles roles) {
    return new HealthSettings(
        roles, Side.USER, interval(), maxGap(), alignment(), RtpSettings.DETECT);
  }
}
