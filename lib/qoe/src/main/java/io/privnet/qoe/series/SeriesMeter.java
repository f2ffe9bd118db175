package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures b_in and Δb_out of one capture, interval by interval.
 *
 * <p>Bins are [t0 + kΔ, t0 + (k+1)Δ), t0 the first frame in file order. A packet goes to the bin of
 * its time, wherever it stands. Every bin from the first frame's to the last's is handed out, in
 * order, those without traffic too. A jump in time beyond the greatest gap starts a new segment,
 * and the bins between segments are left out.
 *
 * <p>Memory does not grow with the capture: bins more than {@value #MAX_HELD_BINS} behind the
 * latest frame are handed out even if the capture goes on.
 */
public final class SeriesMeter {
  /** Segments kept apart at once; a capture that jumps more often has its oldest ones closed. */
  static final int MAX_SEGMENTS = 64;

  static final int MAX_HELD_BINS = 1 << 20;

  /** Of a live capture: interfaces and queues hand packets over out of order by less than this. */
  private static final long LIVE_PATIENCE_NANOS = 100_000_000;

  private static final long MAX_DURATION_NANOS = 1L << 60;

  private final Roles roles;
  private final ByteCounter counter;
  private final long interval;
  private final long maxGap;
  private final long patience;
  private final BinSink sink;
  private final BinStore store = new BinStore();

  private boolean begun;
  private long firstFrame;
  private final List<OpenSegment> open = new ArrayList<>();
  private final List<Segment> closed = new ArrayList<>();
  private long closedNanos;
  private OpenSegment current;
  private long binStart = Long.MAX_VALUE;
  private long binEnd = Long.MIN_VALUE;
  private boolean late;

  private long inBytes;
  private long outBytes;
  private long inPackets;
  private long outPackets;
  private long uncounted;
  private long latePackets;
  private long lateBytes;

  private static final class OpenSegment {
    long min;
    long max;
    long firstBin;
    long lastBin;
    boolean handedOut;
    long nextBin;

    OpenSegment(long nanos, long bin) {
      min = nanos;
      max = nanos;
      firstBin = bin;
      lastBin = bin;
    }

    long nextToHandOut() {
      return handedOut ? nextBin : firstBin;
    }
  }

  private SeriesMeter(
      Roles roles,
      Measure measure,
      Duration interval,
      Duration maxGap,
      long patience,
      BinSink sink) {
    this.roles = roles;
    counter = measure.counter();
    this.interval = nanos(interval);
    if (this.interval < 1_000_000) {
      throw new IllegalArgumentException("an interval is at least 1 ms");
    }
    this.maxGap = Math.max(nanos(maxGap), this.interval);
    this.patience = patience;
    this.sink = sink;
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
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static SeriesMeter whole(
      Roles roles, Measure measure, Duration interval, Duration maxGap, BinSink sink) {
    return new SeriesMeter(roles, measure, interval, maxGap, -1, sink);
  }

  /**
   * For a capture that is still being made: each bin is handed out as soon as a frame comes that is
   * 0.1 s later than the bin's end. A packet that comes later than that is counted as late.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static SeriesMeter live(
      Roles roles, Measure measure, Duration interval, Duration maxGap, BinSink sink) {
    return new SeriesMeter(roles, measure, interval, maxGap, LIVE_PATIENCE_NANOS, sink);
  }

  /**
   * Reads a capture to its end and hands out its bins. A meter measures one capture.
   *
   * @throws IOException when reading fails or the sink does
   */
  public SeriesTotals measure(CaptureReader reader) throws IOException {
    Packet packet = reader.packet();
    while (reader.next()) {
      if (packet.hasTime()) {
        count(packet);
      }
    }
    return finish();
  }

  private void count(Packet packet) throws IOException {
    long nanos = packet.epochNanos();
    if (nanos < binStart || nanos >= binEnd) {
      moveTo(nanos);
    } else if (nanos > current.max) {
      current.max = nanos;
    } else if (nanos < current.min) {
      current.min = nanos;
    }
    Roles.Direction direction = roles.of(packet);
    if (direction == Roles.Direction.NONE) {
      return;
    }
    long bytes = counter.of(packet, direction);
    if (bytes == Packet.UNKNOWN) {
      uncounted++;
      bytes = 0;
    }
    if (late) {
      latePackets++;
      lateBytes += bytes;
    } else if (direction == Roles.Direction.IN) {
      inBytes += bytes;
      inPackets++;
      store.addIn(bytes);
    } else {
      outBytes += bytes;
      outPackets++;
      store.addOut(bytes);
    }
  }

  /** Makes the bin of a frame's time the current one, and hands out what has become final by it. */
  private void moveTo(long nanos) throws IOException {
    if (!begun) {
      begun = true;
      firstFrame = nanos;
    }
    long bin = Math.floorDiv(nanos - firstFrame, interval);
    current = segmentOf(nanos, bin);
    current.min = Math.min(current.min, nanos);
    current.max = Math.max(current.max, nanos);
    late = current.handedOut && bin < current.nextBin;
    if (!late) {
      current.firstBin = Math.min(current.firstBin, bin);
      current.lastBin = Math.max(current.lastBin, bin);
    }
    handOutFinal();
    binStart = firstFrame + bin * interval;
    binEnd = binStart + interval;
    if (!late) {
      store.moveTo(bin);
    }
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

  private void handOutFinal() throws IOException {
    long last;
    if (patience >= 0) {
      last = Math.floorDiv(current.max - patience - firstFrame, interval) - 1;
    } else if (current.lastBin - current.nextToHandOut() >= MAX_HELD_BINS) {
      last = current.lastBin - MAX_HELD_BINS / 2;
    } else {
      return;
    }
    if (last < current.nextToHandOut()) {
      return;
    }
    // Time has moved on in this segment, so it is no single stray time stamp: those before it end.
    for (OpenSegment segment : open) {
      if (segment != current && segment.max < current.min) {
        handOut(segment, segment.lastBin);
      }
    }
    handOut(current, last);
  }

  private void handOut(OpenSegment segment, long last) throws IOException {
    for (long bin = segment.nextToHandOut(); bin <= last; bin++) {
      long start = firstFrame + bin * interval;
      boolean full = start >= segment.min && start + interval <= segment.max;
      sink.take(store.take(bin, start, full, bin == last));
      segment.handedOut = true;
      segment.nextBin = bin + 1;
    }
  }

  private SeriesTotals finish() throws IOException {
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
    return new SeriesTotals(
        firstFrame,
        List.copyOf(closed),
        closedNanos,
        inBytes,
        outBytes,
        inPackets,
        outPackets,
        uncounted,
        latePackets,
        lateBytes);
  }

  /** Counts of bins, in pages that exist only where there was traffic. */
  private static final class BinStore {
    private static final int PAGE_BITS = 8;
    private static final int FIELDS = 4;

    private final Map<Long, long[]> pages = new HashMap<>();
    private long[] page;
    private int at;
    private long bin;

    void moveTo(long bin) {
      this.bin = bin;
      page = null;
    }

    private void touch() {
      if (page == null) {
        page = pages.computeIfAbsent(bin >> PAGE_BITS, k -> new long[FIELDS << PAGE_BITS]);
        at = slot(bin);
      }
    }

    void addIn(long bytes) {
      touch();
      page[at] += bytes;
      page[at + 2]++;
    }

    void addOut(long bytes) {
      touch();
      page[at + 1] += bytes;
      page[at + 3]++;
    }

    /** Takes a bin out; an empty page goes with the last bin of a run. */
    Bin take(long bin, long start, boolean full, boolean lastOfRun) {
      long[] from = pages.get(bin >> PAGE_BITS);
      if (from == null) {
        return new Bin(bin, start, full, 0, 0, 0, 0);
      }
      int slot = slot(bin);
      Bin taken =
          new Bin(bin, start, full, from[slot], from[slot + 1], from[slot + 2], from[slot + 3]);
      from[slot] = 0;
      from[slot + 1] = 0;
      from[slot + 2] = 0;
      from[slot + 3] = 0;
      if ((lastOfRun || slot + FIELDS == from.length) && isEmpty(from)) {
        pages.remove(bin >> PAGE_BITS);
      }
      return taken;
    }

    private static boolean isEmpty(long[] page) {
      for (int i = 0; i < page.length; i++) {
        if (page[i] != 0) {
          return false;
        }
      }
      return true;
    }

    private static int slot(long bin) {
      return ((int) bin & (1 << PAGE_BITS) - 1) * FIELDS;
    }
  }
}
