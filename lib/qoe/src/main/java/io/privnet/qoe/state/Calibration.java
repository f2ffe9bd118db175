package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Estimates a session's thresholds from its intervals, those that the capture covers in full.
 *
 * <ul>
 *   <li>RTT_p10: 10th percentile of the intervals' round-trip times; greatest ideal round-trip time
 *       3·RTT_p10 + 0.1 s
 *   <li>T = max(0.5 s, 3·RTT_p10 + 0.2 s)
 *   <li>of the intervals in which nothing was unacknowledged for T: b_seed, the median of media
 *       where there was no demand; d0 = 1.6 · the 95th percentile of demand where there was any; s0
 *       = 1.2 · the 95th percentile of media
 *   <li>time for an answer: max(T, 3 · the median of those intervals' longest time without media
 *       after demand)
 * </ul>
 *
 * <p>Percentiles interpolate linearly between order statistics. What has nothing to be estimated
 * from stays NaN. A session that was never answered cannot be calibrated by itself: take the
 * thresholds of a good one.
 */
public final class Calibration {
  private static final double LEAST_STALL_SECONDS = 0.5;

  private final double bitsPerByte;
  private final Thresholds given;
  private final List<HealthBin> bins = new ArrayList<>();

  /**
   * @param interval length of each interval
   * @param given thresholds that are known already; those that are NaN are estimated
   */
  public Calibration(Duration interval, Thresholds given) {
    this.bitsPerByte = 8e9 / interval.toNanos();
    this.given = given;
  }

  /** Takes an interval into account. */
  public void add(HealthBin bin) {
    if (bin.full()) {
      bins.add(bin);
    }
  }

  /**
   * Intervals with demand that was acknowledged in time, as {@link #thresholds} would count them.
   */
  public long answeredBins() {
    double stall = thresholds().stallSeconds();
    return bins.stream().filter(bin -> isActive(bin) && bin.oldestUnackedSeconds() < stall).count();
  }

  /** The thresholds as far as the intervals so far tell them. */
  public Thresholds thresholds() {
    double rttP10 =
        orElse(
            given.rttP10Seconds(),
            quantile(0.10, HealthBin::rttSeconds, bin -> !Double.isNaN(bin.rttSeconds())));
    double stall =
        orElse(
            given.stallSeconds(),
            Double.isNaN(rttP10)
                ? LEAST_STALL_SECONDS
                : Math.max(LEAST_STALL_SECONDS, 3 * rttP10 + 0.2));
    Predicate<HealthBin> acknowledged = bin -> bin.oldestUnackedSeconds() < stall;
    Predicate<HealthBin> answered = acknowledged.and(this::isActive);
    ToDoubleFunction<HealthBin> demand = bin -> bin.demandBytes() * bitsPerByte;
    ToDoubleFunction<HealthBin> supply = bin -> bin.supplyBytes() * bitsPerByte;
    double answer = 3 * quantile(0.5, HealthBin::unansweredSeconds, answered);
    return new Thresholds(
        given.activeBps(),
        orElse(given.seedBps(), quantile(0.5, supply, acknowledged.and(bin -> !isActive(bin)))),
        orElse(given.demandBps(), 1.6 * quantile(0.95, demand, answered)),
        orElse(given.supplyBps(), 1.2 * quantile(0.95, supply, acknowledged)),
        stall,
        orElse(given.answerSeconds(), answer > stall ? answer : stall),
        rttP10,
        orElse(given.rttSeconds(), 3 * rttP10 + 0.1),
        given.retransmittedShare(),
        given.rtpLoss(),
        given.breakdownBins(),
        given.recoveryBins());
  }

  /** Those of T and the path as far as they are known; nothing yet of demand and supply. */
  Thresholds provisional() {
    Thresholds all = thresholds();
    return new Thresholds(
        given.activeBps(),
        given.seedBps(),
        given.demandBps(),
        given.supplyBps(),
        all.stallSeconds(),
        given.answerSeconds(),
        all.rttP10Seconds(),
        given.rttSeconds(),
        given.retransmittedShare(),
        given.rtpLoss(),
        given.breakdownBins(),
        given.recoveryBins());
  }

  private boolean isActive(HealthBin bin) {
    return bin.demandBytes() * bitsPerByte > given.activeBps();
  }

  private static double orElse(double given, double estimated) {
    return Double.isNaN(given) ? estimated : given;
  }

  private double quantile(
      double share, ToDoubleFunction<HealthBin> value, Predicate<HealthBin> among) {
    double[] sorted = bins.stream().filter(among).mapToDouble(value).toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
