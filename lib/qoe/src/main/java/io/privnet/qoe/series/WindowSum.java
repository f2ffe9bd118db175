package io.privnet.qoe.series;

import java.util.List;

/** Adds up one window. */
final class WindowSum {
  private final Window window;
  private long start;
  private long end;
  private boolean placed;
  private long inBytes;
  private long outBytes;
  private long inPackets;
  private long outPackets;
  private long peakIn = -1;
  private long peakOut = -1;

  WindowSum(Window window) {
    this.window = window;
  }

  private void place(long firstFrame) {
    if (!placed) {
      placed = true;
      start = window.startNanos() + (window.sinceFirstFrame() ? firstFrame : 0);
      end = window.endNanos() + (window.sinceFirstFrame() ? firstFrame : 0);
    }
  }

  void add(long firstFrame, long nanos, Roles.Direction direction, long bytes) {
    place(firstFrame);
    if (nanos < start || nanos >= end) {
      return;
    }
    if (direction == Roles.Direction.IN) {
      inBytes += bytes;
      inPackets++;
    } else {
      outBytes += bytes;
      outPackets++;
    }
  }

  void add(long firstFrame, Bin bin, long interval) {
    place(firstFrame);
    if (bin.full() && bin.startNanos() >= start && bin.startNanos() + interval <= end) {
      peakIn = Math.max(peakIn, bin.inBytes());
      peakOut = Math.max(peakOut, bin.outBytes());
    }
  }

  WindowTotals totals(List<Segment> segments, long firstFrame, long interval) {
    place(firstFrame);
    long covered = 0;
    for (Segment segment : segments) {
      covered +=
          Math.max(0, Math.min(end, segment.lastNanos()) - Math.max(start, segment.firstNanos()));
    }
    return new WindowTotals(
        covered,
        inBytes,
        outBytes,
        inPackets,
        outPackets,
        peakIn < 0 ? Double.NaN : 8e9 * peakIn / interval,
        peakOut < 0 ? Double.NaN : 8e9 * peakOut / interval);
  }
}
