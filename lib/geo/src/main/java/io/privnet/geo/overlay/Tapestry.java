package io.privnet.geo.overlay;

import java.util.SplittableRandom;

/**
 * Tapestry (Zhao, Huang, Stribling, Rhea, Joseph and Kubiatowicz, IEEE JSAC 22(1), 2004), with
 * identifiers of 64 bits instead of 160. For each prefix of its own identifier and each other digit
 * after it, a node keeps a node with that prefix and digit. Which one that is the article lets the
 * distance in the network decide; here it is random. Its further links, backups for the same entry
 * and pointers back, serve repair and are left out.
 *
 * <p>A look-up resolves one digit of the key after the other. Where no node has the wanted digit,
 * surrogate routing takes the next higher digit that some node has, in a circle. As all nodes with
 * the same prefix find the same digits, every look-up of a key ends at the same node, its root.
 */
final class Tapestry extends Overlay {
  private final Identifiers identifiers;
  private final int digitBits;

  Tapestry(Identifiers identifiers, int digitBits, SplittableRandom random) {
    super(links(identifiers, digitBits, random));
    this.identifiers = identifiers;
    this.digitBits = digitBits;
  }

  private static Links links(Identifiers identifiers, int digitBits, SplittableRandom random) {
    Links links = new Links(identifiers.size());
    for (int node = 0; node < identifiers.size(); node++) {
      identifiers.eachOtherDigit(
          node, digitBits, (from, to) -> links.add(random.nextInt(from, to)));
      links.endNode();
    }
    return links;
  }

  @Override
  public int responsible(long key) {
    int from = 0;
    int to = identifiers.size();
    // From..to are the nodes with the digits that are resolved.
    for (int resolved = 0; to - from > 1; resolved++) {
      int root = from;
      for (int first = from; first < to; ) {
        if (surplus(first, key, resolved) < surplus(root, key, resolved)) {
          root = first;
        }
        first = identifiers.endOfPrefix(first, (resolved + 1) * digitBits);
      }
      from = root;
      to = Math.min(to, identifiers.endOfPrefix(root, (resolved + 1) * digitBits));
    }
    return from;
  }

  @Override
  void forward(long key, Route route) {
    int node = route.last();
    int resolved = 0;
    // A node's links are in the order of how many digits it shares with their targets.
    for (int link = 0; link < degree(node); ) {
      int next = node;
      for (; link < degree(node) && sharedDigits(node, neighbour(node, link)) <= resolved; link++) {
        int entry = neighbour(node, link);
        if (sharedDigits(node, entry) == resolved
            && surplus(entry, key, resolved) < surplus(next, key, resolved)) {
          next = entry;
        }
      }
      resolved++;
      if (next != node) {
        node = next;
        link = 0;
        route.hop(node);
      }
    }
  }

  private int sharedDigits(int node, int other) {
    return Identifiers.sharedDigits(identifiers.get(node), identifiers.get(other), digitBits);
  }

  /** How far a node's digit is above the key's, in the circle of digits. */
  private int surplus(int node, long key, int position) {
    int base = 1 << digitBits;
    return Math.floorMod(
        Identifiers.digit(identifiers.get(node), position, digitBits)
            - Identifiers.digit(key, position, digitBits),
        base);
  }
}
