package io.privnet.geo.overlay;

import java.util.Arrays;

/**
 * The out-links of all nodes, which are written node after node: four bytes a link, and eight a
 * node.
 */
final class Links {
  /** As many as a quarter of a gigabyte holds. */
  private static final int MOST = 1 << 26;

  private final int[] ends;
  private int[] targets;
  private int written;

  /** The last node that was given a link to each node, plus one. */
  private int[] linkedBy;

  Links(int nodes) {
    ends = new int[nodes];
    targets = new int[4 * nodes];
    linkedBy = new int[nodes];
  }

  /**
   * Gives the node that is being written a link, unless it is to itself or the node has it already.
   *
   * @return whether the node has one more link
   * @throws IllegalArgumentException if there are too many in all
   */
  boolean add(int target) {
    if (target == written || linkedBy[target] == written + 1) {
      return false;
    }
    linkedBy[target] = written + 1;
    int end = ends[written];
    if (end == targets.length) {
      if (end == MOST) {
        throw new IllegalArgumentException(
            "more than " + MOST + " links: fewer nodes, or fewer links of each, are possible");
      }
      targets = Arrays.copyOf(targets, Math.min(MOST, end + end / 2));
    }
    targets[end] = target;
    ends[written]++;
    return true;
  }

  /** Ends the node that is being written; the next one follows. */
  void endNode() {
    written++;
    if (written < ends.length) {
      ends[written] = ends[written - 1];
    } else {
      linkedBy = null;
    }
  }

  int nodes() {
    return ends.length;
  }

  /** How many links a node has. */
  int degree(int node) {
    return ends[node] - start(node);
  }

  /** The target of a link of a node, in the order in which they were added. */
  int get(int node, int link) {
    return targets[start(node) + link];
  }

  private int start(int node) {
    return node == 0 ? 0 : ends[node - 1];
  }
}
