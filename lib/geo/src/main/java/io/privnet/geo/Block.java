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

  /** How many grid squares this has, unsigned; 0 for all the world's 2<sup>64</sup>. */
  long squares() {
    return (lastColumn - firstColumn + 1) * (lastRow - firstRow + 1);
  }

  /** Whether this and another block have a square in common. */
  boolean meets(Block other) {
    return firstColumn <= other.lastColumn
        && other.firstColumn <= lastColumn
        && firstRow <= other.lastRow
        && other.firstRow <= lastRow;
  }

  /** What this and another block share, which must be something. */
  Block intersection(Block other) {
    return new Block(
        Math.max(firstColumn, other.firstColumn),
        Math.min(lastColumn, other.lastColumn),
        Math.max(firstRow, other.firstRow),
        Math.min(lastRow, other.lastRow));
  }
}
