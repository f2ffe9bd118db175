package io.privnet.geo;

/** A rectangle of grid squares, all four borders included; values are 0 to 2<sup>32</sup> - 1. */
record Block(long firstColumn, long lastColumn, long firstRow, long lastRow) {

  Block union(Block other) {
    return new Block(
        Math.min(firstColumn, other.firstColumn),
        Math.max(lastColumn, other.lastColumn),
        Math.min(firstRow, other.firstRow),
        Math.max(lastRow, other.lastRow));
  }

  /**
   * Returns one half of a block whose sides are powers of two.
   *
   * @param byRows whether the rows are divided, else the columns
   * @param upper 1 for the half with the higher rows or columns, else 0
   */
  Block half(boolean byRows, long upper) {
    if (byRows) {
      long side = (lastRow - firstRow + 1) >>> 1;
      long first = firstRow + upper * side;
      return new Block(firstColumn, lastColumn, first, first + side - 1);
    }
    long side = (lastColumn - firstColumn + 1) >>> 1;
    long first = firstColumn + upper * side;
    return new Block(first, first + side - 1, firstRow, lastRow);
  }

  /** How many grid squares this has; exact up to 2<sup>53</sup>. */
  double squares() {
    return (double) (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
  }

  /** What this and another block share, which must be something. */
  Block intersection(Block other) {
    return new Block(
        Math.max(firstColumn, other.firstColumn),
        Math.min(lastColumn, other.lastColumn),
        Math.max(firstRow, other.firstRow),
        Math.min(lastRow, other.lastRow));
  }

  /** How many grid squares this and another block share. */
  double shared(Block other) {
    long columns =
        Math.min(lastColumn, other.lastColumn) - Math.max(firstColumn, other.firstColumn) + 1;
    long rows = Math.min(lastRow, other.lastRow) - Math.max(firstRow, other.firstRow) + 1;
    return columns <= 0 || rows <= 0 ? 0 : (double) columns * rows;
  }
}
