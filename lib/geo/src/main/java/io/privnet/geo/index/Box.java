package io.privnet.geo.index;

/**
 * A rectangle of grid squares on a curve that interleaves the bits of columns and rows. Which of
 * the two comes first does not matter here: there is the dimension of a code's odd bits, the last
 * among them, and that of its even bits.
 */
final class Box implements Target {
  private static final long ODD = 0x5555555555555555L;

  private final long lowOdd;
  private final long highOdd;
  private final long lowEven;
  private final long highEven;
  private long comparisons;

  /** Makes the smallest box round two squares. */
  Box(long corner, long opposite) {
    lowOdd = Math.min(odd(corner), odd(opposite));
    highOdd = Math.max(odd(corner), odd(opposite));
    lowEven = Math.min(even(corner), even(opposite));
    highEven = Math.max(even(corner), even(opposite));
  }

  private static long odd(long code) {
    return code & ODD;
  }

  private static long even(long code) {
    return code >>> 1 & ODD;
  }

  private static long code(long odd, long even) {
    return even << 1 | odd;
  }

  @Override
  public long first() {
    return code(lowOdd, lowEven);
  }

  @Override
  public long last() {
    return code(highOdd, highEven);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The result has the longest possible prefix in common with the code, then a 1 where the code
   * has a 0, and is the least square of the box with these bits. Tropf and Herzog, who call it
   * BIGMIN, look for that place bit by bit; here it is computed.
   *
   * @see <a href="https://hermanntropf.de/media/multidimensionalrangequery.pdf">H. Tropf, H.
   *     Herzog, Multidimensional Range Search in Dynamically Balanced Trees, 1981</a>
   */
  @Override
  public long next(long code) {
    comparisons++;
    long odd = odd(code);
    long even = even(code);
    // The highest bit at which the code's prefix is outside the box, if it is, in each dimension.
    long leavesOdd = leaves(odd, lowOdd, highOdd);
    long leavesEven = leaves(even, lowEven, highEven) << 1;
    if ((leavesOdd | leavesEven) == 0) {
      return code;
    }
    boolean byOdd = Long.compareUnsigned(leavesOdd, leavesEven) > 0;
    long leaves = byOdd ? leavesOdd : leavesEven;
    long one;
    if (byOdd ? odd < lowOdd : even < lowEven) {
      one = leaves;
    } else {
      long raisable = code(raisable(odd, highOdd), raisable(even, highEven));
      one = Long.lowestOneBit(raisable & ~(leaves | leaves - 1));
    }
    long least = code & -one | one;
    return code(Math.max(lowOdd, odd(least)), Math.max(lowEven, even(least)));
  }

  private static long leaves(long value, long low, long high) {
    if (value < low) {
      return Long.highestOneBit(value ^ low);
    }
    return value > high ? Long.highestOneBit(value ^ high) : 0;
  }

  /** The bits which can be made 1, all below 0, without going above the highest value. */
  private static long raisable(long value, long high) {
    long differs = value < high ? Long.highestOneBit(value ^ high) : 0;
    return (differs == 0 ? 0 : differs | differs - 1) & ~value & ODD;
  }

  @Override
  public int select(Leaf leaf, int[] found) {
    if (surrounds(leaf.first, leaf.last)) {
      return leaf.selectAll(found);
    }
    return leaf.lengths == null ? selectSquares(leaf, found) : selectCells(leaf, found);
  }

  private int selectSquares(Leaf leaf, int[] found) {
    int count = 0;
    for (int i = 0; i < leaf.size; i++) {
      long odd = odd(leaf.bits[i]);
      long even = even(leaf.bits[i]);
      long outside = odd - lowOdd | highOdd - odd | even - lowEven | highEven - even;
      // Appends first and counts then: whether a report is inside cannot be predicted.
      found[count] = leaf.vehicles[i];
      count += 1 + (int) (outside >> 63);
    }
    return count;
  }

  private int selectCells(Leaf leaf, int[] found) {
    int count = 0;
    for (int i = 0; i < leaf.size; i++) {
      long lo = leaf.bits[i];
      long hi = lo | Leaf.below(leaf.lengths[i]);
      found[count] = leaf.vehicles[i];
      count += meets(lo, hi) ? 1 : 0;
    }
    return count;
  }

  @Override
  public long comparisons() {
    return comparisons;
  }

  /** Whether all codes from one to another are in this box, as those of their common prefix are. */
  private boolean surrounds(long from, long to) {
    long open = from == to ? 0 : -1L >>> Long.numberOfLeadingZeros(from ^ to);
    long lo = from & ~open;
    long hi = from | open;
    return (odd(lo) - lowOdd | highOdd - odd(hi) | even(lo) - lowEven | highEven - even(hi)) >= 0;
  }

  /** Whether the cell from one code to another has a square in this box. */
  boolean meets(long lo, long hi) {
    return (odd(hi) - lowOdd | highOdd - odd(lo) | even(hi) - lowEven | highEven - even(lo)) >= 0;
  }
}
