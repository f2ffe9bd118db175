package io.privnet.qoe.model;

import java.util.Locale;

/**
 * What becomes of a session whose parameters stay as they are, and why.
 *
 * @param outcome where its rates go
 * @param reason the condition that decides it, for people
 */
public record Loop(Outcome outcome, String reason) {
  /** Where the rates of a session go. */
  public enum Outcome {
    /** To the equilibrium of equation (5). */
    CONVERGES,
    /** Nowhere: demand swings between 0 and b_user-activity for good. */
    OSCILLATES,
    /** To what the bottleneck lets through, while its queue grows. */
    SATURATES,
    /** To infinity: Breakdown (§2.2). */
    DIVERGES
  }

  /** Whether the rates settle and no queue grows. */
  public boolean stable() {
    return outcome == Outcome.CONVERGES;
  }

  /**
   * Judges a session.
   *
   * <p>With dead time D round the loop and a lag τ its characteristic equation is τs + 1 ±
   * L·e^(−sD) = 0. Positive feedback is stable iff L &lt; 1, whatever D. Negative feedback is
   * stable for L ≤ 1, and beyond iff D &lt; τ·arccos(−1/L)/√(L² − 1) (Hayes 1950); without dead
   * time, always. Step by step, b_in is multiplied by ∓L each time: stable iff L &lt; 1.
   *
   * @param activityBps u = b_user-activity
   * @param delaySeconds of the network, each way
   */
  public static Loop of(
      SessionModel model,
      double activityBps,
      PathQuality quality,
      Reaction reaction,
      double delaySeconds) {
    double gain = model.loopGain(quality);
    var equilibrium = model.equilibrium(activityBps, quality);
    boolean positive = model.feedback() == Feedback.POSITIVE;
    if (equilibrium.isEmpty()) {
      return new Loop(
          Outcome.DIVERGES,
          "positive feedback with L ≥ 1: each round of retries is at least as large as the last, "
              + "and no bottleneck bounds them");
    }
    if (equilibrium.get().saturated()) {
      return new Loop(
          Outcome.SATURATES,
          positive && gain >= 1
              ? "positive feedback with L ≥ 1, bounded by the bottleneck alone: its queue grows"
              : "b_out stays above the bottleneck: its queue grows");
    }
    if (activityBps <= 0) {
      return new Loop(Outcome.CONVERGES, "the user does nothing, so nothing comes back");
    }
    if (gain == 0) {
      return new Loop(Outcome.CONVERGES, "L = 0: nothing of what the user does comes back");
    }
    if (equilibrium.get().inBps() == 0) {
      return new Loop(
          Outcome.CONVERGES, "the picture of b_seed alone is enough: the user sends nothing");
    }
    if (gain < 1) {
      return new Loop(
          Outcome.CONVERGES, "L < 1: what comes back is less each time, whatever its sign");
    }
    return switch (reaction) {
      case Reaction.Steps _ ->
          new Loop(
              Outcome.OSCILLATES,
              "negative feedback with L ≥ 1 in steps: each step corrects by more than is wrong");
      case Reaction.Lag lag -> {
        double longest = longestDeadTime(gain, lag.seconds());
        double deadTime = 2 * delaySeconds;
        String bound =
            Double.isInfinite(longest) ? "any time" : String.format(Locale.ROOT, "%.3g s", longest);
        yield deadTime < longest
            ? new Loop(
                Outcome.CONVERGES,
                "negative feedback with a lag: it corrects as long as the round trip takes less"
                    + " than "
                    + bound)
            : new Loop(
                Outcome.OSCILLATES,
                "negative feedback that comes too late: with L ≥ 1 the round trip must take less"
                    + " than "
                    + bound);
      }
    };
  }

  /** The dead time from which negative feedback of this gain under a lag swings for good. */
  static double longestDeadTime(double gain, double lagSeconds) {
    return gain <= 1
        ? Double.POSITIVE_INFINITY
        : lagSeconds * Math.acos(-1 / gain) / Math.sqrt(gain * gain - 1);
  }
}
