package io.privnet.cli;

/** Exit codes of every command. */
public final class Exit {
  /** Done. */
  public static final int DONE = 0;

  /** The answer is no: no common slot, no route, a check did not hold. */
  public static final int NO = 1;

  static final int USAGE = 2;
  static final int DATA = 3;
  static final int PEER = 4;
  static final int BUG = 70;
  static final int BROKEN_PIPE = 141;

  private Exit() {}
}
