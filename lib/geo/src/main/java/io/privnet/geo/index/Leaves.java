package io.privnet.geo.index;

import java.util.Arrays;

/** All leaves in the order of the curve. Together they span it, and they do not overlap. */
final class Leaves {
  private int count = 1;

  /** The leaves in order. */
  private Leaf[] leaves = {new Leaf(0, 0, -1)};

  /** Their first codes, in order as signed numbers, next to each other for the search. */
  private long[] firsts = {signed(0)};

  /** The leaves by their numbers; null where a number is free. */
  private Leaf[] numbered = {leaves[0]};

  private int[] free = new int[1];
  private int freeCount;
  private long steps;

  private static long signed(long unsigned) {
    return unsigned ^ Long.MIN_VALUE;
  }

  int count() {
    return count;
  }

  /** How many comparisons the searches made. */
  long steps() {
    return steps;
  }

  Leaf get(int rank) {
    return leaves[rank];
  }

  Leaf numbered(int id) {
    return numbered[id];
  }

  /** Returns the rank of the last leaf, from one on, that spans a code. */
  int floor(long code, int from) {
    long key = signed(code);
    int low = from;
    // After the first, each code of a query is mostly near the one before: in ever longer steps.
    int stride = from == 0 ? count : 1;
    while (low + stride < count && firsts[low + stride] <= key) {
      low += stride;
      stride <<= 1;
      steps++;
    }
    int high = Math.min(low + stride, count);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      steps++;
      if (firsts[middle] <= key) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the rank of the first leaf, from one on, that spans a code. */
  int firstSpanning(long code, int from) {
    int rank = floor(code, from);
    // Only a code that so many vehicles report that one leaf cannot hold them is spanned twice.
    while (rank > from && leaves[rank - 1].last == code) {
      rank--;
      steps++;
    }
    return rank;
  }

  int rank(Leaf leaf) {
    int rank = floor(leaf.first, 0);
    while (leaves[rank] != leaf) {
      rank--;
    }
    return rank;
  }

  /**
   * Ends the leaf of a rank before a code, or with it if {@code shared}, and returns a new leaf
   * that begins with this code and has no reports.
   */
  Leaf cut(int rank, long code, boolean shared) {
    if (count == leaves.length) {
      leaves = Arrays.copyOf(leaves, 2 * count);
      firsts = Arrays.copyOf(firsts, 2 * count);
    }
    Leaf lower = leaves[rank];
    Leaf upper = new Leaf(freeNumber(), code, lower.last);
    numbered[upper.id] = upper;
    lower.last = shared ? code : code - 1;
    System.arraycopy(leaves, rank + 1, leaves, rank + 2, count - rank - 1);
    System.arraycopy(firsts, rank + 1, firsts, rank + 2, count - rank - 1);
    leaves[rank + 1] = upper;
    firsts[rank + 1] = signed(code);
    count++;
    return upper;
  }

  private int freeNumber() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (count == numbered.length) {
      numbered = Arrays.copyOf(numbered, 2 * count);
    }
    return count;
  }

  /** Lets the leaf of a rank span what the one after it spans, which must be empty and goes. */
  void join(int rank) {
    Leaf upper = leaves[rank + 1];
    leaves[rank].last = upper.last;
    count--;
    System.arraycopy(leaves, rank + 2, leaves, rank + 1, count - rank - 1);
    System.arraycopy(firsts, rank + 2, firsts, rank + 1, count - rank - 1);
    leaves[count] = null;
    numbered[upper.id] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = upper.id;
  }
}
