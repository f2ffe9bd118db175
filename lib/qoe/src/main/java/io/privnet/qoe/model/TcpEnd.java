package io.privnet.qoe.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One end of a TCP connection: what it has sent and not had acknowledged, and what it has received.
 * It finds losses as RFC 8985 does, by a later transmission that arrived, or by a timeout of RFC
 * 6298 that doubles; it selectively acknowledges (RFC 2018) every segment at once; it knows no
 * congestion window, so that the application's rate is the network's. Positions count bytes from 0.
 */
final class TcpEnd {
  /** Window that every segment announces, scaled by 2^7. */
  static final int WINDOW_FIELD = 65_535;

  private static final long WINDOW = (long) WINDOW_FIELD << 7;
  private static final int MAX_SEGMENT = 1448;
  private static final int MAX_BLOCKS = 4;
  private static final long MIN_TIMEOUT = 200_000_000;
  private static final long MAX_TIMEOUT = 60_000_000_000L;

  /** Bytes on their way: when, and as which transmission of all, they were last sent. */
  static final class Segment {
    final long start;
    final int length;
    boolean arrived;
    boolean repeated;
    long sentAt;
    long transmission;

    Segment(long start, int length) {
      this.start = start;
      this.length = length;
    }
  }

  /** Positions [from, to). */
  record Range(long from, long to) {}

  /** What a segment tells of what its sender has received. */
  record Report(long next, List<Range> ahead) {}

  private final ArrayDeque<Segment> outstanding = new ArrayDeque<>();
  private long waiting;
  private long next;
  private long acknowledged;
  private long transmissions;
  private long latestArrived;
  private double smoothed;
  private double variation;
  private long timeout = 1_000_000_000;
  private long deadline = Long.MAX_VALUE;
  private long watched = Long.MAX_VALUE;

  private long expected;
  private final TreeMap<Long, Long> ahead = new TreeMap<>();
  private Range newest;

  // --- sending

  /** The application has more to send. */
  void write(long bytes) {
    waiting += bytes;
  }

  /** The next new segment that may go out now, or null. */
  Segment nextToSend(long now) {
    int length = (int) Math.min(waiting, MAX_SEGMENT);
    if (length == 0 || next + length - acknowledged > WINDOW) {
      return null;
    }
    waiting -= length;
    Segment segment = new Segment(next, length);
    next += length;
    outstanding.add(segment);
    sent(segment, now);
    return segment;
  }

  private void sent(Segment segment, long now) {
    segment.sentAt = now;
    segment.transmission = ++transmissions;
    if (deadline == Long.MAX_VALUE) {
      deadline = now + timeout;
    }
  }

  /** Position after the last byte sent. */
  long next() {
    return next;
  }

  /** When its timer is looked at next. */
  long watched() {
    return watched;
  }

  void watch(long nanos) {
    watched = nanos;
  }

  /** When the retransmission timer runs out; {@link Long#MAX_VALUE} when it is not set. */
  long deadline() {
    return deadline;
  }

  /** The timer ran out: the oldest segment is sent again, and the next timeout is twice as long. */
  Segment timedOut(long now) {
    timeout = Math.min(2 * timeout, MAX_TIMEOUT);
    deadline = now + timeout;
    for (Segment segment : outstanding) {
      if (!segment.arrived) {
        segment.repeated = true;
        sent(segment, now);
        return segment;
      }
    }
    return null;
  }

  /** Takes the peer's report; returns the segments that it shows to be lost, sent again now. */
  List<Segment> acknowledge(Report report, long now) {
    boolean news = false;
    for (Iterator<Segment> all = outstanding.iterator(); all.hasNext(); ) {
      Segment segment = all.next();
      boolean whole = segment.start + segment.length <= report.next;
      if (!segment.arrived && (whole || isIn(segment, report.ahead))) {
        segment.arrived = true;
        news = true;
        if (!segment.repeated) {
          measured(now - segment.sentAt);
          latestArrived = Math.max(latestArrived, segment.transmission);
        } else if (now - segment.sentAt >= smoothed / 2) {
          latestArrived = Math.max(latestArrived, segment.transmission);
        }
      }
      if (whole) {
        all.remove();
      }
    }
    acknowledged = Math.max(acknowledged, report.next);
    if (news) {
      timeout =
          smoothed == 0
              ? timeout
              : Math.clamp((long) (smoothed + 4 * variation), MIN_TIMEOUT, MAX_TIMEOUT);
      deadline = outstanding.isEmpty() ? Long.MAX_VALUE : now + timeout;
    }
    List<Segment> lost = new ArrayList<>();
    for (Segment segment : outstanding) {
      if (!segment.arrived && segment.transmission < latestArrived) {
        lost.add(segment);
      }
    }
    for (Segment segment : lost) {
      segment.repeated = true;
      sent(segment, now);
    }
    return lost;
  }

  private static boolean isIn(Segment segment, List<Range> ranges) {
    for (Range range : ranges) {
      if (segment.start >= range.from && segment.start + segment.length <= range.to) {
        return true;
      }
    }
    return false;
  }

  /** RFC 6298 §2. */
  private void measured(long roundTrip) {
    if (smoothed == 0) {
      smoothed = roundTrip;
      variation = roundTrip / 2.0;
    } else {
      variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
      smoothed += (roundTrip - smoothed) / 8;
    }
  }

  // --- receiving

  /** Bytes have come. */
  void receive(long start, int length) {
    long from = start;
    long to = start + length;
    if (to <= expected) {
      return;
    }
    Map.Entry<Long, Long> before = ahead.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    for (Map.Entry<Long, Long> after = ahead.ceilingEntry(from);
        after != null && after.getKey() <= to;
        after = ahead.higherEntry(after.getKey())) {
      to = Math.max(to, after.getValue());
    }
    ahead.subMap(from, true, to, true).clear();
    if (from <= expected) {
      expected = to;
      newest = null;
    } else {
      ahead.put(from, to);
      newest = new Range(from, to);
    }
  }

  /** What is received: the block that changed last first, then the others from the lowest on. */
  Report report() {
    if (ahead.isEmpty()) {
      return new Report(expected, List.of());
    }
    List<Range> blocks = new ArrayList<>(MAX_BLOCKS);
    if (newest != null) {
      blocks.add(newest);
    }
    for (Map.Entry<Long, Long> block : ahead.entrySet()) {
      if (blocks.size() == MAX_BLOCKS) {
        break;
      }
      if (newest == null || block.getKey() != newest.from) {
        blocks.add(new Range(block.getKey(), block.getValue()));
      }
    }
    return new Report(expected, blocks);
  }
}
