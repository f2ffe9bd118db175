package io.privnet.geo.overlay;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * What clients of an overlay pay and give away that look up the same keys in two ways (§V-C of
 * Geographic dissemination): by one entry node that they keep a link to, or by themselves, with the
 * routing state of a node. A client with a routing state makes the first hop itself, so it keeps
 * the links of that node and one to the node, and no node is asked by it for everything.
 *
 * <p>What counts as known is what the client's own address can be linked to: the keys that a node
 * is asked for by the client directly. Nodes further on see a key, but from another node. The means
 * are over the clients.
 *
 * @param kind of the overlay
 * @param nodes in each world
 * @param worlds how many were built
 * @param clients in each world
 * @param lookups by all clients of all worlds
 * @param distinctKeys that a client looks up, repeated ones once
 * @param entry by one entry node
 * @param state with a routing state
 */
public record ClientMeasurement(
    OverlayKind kind,
    int nodes,
    int worlds,
    int clients,
    long lookups,
    double distinctKeys,
    Access entry,
    Access state) {

  /**
   * One way to look keys up.
   *
   * @param links that a client keeps, on average
   * @param maxLinks that any client keeps
   * @param hops of a look-up from the client to the responsible node, on average of all look-ups
   * @param maxHops of the longest look-up
   * @param largestShare of a client's look-ups that one node is asked for by the client, 0 to 1
   * @param entropyBits of which node a client asks, 0 if it is always the same
   * @param keysOfOneNode distinct keys that the node is asked for which a client asks for most
   */
  public record Access(
      double links,
      int maxLinks,
      double hops,
      int maxHops,
      double largestShare,
      double entropyBits,
      double keysOfOneNode) {}

  /** Makes the worlds that are measured in. */
  public interface World {
    /** Returns the overlay of a seed. */
    Overlay of(long seed);
  }

  /**
   * Lets clients look keys up. Each has a node of its own in each world, chosen at random: the
   * entry node, or the one whose routing state it keeps.
   *
   * @param worlds at least 1: the seeds 1, 2 and so on
   * @param lookups for each client the keys that it looks up, at least one
   * @param progress is told how many worlds are done
   */
  public static ClientMeasurement of(
      OverlayKind kind,
      int nodes,
      World world,
      int worlds,
      long[][] lookups,
      IntConsumer progress) {
    if (worlds < 1 || lookups.length == 0) {
      throw new IllegalArgumentException("at least one world and one client are needed");
    }
    Tally entry = new Tally();
    Tally state = new Tally();
    long distinct = 0;
    Route route = new Route();
    for (int seed = 1; seed <= worlds; seed++) {
      Overlay overlay = world.of(seed);
      SplittableRandom random = new SplittableRandom(~seed);
      for (long[] keys : lookups) {
        int node = random.nextInt(nodes);
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; ) {
          int end = i;
          while (end < sorted.length && sorted[end] == sorted[i]) {
            end++;
          }
          overlay.route(node, sorted[i], route);
          entry.add(node, 1 + route.hops(), end - i);
          boolean own = route.hops() == 0;
          state.add(own ? node : route.node(1), own ? 1 : route.hops(), end - i);
          distinct++;
          i = end;
        }
        entry.endClient(1);
        state.endClient(overlay.degree(node) + 1);
      }
      progress.accept(seed);
    }
    long all = 0;
    for (long[] keys : lookups) {
      all += keys.length;
    }
    return new ClientMeasurement(
        kind,
        nodes,
        worlds,
        lookups.length,
        all * worlds,
        (double) distinct / lookups.length / worlds,
        entry.access(),
        state.access());
  }

  /** Sums of what clients did in one way. */
  private static final class Tally {
    private long clients;
    private long lookups;
    private long hops;
    private int maxHops;
    private long links;
    private int maxLinks;
    private double shares;
    private double entropies;
    private long keysOfOneNode;

    /** Of the client that is being measured: a node in the upper half, look-ups in the lower. */
    private long[] asked = new long[16];

    private int askedCount;

    /** Records look-ups of one key, all of which go to the same node first. */
    void add(int first, int hopsEach, int times) {
      if (askedCount == asked.length) {
        asked = Arrays.copyOf(asked, 2 * askedCount);
      }
      asked[askedCount++] = (long) first << 32 | times;
      lookups += times;
      hops += (long) hopsEach * times;
      maxHops = Math.max(maxHops, hopsEach);
    }

    void endClient(int itsLinks) {
      Arrays.sort(asked, 0, askedCount);
      long total = 0;
      long most = 0;
      int keysOfMost = 0;
      double weighted = 0;
      for (int i = 0; i < askedCount; ) {
        int end = i;
        long times = 0;
        while (end < askedCount && asked[end] >>> 32 == asked[i] >>> 32) {
          times += (int) asked[end++];
        }
        total += times;
        weighted += times * log2(times);
        if (times > most) {
          most = times;
          keysOfMost = end - i;
        }
        i = end;
      }
      // The sum of -p log p over the nodes, with p = times / total.
      // Rounding must not make an entropy of a client that always asks the same node.
      entropies += most == total ? 0 : log2(total) - weighted / total;
      shares += (double) most / total;
      keysOfOneNode += keysOfMost;
      links += itsLinks;
      maxLinks = Math.max(maxLinks, itsLinks);
      clients++;
      askedCount = 0;
    }

    Access access() {
      return new Access(
          (double) links / clients,
          maxLinks,
          (double) hops / lookups,
          maxHops,
          shares / clients,
          entropies / clients,
          (double) keysOfOneNode / clients);
    }

    private static double log2(double value) {
      return Math.log(value) / Math.log(2);
    }
  }
}
