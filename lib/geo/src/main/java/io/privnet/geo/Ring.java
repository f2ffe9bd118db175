package io.privnet.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which router serves which vehicle (§III-B and Fig. 4 of Geographic dissemination). The full codes
 * of a scheme, in order and with the ends joined, are a ring of 2<sup>64</sup> points on which
 * every router has its virtual locations. A vehicle at z belongs to floor(z): the largest location
 * ≤ z, or, below the smallest, the largest of all. When a router goes, its vehicles fall to the
 * next lower location.
 *
 * <p>A vehicle that reports only a prefix p belongs to floor(lo(p)), although several routers may
 * have locations in p. {@link #serving} takes that into account: no vehicle whose report meets the
 * area of a message is missed.
 */
public final class Ring {

  private final Scheme scheme;
  private final List<Router> routers;
  private final Code[] locations;
  private final int[] owners;
  private final SortedLongs points;

  /**
   * Makes the ring of some routers.
   *
   * @throws IllegalArgumentException if there is no router, or two locations are the same point, or
   *     a location is of another scheme
   */
  public Ring(Scheme scheme, List<Router> routers) {
    this.scheme = scheme;
    this.routers = List.copyOf(routers);
    record Owned(Code location, int owner) {}
    List<Owned> owned = new ArrayList<>();
    for (int owner = 0; owner < routers.size(); owner++) {
      for (Code location : routers.get(owner).locations()) {
        if (location.scheme() != scheme) {
          throw new IllegalArgumentException(
              "a " + location.scheme() + " location on a ring of " + scheme + " codes");
        }
        owned.add(new Owned(location, owner));
      }
    }
    if (owned.isEmpty()) {
      throw new IllegalArgumentException("a ring needs at least one router");
    }
    owned.sort(Comparator.comparing(Owned::location));
    locations = new Code[owned.size()];
    owners = new int[owned.size()];
    long[] los = new long[owned.size()];
    for (int i = 0; i < los.length; i++) {
      locations[i] = owned.get(i).location;
      owners[i] = owned.get(i).owner;
      los[i] = locations[i].lo();
      if (i > 0 && los[i] == los[i - 1]) {
        throw new IllegalArgumentException(
            "routers "
                + Excerpt.of(routers.get(owners[i - 1]).id())
                + " and "
                + Excerpt.of(routers.get(owners[i]).id())
                + " have the same location "
                + locations[i]);
      }
    }
    points = new SortedLongs(los);
  }

  /** How many virtual locations there are. */
  public int size() {
    return locations.length;
  }

  /** Returns a virtual location by its rank, 0 to {@link #size} - 1 in ascending order. */
  public Code location(int rank) {
    return locations[rank];
  }

  /** Returns the router of a virtual location by the location's rank. */
  public Router router(int rank) {
    return routers.get(owners[rank]);
  }

  /** Returns the rank of the location that serves a full code: floor with wrap. */
  public int floor(long full) {
    int rank = points.floor(full);
    return rank >= 0 ? rank : locations.length - 1;
  }

  /** Returns the home router of a vehicle that reports a code, whole or truncated. */
  public Router home(Code report) {
    requireScheme(report);
    return router(floor(report.lo()));
  }

  /**
   * How a report found its router.
   *
   * @param router the home router
   * @param location its virtual location that was chosen
   * @param distance how far the report lies after the location on the ring, in points, unsigned
   * @param fallback the router that takes over when this one goes; empty if there is no other
   */
  public record Assignment(Router router, Code location, long distance, Optional<Router> fallback) {
    /** The distance as a part of the ring's circumference, 0 to 1. */
    public double turns() {
      return ((distance >>> 11) * 0x1p-53);
    }
  }

  /** Returns the home router of a report and how it was found. */
  public Assignment assign(Code report) {
    requireScheme(report);
    int rank = floor(report.lo());
    Optional<Router> fallback = Optional.empty();
    for (int step = 1; step < size() && fallback.isEmpty(); step++) {
      int lower = Math.floorMod(rank - step, size());
      if (owners[lower] != owners[rank]) {
        fallback = Optional.of(router(lower));
      }
    }
    return new Assignment(
        router(rank), locations[rank], report.lo() - locations[rank].lo(), fallback);
  }

  /**
   * Returns every router that may have a vehicle whose report meets a cell: the home routers of the
   * cell and of its ancestors that vehicles may report, and all those with a location in the cell.
   *
   * @param shortestReport the length of the shortest prefix that vehicles report, 0 if unknown; 64
   *     if all report full codes
   */
  public Set<Router> serving(Code cell, int shortestReport) {
    Set<Router> serving = new LinkedHashSet<>();
    addServing(cell, shortestReport, serving);
    return serving;
  }

  /**
   * Returns every router that may have a vehicle whose report meets a covering.
   *
   * @see #serving(Code, int)
   */
  public Set<Router> serving(Covering area, int shortestReport) {
    Set<Router> serving = new LinkedHashSet<>();
    for (Code cell : area.cells()) {
      addServing(cell, shortestReport, serving);
    }
    return serving;
  }

  private void addServing(Code cell, int shortestReport, Set<Router> serving) {
    requireScheme(cell);
    // Reports longer than the cell lie in it and belong to its own floor or to a location in it.
    for (int length = Math.min(shortestReport, cell.length()); length <= cell.length(); length++) {
      serving.add(router(floor(cell.prefix(length).lo())));
    }
    int last = points.floor(cell.hi());
    for (int rank = points.floor(cell.lo()) + 1; rank <= last; rank++) {
      serving.add(router(rank));
    }
  }

  /**
   * How the vehicles are spread over the routers.
   *
   * @param vehicles how many vehicles each router has, in the order of the routers
   */
  public record Load(List<Long> vehicles) {
    /** The most vehicles a router has. */
    public long max() {
      return vehicles.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The vehicles of a router on average. */
    public double mean() {
      return vehicles.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    /** How uneven the load is: the maximum over the mean, 1 if even, NaN if there is no vehicle. */
    public double imbalance() {
      return max() / mean();
    }
  }

  /** Counts the vehicles of each router, given their reports. */
  public Load load(List<Code> reports) {
    long[] vehicles = new long[routers.size()];
    for (Code report : reports) {
      requireScheme(report);
      vehicles[owners[floor(report.lo())]]++;
    }
    return new Load(Arrays.stream(vehicles).boxed().toList());
  }

  /** Counts the vehicles of each router, given their reports; sorts them the first time. */
  public Load load(Reports reports) {
    requireScheme(reports.scheme());
    long[] vehicles = new long[routers.size()];
    int before = 0;
    for (int rank = 0; rank <= size(); rank++) {
      int end = rank == size() ? reports.size() : reports.rankOf(locations[rank].lo());
      vehicles[owners[rank == 0 ? size() - 1 : rank - 1]] += end - before;
      before = end;
    }
    return new Load(Arrays.stream(vehicles).boxed().toList());
  }

  /**
   * Counts the vehicles that belong to another router in another ring, by the routers' ids, given
   * what they report in both.
   */
  public long handovers(Ring after, Reports reports) {
    requireScheme(reports.scheme());
    requireScheme(after.scheme);
    long handovers = 0;
    for (int rank = 0; rank < reports.size(); rank++) {
      long point = reports.point(rank);
      handovers += owner(point).equals(after.owner(point)) ? 0 : 1;
    }
    return handovers;
  }

  /** Returns the id of the router of a full code. */
  String owner(long full) {
    return router(floor(full)).id();
  }

  private void requireScheme(Code code) {
    requireScheme(code.scheme());
  }

  private void requireScheme(Scheme other) {
    if (other != scheme) {
      throw new IllegalArgumentException("a " + other + " code on a ring of " + scheme + " codes");
    }
  }

  /**
   * Distinct unsigned numbers in ascending order, with an index that finds the floor of any number
   * in a few steps. The index is a tree: a node divides the range of its numbers into even slots,
   * about two for a number, and a slot that got more than a handful has a node of its own. So dense
   * towns in an empty land are found as fast as evenly spread numbers.
   */
  private static final class SortedLongs {
    private static final int HANDFUL = 8;

    private final long[] numbers;
    private Node[] nodes = new Node[16];
    private int nodeCount;

    /**
     * @param first the smallest number of the node
     * @param shift a number n belongs to slot (n - first) >>> shift
     * @param before the rank of the number before the first
     * @param last the rank of the last number of the node
     * @param slots for each slot the rank of the number before it, or the complement of a node
     */
    private record Node(long first, int shift, int before, int last, int[] slots) {}

    SortedLongs(long[] numbers) {
      this.numbers = numbers;
      build(0, numbers.length);
    }

    private int build(int from, int to) {
      int id = nodeCount++;
      long first = numbers[from];
      long span = numbers[to - 1] - first;
      int wanted = 33 - Integer.numberOfLeadingZeros(to - from);
      int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(span) - wanted);
      int[] slots = new int[(int) (span >>> shift) + 1];
      if (id == nodes.length) {
        nodes = Arrays.copyOf(nodes, 2 * id);
      }
      nodes[id] = new Node(first, shift, from - 1, to - 1, slots);
      int next = from;
      for (int slot = 0; slot < slots.length; slot++) {
        int begin = next;
        while (next < to && numbers[next] - first >>> shift == slot) {
          next++;
        }
        slots[slot] = next - begin > HANDFUL ? ~build(begin, next) : begin - 1;
      }
      return id;
    }

    /** Returns the rank of the largest number ≤ n, -1 if there is none. */
    int floor(long n) {
      Node node = nodes[0];
      while (true) {
        if (Long.compareUnsigned(n, node.first) < 0) {
          return node.before;
        }
        long slot = n - node.first >>> node.shift;
        if (Long.compareUnsigned(slot, node.slots.length) >= 0) {
          return node.last;
        }
        int entry = node.slots[(int) slot];
        if (entry >= -1) {
          return scan(entry, n);
        }
        node = nodes[~entry];
      }
    }

    private int scan(int rank, long n) {
      while (rank + 1 < numbers.length && Long.compareUnsigned(numbers[rank + 1], n) <= 0) {
        rank++;
      }
      return rank;
    }
  }
}
