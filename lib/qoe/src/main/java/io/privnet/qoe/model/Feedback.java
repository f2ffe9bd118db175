package io.privnet.qoe.model;

/**
 * What the user's behaviour H does to the loop (paper §2.2): the sign in equation (4) and in the
 * denominator of (5).
 */
public enum Feedback {
  /** More picture means less action, b_in = u − H·Δb_out: the denominator of (5) has '+'. */
  NEGATIVE(1),
  /** More picture means more action, retries, b_in = u + H·Δb_out: the denominator has '−'. */
  POSITIVE(-1);

  private final int sign;

  Feedback(int sign) {
    this.sign = sign;
  }

  int sign() {
    return sign;
  }
}
