package io.privnet.geo.overlay;

import java.util.SplittableRandom;

/**
 * Distance Halving (Naor and Wieder, SPAA 2003). The ring of keys is the interval [0, 1); a node
 * has the points from its own up to the next node's. Every point y has an edge to y/2 and one to
 * (y+1)/2, and a node keeps links to all nodes that these edges lead to or come from, and to its
 * two neighbours on the ring.
 *
 * <p>A look-up from x of y has two phases. In the first it goes from x along the halving edges that
 * random bits choose; y would come nearer by half with each step along the same bits, and once it
 * would be at the node at hand or at one beside it, the look-up goes there. In the second it goes
 * back on the way y would have come. The random bits spread the load, whatever keys are looked up.
 */
final class DistanceHalving extends Overlay {
  /** Points that a joining node looks at, per binary digit of the number of nodes. */
  private static final int CHOICES = 2;

  private final Identifiers identifiers;

  DistanceHalving(Identifiers identifiers) {
    super(links(identifiers));
    this.identifiers = identifiers;
  }

  /**
   * Where nodes settle that join by the article's multiple choice: each looks at some random points
   * and halves the largest of the parts that these lie in.
   */
  static long[] chosen(int nodes, SplittableRandom random) {
    ZoneTree parts = new ZoneTree(nodes);
    for (int joined = 1; joined < nodes; joined++) {
      long chosen = random.nextLong();
      int depth = parts.depth(chosen);
      for (int i = CHOICES * (32 - Integer.numberOfLeadingZeros(joined)); i > 1; i--) {
        long other = random.nextLong();
        int otherDepth = parts.depth(other);
        if (otherDepth < depth) {
          chosen = other;
          depth = otherDepth;
        }
      }
      parts.divide(chosen);
    }
    return parts.starts();
  }

  private static Links links(Identifiers identifiers) {
    Links links = new Links(identifiers.size());
    int last = identifiers.size() - 1;
    for (int node = 0; node <= last; node++) {
      links.add(identifiers.next(node));
      links.add(identifiers.previous(node));
      if (node < last) {
        addEdges(links, identifiers, identifiers.get(node), identifiers.get(node + 1) - 1);
      } else {
        addEdges(links, identifiers, identifiers.get(last), -1);
        if (identifiers.get(0) != 0) {
          addEdges(links, identifiers, 0, identifiers.get(0) - 1);
        }
      }
      links.endNode();
    }
    return links;
  }

  /** Links to the nodes at the other ends of the edges of the points from..to. */
  private static void addEdges(Links links, Identifiers identifiers, long from, long to) {
    addNodes(links, identifiers, from >>> 1, to >>> 1);
    addNodes(links, identifiers, halved(from, 1), halved(to, 1));
    if (to - from < 0) {
      addNodes(links, identifiers, 0, -1);
    } else {
      addNodes(links, identifiers, from << 1, to << 1 | 1);
    }
  }

  private static void addNodes(Links links, Identifiers identifiers, long from, long to) {
    int end = identifiers.floor(to);
    int node = identifiers.floor(from);
    if (node == end && Long.compareUnsigned(to - from, to - identifiers.get(node)) > 0) {
      // From comes after the node and to as well, all the ring between them.
      links.add(node);
      node = identifiers.next(node);
    }
    while (node != end) {
      links.add(node);
      node = identifiers.next(node);
    }
    links.add(end);
  }

  private static long halved(long point, long bit) {
    return point >>> 1 | bit << 63;
  }

  @Override
  public int responsible(long key) {
    return identifiers.floor(key);
  }

  @Override
  void forward(long key, Route route) {
    int node = route.last();
    long bits = new SplittableRandom(key ^ node).nextLong();
    long near = identifiers.get(node);
    // All the points that the key would come through; the look-up carries the key and the bits.
    long[] way = new long[Long.SIZE + 1];
    way[0] = key;
    int steps = 0;
    while (!isBeside(node, identifiers.floor(way[steps]))) {
      long bit = bits >>> steps & 1;
      near = halved(near, bit);
      way[steps + 1] = halved(way[steps], bit);
      steps++;
      node = moved(node, identifiers.floor(near), route);
    }
    for (; steps >= 0; steps--) {
      node = moved(node, identifiers.floor(way[steps]), route);
    }
  }

  private boolean isBeside(int node, int other) {
    return node == other || other == identifiers.next(node) || other == identifiers.previous(node);
  }

  private static int moved(int from, int to, Route route) {
    if (to != from) {
      route.hop(to);
    }
    return to;
  }
}
