package io.privnet.geo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** How virtual locations are chosen (§V-B of Geographic dissemination). */
public enum Placement {
  /** Random points of the ring, wherever the vehicles are. */
  UNIFORM,

  /**
   * Random intervals between the vehicles in their order on the curve, as the paper has it: dense
   * places get more locations.
   */
  INTERVAL,

  /** Even ranks among the vehicles: each location has the same share of them. */
  QUANTILE;

  /**
   * Places routers named r1, r2 and so on. The same arguments give the same table.
   *
   * @param reports the codes that vehicles report, all of one scheme and length, at least one;
   *     truncated ones if vehicles will report truncated ones
   * @param routers how many routers, at least 1
   * @param locationsEach how many virtual locations each router has, at least 1
   * @param seed of the random choices
   * @throws IllegalArgumentException if there are fewer different reports (for {@link #UNIFORM}:
   *     points) than locations, or reports of different lengths or schemes
   */
  public RouterTable place(List<Code> reports, int routers, int locationsEach, long seed) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("no positions to place routers by");
    }
    if (routers < 1 || locationsEach < 1) {
      throw new IllegalArgumentException("at least one router and one location each are needed");
    }
    long wanted = (long) routers * locationsEach;
    if (wanted > RouterTable.MOST_LOCATIONS) {
      throw new IllegalArgumentException(
          wanted + " locations are more than " + RouterTable.MOST_LOCATIONS);
    }
    int length = reports.getFirst().length();
    if (reports.stream().anyMatch(report -> report.length() != length)) {
      throw new IllegalArgumentException("reports of different lengths");
    }
    List<Code> sorted = reports.stream().sorted().toList();
    List<Code> chosen =
        switch (this) {
          case UNIFORM -> uniform(sorted.getFirst(), (int) wanted, new SplittableRandom(seed));
          case INTERVAL -> interval(sorted, (int) wanted, new SplittableRandom(seed));
          case QUANTILE -> quantile(sorted, (int) wanted);
        };
    List<Router> table = new ArrayList<>();
    for (int router = 0; router < routers; router++) {
      List<Code> own = new ArrayList<>();
      for (int location = router; location < chosen.size(); location += routers) {
        own.add(chosen.get(location));
      }
      table.add(Router.of("r" + (router + 1), own));
    }
    return new RouterTable(sorted.getFirst().scheme(), table);
  }

  private static List<Code> uniform(Code sample, int wanted, SplittableRandom random) {
    int length = sample.length();
    if (length < 62 && wanted > 1L << length) {
      throw new IllegalArgumentException(
          "there are fewer codes of " + length + " bits than " + wanted + " locations");
    }
    Set<Code> chosen = new HashSet<>();
    List<Code> order = new ArrayList<>();
    while (order.size() < wanted) {
      Code point = new Code(sample.scheme(), random.nextLong(), 64).prefix(length);
      if (chosen.add(point)) {
        order.add(point);
      }
    }
    return order;
  }

  private static List<Code> interval(List<Code> sorted, int wanted, SplittableRandom random) {
    requireDistinct(sorted, wanted);
    List<Code> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, Random.from(random));
    // Every point of an interval between two neighbours serves the same vehicles; its upper end
    // is a report, so that a truncated report is not divided.
    return shuffled.stream().distinct().limit(wanted).toList();
  }

  private static List<Code> quantile(List<Code> sorted, int wanted) {
    requireDistinct(sorted, wanted);
    List<Code> distinct = sorted.stream().distinct().toList();
    List<Code> chosen = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < wanted; i++) {
      Code even = sorted.get((int) ((long) sorted.size() * i / wanted));
      // Many vehicles in one cell take the ranks of several locations: those move up, as far as
      // the locations still to come leave room.
      int rank = Math.max(next, Collections.binarySearch(distinct, even));
      rank = Math.min(rank, distinct.size() - (wanted - i));
      chosen.add(distinct.get(rank));
      next = rank + 1;
    }
    return chosen;
  }

  private static void requireDistinct(List<Code> sorted, int wanted) {
    long distinct = sorted.stream().distinct().count();
    if (distinct < wanted) {
      throw new IllegalArgumentException(
          distinct + " different codes are too few for " + wanted + " locations");
    }
  }
}
