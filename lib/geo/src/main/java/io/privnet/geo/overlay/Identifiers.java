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

  /** Nodes from..to, without the last. */
  interface Range {
    void take(int from, int to);
  }

  /**
   * Finds the nodes that share a prefix with a node and go on with another digit: for each prefix,
   * the empty one first, those with each other digit that some node has.
   */
  void eachOtherDigit(int node, int digitBits, Range range) {
    int from = 0;
    int to = size();
    // From..to are the nodes with the node's own first bits.
    for (int bits = digitBits; to - from > 1; bits += digitBits) {
      int ownFrom = from;
      int ownTo = to;
      for (int first = from; first < to; ) {
        int end = endOfPrefix(first, bits);
        if (first <= node && node < end) {
          ownFrom = first;
          ownTo = end;
        } else {
          range.take(first, end);
        }
        first = end;
      }
      from = ownFrom;
      to = ownTo;
    }
  }

  /** One more than the last node that has the same first bits, at least one, as a node. */
  int endOfPrefix(int node, int bits) {
    int open = Math.max(0, Long.SIZE - bits);
    int end = below((get(node) >>> open) + 1 << open);
    // Past the highest prefix of all, the sum is 2^64, which is 0.
    return end == 0 ? size() : end;
  }

  /** How many digits two identifiers have in common before the first that differs. */
  static int sharedDigits(long identifier, long other, int digitBits) {
    return Long.numberOfLeadingZeros(identifier ^ other) / digitBits;
  }

  /** The digit at a position, 0 for the first; what is missing in the last are zeros. */
  static int digit(long identifier, int position, int digitBits) {
    return (int) (identifier << position * digitBits >>> Long.SIZE - digitBits);
  }
}
