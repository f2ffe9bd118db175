package io.privnet.qoe.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A session to simulate: the model, what the user does, what the network does, and when.
 *
 * @param model equations (2) to (5)
 * @param retrying whether feedback is positive wherever ψ is not ideal (§2.2: a user who misjudges
 *     and retries), whatever the model says of ideal times
 * @param actions the n functions of equation (1)
 * @param quality ψ when ideal
 * @param disturbances when ψ is another; the last that covers a time decides
 * @param reaction when b_in follows equation (4)
 * @param delay of the network, each way, not negative
 * @param interval length of a bin
 * @param duration of the session
 */
public record Scenario(
    SessionModel model,
    boolean retrying,
    List<Action> actions,
    PathQuality quality,
    List<Disturbance> disturbances,
    Reaction reaction,
    Duration delay,
    Duration interval,
    Duration duration) {
  private static final double MAX_BINS = 1e7;

  /**
   * A function of the instrument that the user works with for a while.
   *
   * @param bps b_action, bit/s of control, not negative
   * @param startSeconds from when
   * @param endSeconds until when, exclusive; infinite for the whole session
   */
  public record Action(double bps, double startSeconds, double endSeconds) {
    /**
     * @throws IllegalArgumentException when the rate is negative or the end not after the start
     */
    public Action {
      if (!(bps >= 0 && bps < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("an action's rate is not below 0, not " + bps);
      }
      requireOrder(startSeconds, endSeconds);
    }
  }

  /**
   * A while in which ψ is not ideal.
   *
   * @param startSeconds from when
   * @param endSeconds until when, exclusive
   * @param quality ψ then
   */
  public record Disturbance(double startSeconds, double endSeconds, PathQuality quality) {
    /**
     * @throws IllegalArgumentException when the end is not after the start
     */
    public Disturbance {
      requireOrder(startSeconds, endSeconds);
    }
  }

  /**
   * A stretch of the session in which neither the user's actions nor ψ change.
   *
   * @param startSeconds from when
   * @param endSeconds until when
   * @param activityBps u = b_user-activity
   * @param quality ψ
   */
  public record Phase(
      double startSeconds, double endSeconds, double activityBps, PathQuality quality) {}

  private static void requireOrder(double start, double end) {
    if (!(start >= 0 && end > start)) {
      throw new IllegalArgumentException(
          "a time from START to END has 0 <= START < END, not " + start + " to " + end);
    }
  }

  /**
   * @throws IllegalArgumentException when the delay is negative, the interval shorter than 1 ms, or
   *     the session shorter than one interval or longer than 10 million
   */
  public Scenario {
    actions = List.copyOf(actions);
    disturbances = List.copyOf(disturbances);
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay is not below 0");
    }
    if (interval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("an interval is at least 1 ms");
    }
    double bins = (double) duration.toNanos() / interval.toNanos();
    if (!(bins >= 1 && bins <= MAX_BINS)) {
      throw new IllegalArgumentException("a session lasts from one interval to 10 million of them");
    }
  }

  /** b_user-activity at a time, equation (1). */
  public double activityAt(double seconds) {
    double sum = 0;
    for (Action action : actions) {
      if (seconds >= action.startSeconds && seconds < action.endSeconds) {
        sum += action.bps;
      }
    }
    return sum;
  }

  /** ψ at a time. */
  public PathQuality qualityAt(double seconds) {
    for (int i = disturbances.size() - 1; i >= 0; i--) {
      Disturbance disturbance = disturbances.get(i);
      if (seconds >= disturbance.startSeconds && seconds < disturbance.endSeconds) {
        return disturbance.quality;
      }
    }
    return quality;
  }

  /** The model as it holds at a ψ: with the feedback that the user gives then. */
  public SessionModel modelUnder(PathQuality psi) {
    return retrying && !psi.equals(quality) ? model.with(Feedback.POSITIVE) : model;
  }

  /** The session's phases in order. */
  public List<Phase> phases() {
    double end = duration.toNanos() / 1e9;
    TreeSet<Double> bounds = new TreeSet<>(List.of(0.0, end));
    actions.forEach(a -> bounds.addAll(List.of(a.startSeconds, a.endSeconds)));
    disturbances.forEach(d -> bounds.addAll(List.of(d.startSeconds, d.endSeconds)));
    List<Phase> phases = new ArrayList<>();
    for (double start : bounds.headSet(end)) {
      Phase phase = new Phase(start, bounds.higher(start), activityAt(start), qualityAt(start));
      Phase last = phases.isEmpty() ? null : phases.getLast();
      if (last != null
          && last.activityBps == phase.activityBps
          && last.quality.equals(phase.quality)) {
        phase = new Phase(last.startSeconds, phase.endSeconds, phase.activityBps, phase.quality);
        phases.removeLast();
      }
      phases.add(phase);
    }
    return phases;
  }

  /** What becomes of a phase if it lasts. */
  public Loop loop(Phase phase) {
    return Loop.of(
        modelUnder(phase.quality), phase.activityBps, phase.quality, reaction, delaySeconds());
  }

  double delaySeconds() {
    return delay.toNanos() / 1e9;
  }
}
