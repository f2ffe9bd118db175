package io.privnet.qoe.state;

import static io.privnet.qoe.state.Bins.BUSY;
import static io.privnet.qoe.state.Bins.INTERVAL;
import static io.privnet.qoe.state.Bins.PICTURES;
import static io.privnet.qoe.state.Bins.SEED;
import static io.privnet.qoe.state.Bins.follow;
import static io.privnet.qoe.state.Bins.letters;
import static io.privnet.qoe.state.SystemState.BREAKDOWN;
import static io.privnet.qoe.state.SystemState.IDLE;
import static io.privnet.qoe.state.SystemState.RECOVERY;
import static io.privnet.qoe.state.SystemState.STABLE;
import static io.privnet.qoe.state.SystemState.UNSTABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.state.Transition.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The transitions of the paper's Figure 4. */
class StateMachineTest {
  private static final double NONE = Double.NaN;

  @Test
  void user_who_pauses_moves_between_idle_and_stable() {
    assertThat(letters(follow(new Bins().idle(2).busy(3).idle(1).busy(1)))).isEqualTo("IISSSIS");
  }

  @Test
  void session_begins_idle_even_when_the_first_interval_is_active() {
    List<StateBin> states = follow(new Bins().busy(1));

    assertThat(states.getFirst().transition())
        .hasValue(new Transition(Bins.START_NANOS, 0, IDLE, STABLE, Reason.ACTIVE, NONE, NONE));
  }

  @Test
  void single_idle_interval_makes_no_transition() {
    List<StateBin> states = follow(new Bins().idle(1));

    assertThat(letters(states)).isEqualTo("I");
    assertThat(states.getFirst().transition()).isEmpty();
  }

  @Test
  void outage_under_a_persistent_user_breaks_down_and_recovers() {
    Bins bins = new Bins().busy(2).outage(BUSY, BUSY, BUSY).busy(3);

    List<StateBin> states = follow(bins);

    assertThat(letters(states)).isEqualTo("SSUBBRSS");
    assertThat(reasons(states))
        .containsExactly(
            Reason.ACTIVE, Reason.UNACKNOWLEDGED, Reason.PERSISTENT, Reason.ANSWERED, Reason.IDEAL);
    Transition unstable = states.get(2).transition().orElseThrow();
    assertThat(unstable.value()).isEqualTo(0.9);
    assertThat(unstable.limit()).isEqualTo(0.5);
    assertThat(unstable.nanos()).isEqualTo(Bins.START_NANOS + 2_000_000_000L);
  }

  @Test
  void silence_with_unacknowledged_input_is_no_abort() {
    List<StateBin> states = follow(new Bins().busy(2).outage(BUSY, 0, 0, 0).busy(2));

    assertThat(letters(states)).isEqualTo("SSUBBBRS");
    assertThat(states.subList(3, 6)).allMatch(StateBin::heldBack);
  }

  @Test
  void outage_while_the_user_thinks_is_no_alarm() {
    // What is unacknowledged was sent after the user's last input: an update request.
    Bins bins = new Bins().busy(2).idle(3);
    bins.add(0, 0, 0.8, 0).add(0, 0, 1.8, 0).add(0, 0, 2.8, 0).idle(1);

    List<StateBin> states = follow(bins);

    assertThat(letters(states)).isEqualTo("SSIIIIIII");
    assertThat(states.subList(5, 8)).noneMatch(StateBin::ideal).noneMatch(StateBin::stalled);
  }

  @Test
  void key_press_at_the_end_of_an_interval_that_is_lost_alarms_in_the_next() {
    Bins bins = new Bins().idle(1);
    bins.add(16, SEED, 0.1, 0.1).add(0, 0, 1.1, 1.1).add(0, 0, 2.1, 2.1);

    assertThat(letters(follow(bins))).isEqualTo("ISUB");
  }

  @Test
  void user_who_waits_quietly_for_a_frozen_picture_recovers_only_when_it_moves() {
    // The input arrived and was acknowledged; the pictures are lost on the way back.
    Bins bins = new Bins().busy(1).add(BUSY, 0, 0.1, 0.8);
    bins.add(0, 0, 0.1, 1.8).add(0, 0, 0, 2.8).add(0, 0, 0, 3.8).idle(3);

    List<StateBin> states = follow(bins);

    assertThat(letters(states)).isEqualTo("SUURRRII");
    assertThat(reasons(states))
        .containsExactly(Reason.ACTIVE, Reason.UNANSWERED, Reason.ABORTED, Reason.IDEAL);
  }

