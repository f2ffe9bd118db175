package io.privnet.geo.overlay;

/**
 * A peer-to-peer network in its settled state (§V-C of Geographic dissemination): nodes 0 to {@link
 * #size} - 1, the links that each of them keeps, and how they pass on a look-up. Keys are 64 bits,
 * as full codes are.
 *
 * <p>A look-up is passed on by what a node knows: its own part of the key space, its links with the
 * identifiers of their targets, and what the look-up carries. Every hop follows a link of the node
 * at hand. What is measured is the length of that way, not the shortest way through the graph.
 */
public abstract class Overlay {
  private final Links links;

  Overlay(Links links) {
    this.links = links;
  }

  /** How many nodes there are. */
  public final int size() {
    return links.nodes();
  }

  /** How many links a node keeps: to other nodes, each counted once. */
  public final int degree(int node) {
    return links.degree(node);
  }

  /** Returns the target of a link of a node, 0 to {@link #degree} - 1. */
  public final int neighbour(int node, int link) {
    return links.get(node, link);
  }

  /** Returns the node that has a key, known from all nodes rather than by a look-up. */
  public abstract int responsible(long key);

  /** Looks a key up, beginning at a node. */
  public final Route route(int from, long key) {
    Route route = new Route();
    route(from, key, route);
    return route;
  }

  /** Looks a key up, beginning at a node, in a route that is used again. */
  public final void route(int from, long key, Route route) {
    route.start(from);
    forward(key, route);
  }

  /** Passes a look-up on from {@link Route#last} until it is at the responsible node. */
  abstract void forward(long key, Route route);
}
