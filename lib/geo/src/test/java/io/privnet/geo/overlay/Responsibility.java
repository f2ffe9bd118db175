package io.privnet.geo.overlay;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which node has a key, found by looking at every node. */
interface Responsibility {
  BigInteger RING = BigInteger.ONE.shiftLeft(64);

  int node(long key);

  static Responsibility of(OverlayKind kind, long[] places, OverlayParameters parameters) {
    BigInteger[] sorted =
        Arrays.stream(places)
            .mapToObj(Responsibility::unsigned)
            .sorted()
            .toArray(BigInteger[]::new);
    return switch (kind) {
      // The least way on from the key to a node.
      case CHORD -> least(sorted, (key, node) -> node.subtract(key).mod(RING));
    };
  }

  /** How far a node is from having a key. */
  interface Distance {
    BigInteger of(BigInteger key, BigInteger node);
  }

  static Responsibility least(BigInteger[] nodes, Distance distance) {
    return key ->
        IntStream.range(0, nodes.length)
            .boxed()
            .min(Comparator.comparing(node -> distance.of(unsigned(key), nodes[node])))
            .orElseThrow();
  }

  static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }
}
