package io.privnet.qoe.figure;

import io.privnet.qoe.series.Bin;
import io.privnet.qoe.series.BinSink;
import java.time.Duration;

/**
 * A series to be drawn, as points in time. Keeps at most {@value #MAX_POINTS}: beyond, neighbours
 * are joined and the larger of each way stays. Mean and peak are those of the bins, however many
 * were joined.
 */
public final class Trace implements BinSink {
  /** More than a figure has columns. */
  static final int MAX_POINTS = 2048;

  /** One direction. */
  public final class Way {
    private final long[] bytes = new long[MAX_POINTS];
    private double total;
    private long peak;

    private void add(int point, long more, boolean fresh) {
      bytes[point] = fresh ? more : Math.max(bytes[point], more);
      total += more;
      peak = Math.max(peak, more);
    }

    private void join() {
      for (int i = 0; i < MAX_POINTS / 2; i++) {
        bytes[i] = Math.max(bytes[2 * i], bytes[2 * i + 1]);
      }
    }

    /** The rate at a point in bit/s. */
    public double bps(int point) {
      return 8e9 * bytes[point] / interval;
    }

    /** The largest rate of a bin in bit/s; 0 without any. */
    public double peakBps() {
      return 8e9 * peak / interval;
    }

    /** The mean rate of the bins in bit/s; NaN without any. */
    public double meanBps() {
      return 8e9 * total / bins / interval;
    }
  }

  private final long interval;
  private final long[] index = new long[MAX_POINTS];
  private final Way in = new Way();
  private final Way out = new Way();
  private long zero;
  private int points;
  private long joined = 1;
  private long inLast;
  private long bins;
  private boolean gaps;
  private long previous;

  /**
   * @param interval length of the bins
   */
  public Trace(Duration interval) {
    this.interval = interval.toNanos();
  }

  @Override
  public void take(Bin bin) {
    if (points == 0) {
      zero = bin.startNanos() - bin.index() * interval;
    }
    boolean afterGap = points > 0 && bin.index() != previous + 1;
    gaps |= afterGap;
    previous = bin.index();
    bins++;
    // Bins on both sides of a gap are never one point.
    boolean fresh = points == 0 || inLast == joined || afterGap;
    if (fresh) {
      if (points == MAX_POINTS) {
        join();
      }
      index[points++] = bin.index();
      inLast = 0;
    }
    inLast++;
    in.add(points - 1, bin.inBytes(), fresh);
    out.add(points - 1, bin.outBytes(), fresh);
  }

  private void join() {
    for (int i = 0; i < MAX_POINTS / 2; i++) {
      index[i] = index[2 * i];
    }
    in.join();
    out.join();
    points /= 2;
    joined *= 2;
  }

  /** How many points there are. */
  public int points() {
    return points;
  }

  /** Whether a point shows the largest of several bins. */
  public boolean joined() {
    return joined > 1;
  }

  /** Whether a jump in time lies between two points. */
  public boolean hasGaps() {
    return gaps;
  }

  /** Length of the bins in seconds. */
  public double intervalSeconds() {
    return interval / 1e9;
  }

  /** When bin 0 begins, that of the capture's first frame; nanoseconds since 1970. */
  public long zeroNanos() {
    return zero;
  }

  /** When a point begins, in seconds since bin 0 began. */
  public double startSeconds(int point) {
    return index[point] * intervalSeconds();
  }

  /** When a point ends: where the next begins, but before a jump in time. */
  public double endSeconds(int point) {
    long end = point == points - 1 ? previous + 1 : index[point + 1];
    return Math.min(end, index[point] + joined) * intervalSeconds();
  }

  /** Control, b_in. */
  public Way in() {
    return in;
  }

  /** Media, Δb_out. */
  public Way out() {
    return out;
  }
}
