package io.privnet.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How virtual locations are chosen (§V-B of Geographic dissemination). Among n vehicles in d
 * different cells this takes O(n log n) steps once, to sort the reports, and 12 bytes a cell beside
 * them.
 *
 * <p>The same arguments give the same locations. When reports differ a little, as those of one
 * epoch and the next do, the locations of every router differ a little too: a router keeps its
 * point ({@link #UNIFORM}) or its rank among the vehicles.
 */
public enum Placement {
  /** Random points of the ring, wherever the vehicles are. */
  UNIFORM {
    @Override
    List<Code> choose(Reports reports, int wanted, Set<Long> taken, long seed) {
      int length = reports.length();
      if (length < 62 && wanted + (long) taken.size() > 1L << length) {
        throw new IllegalArgumentException(
            "there are fewer codes of "
                + length
                + " bits than "
                + (wanted + taken.size())
                + " locations");
      }
      SplittableRandom random = new SplittableRandom(seed);
      Set<Long> chosen = new HashSet<>(taken);
      List<Code> order = new ArrayList<>();
      while (order.size() < wanted) {
        long point = reports.cut(random.nextLong());
        if (chosen.add(point)) {
          order.add(reports.code(point));
        }
      }
      return order;
    }
  },

  /**
   * Random intervals between the vehicles in their order on the curve, as the paper has it: dense
   * places get more locations.
   */
  INTERVAL {
    @Override
    List<Code> choose(Reports reports, int wanted, Set<Long> taken, long seed) {
      FreeCells cells = new FreeCells(reports, wanted, taken);
      SplittableRandom random = new SplittableRandom(seed);
      List<Code> order = new ArrayList<>();
      for (int i = 0; i < wanted; i++) {
        // Every point of an interval between two neighbours serves the same vehicles; its upper
        // end is a report, so that a truncated report is not divided.
        int rank = (int) (random.nextDouble() * reports.size());
        order.add(reports.code(cells.take(reports.point(rank))));
      }
      return order;
    }
  },

  /** Even ranks among the vehicles: each location has the same share of them. */
  QUANTILE {
    @Override
    List<Code> choose(Reports reports, int wanted, Set<Long> taken, long seed) {
      long[] distinct = requireDistinct(reports, wanted);
      List<Code> order = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < wanted; i++) {
        long even = reports.point((int) ((long) reports.size() * i / wanted));
        // Many vehicles in one cell take the ranks of several locations: those move up, as far as
        // the locations still to come leave room.
        int cell = Math.max(next, find(distinct, even));
        cell = Math.min(cell, distinct.length - (wanted - i));
        order.add(reports.code(distinct[cell]));
        next = cell + 1;
      }
      return order;
    }

    @Override
    List<Code> join(Reports reports, RouterTable table, int wanted, long seed) {
      return new EvenShare(reports, table).take(wanted);
    }
  };

  /**
   * Chooses different points of the ring.
   *
   * @param taken points that cannot be chosen
   */
  abstract List<Code> choose(Reports reports, int wanted, Set<Long> taken, long seed);

  /** Chooses points for one more router of a table. */
  List<Code> join(Reports reports, RouterTable table, int wanted, long seed) {
    Set<Long> taken = new HashSet<>();
    table.routers().forEach(router -> router.locations().forEach(l -> taken.add(l.lo())));
    return choose(reports, wanted, taken, seed);
  }

  /**
   * Places routers named r1, r2 and so on.
   *
   * @param reports what vehicles report, at least one; truncated if vehicles will report truncated
   *     codes
   * @param routers how many routers, at least 1
   * @param locationsEach how many virtual locations each router has, at least 1
   * @param seed of the random choices
   * @throws TooFewCodesException if there are fewer different reports than locations, except for
   *     {@link #UNIFORM}
   * @throws IllegalArgumentException if there is no report, or a number is out of range
   */
  public RouterTable place(Reports reports, int routers, int locationsEach, long seed) {
    int wanted = requireRoom(reports, 0, routers, locationsEach);
    List<Code> chosen = choose(reports, wanted, Set.of(), seed);
    List<Router> table = new ArrayList<>();
    for (int router = 0; router < routers; router++) {
      List<Code> own = new ArrayList<>();
      for (int location = router; location < chosen.size(); location += routers) {
        own.add(chosen.get(location));
      }
      table.add(Router.of("r" + (router + 1), own));
    }
    return new RouterTable(reports.scheme(), table);
  }

  /**
   * Places routers.
   *
   * @see #place(Reports, int, int, long)
   */
  public RouterTable place(Collection<Code> reports, int routers, int locationsEach, long seed) {
    return place(Reports.of(reports), routers, locationsEach, seed);
  }

  /**
   * Adds a router to a table. All others keep their locations, so that only vehicles move that move
   * to the new one. With {@link #QUANTILE} it takes the even share of a router, from the stretches
   * of the ring with the most vehicles, at most half of each: so with one location it takes half of
   * one. It is in the layer of the others, if they are all in one.
   *
   * @param locationsEach how many virtual locations it has, at least 1
   * @param seed of the random choices
   * @throws TooFewCodesException if too few of the reports are not locations yet, except for {@link
   *     #UNIFORM}
   * @throws IllegalArgumentException if there is no report, the schemes differ, or a number is out
   *     of range
   */
  public RouterTable add(RouterTable table, Reports reports, int locationsEach, long seed) {
    if (table.scheme() != reports.scheme()) {
      throw new IllegalArgumentException(
          "a " + table.scheme() + " table and " + reports.scheme() + " reports");
    }
    int present = table.routers().stream().mapToInt(router -> router.locations().size()).sum();
    requireRoom(reports, present, 1, locationsEach);
    Set<String> ids = new HashSet<>();
    Set<Optional<String>> layers = new HashSet<>();
    for (Router router : table.routers()) {
      ids.add(router.id());
      layers.add(router.layer());
    }
    Optional<String> layer = layers.size() == 1 ? layers.iterator().next() : Optional.empty();
    String name = layer.map(of -> of + "-").orElse("") + "r";
    int number = table.routers().size() + 1;
    while (ids.contains(name + number)) {
      number++;
    }
    List<Router> routers = new ArrayList<>(table.routers());
    routers.add(
        new Router(
            name + number, Optional.empty(), layer, join(reports, table, locationsEach, seed)));
    return new RouterTable(table.scheme(), routers);
  }

  private static int requireRoom(Reports reports, int present, int routers, int locationsEach) {
    if (reports.size() == 0) {
      throw new IllegalArgumentException("no positions to place routers by");
    }
    if (routers < 1 || locationsEach < 1) {
      throw new IllegalArgumentException("at least one router and one location each are needed");
    }
    long wanted = (long) routers * locationsEach;
    if (present + wanted > RouterTable.MOST_LOCATIONS) {
      throw new IllegalArgumentException(
          present + wanted + " locations are more than " + RouterTable.MOST_LOCATIONS);
    }
    return (int) wanted;
  }

  private static long[] requireDistinct(Reports reports, int wanted) {
    long[] distinct = reports.distinct();
    if (distinct.length < wanted) {
      throw new TooFewCodesException(distinct.length, wanted);
    }
    return distinct;
  }

  /** Returns where a point stands among distinct ones in ascending order, of which it is one. */
  private static int find(long[] distinct, long point) {
    int low = 0;
    int high = distinct.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(distinct[middle], point) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The reported cells in which no location is yet. */
  private static final class FreeCells {
    private final long[] distinct;

    /** For each cell itself if it is free, else one nearer the next free cell (a disjoint-set). */
    private final int[] next;

    FreeCells(Reports reports, int wanted, Set<Long> taken) {
      distinct = reports.distinct();
      next = new int[distinct.length];
      Arrays.setAll(next, i -> i);
      int free = distinct.length;
      for (int cell = 0; cell < distinct.length && !taken.isEmpty(); cell++) {
        if (taken.contains(distinct[cell])) {
          next[cell] = (cell + 1) % next.length;
          free--;
        }
      }
      if (free < wanted) {
        throw new TooFewCodesException(free, wanted);
      }
    }

    /** Takes a cell, or, if it is not free, the next along the ring that is. */
    long take(long point) {
      int cell = find(distinct, point);
      int free = cell;
      while (next[free] != free) {
        next[free] = next[next[free]];
        free = next[free];
      }
      next[free] = (free + 1) % next.length;
      return distinct[free];
    }
  }
}
