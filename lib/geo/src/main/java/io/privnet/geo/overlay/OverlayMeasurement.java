package io.privnet.geo.overlay;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * What an overlay's nodes keep and how far its look-ups go, over several random worlds.
 *
 * @param kind of the overlay
 * @param nodes in each world
 * @param worlds how many were built, from the seeds 1, 2 and so on
 * @param lookups how many keys were looked up in all, each from a random node
 * @param meanDegree links of a node on average
 * @param maxDegree the most links of any node of any world
 * @param meanHops of a look-up on average
 * @param maxHops the longest look-up that was seen
 */
public record OverlayMeasurement(
    OverlayKind kind,
    int nodes,
    int worlds,
    long lookups,
    double meanDegree,
    int maxDegree,
    double meanHops,
    int maxHops) {

  /**
   * Builds overlays and looks up random keys in them.
   *
   * @param even whether the nodes divide the key space evenly instead of at random
   * @param worlds at least 1
   * @param lookups in each world, at least 1
   * @param progress is told how many worlds are done
   * @throws IllegalArgumentException if the kind cannot be built so
   */
  public static OverlayMeasurement of(
      OverlayKind kind,
      int nodes,
      OverlayParameters parameters,
      boolean even,
      int worlds,
      int lookups,
      IntConsumer progress) {
    if (worlds < 1 || lookups < 1) {
      throw new IllegalArgumentException("at least one world and one look-up each are needed");
    }
    long links = 0;
    long hops = 0;
    int maxDegree = 0;
    int maxHops = 0;
    Route route = new Route();
    for (int seed = 1; seed <= worlds; seed++) {
      Overlay overlay =
          even ? kind.even(nodes, parameters, seed) : kind.random(nodes, parameters, seed);
      for (int node = 0; node < nodes; node++) {
        int degree = overlay.degree(node);
        links += degree;
        maxDegree = Math.max(maxDegree, degree);
      }
      // Not the numbers that the nodes have their places from: the keys must be others.
      SplittableRandom random = new SplittableRandom(~seed);
      for (int lookup = 0; lookup < lookups; lookup++) {
        overlay.route(random.nextInt(nodes), random.nextLong(), route);
        hops += route.hops();
        maxHops = Math.max(maxHops, route.hops());
      }
      progress.accept(seed);
    }
    return new OverlayMeasurement(
        kind,
        nodes,
        worlds,
        (long) worlds * lookups,
        (double) links / worlds / nodes,
        maxDegree,
        (double) hops / worlds / lookups,
        maxHops);
  }
}
