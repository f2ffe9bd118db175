package io.privnet.qoe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Percentage;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final PathQuality IDEAL = new PathQuality(1, 1);
  private static final double NO_HOP = Double.POSITIVE_INFINITY;
  private static final double ACTIVITY = 60_000;

  private static SessionModel model(double loopGain, Feedback feedback, double hop) {
    return new SessionModel(500, 1000, loopGain / 500, feedback, hop);
  }

  private static Scenario scenario(
      SessionModel model, Reaction reaction, double delay, double seconds) {
    return new Scenario(
        model,
        false,
        List.of(new Scenario.Action(ACTIVITY, 0, Double.POSITIVE_INFINITY)),
        IDEAL,
        List.of(),
        reaction,
        Duration.ofNanos(Math.round(delay * 1e9)),
        Duration.ofMillis(100),
        Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static List<SimulatedBin> bins(Scenario scenario) throws IOException {
    List<SimulatedBin> bins = new ArrayList<>();
    Bins joined = new Bins(scenario, bins::add);
    new Simulation(scenario).run(joined);
    joined.end();
    return bins;
  }

  /** τ·b' = u − b ∓ L(b + b_seed) has the solution b* + (0 − b*)·e^(−(1 ± L)t/τ). */
  @Property(tries = 60)
  void underALag_demandFollowsTheExponential(
      @ForAll @DoubleRange(min = 0, max = 3) double loopGain,
      @ForAll Feedback feedback,
      @ForAll @DoubleRange(min = 0.2, max = 3) double lag)
      throws IOException {
    double sign = feedback == Feedback.NEGATIVE ? 1 : -1;
    double speed = (1 + sign * loopGain) / lag;
    Assume.that(Math.abs(speed) > 0.01);
    double goal = (ACTIVITY - sign * loopGain * 1000) / (1 + sign * loopGain);
    for (SimulatedBin bin :
        bins(scenario(model(loopGain, feedback, NO_HOP), new Reaction.Lag(lag), 0, 5))) {
      double from = bin.startSeconds();
      double to = from + bin.seconds();
      double mean =
          goal + goal * (Math.exp(-speed * to) - Math.exp(-speed * from)) / speed / bin.seconds();
      assertThat(bin.inBps()).isCloseTo(mean, Percentage.withPercentage(0.05));
      assertThat(bin.outBps()).isCloseTo(500 * (mean + 1000), Percentage.withPercentage(0.05));
    }
  }

  @Property(tries = 60)
  void underALag_onlyPositiveFeedbackOfAtLeastOneDiverges(
      @ForAll @DoubleRange(min = 0, max = 5) double loopGain, @ForAll Feedback feedback)
      throws IOException {
    Assume.that(Math.abs(loopGain - 1) > 0.1);
    SessionModel model = model(loopGain, feedback, NO_HOP);
    Scenario scenario = scenario(model, new Reaction.Lag(0.5), 0, 60);
    List<SimulatedBin> bins = bins(scenario);
    boolean diverges = feedback == Feedback.POSITIVE && loopGain >= 1;
    assertThat(Loop.of(model, ACTIVITY, IDEAL, scenario.reaction(), 0).outcome())
        .isEqualTo(diverges ? Loop.Outcome.DIVERGES : Loop.Outcome.CONVERGES);
    if (diverges) {
      assertThat(bins.getLast().inBps()).isGreaterThan(1000 * ACTIVITY);
    } else {
      assertThat(bins.getLast().deliveredBps())
          .isCloseTo(model.closedForm(ACTIVITY, IDEAL), Percentage.withPercentage(0.5));
    }
  }

  @Property(tries = 60)
  void inSteps_theSessionConvergesIffLoopGainIsBelowOne(
      @ForAll @DoubleRange(min = 0, max = 2) double loopGain,
      @ForAll Feedback feedback,
      @ForAll @DoubleRange(min = 0, max = 0.2) double delay)
      throws IOException {
    Assume.that(Math.abs(loopGain - 1) > 0.1);
    SessionModel model = model(loopGain, feedback, NO_HOP);
    Scenario scenario = scenario(model, new Reaction.Steps(0.1), delay, 60);
    List<SimulatedBin> bins = bins(scenario);
    DoubleSummaryStatistics late =
        bins.stream()
            .skip(Math.max(0, bins.size() - 50))
            .mapToDouble(SimulatedBin::inBps)
            .summaryStatistics();
    boolean settled = late.getMax() - late.getMin() < 1e-3 * ACTIVITY;
    assertThat(settled).isEqualTo(loopGain < 1);
    assertThat(Loop.of(model, ACTIVITY, IDEAL, scenario.reaction(), delay).stable())
        .isEqualTo(settled);
  }

  /** Hayes's bound on the dead time of negative feedback, tried on both sides of it. */
  @Property(tries = 40)
  void negativeFeedbackThatComesTooLate_swingsForGood(
      @ForAll @DoubleRange(min = 1.5, max = 4) double loopGain,
      @ForAll @DoubleRange(min = 0.5, max = 1.6) double shareOfBound)
      throws IOException {
    Assume.that(Math.abs(shareOfBound - 1) > 0.15);
    double lag = 0.5;
    double bound = lag * Math.acos(-1 / loopGain) / Math.sqrt(loopGain * loopGain - 1);
    SessionModel model = model(loopGain, Feedback.NEGATIVE, NO_HOP);
    double delay = shareOfBound * bound / 2;
    Scenario scenario = scenario(model, new Reaction.Lag(lag), delay, 120);
    List<SimulatedBin> bins = bins(scenario);
    double[] late =
        bins.stream().skip(bins.size() - 100).mapToDouble(SimulatedBin::inBps).toArray();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double in : late) {
      least = Math.min(least, in);
      most = Math.max(most, in);
    }
    boolean settled = most - least < 0.01 * ACTIVITY;
    assertThat(settled).isEqualTo(shareOfBound < 1);
    Loop loop = Loop.of(model, ACTIVITY, IDEAL, scenario.reaction(), delay);
    assertThat(loop.outcome())
        .isEqualTo(settled ? Loop.Outcome.CONVERGES : Loop.Outcome.OSCILLATES);
    assertThat(most).isLessThanOrEqualTo(ACTIVITY * (1 + 1e-9));
  }

  @Property(tries = 40)
  void positiveFeedbackBelowOne_convergesHoweverLateItComes(
      @ForAll @DoubleRange(min = 0, max = 0.8) double loopGain,
      @ForAll @DoubleRange(min = 0, max = 1) double delay)
      throws IOException {
    SessionModel model = model(loopGain, Feedback.POSITIVE, NO_HOP);
    List<SimulatedBin> bins = bins(scenario(model, new Reaction.Lag(0.3), delay, 120));
    assertThat(bins.getLast().deliveredBps())
        .isCloseTo(model.closedForm(ACTIVITY, IDEAL), Percentage.withPercentage(0.5));
  }

  @Property(tries = 60)
  void withABottleneck_supplySaturatesAndTheQueueGrowsByTheRest(
      @ForAll @DoubleRange(min = 1.1, max = 4) double loopGain,
      @ForAll @DoubleRange(min = 1e6, max = 3e7) double hop)
      throws IOException {
    SessionModel model = model(loopGain, Feedback.POSITIVE, hop);
    List<SimulatedBin> bins = bins(scenario(model, new Reaction.Lag(0.2), 0.02, 30));
    SimulatedBin last = bins.getLast();
    SimulatedBin before = bins.get(bins.size() - 11);
    double demand = ACTIVITY + loopGain / 500 * hop;
    assertThat(last.deliveredBps()).isCloseTo(hop, Percentage.withPercentage(1e-6));
    assertThat(last.inBps()).isCloseTo(demand, Percentage.withPercentage(1e-3));
    double growth = (last.queueBytes() - before.queueBytes()) * 8;
    assertThat(growth).isCloseTo(500 * (demand + 1000) - hop, Percentage.withPercentage(0.01));
    assertThat(Loop.of(model, ACTIVITY, IDEAL, new Reaction.Lag(0.2), 0.02).outcome())
        .isEqualTo(Loop.Outcome.SATURATES);
  }

  /** Nothing is made or lost: what was sent was delivered, waits, or is on its way. */
  @Property(tries = 40)
  void mediaSent_isDeliveredOrWaits(
      @ForAll @DoubleRange(min = 0, max = 2) double loopGain,
      @ForAll Feedback feedback,
      @ForAll @DoubleRange(min = 1e6, max = 1e8) double hop)
      throws IOException {
    double sent = 0;
    double delivered = 0;
    List<SimulatedBin> bins =
        bins(scenario(model(loopGain, feedback, hop), new Reaction.Lag(0.5), 0, 10));
    for (SimulatedBin bin : bins) {
      sent += bin.outBps() * bin.seconds();
      delivered += bin.deliveredBps() * bin.seconds();
    }
    assertThat(delivered + 8 * bins.getLast().queueBytes()).isCloseTo(sent, within(1e-6 * sent));
  }

  /** The clipped, saturating loop with its queue, against an adaptive integrator of order 8. */
  @Test
  void disturbedSession_followsAnIndependentIntegrator() throws IOException {
    SessionModel model = new SessionModel(400, 2000, 0.004, Feedback.POSITIVE, 40e6);
    PathQuality worse = new PathQuality(0.9, 0.5);
    Scenario scenario =
        new Scenario(
            model,
            false,
            List.of(new Scenario.Action(20_000, 0, 12), new Scenario.Action(40_000, 4, 9)),
            IDEAL,
            List.of(new Scenario.Disturbance(6, 8, worse)),
            new Reaction.Lag(0.8),
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofSeconds(25));
    OrdinaryDifferentialEquation equation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            double activity = (t < 12 ? 20_000 : 0) + (t >= 4 && t < 9 ? 40_000 : 0);
            boolean bad = t >= 6 && t < 8;
            double out = (bad ? 0.9 : 1) * 400 * (y[0] + 2000);
            double through = y[1] > 0 ? 40e6 : Math.min(out, 40e6);
            double seen = (bad ? 0.5 : 1) * through;
            double goal = activity == 0 ? 0 : activity + 0.004 * seen;
            return new double[] {(goal - y[0]) / 0.8, out - through};
          }
        };
    double[] y = {0, 0};
    List<SimulatedBin> bins = bins(scenario);
    double peak = 0;
    for (SimulatedBin bin : bins) {
      double from = bin.startSeconds();
      double sum = 0;
      // Simpson's rule over the bin, from the integrator's own states.
      double[] weights = {1, 4, 1};
      for (int i = 0; i < 3; i++) {
        sum += weights[i] * y[0] / 6;
        if (i < 2) {
          y =
              new DormandPrince853Integrator(1e-9, 0.01, 1e-3, 1e-8)
                  .integrate(equation, new ODEState(from + i * 0.05, y), from + (i + 1) * 0.05)
                  .getPrimaryState();
        }
      }
      assertThat(bin.inBps()).as("t = " + from).isCloseTo(sum, Percentage.withPercentage(0.3));
      peak = Math.max(peak, y[1]);
      assertThat(bin.queueBytes() * 8).isCloseTo(y[1], within(2e-3 * peak + 1e5));
    }
    assertThat(peak).isGreaterThan(1e7);
    assertThat(bins.getLast().queueBytes()).isZero();
  }

  @Test
  void retryingUser_turnsDisturbanceIntoBreakdownAndRecoversByStopping() throws IOException {
    Scenario scenario =
        new Scenario(
            model(2.5, Feedback.NEGATIVE, NO_HOP),
            true,
            List.of(new Scenario.Action(ACTIVITY, 5, 15)),
            IDEAL,
            List.of(new Scenario.Disturbance(10, 20, new PathQuality(0.8, 0.8))),
            new Reaction.Lag(0.5),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    List<SimulatedBin> bins = bins(scenario);
    double stable = bins.get(9).inBps();
    assertThat(bins.get(4).inBps()).isZero();
    assertThat(stable).isCloseTo((ACTIVITY - 2.5 * 1000) / 3.5, Percentage.withPercentage(0.1));
    assertThat(bins.get(14).inBps()).isGreaterThan(100 * stable);
    assertThat(bins.get(19).inBps()).isLessThan(stable);
    assertThat(bins.get(19).ideal()).isFalse();
    assertThat(bins.get(20).ideal()).isTrue();
  }
}
