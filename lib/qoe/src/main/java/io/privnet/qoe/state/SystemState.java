package io.privnet.qoe.state;

/** State of a session of user, network and instrument (paper §2.2, Fig. 4). */
public enum SystemState {
  /** No demand, and none unanswered. */
  IDLE,
  /** Demand is answered, and below the threshold point. Productive. */
  STABLE,
  /** Demand stays without answer, or exceeds the threshold point on an impaired path. */
  UNSTABLE,
  /** Instability persists or grows. */
  BREAKDOWN,
  /** The user has gone quiet, or is answered again, and the path has not yet proved itself. */
  RECOVERY;

  /** Whether the user acts in vain: {@link #UNSTABLE} or {@link #BREAKDOWN}. */
  public boolean alarming() {
    return this == UNSTABLE || this == BREAKDOWN;
  }
}
