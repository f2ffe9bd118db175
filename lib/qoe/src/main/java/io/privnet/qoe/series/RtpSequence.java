package io.privnet.qoe.series;

import java.util.Arrays;

/**
 * Which packets of one RTP source have been seen, by their 16-bit sequence numbers. A source is on
 * probation until two packets have come in sequence, and again after a jump (RFC 3550 §A.1).
 */
final class RtpSequence {
  /** Packets behind the latest by this many or more cannot be told from a restart. */
  static final int WINDOW = 1024;

  private static final int MAX_DROPOUT = 3000;

  private final long[] seen = new long[WINDOW / 64];
  private boolean valid;
  private int latest;

  /** Forgets all and begins with a packet. */
  void begin(int sequence) {
    valid = false;
    latest = sequence;
    Arrays.fill(seen, 0);
    mark(sequence, true);
  }

  /** Whether its packets have come in sequence, so that it is RTP. */
  boolean isValid() {
    return valid;
  }

  /** Takes note of a packet, and tells whether it is seen for the first time. */
  boolean add(int sequence) {
    int ahead = (short) (sequence - latest);
    if (!valid) {
      boolean next = ahead == 1;
      begin(sequence);
      valid = next;
      return true;
    }
    if (ahead > MAX_DROPOUT || ahead <= -WINDOW) {
      begin(sequence);
      return true;
    }
    for (int i = 1; i <= Math.min(ahead, WINDOW); i++) {
      mark(latest + i, false);
    }
    if (ahead > 0) {
      latest = sequence;
    }
    boolean fresh = (seen[word(sequence)] & 1L << sequence) == 0;
    mark(sequence, true);
    return fresh;
  }

  private void mark(int sequence, boolean present) {
    if (present) {
      seen[word(sequence)] |= 1L << sequence;
    } else {
      seen[word(sequence)] &= ~(1L << sequence);
    }
  }

  private static int word(int sequence) {
    return (sequence & WINDOW - 1) >> 6;
  }
}
