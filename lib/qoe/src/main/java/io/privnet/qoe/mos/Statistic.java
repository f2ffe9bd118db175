package io.privnet.qoe.mos;

/**
 * One figure of a report with all that is needed to judge it.
 *
 * @param name what it is: {@code pearson}, {@code r_squared}, …
 * @param feature the feature or term that it is about, the empty string for none
 * @param value the figure, NaN when it is not defined
 * @param low lower end of its 95 % confidence interval, NaN where it has none
 * @param high upper end of the interval
 * @param p two-sided p, NaN where nothing is tested
 * @param n sessions that it rests on
 * @param method how it was found, or why it is not defined
 */
public record Statistic(
    String name,
    String feature,
    double value,
    double low,
    double high,
    double p,
    int n,
    String method) {
  /** A figure without interval and test. */
  static Statistic bare(String name, String feature, double value, int n, String method) {
    return new Statistic(name, feature, value, Double.NaN, Double.NaN, Double.NaN, n, method);
  }

  /** Whether it has a value. */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }
}
