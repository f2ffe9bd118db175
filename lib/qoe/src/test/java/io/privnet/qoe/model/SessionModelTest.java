package io.privnet.qoe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SessionModelTest {
  private static final double NO_HOP = Double.POSITIVE_INFINITY;

  @Property
  void equilibrium_satisfiesEquationsTwoToFour(
      @ForAll @DoubleRange(min = 0, max = 1000) double gain,
      @ForAll @DoubleRange(min = 0, max = 1e4) double seed,
      @ForAll @DoubleRange(min = 0, max = 0.01) double behaviour,
      @ForAll Feedback feedback,
      @ForAll @DoubleRange(min = 1e4, max = 1e8) double hop,
      @ForAll @DoubleRange(min = 0, max = 1) double forward,
      @ForAll @DoubleRange(min = 0, max = 1) double reverse,
      @ForAll @DoubleRange(min = 0, max = 1e6) double activity) {
    SessionModel model = new SessionModel(gain, seed, behaviour, feedback, hop);
    PathQuality quality = new PathQuality(forward, reverse);
    Equilibrium at = model.equilibrium(activity, quality).orElseThrow();
    double out = forward * gain * (at.inBps() + seed);
    double delivered = reverse * Math.min(out, hop);
    double sign = feedback == Feedback.NEGATIVE ? -1 : 1;
    double in = activity == 0 ? 0 : Math.max(0, activity + sign * behaviour * delivered);
    assertThat(at.outBps()).isCloseTo(out, within(1e-9 * (1 + out)));
    assertThat(at.deliveredBps()).isCloseTo(delivered, within(1e-9 * (1 + delivered)));
    assertThat(at.inBps()).isCloseTo(in, within(1e-6 * (1 + activity + behaviour * delivered)));
    assertThat(at.saturated()).isEqualTo(out > hop);
  }

  /** With b_seed = 0 and no bottleneck, Δb_out / b_user-activity is the paper's (5) as printed. */
  @Property
  void withoutSeedAndBottleneck_theRatioIsTheTransferFunction(
      @ForAll @DoubleRange(min = 1, max = 1000) double gain,
      @ForAll @DoubleRange(min = 0, max = 0.01) double behaviour,
      @ForAll @DoubleRange(min = 0.1, max = 1) double forward,
      @ForAll @DoubleRange(min = 0.1, max = 1) double reverse,
      @ForAll @DoubleRange(min = 1, max = 1e6) double activity) {
    PathQuality quality = new PathQuality(forward, reverse);
    double path = gain * forward * reverse;
    Equilibrium negative =
        new SessionModel(gain, 0, behaviour, Feedback.NEGATIVE, NO_HOP)
            .equilibrium(activity, quality)
            .orElseThrow();
    assertThat(negative.deliveredBps() / activity)
        .isCloseTo(path / (1 + path * behaviour), Percentage.withPercentage(1e-6));
    SessionModel retrying = new SessionModel(gain, 0, behaviour, Feedback.POSITIVE, NO_HOP);
    if (path * behaviour < 0.999) {
      assertThat(retrying.equilibrium(activity, quality).orElseThrow().deliveredBps() / activity)
          .isCloseTo(path / (1 - path * behaviour), Percentage.withPercentage(1e-6));
    } else if (path * behaviour >= 1.001) {
      assertThat(retrying.equilibrium(activity, quality)).isEmpty();
    }
  }

  /** The equations as a map, iterated from nothing, against the condition |L| < 1. */
  @Property
  void stepwiseIteration_convergesIffLoopGainIsBelowOne(
      @ForAll @DoubleRange(min = 0.01, max = 3) double loopGain,
      @ForAll Feedback feedback,
      @ForAll @DoubleRange(min = 1, max = 1000) double gain,
      @ForAll @DoubleRange(min = 0, max = 0.2) double seedShare) {
    Assume.that(Math.abs(loopGain - 1) > 0.02);
    double activity = 1000;
    double seed = seedShare * activity;
    PathQuality ideal = new PathQuality(1, 1);
    SessionModel model = new SessionModel(gain, seed, loopGain / gain, feedback, NO_HOP);
    double in = 0;
    double before = Double.NaN;
    for (int i = 0; i < 2000 && in < 1e200; i++) {
      before = in;
      in = model.demand(activity, model.delivered(model.sent(in, ideal), ideal));
    }
    boolean settled = Math.abs(in - before) <= 1e-9 * activity;
    assertThat(settled).isEqualTo(loopGain < 1);
    Loop loop = Loop.of(model, activity, ideal, new Reaction.Steps(1), 0);
    assertThat(loop.stable()).isEqualTo(settled);
    if (settled) {
      assertThat(model.delivered(model.sent(in, ideal), ideal))
          .isCloseTo(model.closedForm(activity, ideal), Percentage.withPercentage(1e-4));
    }
  }

  @Test
  void idleUser_isSentTheSeedAlone() {
    PathQuality quality = new PathQuality(0.9, 0.8);
    for (Feedback feedback : Feedback.values()) {
      Equilibrium idle =
          new SessionModel(100, 2000, 0.5, feedback, NO_HOP).equilibrium(0, quality).orElseThrow();
      assertThat(idle.inBps()).isZero();
      assertThat(idle.deliveredBps()).isCloseTo(144_000, within(1e-6));
    }
  }

  @Test
  void parametersOutOfRange_areRefused() {
    assertThatThrownBy(() -> new PathQuality(1.1, 1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new PathQuality(0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new SessionModel(-1, 0, 0, Feedback.NEGATIVE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SessionModel(1, 0, 0, Feedback.NEGATIVE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
