package io.privnet.geo.index;

import io.privnet.geo.Code;
import java.util.List;

/** Disjoint cells in ascending order. */
final class Cells implements Target {
  private final long[] los;
  private final long[] his;

  Cells(List<Code> cells) {
    los = new long[cells.size()];
    his = new long[cells.size()];
    for (int i = 0; i < los.length; i++) {
      Code cell = cells.get(i);
      los[i] = cell.lo();
      his[i] = cell.hi();
    }
  }

  @Override
  public long first() {
    return los[0];
  }

  @Override
  public long last() {
    return his[his.length - 1];
  }

  @Override
  public long next(long code) {
    long lo = los[firstReaching(code, 0)];
    return Long.compareUnsigned(lo, code) > 0 ? lo : code;
  }

  /** Returns the first cell, from one on, that does not lie before a code. */
  private int firstReaching(long code, int from) {
    int low = from;
    int high = his.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(his[middle], code) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public int select(Leaf leaf, int[] found) {
    int cell = firstReaching(leaf.first, 0);
    if (cell < los.length
        && Long.compareUnsigned(los[cell], leaf.first) <= 0
        && Long.compareUnsigned(leaf.last, his[cell]) <= 0) {
      System.arraycopy(leaf.vehicles, 0, found, 0, leaf.size);
      return leaf.size;
    }
    int count = 0;
    for (int i = 0; i < leaf.size; i++) {
      int nearest = firstReaching(leaf.bits[i], cell);
      if (nearest < los.length && Long.compareUnsigned(los[nearest], leaf.hi(i)) <= 0) {
        found[count++] = leaf.vehicles[i];
      }
    }
    return count;
  }
}
