package io.privnet.qoe.state;

import static io.privnet.qoe.state.Bins.BUSY;
import static io.privnet.qoe.state.Bins.INTERVAL;
import static io.privnet.qoe.state.Bins.PICTURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTallyTest {
  @Test
  void time_of_a_session_is_shared_among_its_states() {
    StateSummary summary = summary(new Bins().idle(2).busy(4).outage(BUSY, 0, 0).busy(3));

    assertThat(summary.bins())
        .isEqualTo(
            Map.of(
                SystemState.IDLE, 2L,
                SystemState.STABLE, 6L,
                SystemState.UNSTABLE, 1L,
                SystemState.BREAKDOWN, 2L,
                SystemState.RECOVERY, 1L));
    assertThat(summary.allBins()).isEqualTo(12);
    assertThat(summary.share(SystemState.STABLE)).isEqualTo(0.5);
    assertThat(summary.alarms()).isEqualTo(1);
  }

  @Test
  void session_without_intervals_has_no_shares() {
    StateSummary summary = summary(new Bins());

    assertThat(summary.allBins()).isZero();
    assertThat(summary.share(SystemState.IDLE)).isNaN();
    assertThat(summary.think().share()).isNaN();
    assertThat(summary.abort().share()).isNaN();
    assertThat(summary.retryGain().ratio()).isNaN();
  }

  @Test
  void session_without_a_stall_has_no_retry_gain_and_no_p_abort() {
    StateSummary summary = summary(new Bins().idle(3).busy(9));

    assertThat(summary.think().count()).isEqualTo(3);
    assertThat(summary.think().of()).isEqualTo(12);
    assertThat(summary.abort().of()).isZero();
    assertThat(summary.alarms()).isZero();
    assertThat(summary.retryGain().stalledBins()).isZero();
    assertThat(summary.retryGain().ratio()).isNaN();
  }

  @Test
  void session_without_activity_is_idle_throughout() {
    StateSummary summary = summary(new Bins().idle(9));

    assertThat(summary.think().share()).isEqualTo(1);
    assertThat(summary.think().spells()).isEqualTo(1);
    assertThat(summary.retryGain().ratio()).isNaN();
  }

  @Test
  void silence_that_ends_in_a_burst_was_no_idleness() {
    StateSummary summary = summary(new Bins().busy(4).outage(BUSY, 0, 0, 0, 1_001).idle(1));

    assertThat(summary.abort().count()).isZero();
    assertThat(summary.abort().of()).isEqualTo(5);
    assertThat(summary.unresolved()).isZero();
  }

  @Test
  void silence_that_ends_without_a_burst_was_idleness() {
    StateSummary summary = summary(new Bins().busy(4).outage(BUSY, 0, 0, 0, 16).idle(1));

    assertThat(summary.abort().count()).isEqualTo(3);
    assertThat(summary.abort().of()).isEqualTo(5);
  }

  @Test
  void silence_without_an_end_stays_open() {
    for (Bins bins :
        new Bins[] {
          new Bins().busy(4).outage(BUSY, 0, 0),
          new Bins().busy(4).outage(BUSY, 0, 0).skip(9).idle(2)
        }) {
      StateSummary summary = summary(bins);

      assertThat(summary.unresolved()).isEqualTo(2);
      assertThat(summary.abort().of()).isEqualTo(1);
    }
  }

  @Test
  void user_who_waits_on_an_impaired_path_aborts() {
    Bins bins = new Bins().busy(4).add(BUSY, 0, 0.1, 0.8);
    bins.add(0, 0, 0.1, 1.8).add(0, 0, 0, 2.8).add(0, 0, 0, 3.8).idle(3);

    StateSummary summary = summary(bins);

    assertThat(summary.abort().count()).isEqualTo(3);
    assertThat(summary.abort().of()).isEqualTo(4);
    assertThat(summary.think().count()).isEqualTo(3);
    assertThat(summary.think().of()).isEqualTo(7);
  }

  @Test
  void retry_gain_compares_demand_while_stalled_and_while_answered() {
    StateSummary summary =
        summary(new Bins().idle(5).busy(6).outage(900, 0, 0, 3_900).idle(2).busy(2));

    assertThat(summary.retryGain().stalledBins()).isEqualTo(4);
    assertThat(summary.retryGain().stalledBps()).isEqualTo(8 * 1_200);
    assertThat(summary.retryGain().answeredBins()).isEqualTo(8);
    assertThat(summary.retryGain().answeredBps()).isEqualTo(8 * BUSY);
    assertThat(summary.retryGain().ratio()).isCloseTo(3, within(1e-12));
  }

  @Test
  void each_stall_is_an_alarm_of_its_own() {
    StateSummary summary =
        summary(
            new Bins()
                .busy(4)
                .outage(BUSY, BUSY)
                .busy(1)
                .outage(BUSY)
                .busy(3)
                .add(2_000, PICTURES, 0.6, 0.1));

    assertThat(summary.alarms()).isEqualTo(3);
  }

  private static StateSummary summary(Bins bins) {
    StateTally tally = new StateTally(INTERVAL);
    Bins.follow(bins).forEach(bin -> tally.add(bin, Bins.thresholds().demandBps()));
    return tally.summary();
  }
}
