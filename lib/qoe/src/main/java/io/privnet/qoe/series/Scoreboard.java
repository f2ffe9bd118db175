package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;
import java.util.Arrays;

/**
 * Which bytes of one direction of a TCP connection have been seen: all up to the highest sequence
 * number, except for holes (the receiver's side of RFC 6675's scoreboard). Keeps {@value
 * #MAX_HOLES} holes, and takes the lowest for filled when there are more.
 */
final class Scoreboard {
  static final int MAX_HOLES = 64;

  /** No window is larger (RFC 7323 §2.3), so what is further away belongs to another connection. */
  private static final long MAX_WINDOW = 1L << 30;

  private boolean begun;
  private int start;
  private long end;
  private long[] from = {};
  private long[] to = {};
  private int holes;

  /**
   * Takes note of a segment whose TCP header is captured.
   *
   * @return how many of its payload's bytes are seen for the first time
   */
  long add(Packet segment) {
    int sequence = segment.sequence();
    if (segment.synchronizes()) {
      sequence++;
      if (!begun || start != sequence) {
        begin(sequence);
      }
    }
    long length = segment.payloadLength();
    long fresh = length > 0 ? add(sequence, length) : 0;
    if (segment.resets()) {
      begun = false;
    }
    return fresh;
  }

  private void begin(int sequence) {
    begun = true;
    start = sequence;
    end = sequence & 0xffff_ffffL;
    holes = 0;
  }

  private long add(int sequence, long length) {
    if (begun && Math.abs((long) (sequence - (int) end)) > MAX_WINDOW) {
      begun = false;
    }
    if (!begun) {
      begin(sequence);
    }
    long at = end + (sequence - (int) end);
    long next = at + length;
    if (at >= end) {
      if (at > end) {
        hole(holes, end, at);
      }
      end = next;
      return length;
    }
    long fresh = Math.max(0, next - end);
    end = Math.max(end, next);
    return holes == 0 ? fresh : fresh + fill(at, next);
  }

  private long fill(long at, long next) {
    long filled = 0;
    for (int i = holes - 1; i >= 0; i--) {
      long low = Math.max(at, from[i]);
      long high = Math.min(next, to[i]);
      if (low >= high) {
        continue;
      }
      filled += high - low;
      long above = to[i];
      if (low == from[i] && high == above) {
        remove(i);
      } else if (low == from[i]) {
        from[i] = high;
      } else {
        to[i] = low;
        if (high < above) {
          hole(i + 1, high, above);
        }
      }
    }
    return filled;
  }

  private void hole(int index, long low, long high) {
    int at = index;
    if (holes == MAX_HOLES) {
      remove(0);
      at = Math.max(0, at - 1);
    }
    if (holes == from.length) {
      from = Arrays.copyOf(from, Math.max(4, 2 * holes));
      to = Arrays.copyOf(to, from.length);
    }
    System.arraycopy(from, at, from, at + 1, holes - at);
    System.arraycopy(to, at, to, at + 1, holes - at);
    from[at] = low;
    to[at] = high;
    holes++;
  }

  private void remove(int index) {
    holes--;
    System.arraycopy(from, index + 1, from, index, holes - index);
    System.arraycopy(to, index + 1, to, index, holes - index);
  }
}
