package io.privnet.geo;

import java.util.Arrays;

/**
 * Where vehicles are at one time: a full code for each, in the order of the curve. 8 bytes a
 * vehicle, half as much again while growing; 2<sup>31</sup> - 9 vehicles at most.
 */
public final class Histogram {
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** Full codes with the highest bit flipped, so that the order of longs is that of the curve. */
  private long[] codes;

  private int size;
  private boolean sorted;

  /** Begins without vehicles. */
  public Histogram() {
    codes = new long[64];
  }

  /** Has a vehicle for each full code, in any order; copies them. */
  public Histogram(long[] full) {
    codes = new long[full.length];
    for (long code : full) {
      add(code);
    }
  }

  /** Removes all vehicles and keeps the room. */
  public void clear() {
    size = 0;
    sorted = false;
  }

  /**
   * Adds a vehicle.
   *
   * @param full its code of 64 bits
   * @throws IllegalStateException if there are too many to be held
   */
  public void add(long full) {
    if (size == codes.length) {
      if (size == MOST) {
        throw new IllegalStateException("more than " + MOST + " vehicles");
      }
      codes = Arrays.copyOf(codes, (int) Math.min(MOST, size + (size >> 1) + 8L));
    }
    codes[size++] = full ^ Long.MIN_VALUE;
    sorted = false;
  }

  /** How many vehicles there are. */
  public int size() {
    return size;
  }

  /**
   * Returns the full code of a vehicle by its rank on the curve, from 0. Sorts in place the first
   * time.
   */
  public long code(int rank) {
    sort();
    return codes[rank] ^ Long.MIN_VALUE;
  }

  /**
   * Returns the rank of the first vehicle that is not before a full code, of those from a rank on;
   * {@code to} if there is none before that. Sorts in place the first time.
   */
  public int rankOf(long full, int from, int to) {
    sort();
    long wanted = full ^ Long.MIN_VALUE;
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (codes[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(codes, 0, size);
      sorted = true;
    }
  }
}
