package io.privnet.geo.overlay;

/**
 * Chord (Stoica, Morris, Karger, Kaashoek and Balakrishnan, SIGCOMM 2001). A key belongs to its
 * successor, the first node at or after it on the ring. Node n keeps fingers, the successors of n +
 * 2<sup>i</sup>; the first of them is its own successor. A look-up goes to the finger that precedes
 * the key most closely, and from the key's predecessor to its successor.
 *
 * <p>A node also knows its predecessor, by which it can tell its own keys; as look-ups never go
 * there, it is not counted as a link.
 */
final class Chord extends Overlay {
  private final Identifiers identifiers;

  Chord(Identifiers identifiers) {
    super(fingers(identifiers));
    this.identifiers = identifiers;
  }

  /** Each node's fingers, the nearest first. */
  private static Links fingers(Identifiers identifiers) {
    Links links = new Links(identifiers.size());
    for (int node = 0; node < identifiers.size(); node++) {
      for (int i = 0; i < Long.SIZE; i++) {
        links.add(identifiers.successor(identifiers.get(node) + (1L << i)));
      }
      links.endNode();
    }
    return links;
  }

  @Override
  public int responsible(long key) {
    return identifiers.successor(key);
  }

  @Override
  void forward(long key, Route route) {
    int node = route.last();
    long own = identifiers.get(node);
    if (Identifiers.isBetween(identifiers.get(identifiers.previous(node)), key, own)) {
      return;
    }
    int successor = neighbour(node, 0);
    while (!Identifiers.isBetween(own, key, identifiers.get(successor))) {
      node = closestPrecedingFinger(node, key - own);
      route.hop(node);
      own = identifiers.get(node);
      successor = neighbour(node, 0);
    }
    route.hop(successor);
  }

  private int closestPrecedingFinger(int node, long distance) {
    int finger = degree(node) - 1;
    while (Long.compareUnsigned(
            identifiers.get(neighbour(node, finger)) - identifiers.get(node), distance)
        >= 0) {
      finger--;
    }
    return neighbour(node, finger);
  }
}
