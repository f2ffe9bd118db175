package io.privnet.geo;

import java.util.List;

/**
 * Cells that together contain an area: every position of the area has a code in one of them. They
 * are disjoint, in order, and no more than was allowed; fewer cells reach further over the border.
 *
 * @param scheme the scheme of all cells
 * @param cells in ascending order, at least one
 */
public record Covering(Scheme scheme, List<Code> cells) {

  /** The most cells a covering may be asked for. */
  public static final int MOST_CELLS = 1 << 16;

  /** Copies the list. */
  public Covering {
    cells = List.copyOf(cells);
  }

  /**
   * Covers an area. Starting from the world, the cell that reaches furthest over the border is
   * divided, as long as the budget allows.
   *
   * @param maxCells the most cells, 1 to {@link #MOST_CELLS}
   * @param maxBits the longest cell in bits, 0 to 64
   * @param bitsPerDigit every cell's length is a multiple of this: 1 for cells of any length,
   *     {@link CodeFormat#bitsPerDigit} for cells that can be written in a format
   * @throws IllegalArgumentException if a limit is out of range
   */
  public static Covering of(Area area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
    if (maxCells < 1 || maxCells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a covering has 1 to " + MOST_CELLS + " cells, not " + maxCells);
    }
    if (maxBits < 0 || maxBits > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + maxBits);
    }
    if (bitsPerDigit < 1 || bitsPerDigit > 8) {
      throw new IllegalArgumentException("a digit has 1 to 8 bits, not " + bitsPerDigit);
    }
    Descent descent = Descent.of(area, scheme, maxCells, maxBits, bitsPerDigit);
    return new Covering(scheme, descent.cells());
  }

  /** Whether a full code lies in one of the cells. */
  public boolean contains(long full) {
    int low = 0;
    int high = cells.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(cells.get(middle).lo(), full) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && cells.get(low - 1).contains(full);
  }
}
