package io.privnet.geo.overlay;

/**
 * The de Bruijn graph (as a network: Loguinov, Kumar, Rai and Ganesh, SIGCOMM 2003). With N =
 * k<sup>D</sup>, node u is a word of D digits in base k and has links to the k words that one gets
 * by dropping its first digit and appending one: to ku + r mod N for each digit r. That also makes
 * a graph for any other N (Imase and Itoh, 1981), whose diameter is log<sub>k</sub> N rounded up. A
 * look-up appends the digits of its target that are not there already; the k links of a node can
 * include one to itself, which no look-up needs and which is not counted.
 *
 * <p>The graph is static: all nodes know N and where the part of the key space begins that belongs
 * to each number.
 */
final class DeBruijn extends Overlay {
  private final Identifiers starts;
  private final int base;

  /**
   * @param starts where each node's part of the key space begins; the first has what comes before
   */
  DeBruijn(Identifiers starts, int base) {
    super(links(starts.size(), base));
    this.starts = starts;
    this.base = base;
  }

  private static Links links(int nodes, int base) {
    Links links = new Links(nodes);
    for (int node = 0; node < nodes; node++) {
      for (int digit = 0; digit < Math.min(base, nodes); digit++) {
        links.add((int) (((long) base * node + digit) % nodes));
      }
      links.endNode();
    }
    return links;
  }

  /** Equal parts of the key space. */
  static long[] equalParts(int nodes) {
    long[] starts = new long[nodes];
    long remainder = Long.remainderUnsigned(-1L, nodes) + 1;
    for (int node = 0; node < nodes; node++) {
      // node * 2^64 / N rounded up, of which 2^64 is one more than the greatest number there is.
      starts[node] =
          Long.divideUnsigned(-1L, nodes) * node + (remainder * node + nodes - 1) / nodes;
    }
    return starts;
  }

  @Override
  public int responsible(long key) {
    return starts.floor(key);
  }

  @Override
  void forward(long key, Route route) {
    int target = responsible(key);
    long node = route.last();
    // After t digits the look-up is at k^t u + c for some c < k^t.
    long power = 1;
    long shifted = node;
    long appended = Math.floorMod(target - shifted, size());
    while (appended >= power) {
      power *= base;
      shifted = shifted * base % size();
      appended = Math.floorMod(target - shifted, size());
    }
    while (power > 1) {
      power /= base;
      node = (node * base + appended / power) % size();
      appended %= power;
      route.hop((int) node);
    }
  }
}
