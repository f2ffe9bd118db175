package io.privnet.cli.geo;

import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How often vehicles report, and how long an announcement holds. */
final class StepOptions {
  @Option(
      names = "--epoch",
      paramLabel = "TIME",
      description =
          "How long an announcement holds, such as 60s or 5min; it is made from where vehicles are"
              + " seen last in its first step (60s).")
  private String epoch = "60s";

  @Option(
      names = "--step",
      paramLabel = "TIME",
      description =
          "How often vehicles report; not less than the time between two sightings of a vehicle"
              + " (the epoch).")
  private String step;

  Duration epoch() {
    return Span.parse("--epoch", epoch);
  }

  Duration step() {
    return step == null ? epoch() : Span.parse("--step", step);
  }

  /** How many steps an epoch has. */
  int stepsPerEpoch() {
    long epochMillis = epoch().toMillis();
    long stepMillis = step().toMillis();
    if (stepMillis < 1) {
      throw Failure.usage("--step is at least 1ms");
    }
    if (epochMillis % stepMillis != 0 || epochMillis / stepMillis > Integer.MAX_VALUE) {
      throw Failure.usage("--epoch has to be a whole multiple of --step");
    }
    return (int) (epochMillis / stepMillis);
  }

  /** How many steps a length of time has, rounded up. */
  int steps(String option, String time) {
    long steps = Math.ceilDiv(Span.parse(option, time).toMillis(), step().toMillis());
    if (steps > 1_000_000) {
      throw Failure.usage(option + " is more than a million steps");
    }
    return (int) steps;
  }
}
