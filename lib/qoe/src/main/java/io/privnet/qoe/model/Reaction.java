package io.privnet.qoe.model;

/** When the user's b_in becomes what equation (4) says. */
public sealed interface Reaction {
  /** The time constant or the time between decisions, in seconds. */
  double seconds();

  /**
   * Continuously, with a first-order lag: τ·db_in/dt = (u ∓ H·Δb_out) − b_in.
   *
   * @param seconds τ, above 0
   */
  record Lag(double seconds) implements Reaction {
    /**
     * @throws IllegalArgumentException when τ is not above 0
     */
    public Lag {
      requirePositive("a lag", seconds);
    }
  }

  /**
   * Step by step: the user looks at the picture, decides, and keeps to it until the next step.
   *
   * @param seconds time between decisions, above 0
   */
  record Steps(double seconds) implements Reaction {
    /**
     * @throws IllegalArgumentException when the time is not above 0
     */
    public Steps {
      requirePositive("a step", seconds);
    }
  }

  private static void requirePositive(String what, double seconds) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is a time above 0, not " + seconds + " s");
    }
  }
}
