package io.privnet.qoe.series;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A capture's time cut into bins, each a row of as many numbers as the measurement needs, all 0 at
 * first.
 *
 * <p>Bins are [t0 + kΔ, t0 + (k+1)Δ), t0 the first frame in file order or the multiple of Δ before
 * it. A frame goes to the bin of its time, wherever it stands. Every bin from the first frame's to
 * the last's is handed out, in order, those without traffic too. A jump in time beyond the greatest
 * gap starts a new segment, and the bins between segments are left out.
 *
 * <p>Memory does not grow with the capture: of bins that hold something, those far behind the
 * latest frame ({@value #MAX_HELD_CELLS} / columns bins) are handed out even if the capture goes
 * on.
 */
public final class Timeline {
  /** Segments kept apart at once; a capture that jumps more often has its oldest ones closed. */
  static final int MAX_SEGMENTS = 64;

  static final int MAX_HELD_CELLS = 1 << 22;

  /** Of a live capture: interfaces and queues hand packets over out of order by less than this. */
  private static final long LIVE_PATIENCE_NANOS = 100_000_000;

  private static final long MAX_DURATION_NANOS = 1L << 60;

  private static final int PAGE_BITS = 8;

  private final long interval;
  private final long maxGap;
  private final Alignment alignment;
  private final long patience;
  private final Sink sink;
  private final int columns;
  private final long maxHeldBins;

  private boolean begun;
  private long firstFrame;
  private long origin;
  private final List<OpenSegment> open = new ArrayList<>();
  private final List<Segment> closed = new ArrayList<>();
  private long closedNanos;
  private OpenSegment current;
  private long binStart = Long.MAX_VALUE;
  private long binEnd = Long.MIN_VALUE;
  private boolean late;

  /** Bins in pages that exist only where something was put. */
  private final Map<Long, long[]> pages = new HashMap<>();

  private final long[] empty;
  private final Row row = new Row();
  private long[] page;
  private int slot;

  /** Takes the bins, each when it is final. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next bin.
     *
     * @param row what it holds, valid during the call
     */
    void take(Row row) throws IOException;
  }

  /** A bin that is handed out. */
  public static final class Row {
    private long index;
    private long start;
    private long end;
    private boolean full;
    private long[] cells;
    private int at;

    private Row() {}

    /** Place in the grid; negative before the first frame in file order. */
    public long index() {
      return index;
    }

    /** Nanoseconds since 1970. */
    public long startNanos() {
      return start;
    }

    /**
     * Nanoseconds since 1970 up to which the capture covers the interval: its end, unless the
     * segment's last frame is earlier.
     */
    public long endNanos() {
      return end;
    }

    /** Whether the capture, in this segment, covers the interval from its start to its end. */
    public boolean full() {
      return full;
    }

    /** What the bin holds in a column. */
    public long get(int column) {
      return cells[at + column];
    }
  }

  private static final class OpenSegment {
    long min;
    long max;
    long covered;
    long firstBin;
    long lastBin;
    boolean handedOut;
    long nextBin;

    OpenSegment(long nanos, long bin) {
      min = nanos;
      max = nanos;
      covered = nanos;
      firstBin = bin;
      lastBin = bin;
    }

    long nextToHandOut() {
      return handedOut ? nextBin : firstBin;
    }

    long covered() {
      return Math.max(covered, max);
    }
  }

  private Timeline(
      Duration interval,
      Duration maxGap,
      Alignment alignment,
      long patience,
      int columns,
      Sink sink) {
    this.interval = nanos(interval);
    if (this.interval < 1_000_000) {
      throw new IllegalArgumentException("an interval is at least 1 ms");
    }
    this.maxGap = Math.max(nanos(maxGap), this.interval);
    this.alignment = alignment;
    this.patience = patience;
    this.sink = sink;
    this.columns = columns;
    this.empty = new long[columns];
    this.maxHeldBins = MAX_HELD_CELLS / columns;
  }

  private static long nanos(Duration duration) {
    if (duration.isNegative() || duration.getSeconds() >= MAX_DURATION_NANOS / 1_000_000_000) {
      return duration.isNegative() ? -1 : MAX_DURATION_NANOS;
    }
    return duration.toNanos();
  }

  /**
   * For a whole capture: bins are handed out at its end, so that packets in any order find theirs.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @param columns how many numbers a bin holds
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static Timeline whole(
      Duration interval, Duration maxGap, Alignment alignment, int columns, Sink sink) {
    return new Timeline(interval, maxGap, alignment, -1, columns, sink);
  }

  /**
   * For a capture that is still being made: each bin is handed out as soon as a frame comes that is
   * 0.1 s later than the bin's end, or time is {@linkplain #advance said} to be.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @param columns how many numbers a bin holds
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static Timeline live(
      Duration interval, Duration maxGap, Alignment alignment, int columns, Sink sink) {
    return new Timeline(interval, maxGap, alignment, LIVE_PATIENCE_NANOS, columns, sink);
  }

  /** The greatest step in time within a segment, in nanoseconds. */
  public long maxGapNanos() {
    return maxGap;
  }

  /**
   * Goes to the bin of a frame's time, to which {@link #add} and the like then apply, and hands out
   * what has become final by it. To be called for every frame, whatever is measured.
   */
  public void moveTo(long nanos) throws IOException {
    if (nanos < binStart || nanos >= binEnd) {
      leaveTo(nanos);
    } else if (nanos > current.max) {
      current.max = nanos;
    } else if (nanos < current.min) {
      current.min = nanos;
    }
  }

  private void leaveTo(long nanos) throws IOException {
    if (!begun) {
      begun = true;
      firstFrame = nanos;
      origin = alignment == Alignment.EPOCH ? Math.floorDiv(nanos, interval) * interval : nanos;
    }
    long bin = Math.floorDiv(nanos - origin, interval);
    current = segmentOf(nanos, bin);
    current.min = Math.min(current.min, nanos);
    current.max = Math.max(current.max, nanos);
    late = current.handedOut && bin < current.nextBin;
    if (!late) {
      current.firstBin = Math.min(current.firstBin, bin);
      current.lastBin = Math.max(current.lastBin, bin);
    }
    handOutFinal();
    binStart = origin + bin * interval;
    binEnd = binStart + interval;
    page = null;
  }

  /**
   * Whether the bin of the latest frame had been handed out before it came. Nothing can be put into
   * it then, and the caller counts that.
   */
  public boolean late() {
    return late;
  }

  /** What the current bin holds in a column. */
  public long get(int column) {
    if (page == null) {
      turnPage();
    }
    return page[slot + column];
  }

  /** Adds to a column of the current bin. */
  public void add(int column, long amount) {
    if (page == null) {
      turnPage();
    }
    page[slot + column] += amount;
  }

  /** Replaces what a column of the current bin holds. */
  public void set(int column, long value) {
    if (page == null) {
      turnPage();
    }
    page[slot + column] = value;
  }

  private void turnPage() {
    long bin = Math.floorDiv(binStart - origin, interval);
    page = pages.computeIfAbsent(bin >> PAGE_BITS, k -> new long[columns << PAGE_BITS]);
    slot = slot(bin);
  }

  private int slot(long bin) {
    return ((int) bin & (1 << PAGE_BITS) - 1) * columns;
  }

  private OpenSegment segmentOf(long nanos, long bin) throws IOException {
    if (current != null && near(current, nanos)) {
      return current;
    }
    for (OpenSegment segment : open) {
      if (near(segment, nanos)) {
        return segment;
      }
    }
    if (open.size() == MAX_SEGMENTS) {
      OpenSegment oldest = open.getFirst() == current ? open.get(1) : open.getFirst();
      handOut(oldest, oldest.lastBin);
      close(oldest);
    }
    OpenSegment segment = new OpenSegment(nanos, bin);
    open.add(segment);
    return segment;
  }

  private boolean near(OpenSegment segment, long nanos) {
    return nanos >= segment.min - maxGap && nanos <= segment.max + maxGap;
  }

  private void close(OpenSegment segment) {
    open.remove(segment);
    closedNanos += segment.max - segment.min;
    if (closed.size() < MAX_SEGMENTS) {
      closed.add(new Segment(segment.min, segment.max));
    }
  }

  /**
   * Tells a live capture that time has moved on without a frame: the bins that are over are handed
   * out, as covered by the capture, up to the greatest gap after its last frame. Of a whole capture
   * or before the first frame it does nothing.
   *
   * @param nanos the time in nanoseconds since 1970, by the clock that stamps the frames
   */
  public void advance(long nanos) throws IOException {
    if (patience < 0 || current == null) {
      return;
    }
    long now = Math.min(nanos, current.max + maxGap);
    if (now <= current.covered()) {
      return;
    }
    current.covered = now;
    long last = Math.floorDiv(now - patience - origin, interval) - 1;
    if (last >= current.nextToHandOut()) {
      current.lastBin = Math.max(current.lastBin, last);
      handOutTo(last);
    }
    late = current.handedOut && Math.floorDiv(binStart - origin, interval) < current.nextBin;
  }

  private void handOutFinal() throws IOException {
    long last;
    if (patience >= 0) {
      last = Math.floorDiv(current.max - patience - origin, interval) - 1;
    } else if (current.lastBin - current.nextToHandOut() >= maxHeldBins) {
      last = current.lastBin - maxHeldBins / 2;
    } else if (pages.size() * (long) columns << PAGE_BITS > MAX_HELD_CELLS) {
      handOutEarlier();
      return;
    } else {
      return;
    }
    if (last >= current.nextToHandOut()) {
      handOutTo(last);
    }
  }

  private void handOutTo(long last) throws IOException {
    // Time has moved on in this segment, so it is no single stray time stamp: those before it end.
    handOutEarlier();
    handOut(current, last);
  }

  private void handOutEarlier() throws IOException {
    open.sort((a, b) -> Long.compare(a.firstBin, b.firstBin));
    for (OpenSegment segment : open) {
      if (segment != current && segment.max < current.min) {
        handOut(segment, segment.lastBin);
      }
    }
  }

  private void handOut(OpenSegment segment, long last) throws IOException {
    long covered = segment.covered();
    for (long bin = segment.nextToHandOut(); bin <= last; bin++) {
      long start = origin + bin * interval;
      boolean full = start >= segment.min && start + interval <= covered;
      row.index = bin;
      row.start = start;
      row.end = Math.min(start + interval, covered);
      row.full = full;
      handOut(bin, bin == last);
      segment.handedOut = true;
      segment.nextBin = bin + 1;
    }
  }

  /** Hands out a bin's numbers and forgets them; an empty page goes with the last bin of a run. */
  private void handOut(long bin, boolean lastOfRun) throws IOException {
    long[] from = pages.get(bin >> PAGE_BITS);
    row.cells = from == null ? empty : from;
    row.at = from == null ? 0 : slot(bin);
    sink.take(row);
    if (from == null) {
      return;
    }
    Arrays.fill(from, row.at, row.at + columns, 0);
    if ((lastOfRun || row.at + columns == from.length) && isEmpty(from)) {
      pages.remove(bin >> PAGE_BITS);
      if (from == page) {
        page = null;
      }
    }
  }

  private static boolean isEmpty(long[] page) {
    for (int i = 0; i < page.length; i++) {
      if (page[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Hands out what is left. */
  public void finish() throws IOException {
    open.sort((a, b) -> Long.compare(a.firstBin, b.firstBin));
    long done = Long.MIN_VALUE;
    for (OpenSegment segment : List.copyOf(open)) {
      if (done >= segment.nextToHandOut()) {
        segment.handedOut = true;
        segment.nextBin = done + 1;
      }
      handOut(segment, segment.lastBin);
      done = Math.max(done, segment.lastBin);
      close(segment);
    }
    closed.sort((a, b) -> Long.compare(a.firstNanos(), b.firstNanos()));
  }

  /**
   * Time of the first frame in file order; nanoseconds since 1970, 0 for a capture without frames.
   */
  public long firstFrameNanos() {
    return firstFrame;
  }

  /**
   * Once finished, the stretches between jumps in time, by time: one for an ordinary capture, at
   * most {@value #MAX_SEGMENTS} are kept apart at once.
   */
  public List<Segment> segments() {
    return List.copyOf(closed);
  }

  /** Once finished, the sum of all segments' durations in nanoseconds. */
  public long durationNanos() {
    return closedNanos;
  }
}
