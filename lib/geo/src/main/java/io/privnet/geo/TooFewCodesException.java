package io.privnet.geo;

/** There are fewer different reports than virtual locations to be placed among them. */
public final class TooFewCodesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  TooFewCodesException(int distinct, long wanted) {
    super(
        (distinct == 0
                ? "no code is left"
                : distinct + " different " + (distinct == 1 ? "code is" : "codes are") + " too few")
            + " for "
            + wanted
            + (distinct == 0 ? " more" : "")
            + (wanted == 1 ? " location" : " locations"));
  }
}
