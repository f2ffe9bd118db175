package io.privnet.qoe.series;

/** Where a grid of bins begins. */
public enum Alignment {
  /** Bin 0 begins with the capture's first frame, in file order. */
  FIRST_FRAME,
  /**
   * Every bin begins at a multiple of the interval since 1970-01-01T00:00Z; bin 0 holds the
   * capture's first frame.
   */
  EPOCH
}
