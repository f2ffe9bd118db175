package io.privnet.geo.index;

/** What a query asks for, as a set of codes on the curve. */
sealed interface Target permits Cells, Box, TwoBoxes {

  /** The first code of the set, unsigned. */
  long first();

  /** The last code of the set, unsigned. */
  long last();

  /** Returns the smallest code of the set that is not below one which is not above the last. */
  long next(long code);

  /**
   * Puts those vehicles of a leaf whose reports have a code in common with the set into {@code
   * found} and returns how many there are.
   */
  int select(Leaf leaf, int[] found);

  /** How many comparisons were made, other than one for each report of a leaf. */
  long comparisons();
}
