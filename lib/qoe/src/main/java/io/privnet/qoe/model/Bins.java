package io.privnet.qoe.model;

import java.io.IOException;

/** Joins the steps of a simulation to the bins of its interval. */
public final class Bins implements Simulation.StepSink {
  /** Takes the bins, each when it is over. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the next bin. */
    void take(SimulatedBin bin) throws IOException;
  }

  private final Scenario scenario;
  private final double interval;
  private final Sink sink;

  private long index;
  private double seconds;
  private double activity;
  private double in;
  private double out;
  private double delivered;
  private double forward;
  private double reverse;
  private boolean ideal = true;
  private Step last;

  public Bins(Scenario scenario, Sink sink) {
    this.scenario = scenario;
    this.interval = scenario.interval().toNanos() / 1e9;
    this.sink = sink;
  }

  @Override
  public void take(Step step) throws IOException {
    double length = step.seconds();
    // Steps divide an interval, so that each lies in one bin; its middle tells which.
    while ((step.startSeconds() + step.endSeconds()) / 2 >= (index + 1) * interval) {
      end();
    }
    seconds += length;
    activity += step.activityBps() * length;
    in += step.inBps() * length;
    out += step.outBps() * length;
    delivered += step.deliveredBps() * length;
    forward += step.quality().forward() * length;
    reverse += step.quality().reverse() * length;
    ideal &= step.quality().equals(scenario.quality());
    last = step;
  }

  /** Hands out the last bin. */
  public void end() throws IOException {
    if (seconds == 0) {
      return;
    }
    sink.take(
        new SimulatedBin(
            index,
            index * interval,
            seconds,
            activity / seconds,
            in / seconds,
            out / seconds,
            delivered / seconds,
            last.queueBits() / 8,
            new PathQuality(Math.min(1, forward / seconds), Math.min(1, reverse / seconds)),
            ideal,
            last.activityBps(),
            last.quality()));
    index++;
    seconds = 0;
    activity = 0;
    in = 0;
    out = 0;
    delivered = 0;
    forward = 0;
    reverse = 0;
    ideal = true;
  }
}
