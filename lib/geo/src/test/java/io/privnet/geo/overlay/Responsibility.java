package io.privnet.geo.overlay;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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
      case CHORD, KOORDE, VICEROY -> least(sorted, (key, node) -> node.subtract(key).mod(RING));
      // The least way back.
      case DISTANCE_HALVING, DE_BRUIJN ->
          least(sorted, (key, node) -> key.subtract(node).mod(RING));
      case KADEMLIA -> least(sorted, BigInteger::xor);
      // The least way on or back; of two as long, that back.
      case PASTRY ->
          least(
              sorted,
              (key, node) -> {
                BigInteger on = node.subtract(key).mod(RING);
                BigInteger back = key.subtract(node).mod(RING);
                return back.shiftLeft(1).min(on.shiftLeft(1).add(BigInteger.ONE));
              });
      case TAPESTRY -> key -> root(sorted, key, kind.base(parameters));
      case CAN -> zone(places);
    };
  }

  /** Of the nodes that are left, those with the key's digit, or else the next one that is there. */
  private static int root(BigInteger[] nodes, long key, int base) {
    List<Integer> left = new ArrayList<>(IntStream.range(0, nodes.length).boxed().toList());
    for (int position = 0; left.size() > 1; position++) {
      int digit = digit(unsigned(key), position, base);
      int at = position;
      while (left.stream().noneMatch(has(nodes, at, digit % base, base))) {
        digit++;
      }
      left.removeIf(has(nodes, at, digit % base, base).negate());
    }
    return left.getFirst();
  }

  private static Predicate<Integer> has(BigInteger[] nodes, int position, int digit, int base) {
    return node -> digit(nodes[node], position, base) == digit;
  }

  /** A digit of the fraction that an identifier is of the ring. */
  private static int digit(BigInteger identifier, int position, int base) {
    BigInteger scale = BigInteger.valueOf(base);
    return identifier.multiply(scale.pow(position + 1)).divide(RING).mod(scale).intValueExact();
  }

  /** The one zone with the key, of those that joining nodes halved; in the order of the curve. */
  private static Responsibility zone(long[] points) {
    List<String> zones = new ArrayList<>(List.of(""));
    for (int i = 1; i < points.length; i++) {
      String divided = holder(zones, points[i]);
      zones.remove(divided);
      zones.add(divided + "0");
      zones.add(divided + "1");
    }
    Collections.sort(zones);
    return key -> zones.indexOf(holder(zones, key));
  }

  private static String holder(List<String> zones, long key) {
    String bits = String.format("%64s", Long.toBinaryString(key)).replace(' ', '0');
    return zones.stream().filter(bits::startsWith).findFirst().orElseThrow();
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
