package io.privnet.qoe.model;

import java.io.IOException;

/**
 * Runs a {@link Scenario} through time: equations (1) to (4) with the network's delay each way, the
 * user's reaction, and the bottleneck's queue, which is first in, first out, without bound.
 *
 * <p>Rates are fluid. The lag is integrated by Heun's method on a grid of at least 200 steps a lag,
 * 20 an interval and 4 a step of the user; delays are rounded to that grid.
 */
public final class Simulation {
  /** Takes the steps of a simulation in order. */
  @FunctionalInterface
  public interface StepSink {
    /** Takes the next step. */
    void take(Step step) throws IOException;
  }

  /** Demand or supply beyond this, in bit/s, is taken for infinite: 10^15, a petabit. */
  public static final double INFINITE_BPS = 1e15;

  private static final double LONGEST_STEP = 5e-3;
  private static final double MAX_STEPS = 2e8;

  private final Scenario scenario;
  private final double grid;
  private final long steps;
  private final int delaySteps;

  /**
   * @throws IllegalArgumentException when the reaction is too quick for the session's length
   */
  public Simulation(Scenario scenario) {
    this.scenario = scenario;
    double interval = scenario.interval().toNanos() / 1e9;
    double reaction = scenario.reaction().seconds();
    double longest =
        Math.min(
            Math.min(LONGEST_STEP, interval / 20),
            scenario.reaction() instanceof Reaction.Lag ? reaction / 200 : reaction / 4);
    grid = interval / Math.ceil(interval / longest * (1 - 1e-12));
    double count = scenario.duration().toNanos() / 1e9 / grid;
    if (count > MAX_STEPS) {
      throw new IllegalArgumentException(
          "a reaction within "
              + reaction
              + " s is too quick to simulate over "
              + scenario.duration().toNanos() / 1e9
              + " s");
    }
    steps = Math.round(count);
    delaySteps = (int) Math.round(Math.min(scenario.delaySeconds(), steps * grid) / grid);
  }

  /**
   * Runs the session, or as much of it as there is before its rates pass {@link #INFINITE_BPS}.
   *
   * @return whether it ran to its end
   */
  public boolean run(StepSink sink) throws IOException {
    Line control = new Line();
    Line media = new Line();
    double in = 0;
    double queue = 0;
    double delivered = 0;
    double nextDecision = 0;
    for (long n = 0; n < steps; n++) {
      double now = n * grid;
      PathQuality quality = scenario.qualityAt(now + grid / 2);
      SessionModel model = scenario.modelUnder(quality);
      double activity = scenario.activityAt(now + grid / 2);

      double next;
      double mean;
      double out;
      double departing;
      switch (scenario.reaction()) {
        case Reaction.Steps s -> {
          if (now >= nextDecision - grid / 2) {
            in = model.demand(activity, delivered);
            nextDecision += s.seconds();
          }
          next = in;
          mean = in;
          out = model.sent(delaySteps == 0 ? mean : control.first(), quality);
          departing = departing(model, out, queue);
          delivered = media.through(quality.reverse() * departing);
        }
        case Reaction.Lag lag when delaySteps == 0 -> {
          double slope = slope(lag, model, quality, activity, in, queue);
          double guess = Math.max(0, in + grid * slope);
          double slopeThere = slope(lag, model, quality, activity, guess, queue);
          next = Math.max(0, in + grid * (slope + slopeThere) / 2);
          mean = (in + next) / 2;
          out = model.sent(mean, quality);
          departing = departing(model, out, queue);
          delivered = quality.reverse() * departing;
        }
        case Reaction.Lag lag -> {
          // What arrives now was sent before this step, so that the lag has a constant to follow.
          out = model.sent(control.first(), quality);
          departing = departing(model, out, queue);
          delivered = media.through(quality.reverse() * departing);
          double goal = model.demand(activity, delivered);
          double rest = -Math.expm1(-grid / lag.seconds());
          next = in + (goal - in) * rest;
          mean = goal + (in - goal) * rest * lag.seconds() / grid;
        }
      }
      control.through(mean);
      queue = Math.max(0, queue + (out - model.bottleneckBps()) * grid);
      sink.take(
          new Step(now, now + grid, activity, mean, out, departing, delivered, queue, quality));
      if (!(next < INFINITE_BPS && out < INFINITE_BPS)) {
        return false;
      }
      in = next;
    }
    return true;
  }

  private double slope(
      Reaction.Lag lag,
      SessionModel model,
      PathQuality quality,
      double activity,
      double in,
      double queue) {
    double delivered = quality.reverse() * departing(model, model.sent(in, quality), queue);
    return (model.demand(activity, delivered) - in) / lag.seconds();
  }

  /** What leaves the bottleneck: all that comes and waits, if it is not too much. */
  private double departing(SessionModel model, double out, double queue) {
    return Math.min(out + queue / grid, model.bottleneckBps());
  }

  /** What goes in comes out after the network's delay, at first nothing. */
  private final class Line {
    private final double[] held = new double[delaySteps];
    private int at;

    double first() {
      return held[at];
    }

    double through(double value) {
      if (held.length == 0) {
        return value;
      }
      double out = held[at];
      held[at] = value;
      at = (at + 1) % held.length;
      return out;
    }
  }
}
