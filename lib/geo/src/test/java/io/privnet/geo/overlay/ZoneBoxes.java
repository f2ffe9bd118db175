package io.privnet.geo.overlay;

import java.util.Arrays;

/** CAN's zones as boxes of the unit torus, found from which node has which keys. */
final class ZoneBoxes {
  private ZoneBoxes() {}

  /** Fills in where each node's zone begins and ends in each dimension. */
  static void of(Overlay can, int dimensions, double[][] low, double[][] high) {
    fill(can, 0, 0, new double[dimensions], ones(dimensions), low, high);
  }

  private static double[] ones(int dimensions) {
    double[] ones = new double[dimensions];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void fill(
      Overlay can,
      long first,
      int depth,
      double[] from,
      double[] to,
      double[][] low,
      double[][] high) {
    long last = depth == 64 ? first : first | -1L >>> depth;
    int node = can.responsible(first);
    if (node == can.responsible(last)) {
      low[node] = from.clone();
      high[node] = to.clone();
      return;
    }
    int dimension = depth % from.length;
    double middle = (from[dimension] + to[dimension]) / 2;
    double[] upTo = to.clone();
    upTo[dimension] = middle;
    fill(can, first, depth + 1, from, upTo, low, high);
    double[] onFrom = from.clone();
    onFrom[dimension] = middle;
    fill(can, first | Long.MIN_VALUE >>> depth, depth + 1, onFrom, to, low, high);
  }

  /** Whether two zones touch in one dimension, round the torus, and overlap in all the others. */
  static boolean haveCommonSide(double[] lowA, double[] highA, double[] lowB, double[] highB) {
    for (int touching = 0; touching < lowA.length; touching++) {
      boolean common =
          highA[touching] % 1 == lowB[touching] || highB[touching] % 1 == lowA[touching];
      for (int other = 0; other < lowA.length; other++) {
        common &= other == touching || lowA[other] < highB[other] && lowB[other] < highA[other];
      }
      if (common) {
        return true;
      }
    }
    return false;
  }
}
