package io.privnet.geo.overlay;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The nodes of an overlay on the ring of 2<sup>64</sup> identifiers, unsigned, with the ends
 * joined. A node is named by its rank, 0 to {@link #size} - 1 in ascending order.
 */
final class Identifiers {
  /** Identifiers in ascending signed order, the highest bit of each turned over. */
  private final long[] flipped;

  /**
   * Sorts a copy.
   *
   * @throws IllegalArgumentException if there is none, or two are the same
   */
  Identifiers(long[] identifiers) {
    if (identifiers.length == 0) {
      throw new IllegalArgumentException("an overlay needs at least one node");
    }
    flipped = new long[identifiers.length];
    for (int i = 0; i < flipped.length; i++) {
      flipped[i] = identifiers[i] ^ Long.MIN_VALUE;
    }
    Arrays.sort(flipped);
    for (int i = 1; i < flipped.length; i++) {
      if (flipped[i] == flipped[i - 1]) {
        throw new IllegalArgumentException(
            "two nodes have the same identifier " + Long.toHexString(get(i)));
      }
    }
  }

  /** Random identifiers, no two of them the same. */
  static long[] random(int nodes, SplittableRandom random) {
    // A SplittableRandom gives each of the 2^64 numbers once before it repeats one.
    return random.longs(nodes).toArray();
  }

  /**
   * Evenly spread identifiers in an order in which each falls into a largest gap (the van der
   * Corput sequence): equal gaps if the number of nodes is a power of two, else two sizes of them.
   */
  static long[] even(int nodes) {
    long[] identifiers = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      identifiers[i] = Long.reverse(i);
    }
    return identifiers;
  }

  int size() {
    return flipped.length;
  }

  long get(int node) {
    return flipped[node] ^ Long.MIN_VALUE;
  }

  int next(int node) {
    return node + 1 == flipped.length ? 0 : node + 1;
  }

  int previous(int node) {
    return node == 0 ? flipped.length - 1 : node - 1;
  }

  /** How many nodes have identifiers below a point. */
  int below(long point) {
    int found = Arrays.binarySearch(flipped, point ^ Long.MIN_VALUE);
    return found >= 0 ? found : -found - 1;
  }

  /** The first node at or after a point of the ring. */
  int successor(long point) {
    int rank = below(point);
    return rank == flipped.length ? 0 : rank;
  }

  /** The last node at or before a point of the ring. */
  int floor(long point) {
    int rank = below(point);
    return rank < flipped.length && get(rank) == point ? rank : previous(rank);
  }

  /**
   * Whether a point lies after one point of the ring and up to another; if these are the same, all
   * the ring is between them.
   */
  static boolean isBetween(long after, long point, long upTo) {
    return after == upTo || Long.compareUnsigned(point - after - 1, upTo - after) < 0;
  }
}
