package io.privnet.geo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers for names, dense and in the order of their first appearance. A name takes its bytes and
 * some 16 more; no object is made for it.
 */
final class VehicleNames {
  /** Drawn anew each time, so that no input can be made whose names all fall together. */
  private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

  private byte[] bytes = new byte[1 << 10];

  /** Where each name ends in {@link #bytes}; it begins where the one before ends. */
  private int[] ends = new int[1 << 6];

  /** Open addressing: the number of a name plus one, or 0. */
  private int[] slots = new int[1 << 7];

  private int size;

  /**
   * Returns the number of a name.
   *
   * @throws IllegalArgumentException if there is no room for one more
   */
  int number(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (Arrays.equals(bytes, begin(number), ends[number], text, from, to)) {
        return number;
      }
      slot = slot + 1 & slots.length - 1;
    }
    int begin = size == 0 ? 0 : ends[size - 1];
    if (to - from > Integer.MAX_VALUE - 8 - begin || slots.length == 1 << 30) {
      throw new IllegalArgumentException("more different vehicles than fit in memory");
    }
    if (begin + to - from > bytes.length) {
      bytes = Arrays.copyOf(bytes, room(bytes.length, begin + to - from));
    }
    System.arraycopy(text, from, bytes, begin, to - from);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, room(size, size + 1));
    }
    ends[size] = begin + to - from;
    slots[slot] = ++size;
    if (2 * size >= slots.length) {
      rehash();
    }
    return size - 1;
  }

  String text(int number) {
    int begin = begin(number);
    return new String(bytes, begin, ends[number] - begin, StandardCharsets.UTF_8);
  }

  int size() {
    return size;
  }

  private int begin(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      int slot = slot(bytes, begin(number), ends[number]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = number + 1;
    }
  }

  private int slot(byte[] text, int from, int to) {
    int hash = multiplier;
    for (int at = from; at < to; at++) {
      hash = (hash ^ text[at]) * multiplier;
      hash ^= hash >>> 15;
    }
    return (hash ^ hash >>> 16) & slots.length - 1;
  }

  private static int room(int now, int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, now + (now >> 1) + 8L));
  }
}
