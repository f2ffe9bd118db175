package io.privnet.geo.overlay;

import java.util.Arrays;

/** The nodes that a look-up comes through, the first of them the one that was asked. */
public final class Route {
  private int[] nodes = new int[16];
  private int hops;

  void start(int node) {
    nodes[0] = node;
    hops = 0;
  }

  void hop(int node) {
    hops++;
    if (hops == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * hops);
    }
    nodes[hops] = node;
  }

  /** How many links the look-up followed. */
  public int hops() {
    return hops;
  }

  /** Returns a node of the route: the first for 0, the last for {@link #hops}. */
  public int node(int hop) {
    return nodes[hop];
  }

  /** Returns the node at which the look-up is, or ended. */
  public int last() {
    return nodes[hops];
  }
}
