package io.privnet.qoe.state;

/**
 * A change of state.
 *
 * @param nanos start of the interval that shows it, nanoseconds since 1970; known at that
 *     interval's end
 * @param bin that interval's index
 * @param value what was measured, in the unit of the reason; NaN when the reason has none
 * @param limit the threshold that it passed or kept; NaN likewise
 */
public record Transition(
    long nanos,
    long bin,
    SystemState from,
    SystemState to,
    Reason reason,
    double value,
    double limit) {

  /** Why a state was left. */
  public enum Reason {
    /** The user acts and is answered. */
    ACTIVE,
    /** The user is quiet on an ideal path. */
    QUIET,
    /** The oldest unacknowledged user byte is too old; seconds. */
    UNACKNOWLEDGED,
    /** Input has had no picture for too long, and less than the seed comes; seconds. */
    UNANSWERED,
    /** Demand beyond the threshold point on an impaired path; bit/s. */
    DEMAND,
    /** It has lasted; intervals. */
    PERSISTENT,
    /** The user went quiet before being answered; intervals. */
    ABORTED,
    /** The path is ideal and demand within the threshold point; bit/s. */
    ANSWERED,
    /** The path has stayed ideal; intervals. */
    IDEAL,
    /** The capture jumps in time, so nothing is known of the state before; seconds left out. */
    GAP
  }
}
