package io.privnet.cli.qoe;

import io.privnet.qoe.state.StateMachine;
import io.privnet.qoe.state.Thresholds;
import java.time.Duration;
import picocli.CommandLine;

/** The options that set thresholds of the states instead of estimating them. */
final class ThresholdOptions {
  @CommandLine.Option(
      names = "--d0",
      paramLabel = "RATE",
      description = "Demand of the threshold point, bit/s as 60k (estimated).")
  private String demand;

  @CommandLine.Option(
      names = "--s0",
      paramLabel = "RATE",
      description = "Supply of the threshold point (estimated).")
  private String supply;

  @CommandLine.Option(
      names = "--b-seed",
      paramLabel = "RATE",
      description = "Media without demand (estimated).")
  private String seed;

  @CommandLine.Option(
      names = "--active",
      paramLabel = "RATE",
      description = "Demand above which the user is active (0).")
  private String active = "0";

  @CommandLine.Option(
      names = "--stall",
      paramLabel = "TIME",
      description = "T, the age of an unacknowledged byte that makes a stall (estimated).")
  private String stall;

  @CommandLine.Option(
      names = "--rtt",
      paramLabel = "TIME",
      description = "Greatest round-trip time of an ideal path (estimated).")
  private String roundTrip;

  /** What is given; the rest is NaN. */
  Thresholds given() {
    Thresholds open = Thresholds.OPEN;
    return new Thresholds(
        Rate.parse("--active", active),
        seed == null ? open.seedBps() : Rate.parse("--b-seed", seed),
        demand == null ? open.demandBps() : Rate.parse("--d0", demand),
        supply == null ? open.supplyBps() : Rate.parse("--s0", supply),
        stall == null ? open.stallSeconds() : seconds("--stall", stall),
        stall == null ? open.answerSeconds() : seconds("--stall", stall),
        open.rttP10Seconds(),
        roundTrip == null ? open.rttSeconds() : seconds("--rtt", roundTrip),
        open.retransmittedShare(),
        open.rtpLoss(),
        open.breakdownBins(),
        open.recoveryBins());
  }

  /** A machine for a live capture: it learns for a while what is not given. */
  StateMachine live(Duration interval, Duration warmUp) {
    boolean known =
        demand != null && supply != null && seed != null && stall != null && roundTrip != null;
    return known
        ? StateMachine.of(given(), interval)
        : StateMachine.calibrating(given(), interval, warmUp);
  }

  private static double seconds(String option, String text) {
    return Span.parse(option, text).toNanos() / 1e9;
  }
}
