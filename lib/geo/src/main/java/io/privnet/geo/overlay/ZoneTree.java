package io.privnet.geo.overlay;

/**
 * The key space divided into zones by halving: each zone is the keys that begin with some prefix.
 */
final class ZoneTree {
  /** The two halves of each zone that was divided, 0 for one that was not. */
  private final int[] halves;

  private int last;

  /** A world of one zone. */
  ZoneTree(int mostZones) {
    halves = new int[2 * (2 * mostZones - 1)];
  }

  /** How many bits the prefix of the zone has that a point lies in. */
  int depth(long point) {
    int depth = 0;
    for (int zone = 0; halves[2 * zone] != 0; depth++) {
      zone = half(zone, point, depth);
    }
    return depth;
  }

  /**
   * Divides the zone that a point lies in.
   *
   * @throws IllegalArgumentException if the point is all of it
   */
  void divide(long point) {
    int zone = 0;
    int depth = 0;
    for (; halves[2 * zone] != 0; depth++) {
      zone = half(zone, point, depth);
    }
    if (depth == Long.SIZE) {
      throw new IllegalArgumentException(
          "too many nodes in one place: " + Long.toHexString(point) + " cannot be divided");
    }
    halves[2 * zone] = ++last;
    halves[2 * zone + 1] = ++last;
  }

  private int half(int zone, long point, int depth) {
    return halves[2 * zone + (int) (point >>> (63 - depth) & 1)];
  }

  /** The first key of each zone, in ascending order. */
  long[] starts() {
    long[] starts = new long[last / 2 + 1];
    int count = 0;
    long start = 0;
    do {
      starts[count++] = start;
      // Past the end of the last zone the sum is 2^64, which is 0.
      int depth = depth(start);
      start += depth == 0 ? 0 : 1L << (64 - depth);
    } while (start != 0);
    return starts;
  }
}
