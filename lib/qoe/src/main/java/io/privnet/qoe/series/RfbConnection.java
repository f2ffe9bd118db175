package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the user sends on one TCP connection, put in order for {@link RfbMessages}: every byte once.
 *
 * <p>Segments beyond a hole wait until it is filled. The hole counts as a gap in the capture when
 * the other side has acknowledged what is in it and it still is not filled a little later, or when
 * too much waits.
 */
final class RfbConnection {
  static final int MAX_WAITING = 64;

  /** Time for a capture that has packets out of order to show what has been acknowledged. */
  private static final long PATIENCE_NANOS = 100_000_000;

  private static final long MAX_WINDOW = 1L << 30;

  private record Waiting(long at, long length, byte[] captured) {}

  private RfbMessages messages = new RfbMessages();
  private boolean begun;
  private boolean finished;
  private int start;
  private long next;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean missing;
  private long missingTo;
  private long missingSince;
  private byte[] bytes = new byte[2048];

  private long payload;
  private long payloadTaken;
  private long found;
  private long foundTaken;
  private long earlierSkipped;
  private long earlierEstimated;

  RfbMessages.Nature nature() {
    return messages.nature();
  }

  int opaqueSecurityType() {
    return messages.opaqueSecurityType();
  }

  /** Bytes of payload so far, retransmissions included. */
  long payload() {
    return payload;
  }

  /** Bytes that could not be parsed so far, those that wait among them. */
  long skipped() {
    long sum = earlierSkipped + messages.skipped();
    for (Waiting segment : waiting) {
      sum += segment.length;
    }
    return sum;
  }

  /** How many of the skipped bytes are taken for input. */
  long estimated() {
    return earlierEstimated + messages.estimated();
  }

  /**
   * What has become known since the last call: bytes of input, or of a connection that is not RFB
   * all of its payload when that is asked for instead.
   */
  long take(boolean payloadOtherwise) {
    RfbMessages.Nature nature = messages.nature();
    if (payloadOtherwise && nature != RfbMessages.Nature.RFB) {
      if (nature == RfbMessages.Nature.UNDECIDED) {
        return 0;
      }
      long more = payload - payloadTaken;
      payloadTaken = payload;
      return more;
    }
    payloadTaken = payload;
    long more = found - foundTaken;
    foundTaken = found;
    return more;
  }

  /** The next segment from the user; its TCP header is captured. */
  void add(Packet segment) {
    int sequence = segment.sequence();
    if (segment.synchronizes()) {
      sequence++;
      if (!begun || start != sequence) {
        begin(sequence);
      }
    }
    long length = Math.max(0, segment.payloadLength());
    payload += length;
    if (length > 0) {
      if (begun && Math.abs((long) (sequence - (int) next)) > MAX_WINDOW) {
        begun = false;
      }
      if (!begun) {
        begin(sequence);
        messages.beginInMidStream();
      }
      int captured = segment.capturedPayload();
      if (bytes.length < captured) {
        bytes = new byte[Math.max(captured, 2 * bytes.length)];
      }
      for (int i = 0; i < captured; i++) {
        bytes[i] = (byte) segment.payloadByte(i);
      }
      add(next + (sequence - (int) next), length, captured);
    }
    finished |= segment.finishes();
    if (segment.resets()) {
      begun = false;
    }
    giveUp(segment.hasTime(), segment.epochNanos());
  }

  /** A segment from the other side that acknowledges what the user sent. */
  void acknowledge(Packet segment) {
    if (!begun || finished) {
      return;
    }
    int ahead = segment.acknowledgment() - (int) next;
    if (ahead > 0 && ahead < MAX_WINDOW) {
      if (!missing) {
        missing = true;
        missingSince = segment.epochNanos();
        missingTo = next + ahead;
      }
      giveUp(segment.hasTime(), segment.epochNanos());
    }
  }

  private void begin(int sequence) {
    if (begun || payload > 0) {
      waiting.forEach(segment -> earlierSkipped += segment.length);
      earlierSkipped += messages.skipped();
      earlierEstimated += messages.estimated();
      messages = new RfbMessages();
      waiting.clear();
    }
    begun = true;
    finished = false;
    missing = false;
    start = sequence;
    next = sequence & 0xffff_ffffL;
  }

  private void add(long at, long length, int captured) {
    if (at + length <= next) {
      return;
    }
    if (at > next) {
      if (waiting.size() == MAX_WAITING) {
        skipTo(waiting.getFirst().at);
        drain();
        add(at, length, captured);
        return;
      }
      int index = waiting.size();
      while (index > 0 && waiting.get(index - 1).at > at) {
        index--;
      }
      waiting.add(index, new Waiting(at, length, Arrays.copyOf(bytes, captured)));
      return;
    }
    deliver(bytes, at, length, captured);
    drain();
  }

  /** Hands on what of a segment has not been handed on yet. */
  private void deliver(byte[] from, long at, long length, int captured) {
    long old = next - at;
    if (old < length) {
      int known = (int) Math.min(old, captured);
      found += messages.add(from, known, captured - known, length - old);
      next = at + length;
    }
    missing &= missingTo > next;
  }

  private void drain() {
    while (!waiting.isEmpty() && waiting.getFirst().at <= next) {
      Waiting segment = waiting.removeFirst();
      deliver(segment.captured, segment.at, segment.length, segment.captured.length);
    }
  }

  private void giveUp(boolean timed, long nanos) {
    if (missing && timed && nanos - missingSince > PATIENCE_NANOS) {
      missing = false;
      while (next < missingTo) {
        skipTo(waiting.isEmpty() ? missingTo : Math.min(missingTo, waiting.getFirst().at));
        drain();
      }
    }
  }

  private void skipTo(long position) {
    found += messages.gap(position - next);
    next = position;
  }
}
