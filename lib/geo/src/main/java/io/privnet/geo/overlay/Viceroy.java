package io.privnet.geo.overlay;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Viceroy (Malkhi, Naor and Ratajczak, PODC 2002), a butterfly on the ring. A key belongs to its
 * successor, the first node at or after it. A node takes the distance to its own successor for 1/N
 * and chooses its level at random among 1 to log<sub>2</sub> N. It has at most seven links: to the
 * nodes before and after it on the ring, to those before and after it on its level, and, each to
 * the first node at or after a point, from level l <em>up</em> to level l - 1 at its own place,
 * <em>left</em> to level l + 1 at its own place, <em>right</em> to level l + 1 at 2<sup>-l</sup>
 * further on. So many as lead to a node are not bounded.
 *
 * <p>A look-up goes up to level 1; then down, at level l to the right if the key is at least
 * 2<sup>-l</sup> away and else to the left, while there is a way down; and at last along the ring
 * and its level. The article says what is likely to happen in a large network; for the rest: a
 * level without nodes is skipped, and the way down also ends where it leads past the key, with that
 * link if its end is closer to the key than its beginning.
 */
final class Viceroy extends Overlay {
  private static final int NONE = -1;

  private final Identifiers identifiers;
  private final Butterfly butterfly;

  Viceroy(Identifiers identifiers, SplittableRandom random) {
    this(identifiers, new Butterfly(identifiers, random));
  }

  private Viceroy(Identifiers identifiers, Butterfly butterfly) {
    super(butterfly.links());
    this.identifiers = identifiers;
    this.butterfly = butterfly;
  }

  /** The level that a node chose, from 1. */
  int level(int node) {
    return butterfly.level[node];
  }

  @Override
  public int responsible(long key) {
    return identifiers.successor(key);
  }

  @Override
  void forward(long key, Route route) {
    up(key, route);
    down(key, route);
    along(key, route);
  }

  private void up(long key, Route route) {
    int node = route.last();
    while (!has(node, key) && butterfly.up[node] != NONE) {
      node = butterfly.up[node];
      route.hop(node);
    }
  }

  private void down(long key, Route route) {
    int node = route.last();
    while (!has(node, key) && butterfly.left[node] != NONE) {
      long distance = key - identifiers.get(node);
      boolean near = Long.compareUnsigned(distance, butterfly.step(node)) < 0;
      int next = near ? butterfly.left[node] : butterfly.right[node];
      long beyond = identifiers.get(next) - key;
      boolean past =
          Long.compareUnsigned(identifiers.get(next) - identifiers.get(node), distance) > 0;
      if (past && Long.compareUnsigned(beyond, distance) >= 0) {
        return;
      }
      node = next;
      route.hop(node);
      if (past) {
        return;
      }
    }
  }

  /** The shorter way round, by the level where that does not lead past the key. */
  private void along(long key, Route route) {
    int node = route.last();
    while (!has(node, key)) {
      long own = identifiers.get(node);
      boolean forth = key - own >= 0;
      int far = forth ? butterfly.nextOnLevel[node] : butterfly.previousOnLevel[node];
      long to = identifiers.get(far);
      boolean within =
          far != node
              && (forth
                  ? Long.compareUnsigned(to - own, key - own) <= 0
                  : Long.compareUnsigned(own - to, own - key) <= 0);
      node = within ? far : forth ? identifiers.next(node) : identifiers.previous(node);
      route.hop(node);
    }
  }

  private boolean has(int node, long key) {
    return Identifiers.isBetween(
        identifiers.get(identifiers.previous(node)), key, identifiers.get(node));
  }

  /**
   * Levels, and the links between and along them; those along a level may be to the node itself.
   */
  private static final class Butterfly {
    private final Identifiers identifiers;
    private final int[] level;
    private final int[] up;
    private final int[] left;
    private final int[] right;
    private final int[] nextOnLevel;
    private final int[] previousOnLevel;

    Butterfly(Identifiers identifiers, SplittableRandom random) {
      this.identifiers = identifiers;
      int size = identifiers.size();
      level = new int[size];
      int[] population = new int[Long.SIZE + 1];
      for (int node = 0; node < size; node++) {
        long gap = identifiers.get(identifiers.next(node)) - identifiers.get(node);
        // The logarithm of 2^64 / gap, rounded down; of a single node the gap is 2^64.
        int most = Math.max(1, Long.numberOfLeadingZeros(gap - 1));
        level[node] = random.nextInt(1, most + 1);
        population[level[node]]++;
      }
      int[][] levels = new int[Long.SIZE + 1][];
      for (int node = 0; node < size; node++) {
        int l = level[node];
        if (levels[l] == null) {
          levels[l] = new int[population[l]];
          population[l] = 0;
        }
        levels[l][population[l]++] = node;
      }
      up = new int[size];
      left = new int[size];
      right = new int[size];
      nextOnLevel = new int[size];
      previousOnLevel = new int[size];
      for (int node = 0; node < size; node++) {
        int l = level[node];
        int[] above = inhabited(levels, l, -1);
        int[] below = inhabited(levels, l, 1);
        up[node] = above == null ? NONE : successor(above, node);
        left[node] = below == null ? NONE : successor(below, node);
        right[node] =
            below == null
                ? NONE
                : successor(below, identifiers.below(identifiers.get(node) + step(node)));
        int rank = Arrays.binarySearch(levels[l], node);
        nextOnLevel[node] = levels[l][(rank + 1) % levels[l].length];
        previousOnLevel[node] = levels[l][(rank + levels[l].length - 1) % levels[l].length];
      }
    }

    /** The nodes of the next level that has any. */
    private static int[] inhabited(int[][] levels, int from, int direction) {
      for (int l = from + direction; l > 0 && l < levels.length; l += direction) {
        if (levels[l] != null) {
          return levels[l];
        }
      }
      return null;
    }

    /** The first node of a level at or after a place among all nodes. */
    private static int successor(int[] level, int place) {
      int rank = Arrays.binarySearch(level, place);
      rank = rank >= 0 ? rank : -rank - 1;
      return level[rank == level.length ? 0 : rank];
    }

    /** How far to the right a node's right link leads: 2<sup>-l</sup> of the ring. */
    long step(int node) {
      return 1L << Long.SIZE - level[node];
    }

    Links links() {
      Links links = new Links(level.length);
      for (int node = 0; node < level.length; node++) {
        links.add(identifiers.previous(node));
        links.add(identifiers.next(node));
        links.add(previousOnLevel[node]);
        links.add(nextOnLevel[node]);
        for (int target : new int[] {up[node], left[node], right[node]}) {
          if (target != NONE) {
            links.add(target);
          }
        }
        links.endNode();
      }
      return links;
    }
  }
}
