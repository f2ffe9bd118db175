package io.privnet.qoe.mos;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Whether one variable correlates as much with a second as with a third, the three known of the
 * same sessions: Williams' t, which Steiger, Psychological Bulletin 87 (1980), eq. 7, recommends
 * for this; the interval of the difference is Zou's, Psychological Methods 12 (2007).
 *
 * @param n sessions in which all three are known
 * @param first Pearson's r of the variable with the second
 * @param second Pearson's r of the variable with the third
 * @param between Pearson's r of the second with the third
 * @param t Williams' t with n − 3 degrees of freedom, NaN when it is not defined
 * @param p two-sided p of equal correlations in the population
 * @param low lower end of the 95 % interval of first − second
 * @param high upper end of the interval
 */
public record DependentCorrelations(
    int n,
    double first,
    double second,
    double between,
    double t,
    double p,
    double low,
    double high) {
  /** Below this the three variables lie in a plane but for rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Compares two correlations.
   *
   * @param first of the variable with the second
   * @param second of the variable with the third
   * @param between of the second with the third
   */
  public static DependentCorrelations of(double first, double second, double between, int n) {
    double determinant =
        1 - first * first - second * second - between * between + 2 * first * second * between;
    boolean defined =
        n >= 4
            && determinant > ROUNDING
            && Math.max(Math.abs(first), Math.abs(second)) < 1 - ROUNDING;
    if (!defined) {
      double none = Double.NaN;
      return new DependentCorrelations(n, first, second, between, none, none, none, none);
    }
    double mean = (first + second) / 2;
    double t =
        (first - second)
            * Math.sqrt(
                (n - 1)
                    * (1 + between)
                    / (2.0 * (n - 1) / (n - 3) * determinant
                        + mean * mean * Math.pow(1 - between, 3)));
    double p = 2 * new TDistribution(n - 3).cumulativeProbability(-Math.abs(t));
    double[] one = Correlation.interval(Correlation.Coefficient.PEARSON, first, n);
    double[] two = Correlation.interval(Correlation.Coefficient.PEARSON, second, n);
    double dependence =
        ((between - first * second / 2) * (1 - first * first - second * second - between * between)
                + Math.pow(between, 3))
            / ((1 - first * first) * (1 - second * second));
    double low = first - second - width(first - one[0], two[1] - second, dependence);
    double high = first - second + width(one[1] - first, second - two[0], dependence);
    return new DependentCorrelations(n, first, second, between, t, p, low, high);
  }

  private static double width(double one, double two, double dependence) {
    return Math.sqrt(Math.max(0, one * one + two * two - 2 * dependence * one * two));
  }

  /**
   * Whether t is defined: for 4 sessions or more, none of the variables a function of the others.
   */
  public boolean isDefined() {
    return !Double.isNaN(t);
  }
}
