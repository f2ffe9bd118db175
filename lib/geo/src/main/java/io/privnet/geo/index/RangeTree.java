package io.privnet.geo.index;

import io.privnet.geo.Position;
import io.privnet.geo.Rectangle;
import java.util.function.IntConsumer;

/**
 * A two-dimensional range tree with fractional cascading, with which Geographic dissemination
 * proves Lemmas 1 and 2: n points are stored once, and a rectangle with k of them is answered in
 * O(log n + k) operations. It is here to count them; {@link VehicleIndex} is faster, takes a sixth
 * of the memory for a million points and lets them move.
 *
 * <p>The main tree divides the points by longitude, half and half. Every node has all points below
 * it in order of latitude, and from each of them a pointer to the first point of either child that
 * is not south of it. So the southern border is searched once, at the root. Memory is 8 bytes a
 * point and level, about 8 n log<sub>2</sub> n.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-77974-2">M. de Berg et al., Computational
 *     Geometry, 3rd edition, 2008, chapters 5.3 and 5.6</a>
 */
public final class RangeTree {
  private final double[] latitudes;

  /** The longitudes in ascending order. */
  private final double[] longitudes;

  /**
   * For each level of the tree the points of all its nodes, node by node from west to east, within
   * a node from south to north.
   */
  private final int[][] points;

  /**
   * The pointers: for each place in {@link #points}, how many points of the node stand before it
   * and belong to the western child. The rest of those before it belong to the eastern one.
   */
  private final int[][] western;

  private long operations;

  /**
   * Makes the tree of some points, which are numbered as in the arrays.
   *
   * @throws IllegalArgumentException if the arrays differ in length, or a position is NaN or out of
   *     range
   */
  public RangeTree(double[] latitudes, double[] longitudes) {
    if (latitudes.length != longitudes.length) {
      throw new IllegalArgumentException(
          latitudes.length + " latitudes and " + longitudes.length + " longitudes");
    }
    int n = latitudes.length;
    for (int i = 0; i < n; i++) {
      new Position(latitudes[i], longitudes[i]);
    }
    this.latitudes = latitudes.clone();
    this.longitudes = new double[n];
    int[] eastward = Ranking.ascending(longitudes);
    int[] rank = new int[n];
    for (int i = 0; i < n; i++) {
      rank[eastward[i]] = i;
      this.longitudes[i] = longitudes[eastward[i]];
    }
    int depth = n < 2 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1);
    points = new int[depth + 1][];
    western = new int[depth][n];
    points[0] = Ranking.ascending(latitudes);
    for (int level = 0; level < depth; level++) {
      points[level + 1] = new int[n];
    }
    divide(0, 0, n, rank);
  }

  private void divide(int level, int from, int to, int[] rank) {
    if (level == western.length) {
      return;
    }
    if (to - from < 2) {
      // A point that is alone on its level stays so to the last one.
      System.arraycopy(points[level], from, points[level + 1], from, to - from);
      divide(level + 1, from, to, rank);
      return;
    }
    int middle = (from + to) >>> 1;
    int west = from;
    int east = middle;
    for (int i = from; i < to; i++) {
      western[level][i] = west - from;
      int point = points[level][i];
      points[level + 1][rank[point] < middle ? west++ : east++] = point;
    }
    divide(level + 1, from, middle, rank);
    divide(level + 1, middle, to, rank);
  }

  /** How many points there are. */
  public int size() {
    return latitudes.length;
  }

  /**
   * How many operations all queries so far have taken: comparisons in the search for the southern
   * border, nodes visited, and points compared with the northern border, which are those found and
   * at most one more for each node that lies between the meridians.
   */
  public long operations() {
    return operations;
  }

  /**
   * Finds the points in a rectangle or on its border.
   *
   * @param found is given the number of each point once, in no order
   */
  public void query(Rectangle area, IntConsumer found) {
    if (latitudes.length == 0) {
      return;
    }
    int first = firstNotSouthOf(area.south());
    if (area.crossesAntimeridian()) {
      new Search(area.west(), 180, area.north(), found).split(first);
      new Search(-180, area.east(), area.north(), found).split(first);
    } else {
      new Search(area.west(), area.east(), area.north(), found).split(first);
    }
  }

  private int firstNotSouthOf(double south) {
    int low = 0;
    int high = points[0].length;
    while (low < high) {
      operations++;
      int middle = (low + high) >>> 1;
      if (latitudes[points[0][middle]] < south) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * A walk down the tree. Nodes are named by their level and the ranks of longitude they span;
   * {@code first} counts the points of a node that lie south of the area.
   */
  private final class Search {
    private final double west;
    private final double east;
    private final double north;
    private final IntConsumer found;

    Search(double west, double east, double north, IntConsumer found) {
      this.west = west;
      this.east = east;
      this.north = north;
      this.found = found;
    }

    /** Goes to the node at which the paths to the two meridians part, and down both. */
    void split(int root) {
      int level = 0;
      int from = 0;
      int to = latitudes.length;
      int first = root;
      while (to - from > 1) {
        operations++;
        int middle = (from + to) >>> 1;
        int before = western(level, from, to, first);
        if (east < longitudes[middle]) {
          to = middle;
          first = before;
        } else if (west > longitudes[middle - 1]) {
          from = middle;
          first -= before;
        } else {
          toWest(level + 1, from, middle, before);
          toEast(level + 1, middle, to, first - before);
          return;
        }
        level++;
      }
      leaf(level, from, first);
    }

    private void toWest(int level, int from, int to, int first) {
      while (to - from > 1) {
        operations++;
        int middle = (from + to) >>> 1;
        int before = western(level, from, to, first);
        level++;
        if (west <= longitudes[middle - 1]) {
          report(level, middle, to, first - before);
          to = middle;
          first = before;
        } else {
          from = middle;
          first -= before;
        }
      }
      leaf(level, from, first);
    }

    private void toEast(int level, int from, int to, int first) {
      while (to - from > 1) {
        operations++;
        int middle = (from + to) >>> 1;
        int before = western(level, from, to, first);
        level++;
        if (east >= longitudes[middle]) {
          report(level, from, middle, before);
          from = middle;
          first -= before;
        } else {
          to = middle;
          first = before;
        }
      }
      leaf(level, from, first);
    }

    /** Follows the pointer of a node's point to the western child. */
    private int western(int level, int from, int to, int first) {
      return from + first < to ? western[level][from + first] : ((from + to) >>> 1) - from;
    }

    private void report(int level, int from, int to, int first) {
      operations++;
      for (int i = from + first; i < to; i++) {
        operations++;
        int point = points[level][i];
        if (latitudes[point] > north) {
          return;
        }
        found.accept(point);
      }
    }

    private void leaf(int level, int from, int first) {
      operations++;
      if (west <= longitudes[from] && longitudes[from] <= east) {
        report(level, from, from + 1, first);
      }
    }
  }
}