  @Test
  void user_who_tries_again_on_a_frozen_picture_breaks_down() {
    Bins bins = new Bins().busy(1);
    bins.add(BUSY, 0, 0.1, 0.8).add(BUSY, 0, 0.1, 1.8).add(BUSY, 0, 0.1, 2.8).busy(2);

    assertThat(letters(follow(bins))).isEqualTo("SUBBRS");
  }

  @Test
  void picture_that_moves_at_the_seeds_rate_and_ignores_the_pointer_is_no_stall() {
    Bins bins = new Bins();
    for (int i = 0; i < 5; i++) {
      bins.add(BUSY, SEED, 0.02, 0.99);
    }

    assertThat(letters(follow(bins))).isEqualTo("SSSSS");
  }

  @Test
  void session_without_seed_is_judged_by_acknowledgements_alone() {
    Bins bins = new Bins().add(BUSY, 0, 0.02, 0.9).add(BUSY, 0, 0.02, 1.9).outage(BUSY);
    Thresholds t = Bins.thresholds();

    for (double seed : new double[] {0, Double.NaN}) {
      Thresholds seedless =
          new Thresholds(
              0, seed, t.demandBps(), t.supplyBps(), 0.5, 0.5, 0.02, 0.16, 0.15, 0.01, 2, 2);
      assertThat(letters(follow(bins.list(), seedless))).isEqualTo("SSU");
    }
  }

  @Test
  void demand_beyond_the_threshold_point_is_stable_on_an_ideal_path() {
    assertThat(letters(follow(new Bins().busy(1).busy(2, 5_000)))).isEqualTo("SSS");
  }

  @Test
  void demand_beyond_the_threshold_point_on_an_impaired_path_is_unstable() {
    Bins bins = new Bins().busy(1).add(2_000, PICTURES, 0.1, 0.1, 2, 0.02, 0, NONE, true);

    List<StateBin> states = follow(bins);

    assertThat(letters(states)).isEqualTo("SU");
    Transition unstable = states.getLast().transition().orElseThrow();
    assertThat(unstable.reason()).isEqualTo(Reason.DEMAND);
    assertThat(unstable.value()).isEqualTo(16_000);
    assertThat(unstable.limit()).isEqualTo(8_000);
  }

  @Test
  void demand_three_times_beyond_the_threshold_point_is_a_breakdown_without_delay() {
    Thresholds t = Bins.thresholds();
    Thresholds patient =
        new Thresholds(
            0, t.seedBps(), t.demandBps(), t.supplyBps(), 0.5, 0.5, 0.02, 0.16, 0.15, 0.01, 9, 2);
    Bins bins = new Bins().busy(1).outage(BUSY, BUSY, 3_001);

    List<StateBin> states = follow(bins.list(), patient);

    assertThat(letters(states)).isEqualTo("SUUB");
    assertThat(states.getLast().transition().orElseThrow().limit()).isEqualTo(24_000);
  }

  @Test
  void wave_of_unwanted_supply_delays_the_end_of_a_recovery() {
    Bins bins = new Bins().busy(1).outage(BUSY, BUSY);
    bins.add(0, 900_000, 0.02, 0).add(0, 900_000, 0.02, 0).idle(3);

    assertThat(letters(follow(bins))).isEqualTo("SUBRRRII");
  }

  @Test
  void stall_during_recovery_is_unstable_again() {
    Bins bins = new Bins().busy(1).outage(BUSY, BUSY).busy(1).outage(BUSY).busy(2);

    assertThat(letters(follow(bins))).isEqualTo("SUBRURS");
  }

