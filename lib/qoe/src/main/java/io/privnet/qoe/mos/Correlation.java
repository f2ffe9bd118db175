package io.privnet.qoe.mos;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * A coefficient of correlation with its 95 % confidence interval and a two-sided p.
 *
 * <p>p is the share of reassignments of one variable to the other that correlate at least as much:
 * of all n! for n ≤ {@value #MAX_EXACT}, else of random ones from a fixed seed, as (b + 1)/(B + 1).
 * It assumes no distribution.
 *
 * @param statistic which coefficient
 * @param n pairs in which both values are known
 * @param value the coefficient, NaN when it is not defined
 * @param low lower end of the interval, NaN for n &lt; 4 and for a coefficient of ±1, where the
 *     interval's formula has none
 * @param high upper end of the interval
 * @param p two-sided p, NaN when the coefficient is not defined
 * @param method how interval and p were found, or why the coefficient is not defined
 */
public record Correlation(
    Statistic statistic, int n, double value, double low, double high, double p, String method) {
  private static final int MAX_EXACT = 8;
  private static final int SEED = 1;
  private static final double CONFIDENCE = 0.95;

  /** Relative to the largest possible sum: reassignments that differ by rounding only are equal. */
  private static final double ROUNDING = 1e-12;

  /** The coefficients. */
  public enum Statistic {
    /** Product-moment correlation; interval by Fisher's z. */
    PEARSON,
    /**
     * Rank correlation with mid-ranks; interval by Fisher's z with the standard error of Bonett and
     * Wright, Psychometrika 65 (2000).
     */
    SPEARMAN
  }

  /**
   * Correlates two variables. Pairs in which either is NaN are left out.
   *
   * @throws IllegalArgumentException when the two are of different length
   */
  public static Correlation of(Statistic statistic, double[] x, double[] y) {
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
      return undefined(statistic, n, "not defined: fewer than 3 sessions have both values");
    }
    if (isConstant(known) || isConstant(score)) {
      return undefined(
          statistic,
          n,
          "not defined: the " + (isConstant(score) ? "MOS" : "feature") + " is constant");
    }
    if (statistic == Statistic.SPEARMAN) {
      NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
      known = ranking.rank(known);
      score = ranking.rank(score);
    }
    double value = Math.clamp(new PearsonsCorrelation().correlation(known, score), -1, 1);
    if (Double.isNaN(value)) {
      return undefined(statistic, n, "not defined: the values differ too little or too much");
    }
    boolean exact = n <= MAX_EXACT;
    int drawn = n <= 1000 ? 99_999 : 9_999;
    double p = exact ? exactP(known, score) : monteCarloP(known, score, drawn);
    double low = Double.NaN;
    double high = Double.NaN;
    boolean hasInterval = n >= 4 && 1 - Math.abs(value) > ROUNDING;
    if (hasInterval) {
      double numerator = statistic == Statistic.SPEARMAN ? 1 + value * value / 2 : 1;
      double half =
          new NormalDistribution().inverseCumulativeProbability((1 + CONFIDENCE) / 2)
              * Math.sqrt(numerator / (n - 3));
      double z = 0.5 * Math.log((1 + value) / (1 - value));
      low = Math.tanh(z - half);
      high = Math.tanh(z + half);
    }
    String interval =
        hasInterval
            ? statistic == Statistic.PEARSON ? "95 % CI by Fisher z" : "95 % CI by Bonett-Wright"
            : "no CI " + (n < 4 ? "for n < 4" : "at ±1");
    String test =
        exact
            ? "p by all permutations"
            : "p by Monte Carlo permutation, B = " + drawn + ", seed " + SEED;
    return new Correlation(statistic, n, value, low, high, p, interval + "; " + test);
  }

  /**
   * What |r| must pass to differ from 0 at 5 %, two-sided, were both variables normal.
   *
   * @param n pairs, at least 3
   */
  public static double critical(int n) {
    double t = new TDistribution(n - 2).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return t / Math.sqrt(t * t + n - 2);
  }

  private static Correlation undefined(Statistic statistic, int n, String why) {
    return new Correlation(statistic, n, Double.NaN, Double.NaN, Double.NaN, Double.NaN, why);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Scaled to variance 1/n each, so that the sum of products is the coefficient. Reassigning
   * changes only that sum.
   */
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

  private static double exactP(double[] x, double[] y) {
    double[] a = standardised(x);
    double[] b = standardised(y);
    double bound = Math.abs(product(a, b)) - ROUNDING;
    int n = a.length;
    long all = 1;
    long extreme = Math.abs(product(a, b)) >= bound ? 1 : 0;
    // Heap's algorithm: every permutation by one exchange from the last.
    int[] turn = new int[n];
    int i = 1;
    while (i < n) {
      if (turn[i] < i) {
        swap(b, i % 2 == 0 ? 0 : turn[i], i);
        all++;
        if (Math.abs(product(a, b)) >= bound) {
          extreme++;
        }
        turn[i]++;
        i = 1;
      } else {
        turn[i] = 0;
        i++;
      }
    }
    return (double) extreme / all;
  }

  private static double monteCarloP(double[] x, double[] y, int drawn) {
    double[] a = standardised(x);
    double[] b = standardised(y);
    double bound = Math.abs(product(a, b)) - ROUNDING;
    SplittableRandom random = new SplittableRandom(SEED);
    long extreme = 0;
    for (int draw = 0; draw < drawn; draw++) {
      for (int i = b.length - 1; i > 0; i--) {
        swap(b, random.nextInt(i + 1), i);
      }
      if (Math.abs(product(a, b)) >= bound) {
        extreme++;
      }
    }
    return (extreme + 1.0) / (drawn + 1.0);
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
