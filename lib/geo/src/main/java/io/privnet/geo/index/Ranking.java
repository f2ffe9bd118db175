package io.privnet.geo.index;

/** Sorts numbers without moving them, by their bytes, last byte first. */
final class Ranking {
  private static final int VALUES = 1 << 8;

  private Ranking() {}

  /**
   * Returns the indices of unsigned keys in ascending order of the keys; equal keys keep theirs.
   */
  static int[] ascending(long[] keys) {
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int[] other = new int[keys.length];
    for (int shift = 0; shift < 64; shift += 8) {
      int[] starts = new int[VALUES + 1];
      for (long key : keys) {
        starts[(int) (key >>> shift & VALUES - 1) + 1]++;
      }
      for (int value = 0; value < VALUES; value++) {
        starts[value + 1] += starts[value];
      }
      for (int index : order) {
        other[starts[(int) (keys[index] >>> shift & VALUES - 1)]++] = index;
      }
      int[] sorted = other;
      other = order;
      order = sorted;
    }
    return order;
  }

  /** Returns the indices of numbers, none of them NaN, in ascending order. */
  static int[] ascending(double[] numbers) {
    long[] keys = new long[numbers.length];
    for (int i = 0; i < keys.length; i++) {
      // Adding makes -0 equal to 0.
      long bits = Double.doubleToRawLongBits(numbers[i] + 0.0);
      keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
    }
    return ascending(keys);
  }
}