  @Test
  void each_impairment_alone_makes_a_path_not_ideal() {
    Bins bins = new Bins();
    bins.add(BUSY, PICTURES, 0.51, 0.1, 0, 0.02, 0, NONE, true);
    bins.add(BUSY, PICTURES, 0.1, 0.1, 2, 0.02, 0, NONE, true);
    bins.add(BUSY, PICTURES, 0.1, 0.1, 0, 0.17, 0, NONE, true);
    bins.add(BUSY, PICTURES, 0.1, 0.1, 0, 0.02, 1, NONE, true);
    bins.add(BUSY, PICTURES, 0.1, 0.1, 0, 0.02, 0, 0.02, true);
    bins.add(BUSY, 0, 0.1, 0.51, 0, 0.02, 0, NONE, true);

    assertThat(follow(bins)).noneMatch(StateBin::ideal);
  }

  @Test
  void values_at_their_limits_are_ideal() {
    Bins bins = new Bins().add(BUSY, 0, 0.5, 0.5, 1, 0.16, 0, 0.01, true);
    bins.add(BUSY, SEED / 2, 0.1, 9, 0, NONE, 0, NONE, true);

    assertThat(follow(bins)).allMatch(StateBin::ideal);
  }

  @Test
  void nothing_is_known_of_the_state_before_a_gap() {
    List<StateBin> states = follow(new Bins().busy(1).outage(BUSY, BUSY).skip(60).idle(2));

    assertThat(letters(states)).isEqualTo("SUBII");
    Transition afterGap = states.get(3).transition().orElseThrow();
    assertThat(afterGap.reason()).isEqualTo(Reason.GAP);
    assertThat(afterGap.value()).isEqualTo(60);
    assertThat(afterGap.from()).isEqualTo(BREAKDOWN);
  }

  @Test
  void stall_right_after_a_gap_is_told_as_a_stall() {
    List<StateBin> states = follow(new Bins().busy(1).skip(60).outage(BUSY));

    assertThat(letters(states)).isEqualTo("SU");
    assertThat(reasons(states)).containsExactly(Reason.ACTIVE, Reason.UNACKNOWLEDGED);
  }

  @Test
  void input_before_a_gap_does_not_count_after_it() {
    Bins bins = new Bins().busy(1).skip(2).add(0, 0, 3.9, 0);

    assertThat(follow(bins).getLast().stalled()).isFalse();
  }

  @Test
  void machine_that_learns_sees_stalls_from_the_start_and_demand_once_it_knows_d0() {
    StateMachine machine =
        StateMachine.calibrating(Thresholds.OPEN, INTERVAL, Duration.ofSeconds(6));
    Bins bins = new Bins().busy(1).outage(BUSY, BUSY).busy(3);
    bins.add(2_000, PICTURES, 0.1, 0.1, 2, 0.02, 0, NONE, true);

    List<StateBin> states = new ArrayList<>();
    for (HealthBin bin : bins.list()) {
      states.add(machine.next(bin));
      assertThat(machine.calibrating()).isEqualTo(states.size() < 6);
    }

    assertThat(letters(states)).isEqualTo("SUBRSSU");
    assertThat(machine.thresholds().demandBps()).isEqualTo(1.6 * 8 * BUSY);
  }

  @Test
  void machine_that_learns_waits_for_a_user_to_act_but_not_for_ever() {
    StateMachine machine =
        StateMachine.calibrating(Thresholds.OPEN, INTERVAL, Duration.ofSeconds(6));

    new Bins().idle(59).list().forEach(machine::next);
    assertThat(machine.calibrating()).isTrue();
    new Bins().skip(59).idle(1).list().forEach(machine::next);

    assertThat(machine.calibrating()).isFalse();
    assertThat(machine.thresholds().demandBps()).isNaN();
    assertThat(machine.thresholds().seedBps()).isEqualTo(8 * SEED);
  }

  @Test
  void machine_that_learns_keeps_what_it_was_given() {
    StateMachine machine =
        StateMachine.calibrating(Bins.thresholds(), INTERVAL, Duration.ofSeconds(3));

    new Bins().busy(3).list().forEach(machine::next);

    assertThat(machine.calibrating()).isFalse();
    assertThat(machine.thresholds()).isEqualTo(Bins.thresholds());
  }

