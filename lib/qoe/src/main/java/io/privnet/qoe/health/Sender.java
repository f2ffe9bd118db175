package io.privnet.qoe.health;

import io.privnet.qoe.capture.Packet;
import java.util.Arrays;

/**
 * One direction of a TCP connection as seen at the point of capture: what its sender has sent, and
 * what of it the other side has acknowledged. Cumulative acknowledgements only; SACK is not looked
 * at.
 */
final class Sender {
  /** What a segment is to its connection. */
  enum Kind {
    /** No payload, a keep-alive or a probe. */
    NOTHING,
    /** All its bytes are new. */
    FRESH,
    /** Some of its bytes or all were sent before. */
    REPEATED
  }

  /** Returned for a time when there is none. */
  static final long NONE = Long.MIN_VALUE;

  /** Beyond so many segments in flight, further ones are taken together. */
  private static final int MAX_IN_FLIGHT = 1024;

  /** No window is larger (RFC 7323 §2.3), so what is further away belongs to another connection. */
  private static final int MAX_WINDOW = 1 << 30;

  /** The other direction, once it is known. */
  Sender peer;

  /** Whether the user is the sender. */
  boolean ofUser;

  /** Whether it is asked what is outstanding. */
  boolean tracked;

  /** When its latest segment came, in nanoseconds since 1970. */
  long latest;

  private boolean begun;
  private boolean finished;
  private int initial;
  private int highest;
  private boolean acknowledged;
  private int acknowledgment;
  private boolean windowClosed;
  private long repeatedBytes;

  // Segments in flight, a ring: where each begins and ends, when it was first sent, whether it was
  // repeated.
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private long[] sent = new long[8];
  private boolean[] repeated = new boolean[8];
  private int head;
  private int inFlight;

  /** Takes note of a segment that it sent. */
  Kind send(Packet segment) {
    latest = segment.epochNanos();
    repeatedBytes = 0;
    if (segment.resets()) {
      begun = false;
      inFlight = 0;
      return Kind.NOTHING;
    }
    int sequence = segment.sequence();
    if (segment.synchronizes()) {
      sequence++;
      if (!begun || initial != sequence) {
        begin(sequence);
      }
    }
    long length = segment.payloadLength();
    Kind kind =
        length > 0 && length < MAX_WINDOW
            ? send(sequence, (int) length, segment.epochNanos())
            : Kind.NOTHING;
    if (segment.finishes()) {
      finish();
    }
    return kind;
  }

  private void begin(int sequence) {
    begun = true;
    finished = false;
    initial = sequence;
    highest = sequence;
    acknowledged = false;
    windowClosed = false;
    inFlight = 0;
  }

  private Kind send(int sequence, int length, long nanos) {
    if (!begun || Math.abs((long) (sequence - highest)) > MAX_WINDOW) {
      begin(sequence);
    }
    int end = sequence + length;
    if (length == 1
        && (windowClosed && sequence == highest
            || end == highest && acknowledged && acknowledgment == highest)) {
      return Kind.NOTHING;
    }
    int fresh = Math.max(0, Math.min(end - highest, length));
    repeatedBytes = length - fresh;
    if (repeatedBytes > 0) {
      markRepeated(sequence, sequence + (int) repeatedBytes);
    }
    if (fresh > 0) {
      highest = end;
      if (tracked && !finished) {
        push(end - fresh, end, nanos, repeatedBytes > 0);
      }
    }
    return repeatedBytes > 0 ? Kind.REPEATED : Kind.FRESH;
  }

  /** How many bytes of the latest segment had been sent before. */
  long repeatedBytes() {
    return repeatedBytes;
  }

  /** What it has sent matters no more: the connection ends. */
  void finish() {
    finished = true;
    inFlight = 0;
  }

  /**
   * Takes note of what the other side acknowledges and of the window that it announces.
   *
   * @return when the newest segment was sent that this acknowledges for the first time, or {@link
   *     #NONE}: nothing new, or a segment among those acknowledged was repeated, so that nobody
   *     knows which transmission it answers (Karn's rule), or one that the capture lacks
   */
  long acknowledge(Packet segment) {
    if (!begun || segment.resets()) {
      return NONE;
    }
    windowClosed = segment.window() == 0 && !segment.synchronizes();
    int number = segment.acknowledgment();
    int beyond = number - highest;
    if (beyond > MAX_WINDOW || beyond < -MAX_WINDOW) {
      return NONE;
    }
    if (acknowledged && number - acknowledgment <= 0) {
      return NONE;
    }
    acknowledged = true;
    acknowledgment = number;
    if (beyond > 0) {
      highest = number;
    }
    boolean certain = beyond <= 0;
    long newest = NONE;
    while (inFlight > 0 && ends[head] - number <= 0) {
      certain &= !repeated[head];
      newest = sent[head];
      head = head + 1 & ends.length - 1;
      inFlight--;
    }
    return certain ? newest : NONE;
  }

  /** When the oldest byte not yet acknowledged was first sent, or {@link #NONE}. */
  long oldest() {
    return inFlight == 0 ? NONE : sent[head];
  }

  private void push(int start, int end, long nanos, boolean again) {
    if (inFlight == MAX_IN_FLIGHT) {
      int last = head + inFlight - 1 & ends.length - 1;
      ends[last] = end;
      repeated[last] = true;
      return;
    }
    if (inFlight == ends.length) {
      grow();
    }
    int at = head + inFlight++ & ends.length - 1;
    starts[at] = start;
    ends[at] = end;
    sent[at] = nanos;
    repeated[at] = again;
  }

  private void grow() {
    int length = ends.length;
    starts = Arrays.copyOf(starts, 2 * length);
    ends = Arrays.copyOf(ends, 2 * length);
    sent = Arrays.copyOf(sent, 2 * length);
    repeated = Arrays.copyOf(repeated, 2 * length);
    // What stood before the head goes behind what stood after it.
    System.arraycopy(starts, 0, starts, length, head);
    System.arraycopy(ends, 0, ends, length, head);
    System.arraycopy(sent, 0, sent, length, head);
    System.arraycopy(repeated, 0, repeated, length, head);
  }

  /** Marks the segments in flight that have bytes in [from, to). */
  private void markRepeated(int from, int to) {
    for (int i = inFlight - 1; i >= 0; i--) {
      int at = head + i & ends.length - 1;
      if (ends[at] - from <= 0) {
        return;
      }
      if (starts[at] - to < 0) {
        repeated[at] = true;
      }
    }
  }
}
