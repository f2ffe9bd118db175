package io.privnet.qoe.mos;

/** Grade of a mean opinion score (paper §3.2). */
public enum Grade {
  /** [1, 3). */
  POOR("Poor"),
  /** [3, 4). */
  ACCEPTABLE("Acceptable"),
  /** [4, 5]. */
  GOOD("Good");

  private final String label;

  Grade(String label) {
    this.label = label;
  }

  /**
   * The grade of a score.
   *
   * @throws IllegalArgumentException when it is not between 1 and 5
   */
  public static Grade of(double score) {
    if (!(score >= 1 && score <= 5)) {
      throw new IllegalArgumentException("a score lies between 1 and 5, not at " + score);
    }
    return score < 3 ? POOR : score < 4 ? ACCEPTABLE : GOOD;
  }

  /** The grade's name as the paper writes it. */
  public String label() {
    return label;
  }
}
