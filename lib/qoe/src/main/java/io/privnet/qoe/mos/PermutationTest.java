package io.privnet.qoe.mos;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How often chance alone would do as well: the share of reassignments of one variable to the other
 * whose statistic is at least as large in absolute value. It assumes no distribution.
 *
 * @param p the share: of all n! reassignments for n ≤ {@value #MAX_EXACT}, else of random ones from
 *     a fixed seed, as (b + 1)/(B + 1)
 * @param method which of the two
 */
record PermutationTest(double p, String method) {
  private static final int MAX_EXACT = 8;
  private static final int SEED = 1;

  /** Reassignments whose statistics differ by less than this are equal but for rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Tests one assignment.
   *
   * @param values the variable to reassign, in the order observed
   * @param statistic of the variable in a given order
   */
  static PermutationTest of(double[] values, ToDoubleFunction<double[]> statistic) {
    double[] order = values.clone();
    double bound = Math.abs(statistic.applyAsDouble(order)) - ROUNDING;
    if (order.length <= MAX_EXACT) {
      return new PermutationTest(exact(order, statistic, bound), "p by all permutations");
    }
    int drawn = order.length <= 100 ? 99_999 : order.length <= 1_000 ? 9_999 : 999;
    return new PermutationTest(
        monteCarlo(order, statistic, bound, drawn),
        "p by Monte Carlo permutation, B = " + drawn + ", seed " + SEED);
  }

  private static double exact(double[] order, ToDoubleFunction<double[]> statistic, double bound) {
    long all = 1;
    long extreme = 1;
    // Heap's algorithm: every permutation by one exchange from the last.
    int[] turn = new int[order.length];
    int i = 1;
    while (i < order.length) {
      if (turn[i] < i) {
        swap(order, i % 2 == 0 ? 0 : turn[i], i);
        all++;
        if (Math.abs(statistic.applyAsDouble(order)) >= bound) {
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

  private static double monteCarlo(
      double[] order, ToDoubleFunction<double[]> statistic, double bound, int drawn) {
    SplittableRandom random = new SplittableRandom(SEED);
    long extreme = 0;
    for (int draw = 0; draw < drawn; draw++) {
      for (int i = order.length - 1; i > 0; i--) {
        swap(order, random.nextInt(i + 1), i);
      }
      if (Math.abs(statistic.applyAsDouble(order)) >= bound) {
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
