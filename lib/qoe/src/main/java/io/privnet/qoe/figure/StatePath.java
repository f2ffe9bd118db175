package io.privnet.qoe.figure;

import io.privnet.figure.Scale;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A session's way through its states, to be drawn. Keeps every stay in a state, and at most {@value
 * #MAX_POINTS} points of demand and supply: beyond, every second one is dropped.
 */
public final class StatePath {
  static final int MAX_POINTS = 4096;

  /**
   * Intervals one after the other in one state.
   *
   * @param startSeconds since bin 0 began
   * @param endSeconds likewise
   * @param demandBps mean demand
   * @param supplyBps mean supply
   */
  public record Stay(
      SystemState state,
      double startSeconds,
      double endSeconds,
      double demandBps,
      double supplyBps) {}

  /** Demand and supply of an interval. */
  public record Point(SystemState state, double demandBps, double supplyBps) {}

  private final double interval;
  private final List<Stay> stays = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private final long[] binsOf = new long[SystemState.values().length];
  private long every = 1;
  private long bins;

  private SystemState state;
  private long first;
  private long next;
  private double demand;
  private double supply;

  /**
   * @param interval length of each interval
   */
  public StatePath(Duration interval) {
    this.interval = interval.toNanos() / 1e9;
  }

  /** Takes the next interval. */
  public void take(StateBin bin) {
    long index = bin.health().index();
    if (bin.state() != state || index != next) {
      leave();
      state = bin.state();
      first = index;
    }
    next = index + 1;
    double d = 8 * bin.health().demandBytes() / interval;
    double s = 8 * bin.health().supplyBytes() / interval;
    demand += d;
    supply += s;
    binsOf[bin.state().ordinal()]++;
    if (bins++ % every == 0) {
      points.add(new Point(bin.state(), d, s));
      if (points.size() == MAX_POINTS) {
        thin();
      }
    }
  }

  private void leave() {
    if (state != null) {
      long n = next - first;
      stays.add(new Stay(state, first * interval, next * interval, demand / n, supply / n));
    }
    demand = 0;
    supply = 0;
  }

  private void thin() {
    for (int i = 0; i < MAX_POINTS / 2; i++) {
      points.set(i, points.get(2 * i));
    }
    points.subList(MAX_POINTS / 2, MAX_POINTS).clear();
    every *= 2;
  }

  /** Every stay in a state, in order of time. */
  public List<Stay> stays() {
    List<Stay> all = new ArrayList<>(stays);
    if (state != null) {
      long n = next - first;
      all.add(new Stay(state, first * interval, next * interval, demand / n, supply / n));
    }
    return all;
  }

  /** How many intervals were spent in a state. */
  public long bins(SystemState state) {
    return binsOf[state.ordinal()];
  }

  /** Length of an interval in seconds. */
  public double intervalSeconds() {
    return interval;
  }

  /** Demand and supply of the intervals. */
  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** An axis that holds the supply of every point, and s0. */
  public Scale supplyScale(Thresholds thresholds, boolean logarithmic) {
    return scale(Point::supplyBps, thresholds.supplyBps(), logarithmic);
  }

  /** An axis that holds the demand of every point, and d0. */
  public Scale demandScale(Thresholds thresholds, boolean logarithmic) {
    return scale(Point::demandBps, thresholds.demandBps(), logarithmic);
  }

  private Scale scale(ToDoubleFunction<Point> rate, double threshold, boolean logarithmic) {
    double greatest = Double.isNaN(threshold) ? 0 : 1.1 * threshold;
    double least = Double.MAX_VALUE;
    for (Point point : points) {
      double value = rate.applyAsDouble(point);
      greatest = Math.max(greatest, value);
      if (value > 0) {
        least = Math.min(least, value);
      }
    }
    return logarithmic
        ? Scale.logarithmic(Math.min(least, greatest), greatest)
        : Scale.upTo(greatest, 8);
  }

  /** Each how-manieth interval is among the points. */
  long every() {
    return every;
  }
}
