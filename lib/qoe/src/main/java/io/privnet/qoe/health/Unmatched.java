package io.privnet.qoe.health;

import java.util.Arrays;

/**
 * Packets of one direction at one point that have not been found at the other: for a certain time,
 * and at most {@value #CAPACITY}. Makes no object per packet.
 */
final class Unmatched {
  static final int CAPACITY = 1 << 18;

  /** Of packets that cannot be told apart no more wait. */
  static final int MAX_EQUAL = 64;

  private static final int NONE = -1;

  private long[] keys = new long[64];
  private long[] times = new long[64];
  private long[] amounts = new long[64];
  private int[] identifications = new int[64];
  private int[] next = new int[64];
  private int[] heads = new int[128];
  private int first;
  private int size;

  private long time;
  private long amount;

  Unmatched() {
    Arrays.fill(heads, NONE);
  }

  /** Whether the next packet takes the place of the oldest. */
  boolean isFull() {
    return size == CAPACITY;
  }

  /** Of the packet last taken or dropped: when it was captured. */
  long time() {
    return time;
  }

  /** Of the packet last taken or dropped: what was given with it. */
  long amount() {
    return amount;
  }

  /** Lets a packet wait; false when it cannot, for too many wait that cannot be told from it. */
  boolean add(long key, int identification, long nanos, long amount) {
    if (isFull()) {
      dropOldest();
    }
    if (size == keys.length) {
      grow();
    }
    int slot = first + size & keys.length - 1;
    keys[slot] = key;
    if (!append(slot)) {
      keys[slot] = PacketKey.NONE;
      return false;
    }
    times[slot] = nanos;
    amounts[slot] = amount;
    identifications[slot] = identification;
    size++;
    return true;
  }

  /** Equal keys stay in the order in which they came. */
  private boolean append(int slot) {
    next[slot] = NONE;
    int head = (int) keys[slot] & heads.length - 1;
    int last = heads[head];
    if (last == NONE) {
      heads[head] = slot;
      return true;
    }
    int equal = keys[last] == keys[slot] ? 1 : 0;
    while (next[last] != NONE) {
      last = next[last];
      equal += keys[last] == keys[slot] ? 1 : 0;
    }
    if (equal == MAX_EQUAL) {
      return false;
    }
    next[last] = slot;
    return true;
  }

  /**
   * Takes out the packet with a key; of several the one with the identification of the IPv4 header,
   * else the first from a time on, else the first.
   */
  boolean take(long key, int identification, long from) {
    int before = NONE;
    int found = NONE;
    int foundBefore = NONE;
    for (int slot = heads[(int) key & heads.length - 1]; slot != NONE; slot = next[slot]) {
      if (keys[slot] == key) {
        boolean same = identification > 0 && identifications[slot] == identification;
        boolean earlier = found != NONE && times[found] < from && times[slot] >= from;
        if (found == NONE || same || earlier) {
          found = slot;
          foundBefore = before;
        }
        if (same) {
          break;
        }
      }
      before = slot;
    }
    if (found == NONE) {
      return false;
    }
    unlink(found, foundBefore);
    time = times[found];
    amount = amounts[found];
    keys[found] = PacketKey.NONE;
    trim();
    return true;
  }

  /** Drops the oldest packet if it is older than a time. */
  boolean dropBefore(long nanos) {
    if (size == 0 || times[first] >= nanos) {
      return false;
    }
    dropOldest();
    return true;
  }

  private void dropOldest() {
    int slot = first;
    int before = NONE;
    int at = heads[(int) keys[slot] & heads.length - 1];
    while (at != slot) {
      before = at;
      at = next[at];
    }
    unlink(slot, before);
    time = times[slot];
    amount = amounts[slot];
    keys[slot] = PacketKey.NONE;
    trim();
  }

  private void unlink(int slot, int before) {
    if (before == NONE) {
      heads[(int) keys[slot] & heads.length - 1] = next[slot];
    } else {
      next[before] = next[slot];
    }
  }

  private void trim() {
    while (size > 0 && keys[first] == PacketKey.NONE) {
      first = first + 1 & keys.length - 1;
      size--;
    }
  }

  private void grow() {
    int old = keys.length;
    keys = unrolled(keys);
    times = unrolled(times);
    amounts = unrolled(amounts);
    int[] turned = new int[2 * old];
    for (int i = 0; i < old; i++) {
      turned[i] = identifications[first + i & old - 1];
    }
    identifications = turned;
    first = 0;
    next = new int[2 * old];
    heads = new int[4 * old];
    Arrays.fill(next, NONE);
    Arrays.fill(heads, NONE);
    for (int i = 0; i < size; i++) {
      if (keys[i] != PacketKey.NONE) {
        append(i);
      }
    }
  }

  private long[] unrolled(long[] ring) {
    long[] turned = new long[2 * ring.length];
    for (int i = 0; i < ring.length; i++) {
      turned[i] = ring[first + i & ring.length - 1];
    }
    return turned;
  }
}
