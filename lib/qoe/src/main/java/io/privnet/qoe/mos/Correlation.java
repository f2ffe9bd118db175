package io.privnet.qoe.mos;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * A coefficient of correlation with its 95 % confidence interval and a two-sided p by permutation.
 *
 * @param coefficient which coefficient
 * @param n pairs in which both values are known
 * @param value the coefficient, NaN when it is not defined
 * @param low lower end of the interval, NaN for too few pairs and for a coefficient of ±1, where
 *     the interval's formula has none
 * @param high upper end of the interval
 * @param p two-sided p, NaN when the coefficient is not defined
 * @param method how interval and p were found, or why the coefficient is not defined
 */
public record Correlation(
    Coefficient coefficient,
    int n,
    double value,
    double low,
    double high,
    double p,
    String method) {
  private static final double UPPER = 0.975;

  /** A coefficient this near to 1 is 1 but for rounding. */
  private static final double ROUNDING = 1e-12;

  /** The coefficients, and the variance of Fisher's z of each. */
  public enum Coefficient {
    /** Product-moment correlation; Fisher's 1/(n − 3). */
    PEARSON("pearson", "Fisher z", 3),
    /**
     * Rank correlation with mid-ranks; (1 + ρ²/2)/(n − 3) of Bonett and Wright, Psychometrika 65
     * (2000), good for |ρ| &lt; 0.95.
     */
    SPEARMAN("spearman", "Bonett-Wright", 3),
    /**
     * Share of concordant less discordant pairs, corrected for ties; 0.437/(n − 4) of Fieller,
     * Hartley and Pearson, Biometrika 44 (1957), good for |τ| &lt; 0.8.
     */
    KENDALL("kendall_tau_b", "Fieller", 4);

    private final String label;
    private final String interval;
    private final int taken;

    Coefficient(String label, String interval, int taken) {
      this.label = label;
      this.interval = interval;
      this.taken = taken;
    }

    /** Its name in records. */
    public String label() {
      return label;
    }

    private double variance(double value, int n) {
      double numerator =
          switch (this) {
            case PEARSON -> 1;
            case SPEARMAN -> 1 + value * value / 2;
            case KENDALL -> 0.437;
          };
      return numerator / (n - taken);
    }
  }

  /**
   * Correlates two variables. Pairs in which either is NaN are left out.
   *
   * @throws IllegalArgumentException when the two are of different length
   */
  public static Correlation of(Coefficient coefficient, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("variables of different length");
    }
    int n = 0;
    double[] known = new double[x.length];
    double[] score = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        known[n] = x[i];
        score[n++] = y[i];
      }
    }
    known = Arrays.copyOf(known, n);
    score = Arrays.copyOf(score, n);
    if (n < 3) {
      return undefined(coefficient, n, "not defined: fewer than 3 sessions have both values");
    }
    if (isConstant(known) || isConstant(score)) {
      return undefined(
          coefficient,
          n,
          "not defined: the " + (isConstant(score) ? "MOS" : "feature") + " is constant");
    }
    if (coefficient != Coefficient.PEARSON) {
      NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
      known = ranking.rank(known);
      score = ranking.rank(score);
    }
    double value =
        Math.clamp(
            coefficient == Coefficient.KENDALL
                ? new KendallsCorrelation().correlation(known, score)
                : new PearsonsCorrelation().correlation(known, score),
            -1,
            1);
    if (Double.isNaN(value)) {
      return undefined(coefficient, n, "not defined: the values differ too little or too much");
    }
    double[] interval = interval(coefficient, value, n);
    PermutationTest test = test(coefficient, known, score);
    String how =
        Double.isNaN(interval[0])
            ? "no CI " + (n <= coefficient.taken ? "for n < " + (coefficient.taken + 1) : "at ±1")
            : "95 % CI by " + coefficient.interval;
    return new Correlation(
        coefficient, n, value, interval[0], interval[1], test.p(), how + "; " + test.method());
  }

  /** Ends of the 95 % interval of a coefficient, or two NaN. */
  public static double[] interval(Coefficient coefficient, double value, int n) {
    if (n <= coefficient.taken || 1 - Math.abs(value) <= ROUNDING) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double half =
        new NormalDistribution().inverseCumulativeProbability(UPPER)
            * Math.sqrt(coefficient.variance(value, n));
    double z = 0.5 * Math.log((1 + value) / (1 - value));
    return new double[] {Math.tanh(z - half), Math.tanh(z + half)};
  }

  /**
   * What |r| must pass to differ from 0 at 5 %, two-sided, were both variables normal.
   *
   * @param n pairs, at least 3
   */
  public static double critical(int n) {
    double t = new TDistribution(n - 2).inverseCumulativeProbability(UPPER);
    return t / Math.sqrt(t * t + n - 2);
  }

  /** The coefficient as a figure of a report. */
  public Statistic statistic(String feature) {
    return new Statistic(coefficient.label, feature, value, low, high, p, n, method);
  }

  private static Correlation undefined(Coefficient coefficient, int n, String why) {
    return new Correlation(coefficient, n, Double.NaN, Double.NaN, Double.NaN, Double.NaN, why);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** Reassigning changes only the sum of products, or the concordant less the discordant pairs. */
  private static PermutationTest test(Coefficient coefficient, double[] x, double[] y) {
    if (coefficient == Coefficient.KENDALL) {
      Concordance concordance = new Concordance(x);
      return PermutationTest.of(concordance.inOrder(y), concordance::of);
    }
    double[] a = standardised(x);
    return PermutationTest.of(standardised(y), b -> product(a, b));
  }

  /** Scaled to a sum of squares of 1, so that the sum of products is the coefficient. */
  private static double[] standardised(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (values[i] - mean) / Math.sqrt(squares);
    }
    return scaled;
  }

  private static double product(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
