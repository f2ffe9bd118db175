package io.privnet.qoe.mos;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Counts the concordant less the discordant pairs of one variable with another, in n log n, so that
 * many orders of the other can be tried.
 */
final class Concordance {
  private final Integer[] order;

  /** Of each run of equal values of the first variable, where it ends. */
  private final int[] runEnds;

  /** Fenwick tree: how many values of each rank came before. */
  private final int[] tree;

  Concordance(double[] x) {
    order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> x[i]));
    runEnds =
        IntStream.rangeClosed(1, x.length)
            .filter(i -> i == x.length || x[order[i]] != x[order[i - 1]])
            .toArray();
    tree = new int[x.length + 1];
  }

  /** The other variable's ranks from 1, equal ones alike, in the order of the first variable. */
  double[] inOrder(double[] y) {
    double[] distinct = Arrays.stream(y).sorted().distinct().toArray();
    double[] ranks = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      ranks[i] = 1 + Arrays.binarySearch(distinct, y[order[i]]);
    }
    return ranks;
  }

  /** Concordant less discordant pairs of the first variable with these ranks. */
  double of(double[] ranks) {
    Arrays.fill(tree, 0);
    long difference = 0;
    int start = 0;
    for (int end : runEnds) {
      for (int i = start; i < end; i++) {
        int rank = (int) ranks[i];
        difference += upTo(rank - 1) + upTo(rank) - start;
      }
      for (int i = start; i < end; i++) {
        for (int at = (int) ranks[i]; at < tree.length; at += at & -at) {
          tree[at]++;
        }
      }
      start = end;
    }
    return difference;
  }

  private int upTo(int rank) {
    int sum = 0;
    for (int at = rank; at > 0; at -= at & -at) {
      sum += tree[at];
    }
    return sum;
  }
}
