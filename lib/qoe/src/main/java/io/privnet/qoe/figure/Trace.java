package io.privnet.qoe.figure;

import io.privnet.qoe.series.Bin;
import io.privnet.qoe.series.BinSink;
import java.time.Duration;
import java.util.Arrays;

/**
 * A series to be drawn. Keeps at most {@value #MAX_POINTS} points: beyond, neighbours are joined
 * and the larger of each way stays. Mean and peak are those of the bins, however many were joined.
 */
public final class Trace implements BinSink {
  /** More points than a figure has columns. */
  public static final int MAX_POINTS = 4096;

  private final long interval;
  private final long[] index = new long[MAX_POINTS];
  private final Way in = new Way();
  private final Way out = new Way();
  private int points;
  private long joined = 1;
  private long inLast;
  private long bins;
  private boolean gaps;
  private long previous;

  /** One direction. */
  private static final class Way {
    final long[] bytes = new long[MAX_POINTS];
    double total;
    long peak;

    void add(int point, long more, boolean fresh) {
      bytes[point] = fresh ? more : Math.max(bytes[point], more);
      total += more;
      peak = Math.max(peak, more);
    }

    void join() {
      for (int i = 0; i < MAX_POINTS / 2; i++) {
        bytes[i] = Math.max(bytes[2 * i], bytes[2 * i + 1]);
      }
    }
  }

  /**
   * @param interval length of the bins
   */
  public Trace(Duration interval) {
    this.interval = interval.toNanos();
  }

  @Override
  public void take(Bin bin) {
    gaps |= points > 0 && bin.index() != previous + 1;
    previous = bin.index();
    bins++;
    boolean fresh = points == 0 || inLast == joined;
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
}
