package io.privnet.meeting.agenda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The busy time of one participant within a window. Busy intervals may be added in any order and
 * overlap; an interval of no length blocks nothing (paper §2.1).
 *
 * <p>Times are kept in whole seconds, widened to the second: as slots start and end on whole
 * seconds, this changes no slot.
 */
final class Busy {
  private final Interval window;
  private final long from;
  private final long to;
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int count;

  Busy(Interval window) {
    this.window = window;
    this.from = window.start().getEpochSecond();
    this.to = ceil(window.end());
  }

  private static long ceil(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
  }

  /** The window outside which nothing is kept. */
  Interval window() {
    return window;
  }

  /** Adds {@code [start, end)}. */
  void add(Instant start, Instant end) {
    if (start.isBefore(end)) {
      add(start.getEpochSecond(), ceil(end));
    }
  }

  /** Adds {@code [start, end)}, in seconds since 1970-01-01T00:00Z. */
  void add(long start, long end) {
    long first = Math.max(start, from);
    long last = Math.min(end, to);
    if (start >= end || first >= last) {
      return;
    }
    if (count > 0 && first >= starts[count - 1] && first <= ends[count - 1]) {
      ends[count - 1] = Math.max(ends[count - 1], last);
      return;
    }
    if (count == starts.length) {
      merge();
      if (count > starts.length / 2) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
    }
    starts[count] = first;
    ends[count++] = last;
  }

  /** Sorts the intervals and joins those that overlap or touch. */
  private void merge() {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(starts[a], starts[b]));
    long[] sortedStarts = new long[starts.length];
    long[] sortedEnds = new long[ends.length];
    int merged = 0;
    for (int i : order) {
      if (merged > 0 && starts[i] <= sortedEnds[merged - 1]) {
        sortedEnds[merged - 1] = Math.max(sortedEnds[merged - 1], ends[i]);
      } else {
        sortedStarts[merged] = starts[i];
        sortedEnds[merged++] = ends[i];
      }
    }
    starts = sortedStarts;
    ends = sortedEnds;
    count = merged;
  }

  /** The busy intervals in order, apart from each other. */
  List<Interval> intervals() {
    merge();
    List<Interval> intervals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      intervals.add(new Interval(Instant.ofEpochSecond(starts[i]), Instant.ofEpochSecond(ends[i])));
    }
    return intervals;
  }

  /** The slots whose meeting overlaps no busy interval. */
  Availability over(Grid grid) {
    merge();
    BitSet free = new BitSet(grid.slots());
    long length = grid.length().toSeconds();
    int next = 0;
    for (int s = 0; s < grid.slots(); s++) {
      long start = grid.startSecond(s);
      while (next < count && ends[next] <= start) {
        next++;
      }
      free.set(s, next == count || starts[next] >= start + length);
    }
    return new Availability(grid.slots(), free);
  }
}
