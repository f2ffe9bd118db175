package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hand-made intervals of one second. One that is not said to be otherwise is healthy: acknowledged
 * within 20 ms, its demand answered within 30 ms.
 */
final class Bins {
  static final Duration INTERVAL = Duration.ofSeconds(1);
  static final long START_NANOS = 1_795_337_000_000_000_000L;

  /** Demand, in bytes a second, of a user who is neither lazy nor in haste. */
  static final long BUSY = 400;

  /** Media in bytes a second without and with demand. */
  static final long SEED = 2_000;

  static final long PICTURES = 100_000;

  private final List<HealthBin> bins = new ArrayList<>();
  private long index;

  List<HealthBin> list() {
    return List.copyOf(bins);
  }

  Bins idle(int count) {
    for (int i = 0; i < count; i++) {
      add(0, SEED, 0.02, 0);
    }
    return this;
  }

  Bins busy(int count) {
    return busy(count, BUSY);
  }

  Bins busy(int count, long demand) {
    for (int i = 0; i < count; i++) {
      add(demand, PICTURES, 0.02, 0.03);
    }
    return this;
  }

  /** Nothing comes back, and the oldest byte gets older by a second each interval. */
  Bins outage(long... demand) {
    for (int i = 0; i < demand.length; i++) {
      add(demand[i], 0, 0.9 + i, 0.9 + i);
    }
    return this;
  }

  Bins skip(long count) {
    index += count;
    return this;
  }

  Bins add(long demand, long supply, double unacked, double unanswered) {
    return add(demand, supply, unacked, unanswered, 0, 0.02, 0, Double.NaN, true);
  }

  Bins add(
      long demand,
      long supply,
      double unacked,
      double unanswered,
      long retransmitted,
      double rtt,
      long zeroWindows,
      double rtpLoss,
      boolean full) {
    bins.add(
        new HealthBin(
            index,
            START_NANOS + index * INTERVAL.toNanos(),
            full,
            demand,
            supply,
            10,
            retransmitted,
            0,
            0,
            rtt,
            zeroWindows,
            unacked,
            unanswered,
            rtpLoss,
            Double.NaN,
            Double.NaN,
            Double.NaN));
    index++;
    return this;
  }

  /** Thresholds that fit these intervals. */
  static Thresholds thresholds() {
    return new Thresholds(
        0, 8 * SEED, 8 * 1000, 8 * 200_000, 0.5, 0.5, 0.02, 0.16, 0.15, 0.01, 2, 2);
  }

  static List<StateBin> follow(Bins bins) {
    return follow(bins.list(), thresholds());
  }

  static List<StateBin> follow(List<HealthBin> bins, Thresholds thresholds) {
    StateMachine machine = StateMachine.of(thresholds, INTERVAL);
    return bins.stream().map(machine::next).toList();
  }

  /** One letter for each state, one after the other: I, S, U, B, R. */
  static String letters(List<StateBin> bins) {
    StringBuilder letters = new StringBuilder();
    bins.forEach(bin -> letters.append(bin.state().name().charAt(0)));
    return letters.toString();
  }
}
