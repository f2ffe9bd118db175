package io.privnet.geo.anonymity;

import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Snapshots;
import java.util.Arrays;

/**
 * Where the vehicles of one epoch are: a full code for each, in one growing array. 8 bytes a
 * vehicle, 12 while it grows; 2<sup>31</sup> - 9 vehicles at most.
 */
public final class Histogram {
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** Full codes with the highest bit flipped, so that the order of longs is that of the curve. */
  private long[] codes;

  private int size;
  private boolean sorted;

  /** Begins without vehicles. */
  public Histogram() {
    codes = new long[1024];
  }

  /** Has a vehicle for each full code, in any order; copies them. */
  public Histogram(long[] full) {
    codes = new long[full.length];
    for (long code : full) {
      add(code);
    }
  }

  /** Has the vehicles of the epoch at hand instead of those it had. */
  public void take(Snapshots snapshots, Scheme scheme) {
    size = 0;
    for (int i = 0; i < snapshots.size(); i++) {
      add(scheme.bits(snapshots.latitude(i), snapshots.longitude(i)));
    }
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
      codes = Arrays.copyOf(codes, (int) Math.min(MOST, size + (size >> 1) + 16L));
    }
    codes[size++] = full ^ Long.MIN_VALUE;
    sorted = false;
  }

  /** How many vehicles there are. */
  public int size() {
    return size;
  }

  /** Returns the full code of a vehicle by its rank on the curve, from 0. */
  long code(int rank) {
    return codes[rank] ^ Long.MIN_VALUE;
  }

  /** Returns the rank of the first vehicle from a rank on that is not before a full code. */
  int rankOf(long full, int from, int to) {
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

  /** Puts the vehicles in their order on the curve, in place. */
  void sort() {
    if (!sorted) {
      Arrays.sort(codes, 0, size);
      sorted = true;
    }
  }
}
