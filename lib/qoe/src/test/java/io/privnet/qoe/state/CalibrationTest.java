package io.privnet.qoe.state;

import static io.privnet.qoe.state.Bins.BUSY;
import static io.privnet.qoe.state.Bins.INTERVAL;
import static io.privnet.qoe.state.Bins.PICTURES;
import static io.privnet.qoe.state.Bins.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.health.HealthBin;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void thresholds_are_the_percentiles_of_the_specification() {
    SplittableRandom random = new SplittableRandom(3);
    Bins bins = new Bins();
    for (int i = 0; i < 200; i++) {
      bins.add(
          random.nextInt(3) == 0 ? 0 : random.nextLong(1, 900),
          random.nextLong(100_000),
          random.nextInt(10) == 0 ? 3 : random.nextDouble(0.4),
          random.nextDouble(2),
          0,
          random.nextInt(5) == 0 ? Double.NaN : 0.1 + random.nextDouble(0.1),
          0,
          Double.NaN,
          true);
    }

    Thresholds t = calibrate(bins, INTERVAL, Thresholds.OPEN);

    double rttP10 = percentile(bins, 10, HealthBin::rttSeconds, b -> b.rttSeconds() > 0);
    double stall = 3 * rttP10 + 0.2;
    Predicate<HealthBin> acknowledged = b -> b.oldestUnackedSeconds() < stall;
    Predicate<HealthBin> active = b -> b.demandBytes() > 0;
    assertThat(stall).isGreaterThan(0.5);
    assertThat(t.rttP10Seconds()).isCloseTo(rttP10, within(1e-12));
    assertThat(t.rttSeconds()).isCloseTo(3 * rttP10 + 0.1, within(1e-12));
    assertThat(t.stallSeconds()).isCloseTo(stall, within(1e-12));
    assertThat(t.seedBps())
        .isCloseTo(
            8 * percentile(bins, 50, HealthBin::supplyBytes, acknowledged.and(active.negate())),
            within(1e-6));
    assertThat(t.demandBps())
        .isCloseTo(
            1.6 * 8 * percentile(bins, 95, HealthBin::demandBytes, acknowledged.and(active)),
            within(1e-6));
    assertThat(t.supplyBps())
        .isCloseTo(
            1.2 * 8 * percentile(bins, 95, HealthBin::supplyBytes, acknowledged), within(1e-6));
    assertThat(t.answerSeconds())
        .isCloseTo(
            3 * percentile(bins, 50, HealthBin::unansweredSeconds, acknowledged.and(active)),
            within(1e-12));
  }

  @Test
  void rates_are_those_of_the_interval() {
    Bins bins = new Bins().idle(4).busy(4);

    Thresholds t = calibrate(bins, Duration.ofMillis(250), Thresholds.OPEN);

    assertThat(t.seedBps()).isEqualTo(4 * 8 * SEED);
    assertThat(t.demandBps()).isEqualTo(1.6 * 4 * 8 * BUSY);
    assertThat(t.supplyBps()).isEqualTo(1.2 * 4 * 8 * PICTURES);
  }

  @Test
  void short_round_trips_leave_T_at_half_a_second() {
    Thresholds t = calibrate(new Bins().busy(3), INTERVAL, Thresholds.OPEN);

    assertThat(t.stallSeconds()).isEqualTo(0.5);
    assertThat(t.answerSeconds()).isEqualTo(0.5);
    assertThat(t.rttSeconds()).isCloseTo(0.16, within(1e-12));
  }

  @Test
  void session_of_nothing_leaves_open_what_it_cannot_tell() {
    Thresholds t = calibrate(new Bins(), INTERVAL, Thresholds.OPEN);

    assertThat(t.stallSeconds()).isEqualTo(0.5);
    assertThat(t.answerSeconds()).isEqualTo(0.5);
    assertThat(
            List.of(t.seedBps(), t.demandBps(), t.supplyBps(), t.rttP10Seconds(), t.rttSeconds()))
        .containsOnly(Double.NaN);
  }

  @Test
  void session_without_activity_has_a_seed_and_no_threshold_of_demand() {
    Thresholds t = calibrate(new Bins().idle(5), INTERVAL, Thresholds.OPEN);

    assertThat(t.seedBps()).isEqualTo(8 * SEED);
    assertThat(t.demandBps()).isNaN();
    assertThat(t.supplyBps()).isEqualTo(1.2 * 8 * SEED);
  }

  @Test
  void stalled_and_cut_intervals_do_not_count() {
    Bins bins = new Bins().idle(2).busy(2).outage(90_000, 0, 0);
    bins.add(90_000, 900_000, 0.02, 0.03, 0, 0.02, 0, Double.NaN, false);

    Thresholds t = calibrate(bins, INTERVAL, Thresholds.OPEN);

    assertThat(t.demandBps()).isEqualTo(1.6 * 8 * BUSY);
    assertThat(t.supplyBps()).isEqualTo(1.2 * 8 * PICTURES);
    assertThat(t.seedBps()).isEqualTo(8 * SEED);
  }

  @Test
  void demand_below_the_limit_of_activity_is_none() {
    Bins bins = new Bins().busy(3, 20).busy(3);
    Thresholds given =
        new Thresholds(
            160,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0.15,
            0.01,
            2,
            2);

    Thresholds t = calibrate(bins, INTERVAL, given);

    assertThat(t.seedBps()).isEqualTo(8 * PICTURES);
    assertThat(t.demandBps()).isEqualTo(1.6 * 8 * BUSY);
    assertThat(Bins.letters(Bins.follow(bins.list(), t))).isEqualTo("IIISSS");
  }

  @Test
  void what_is_given_stays() {
    assertThat(calibrate(new Bins().idle(3).busy(9), INTERVAL, Bins.thresholds()))
        .isEqualTo(Bins.thresholds());
  }

  @Test
  void given_T_decides_what_is_answered() {
    Bins bins = new Bins().busy(4).add(3_000, PICTURES, 0.8, 0.1);
    Thresholds open = Thresholds.OPEN;
    Thresholds given =
        new Thresholds(
            0,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            1,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            open.retransmittedShare(),
            open.rtpLoss(),
            2,
            2);

    assertThat(calibrate(bins, INTERVAL, given).demandBps()).isGreaterThan(1.6 * 8 * BUSY);
    assertThat(calibrate(bins, INTERVAL, open).demandBps()).isEqualTo(1.6 * 8 * BUSY);
  }

  private static Thresholds calibrate(Bins bins, Duration interval, Thresholds given) {
    Calibration calibration = new Calibration(interval, given);
    bins.list().forEach(calibration::add);
    return calibration.thresholds();
  }

  /** By Hipparchus, R's type 7 like numpy's. */
  private static double percentile(
      Bins bins, double percent, ToDoubleFunction<HealthBin> value, Predicate<HealthBin> among) {
    double[] values = bins.list().stream().filter(among).mapToDouble(value).toArray();
    return new Percentile(percent)
        .withEstimationType(Percentile.EstimationType.R_7)
        .evaluate(values);
  }
}
