package io.privnet.geo.overlay;

/**
 * Koorde (Kaashoek and Karger, IPTPS 2003): Chord's ring with the links of a de Bruijn graph over
 * all 2<sup>64</sup> identifiers. Node m keeps its successor and the last node at or before km,
 * where k = 2<sup>w</sup> is the base; with a base above 2 it keeps k nodes in a row, of which that
 * one is the first. So the degree is 2 with base 2, else up to k + 1. A look-up carries an
 * imaginary identifier i, which the node at hand is the last real one before, and appends the
 * digits of the key to i: each time it follows the link to km, and then successors up to the new i.
 *
 * <p>The first i may be any identifier between the node and its successor. The one chosen ends in
 * as many of the key's first digits as can be, which leaves log<sub>k</sub> N digits to append
 * rather than 64/w.
 */
final class Koorde extends Overlay {
  private final Identifiers identifiers;
  private final int digitBits;

  /** For each node m the last node at or before km, which may be m itself. */
  private final int[] shifted;

  Koorde(Identifiers identifiers, int digitBits) {
    this(identifiers, digitBits, shifted(identifiers, digitBits));
  }

  private Koorde(Identifiers identifiers, int digitBits, int[] shifted) {
    super(links(identifiers, digitBits, shifted));
    this.identifiers = identifiers;
    this.digitBits = digitBits;
    this.shifted = shifted;
  }

  private static int[] shifted(Identifiers identifiers, int digitBits) {
    int[] shifted = new int[identifiers.size()];
    for (int node = 0; node < shifted.length; node++) {
      shifted[node] = identifiers.floor(identifiers.get(node) << digitBits);
    }
    return shifted;
  }

  private static Links links(Identifiers identifiers, int digitBits, int[] shifted) {
    Links links = new Links(identifiers.size());
    for (int node = 0; node < identifiers.size(); node++) {
      links.add(identifiers.next(node));
      int linked = shifted[node];
      links.add(linked);
      for (int further = 1; further < inARow(digitBits); further++) {
        linked = identifiers.next(linked);
        links.add(linked);
      }
      links.endNode();
    }
    return links;
  }

  /** How many nodes from the last one at or before km on a node is linked to. */
  private static int inARow(int digitBits) {
    return digitBits == 1 ? 1 : 1 << digitBits;
  }

  @Override
  public int responsible(long key) {
    return identifiers.successor(key);
  }

  @Override
  void forward(long key, Route route) {
    int node = route.last();
    if (isBetween(identifiers.previous(node), key, node)) {
      return;
    }
    int missing = missingBits(node, key);
    long imaginary = imaginary(node, key, missing);
    while (!isBetween(node, key, identifiers.next(node))) {
      int next;
      if (missing > 0 && isBetween(node, imaginary, identifiers.next(node))) {
        missing -= digitBits;
        imaginary = imaginary << digitBits | key >>> missing & (1L << digitBits) - 1;
        next = towards(imaginary, shifted[node]);
      } else {
        next = identifiers.next(node);
      }
      if (next != node) {
        node = next;
        route.hop(node);
      }
    }
    route.hop(identifiers.next(node));
  }

  /** The last of the nodes that are linked together which comes before an identifier. */
  private int towards(long imaginary, int linked) {
    int node = linked;
    for (int further = 1; further < inARow(digitBits); further++) {
      int next = identifiers.next(node);
      if (isBetween(node, imaginary, next)) {
        break;
      }
      node = next;
    }
    return node;
  }

  /**
   * How many bits of the key have to be appended at least to an identifier between a node and its
   * successor.
   */
  private int missingBits(int node, long key) {
    int bits = 0;
    while (bits + digitBits <= Long.SIZE
        && !isBetween(node, imaginary(node, key, bits), identifiers.next(node))) {
      bits += digitBits;
    }
    return bits;
  }

  /** The first identifier after a node's own that ends as the key begins. */
  private long imaginary(int node, long key, int missing) {
    if (missing >= Long.SIZE) {
      return identifiers.get(node) + 1;
    }
    long ending = key >>> missing;
    if (missing == 0) {
      return ending;
    }
    long one = 1L << (Long.SIZE - missing);
    long candidate = identifiers.get(node) & -one | ending;
    return Long.compareUnsigned(candidate, identifiers.get(node)) > 0 ? candidate : candidate + one;
  }

  private boolean isBetween(int after, long point, int upTo) {
    return Identifiers.isBetween(identifiers.get(after), point, identifiers.get(upTo));
  }
}
