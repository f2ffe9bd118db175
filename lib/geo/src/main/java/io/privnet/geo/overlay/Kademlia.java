package io.privnet.geo.overlay;

import java.util.SplittableRandom;

/**
 * Kademlia (Maymounkov and Mazières, IPTPS 2002). A key belongs to the node whose identifier is
 * closest to it when their exclusive or is read as a number. For each prefix of its own identifier
 * and each other digit after it, a node keeps a bucket of up to k nodes with that prefix and digit,
 * here chosen at random among all of them; digits have one bit, or more for the accelerated
 * look-ups of the article's §4.2. A look-up goes to the contact closest to the key.
 */
final class Kademlia extends Overlay {
  private final Identifiers identifiers;

  Kademlia(Identifiers identifiers, int digitBits, int bucketSize, SplittableRandom random) {
    super(buckets(identifiers, digitBits, bucketSize, random));
    this.identifiers = identifiers;
  }

  private static Links buckets(
      Identifiers identifiers, int digitBits, int bucketSize, SplittableRandom random) {
    Links links = new Links(identifiers.size());
    for (int node = 0; node < identifiers.size(); node++) {
      identifiers.eachOtherDigit(
          node, digitBits, (from, to) -> addSome(links, from, to, bucketSize, random));
      links.endNode();
    }
    return links;
  }

  /** Links to {@code most} of the nodes from..to, each choice as likely (Floyd's sampling). */
  private static void addSome(Links links, int from, int to, int most, SplittableRandom random) {
    for (int node = Math.max(from, to - most); node < to; node++) {
      if (!links.add(random.nextInt(from, node + 1))) {
        links.add(node);
      }
    }
  }

  @Override
  public int responsible(long key) {
    int node = 0;
    int to = identifiers.size();
    // Of the nodes that agree with the key so far, those that agree in the next bit too, if any.
    for (long bit = Long.MIN_VALUE, prefix = 0; bit != 0 && to - node > 1; bit >>>= 1) {
      int middle = Math.clamp(identifiers.below(prefix | bit), node, to);
      boolean upper = (key & bit) != 0 ? middle < to : middle == node;
      if (upper) {
        node = middle;
        prefix |= bit;
      } else {
        to = middle;
      }
    }
    return node;
  }

  @Override
  void forward(long key, Route route) {
    int closest = route.last();
    long least = identifiers.get(closest) ^ key;
    for (int node = -1; node != closest; ) {
      node = closest;
      for (int link = 0; link < degree(node); link++) {
        int contact = neighbour(node, link);
        long distance = identifiers.get(contact) ^ key;
        if (Long.compareUnsigned(distance, least) < 0) {
          closest = contact;
          least = distance;
        }
      }
      if (closest != node) {
        route.hop(closest);
      }
    }
  }
}
