package io.privnet.geo.overlay;

import java.util.SplittableRandom;

/**
 * Pastry (Rowstron and Druschel, Middleware 2001), with identifiers of 64 bits instead of 128. A
 * key belongs to the node that is numerically closest to it on the ring; of two as close, to the
 * one before it. With digits of base b, a node keeps a leaf set of the b/2 nodes before and the b/2
 * after it, and a routing table: for each prefix of its own identifier and each other digit after
 * it, one node with that prefix and digit. Which one that is the article lets the distance in the
 * network decide; here it is random. The neighbourhood set, which serves only to find near nodes,
 * is left out.
 *
 * <p>A look-up goes to the closest leaf if the key lies among the leaves; else to the node of the
 * routing table that shares one more digit with the key; else, which is rare, to a known node that
 * shares as many digits as the node at hand and is closer.
 */
final class Pastry extends Overlay {
  private final Identifiers identifiers;
  private final int digitBits;

  /** How many links of each node, the first ones, are to its leaf set. */
  private final int leaves;

  Pastry(Identifiers identifiers, int digitBits, SplittableRandom random) {
    super(links(identifiers, digitBits, random));
    this.identifiers = identifiers;
    this.digitBits = digitBits;
    this.leaves = Math.min(1 << digitBits, identifiers.size() - 1);
  }

  private static Links links(Identifiers identifiers, int digitBits, SplittableRandom random) {
    Links links = new Links(identifiers.size());
    for (int node = 0; node < identifiers.size(); node++) {
      int before = node;
      int after = node;
      // The farthest of each side come last.
      for (int leaf = 0; leaf < 1 << digitBits - 1; leaf++) {
        before = identifiers.previous(before);
        after = identifiers.next(after);
        links.add(before);
        links.add(after);
      }
      identifiers.eachOtherDigit(
          node, digitBits, (from, to) -> links.add(random.nextInt(from, to)));
      links.endNode();
    }
    return links;
  }

  @Override
  public int responsible(long key) {
    int before = identifiers.floor(key);
    int after = identifiers.successor(key);
    return isCloser(before, after, key) ? before : after;
  }

  @Override
  void forward(long key, Route route) {
    while (true) {
      int node = route.last();
      int next = isAmongLeaves(node, key) ? closestLeaf(node, key) : farther(node, key);
      if (next == node) {
        return;
      }
      route.hop(next);
    }
  }

  private boolean isAmongLeaves(int node, long key) {
    if (leaves == size() - 1) {
      return true;
    }
    long first = identifiers.get(neighbour(node, leaves - 2));
    long last = identifiers.get(neighbour(node, leaves - 1));
    return Long.compareUnsigned(key - first, last - first) <= 0;
  }

  private int closestLeaf(int node, long key) {
    int closest = node;
    for (int leaf = 0; leaf < leaves; leaf++) {
      if (isCloser(neighbour(node, leaf), closest, key)) {
        closest = neighbour(node, leaf);
      }
    }
    return closest;
  }

  /** The next node of a look-up whose key is beyond the leaf set. */
  private int farther(int node, long key) {
    int shared = sharedDigits(node, key);
    for (int link = leaves; link < degree(node); link++) {
      if (sharedDigits(neighbour(node, link), key) > shared) {
        return neighbour(node, link);
      }
    }
    int closest = node;
    for (int link = 0; link < degree(node); link++) {
      int known = neighbour(node, link);
      if (sharedDigits(known, key) >= shared && isCloser(known, closest, key)) {
        closest = known;
      }
    }
    return closest;
  }

  private int sharedDigits(int node, long key) {
    return Identifiers.sharedDigits(identifiers.get(node), key, digitBits);
  }

  /** Whether one node has a key rather than another. */
  private boolean isCloser(int node, int other, long key) {
    long after = identifiers.get(node) - key;
    long otherAfter = identifiers.get(other) - key;
    // The shorter way round the ring, half of it is 2^63 or as a long its own negative; of two as
    // long, that of the node before the key.
    int shorter = Long.compareUnsigned(Math.abs(after), Math.abs(otherAfter));
    return shorter != 0 ? shorter < 0 : after < otherAfter;
  }
}
