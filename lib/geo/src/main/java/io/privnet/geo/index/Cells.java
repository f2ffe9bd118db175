package io.privnet.geo.index;

import io.privnet.geo.Code;
import java.util.List;

/** Disjoint cells in ascending order, at least one. */
final class Cells implements Target {

  /** The first and the last codes of the cells, ordered as signed numbers. */
  private final long[] los;

  private final long[] his;
  private long comparisons;

  Cells(List<Code> cells) {
    los = new long[cells.size()];
    his = new long[cells.size()];
    for (int i = 0; i < los.length; i++) {
      Code cell = cells.get(i);
      los[i] = signed(cell.lo());
      his[i] = signed(cell.hi());
    }
  }

  private static long signed(long unsigned) {
    return unsigned ^ Long.MIN_VALUE;
  }

  @Override
  public long first() {
    return signed(los[0]);
  }

  @Override
  public long last() {
    return signed(his[his.length - 1]);
  }

  @Override
  public long next(long code) {
    long key = signed(code);
    comparisons += steps(his.length);
    return signed(Math.max(key, los[firstReaching(key, 0, his.length - 1)]));
  }

  /**
   * Returns the first cell, from one to another, that does not lie before a code; the last if no
   * other does.
   */
  private int firstReaching(long key, int from, int to) {
    int first = from;
    for (int left = to - from; left > 0; ) {
      // Which half it is cannot be predicted: a sum is faster than a branch.
      int half = (left + 1) >>> 1;
      first += his[first + half - 1] < key ? half : 0;
      left -= half;
    }
    return first;
  }

  /** How many comparisons finding one of some cells takes. */
  private static int steps(int cells) {
    return 32 - Integer.numberOfLeadingZeros(cells - 1);
  }

  @Override
  public int select(Leaf leaf, int[] found) {
    int last = his.length - 1;
    int first = firstReaching(signed(leaf.first), 0, last);
    comparisons += steps(his.length);
    if (los[first] <= signed(leaf.first) && signed(leaf.last) <= his[first]) {
      return leaf.selectAll(found);
    }
    int end = firstReaching(signed(leaf.last), first, last);
    comparisons += steps(his.length) + (long) leaf.size * steps(end - first + 1);
    int count = 0;
    for (int i = 0; i < leaf.size; i++) {
      int nearest = firstReaching(signed(leaf.bits[i]), first, end);
      found[count] = leaf.vehicles[i];
      count += los[nearest] <= signed(leaf.hi(i)) && signed(leaf.bits[i]) <= his[nearest] ? 1 : 0;
    }
    return count;
  }

  @Override
  public long comparisons() {
    return comparisons;
  }
}