  /** The arrows of Figure 4, and those out of Recovery back into trouble. */
  private static final Map<SystemState, Set<SystemState>> ARROWS =
      Map.of(
          IDLE, EnumSet.of(STABLE, UNSTABLE),
          STABLE, EnumSet.of(IDLE, UNSTABLE),
          UNSTABLE, EnumSet.of(BREAKDOWN, RECOVERY),
          BREAKDOWN, EnumSet.of(RECOVERY),
          RECOVERY, EnumSet.of(IDLE, STABLE, UNSTABLE));

  @Property(tries = 500)
  void every_session_follows_the_arrows_of_figure_4(@ForAll("sessions") List<HealthBin> session) {
    SystemState state = IDLE;
    for (StateBin bin : follow(session, Bins.thresholds())) {
      if (bin.transition().isPresent()) {
        Transition transition = bin.transition().get();
        assertThat(transition.from()).isEqualTo(state);
        assertThat(ARROWS.get(state)).contains(transition.to());
        state = transition.to();
      }
      assertThat(bin.state()).isEqualTo(state);
      if (bin.state() == IDLE) {
        assertThat(bin.active()).isFalse();
      } else if (bin.state() == STABLE) {
        assertThat(bin.active()).isTrue();
        assertThat(bin.stalled()).isFalse();
      }
    }
  }

  @Property(tries = 200)
  void states_depend_on_rates_only_relative_to_the_thresholds(
      @ForAll("sessions") List<HealthBin> session) {
    Thresholds t = Bins.thresholds();
    Thresholds tenfold =
        new Thresholds(
            0,
            10 * t.seedBps(),
            10 * t.demandBps(),
            10 * t.supplyBps(),
            0.5,
            0.5,
            0.02,
            0.16,
            0.15,
            0.01,
            2,
            2);
    Bins busier = new Bins();
    for (HealthBin b : session) {
      busier.add(
          10 * b.demandBytes(),
          10 * b.supplyBytes(),
          b.oldestUnackedSeconds(),
          b.unansweredSeconds(),
          b.controlRetransmitted(),
          b.rttSeconds(),
          b.zeroWindows(),
          b.rtpLoss(),
          b.full());
    }

    assertThat(letters(follow(busier.list(), tenfold))).isEqualTo(letters(follow(session, t)));
  }

  @Property(tries = 200)
  void two_healthy_idle_intervals_end_whatever_was_before(
      @ForAll("sessions") List<HealthBin> session) {
    List<HealthBin> all = new ArrayList<>(session);
    all.addAll(new Bins().skip(session.size()).idle(2).list());

    assertThat(follow(all, Bins.thresholds()).getLast().state()).isEqualTo(IDLE);
  }

  @Provide
  Arbitrary<List<HealthBin>> sessions() {
    Arbitrary<Bins> bin =
        Combinators.combine(
                Arbitraries.of(0L, 16L, BUSY, 1_001L, 3_001L),
                Arbitraries.of(0L, SEED, PICTURES, 900_000L),
                Arbitraries.of(0.0, 0.1, 0.6, 1.6, 5.0),
                Arbitraries.of(0.0, 0.1, 0.6, 1.6),
                Arbitraries.of(0L, 0L, 2L),
                Arbitraries.of(Double.NaN, 0.02, 0.2),
                Arbitraries.of(0L, 0L, 1L),
                Arbitraries.of(Double.NaN, 0.0, 0.5))
            .as(
                (demand, supply, unacked, unanswered, retransmitted, rtt, zero, loss) ->
                    new Bins()
                        .add(
                            demand,
                            supply,
                            unacked,
                            unanswered,
                            retransmitted,
                            rtt,
                            zero,
                            loss,
                            true));
    return bin.list()
        .ofMaxSize(40)
        .map(
            list -> {
              Bins session = new Bins();
              for (Bins one : list) {
                HealthBin b = one.list().getFirst();
                session.add(
                    b.demandBytes(),
                    b.supplyBytes(),
                    b.oldestUnackedSeconds(),
                    b.unansweredSeconds(),
                    b.controlRetransmitted(),
                    b.rttSeconds(),
                    b.zeroWindows(),
                    b.rtpLoss(),
                    true);
              }
              return session.list();
            });
  }

  private static List<Reason> reasons(List<StateBin> states) {
    return states.stream().flatMap(s -> s.transition().stream()).map(Transition::reason).toList();
  }
}
