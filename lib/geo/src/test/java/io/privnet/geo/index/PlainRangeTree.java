package io.privnet.geo.index;

import java.util.Arrays;

/**
 * A two-dimensional range tree without fractional cascading (de Berg et al., chapter 5.3): every
 * node between the meridians is searched for itself, which makes O(log² n + k) operations. Counts
 * as {@link RangeTree} does.
 */
final class PlainRangeTree {
  private final double[] longitudes;
  private final double[] latitudes;
  private final PlainRangeTree west;
  private final PlainRangeTree east;

  /** The points are longitude and latitude, in ascending order of longitude. */
  PlainRangeTree(double[][] points) {
    longitudes = Arrays.stream(points).mapToDouble(point -> point[0]).toArray();
    latitudes = Arrays.stream(points).mapToDouble(point -> point[1]).sorted().toArray();
    int middle = points.length / 2;
    west = middle == 0 ? null : new PlainRangeTree(Arrays.copyOfRange(points, 0, middle));
    east =
        middle == 0 ? null : new PlainRangeTree(Arrays.copyOfRange(points, middle, points.length));
  }

  long operations(double south, double westmost, double north, double eastmost) {
    double first = longitudes[0];
    double last = longitudes[longitudes.length - 1];
    if (last < westmost || first > eastmost) {
      return 1;
    }
    if (westmost <= first && last <= eastmost) {
      long operations = 1;
      int low = 0;
      int high = latitudes.length;
      while (low < high) {
        operations++;
        int middle = (low + high) >>> 1;
        if (latitudes[middle] < south) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      while (low < latitudes.length && latitudes[low++] <= north) {
        operations++;
      }
      return operations;
    }
    return 1
        + west.operations(south, westmost, north, eastmost)
        + east.operations(south, westmost, north, eastmost);
  }
}
