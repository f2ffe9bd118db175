package io.privnet.qoe.model;

import java.util.Optional;

/**
 * The session model of the paper's §2, equations (2) to (5). Rates are in bit/s; G and H have no
 * unit.
 *
 * <p>Two things the equations leave open: a rate is never below 0, and H acts only while the user
 * does, so that b_in is 0 when b_user-activity is (§2.2, the Idle state).
 *
 * @param gain G, bits of media for a bit of control, not negative
 * @param seedBps b_seed, the rate of periodic intra frames before G, not negative
 * @param behaviour H, how much the user reacts to Δb_out, not negative
 * @param feedback the direction of that reaction
 * @param bottleneckBps the least b_hop, above 0; infinite when bandwidth is adequate
 */
public record SessionModel(
    double gain, double seedBps, double behaviour, Feedback feedback, double bottleneckBps) {
  /**
   * @throws IllegalArgumentException when a parameter is out of its range
   */
  public SessionModel {
    requireFinite("G", gain);
    requireFinite("b_seed", seedBps);
    requireFinite("H", behaviour);
    if (!(bottleneckBps > 0)) {
      throw new IllegalArgumentException("a hop's rate is above 0, not " + bottleneckBps);
    }
  }

  private static void requireFinite(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is a number not below 0, not " + value);
    }
  }

  SessionModel with(Feedback other) {
    return new SessionModel(gain, seedBps, behaviour, other, bottleneckBps);
  }

  /** b_out that a b_in brings about, equation (2). */
  public double sent(double inBps, PathQuality quality) {
    return quality.forward() * gain * (inBps + seedBps);
  }

  /** Δb_out of a b_out, equation (3). */
  public double delivered(double outBps, PathQuality quality) {
    return quality.reverse() * Math.min(outBps, bottleneckBps);
  }

  /** b_in of a user who acts and sees Δb_out, equation (4). */
  public double demand(double activityBps, double deliveredBps) {
    return activityBps <= 0
        ? 0
        : Math.max(0, activityBps - feedback.sign() * behaviour * deliveredBps);
  }

  /** L = G·ψf·ψr·H, not negative: what a change of b_in comes back as, its sign apart. */
  public double loopGain(PathQuality quality) {
    return gain * quality.forward() * quality.reverse() * behaviour;
  }

  /**
   * Equation (5) with b_seed: G·ψf·ψr·(u + b_seed) / (1 ± L), the formula alone, without regard to
   * the bottleneck or to whether a session could get there. Negative or infinite for positive
   * feedback with L ≥ 1.
   *
   * @param activityBps u = b_user-activity
   */
  public double closedForm(double activityBps, PathQuality quality) {
    return gain
        * quality.forward()
        * quality.reverse()
        * (activityBps + seedBps)
        / (1 + feedback.sign() * loopGain(quality));
  }

  /**
   * Where the rates can stay as they are: {@link #closedForm} where that respects the bottleneck
   * and the bounds of a rate, else what those bounds leave. Empty when there is none, positive
   * feedback with L ≥ 1 and no bottleneck: Breakdown, demand and supply tend to infinity.
   *
   * @param activityBps u = b_user-activity
   */
  public Optional<Equilibrium> equilibrium(double activityBps, PathQuality quality) {
    double loop = 1 + feedback.sign() * loopGain(quality);
    if (activityBps <= 0 || loop > 0) {
      double in =
          activityBps <= 0
              ? 0
              : Math.max(0, (activityBps - feedback.sign() * loopGain(quality) * seedBps) / loop);
      double out = sent(in, quality);
      if (out <= bottleneckBps) {
        return Optional.of(new Equilibrium(in, out, delivered(out, quality), false));
      }
    } else if (bottleneckBps == Double.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    double in = demand(activityBps, quality.reverse() * bottleneckBps);
    double out = sent(in, quality);
    return Optional.of(new Equilibrium(in, out, delivered(out, quality), out > bottleneckBps));
  }
}
