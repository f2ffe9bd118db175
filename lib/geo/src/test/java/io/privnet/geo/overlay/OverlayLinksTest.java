package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The links of a kind are those of its definition, found by comparing all pairs of nodes. */
class OverlayLinksTest {

  @Property(tries = 100)
  void canLinks_areTheZonesWithACommonSide(
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll @IntRange(min = 1, max = 3) int dimensions,
      @ForAll Random random) {
    Overlay can =
        OverlayKind.CAN.at(
            OverlayTest.places(nodes, random.nextBoolean(), random),
            new OverlayParameters(OptionalInt.empty(), dimensions, 1),
            1);
    // Where a zone is can be told from which keys of a fine grid are its own.
    double[][] low = new double[nodes][dimensions];
    double[][] high = new double[nodes][dimensions];
    ZoneBoxes.of(can, dimensions, low, high);
    for (int a = 0; a < nodes; a++) {
      Set<Integer> touching = new HashSet<>();
      for (int b = 0; b < nodes; b++) {
        if (a != b && ZoneBoxes.haveCommonSide(low[a], high[a], low[b], high[b])) {
          touching.add(b);
        }
      }
      assertThat(OverlayTest.neighbours(can, a)).isEqualTo(touching);
    }
  }

  @Property(tries = 100)
  void kademliaBuckets_haveSomeOfEachOtherBranch(
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll @IntRange(min = 1, max = 4) int digitBits,
      @ForAll @IntRange(min = 1, max = 5) int bucketSize,
      @ForAll Random random) {
    long[] places = OverlayTest.places(nodes, random.nextBoolean(), random);
    String[] names = names(places);
    Overlay kademlia =
        new Kademlia(
            new Identifiers(places),
            digitBits,
            bucketSize,
            new SplittableRandom(random.nextLong()));
    for (int node = 0; node < nodes; node++) {
      Set<Integer> links = OverlayTest.neighbours(kademlia, node);
      Set<String> branches = new HashSet<>();
      for (String name : names) {
        branches.add(branch(names[node], name, digitBits));
      }
      int expected = 0;
      for (String branch : branches) {
        if (!names[node].startsWith(branch)) {
          long inBranch = Arrays.stream(names).filter(name -> name.startsWith(branch)).count();
          long linked = links.stream().filter(link -> names[link].startsWith(branch)).count();
          assertThat(linked).isEqualTo(Math.min(inBranch, bucketSize));
          expected += (int) linked;
        }
      }
      assertThat(links).hasSize(expected);
    }
  }

  @Property(tries = 100)
  void tapestryTable_hasOneOfEachOtherBranch(
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll @IntRange(min = 1, max = 4) int digitBits,
      @ForAll Random random) {
    long[] places = OverlayTest.places(nodes, random.nextBoolean(), random);
    String[] names = names(places);
    Overlay tapestry =
        new Tapestry(new Identifiers(places), digitBits, new SplittableRandom(random.nextLong()));
    for (int node = 0; node < nodes; node++) {
      String own = names[node];
      Set<String> branches = new HashSet<>();
      for (String name : names) {
        branches.add(branch(own, name, digitBits));
      }
      branches.remove(own);
      List<String> linked =
          OverlayTest.neighbours(tapestry, node).stream()
              .map(link -> branch(own, names[link], digitBits))
              .toList();
      assertThat(linked).containsExactlyInAnyOrderElementsOf(branches);
    }
  }

  @Property(tries = 100)
  void pastryLinks_areTheLeafSetAndOneOfEachOtherBranch(
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll @IntRange(min = 1, max = 4) int digitBits,
      @ForAll Random random) {
    long[] places = OverlayTest.places(nodes, random.nextBoolean(), random);
    String[] names = names(places);
    Overlay pastry =
        new Pastry(new Identifiers(places), digitBits, new SplittableRandom(random.nextLong()));
    for (int node = 0; node < nodes; node++) {
      String own = names[node];
      Set<Integer> links = OverlayTest.neighbours(pastry, node);
      Set<Integer> leaves = new HashSet<>();
      for (int side = 1; side <= 1 << digitBits - 1; side++) {
        leaves.add(Math.floorMod(node - side, nodes));
        leaves.add(Math.floorMod(node + side, nodes));
      }
      leaves.remove(node);
      assertThat(links).containsAll(leaves);
      Set<String> linked = new HashSet<>();
      for (int link : links) {
        linked.add(branch(own, names[link], digitBits));
      }
      Set<String> branches = new HashSet<>();
      for (String name : names) {
        branches.add(branch(own, name, digitBits));
      }
      branches.remove(own);
      assertThat(linked).isEqualTo(branches);
      assertThat(links.size()).isLessThanOrEqualTo(leaves.size() + branches.size());
    }
  }

  @Property(tries = 100)
  void viceroyLinks_areThoseOfTheButterflyAndTheTwoRings(
      @ForAll @IntRange(min = 1, max = 60) int nodes, @ForAll Random random) {
    long[] places = OverlayTest.places(nodes, random.nextBoolean(), random);
    Viceroy viceroy = new Viceroy(new Identifiers(places), new SplittableRandom(random.nextLong()));
    BigInteger[] ids =
        Arrays.stream(places)
            .mapToObj(Responsibility::unsigned)
            .sorted()
            .toArray(BigInteger[]::new);
    for (int node = 0; node < nodes; node++) {
      int level = viceroy.level(node);
      BigInteger gap = ids[(node + 1) % nodes].subtract(ids[node]).mod(Responsibility.RING);
      BigInteger estimate = nodes == 1 ? BigInteger.ONE : Responsibility.RING.divide(gap);
      assertThat(level).isBetween(1, Math.max(1, estimate.bitLength() - 1));
      Set<Integer> expected = new HashSet<>();
      expected.add((node + 1) % nodes);
      expected.add((node + nodes - 1) % nodes);
      expected.add(onLevel(viceroy, level, node + 1, 1));
      expected.add(onLevel(viceroy, level, node - 1, -1));
      int above = level - 1;
      while (above > 0 && onLevel(viceroy, above, node, 1) < 0) {
        above--;
      }
      int below = level + 1;
      while (below <= 64 && onLevel(viceroy, below, node, 1) < 0) {
        below++;
      }
      BigInteger right =
          ids[node].add(Responsibility.RING.shiftRight(level)).mod(Responsibility.RING);
      int first = 0;
      while (first < nodes && ids[first].compareTo(right) < 0) {
        first++;
      }
      expected.add(onLevel(viceroy, above, node, 1));
      expected.add(onLevel(viceroy, below, node, 1));
      expected.add(onLevel(viceroy, below, first, 1));
      expected.remove(node);
      expected.remove(-1);
      assertThat(OverlayTest.neighbours(viceroy, node)).isEqualTo(expected);
    }
  }

  /** The first node of a level from a place on, round the ring; or -1. */
  private static int onLevel(Viceroy viceroy, int level, int from, int direction) {
    for (int i = 0; i < viceroy.size(); i++) {
      int node = Math.floorMod(from + i * direction, viceroy.size());
      if (viceroy.level(node) == level) {
        return node;
      }
    }
    return -1;
  }

  /** The bits of the nodes' identifiers, in ascending order. */
  private static String[] names(long[] places) {
    return Arrays.stream(places)
        .mapToObj(place -> String.format("%64s", Long.toBinaryString(place)).replace(' ', '0'))
        .sorted()
        .toArray(String[]::new);
  }

  /** The prefix that a node has in common with another, and the other's next digit. */
  private static String branch(String node, String other, int digitBits) {
    int end = 0;
    while (end < 64 && other.regionMatches(end, node, end, Math.min(digitBits, 64 - end))) {
      end += digitBits;
    }
    return other.substring(0, Math.min(64, end + digitBits));
  }

  @Property(tries = 200)
  void distanceHalvingLinks_areTheEdgesOfPoints(
      @ForAll @IntRange(min = 1, max = 60) int nodes, @ForAll Random random) {
    long[] places = OverlayTest.places(nodes, random.nextBoolean(), random);
    Overlay overlay = new DistanceHalving(new Identifiers(places));
    for (int node = 0; node < nodes; node++) {
      for (int neighbour : OverlayTest.neighbours(overlay, node)) {
        assertThat(OverlayTest.neighbours(overlay, neighbour)).contains(node);
      }
    }
    for (int i = 0; i < 300; i++) {
      long point = OverlayTest.key(places, random);
      long half = point >>> 1 | (random.nextBoolean() ? Long.MIN_VALUE : 0);
      int one = overlay.responsible(point);
      int other = overlay.responsible(half);
      if (one != other) {
        assertThat(OverlayTest.neighbours(overlay, one)).contains(other);
      }
    }
  }

  @Property(tries = 100)
  void deBruijnLookups_takeTheShortestWay(
      @ForAll @IntRange(min = 1, max = 200) int nodes,
      @ForAll @IntRange(min = 2, max = 9) int base,
      @ForAll Random random) {
    Overlay graph = new DeBruijn(new Identifiers(DeBruijn.equalParts(nodes)), base);
    int from = random.nextInt(nodes);
    int[] distances = new int[nodes];
    Arrays.fill(distances, -1);
    distances[from] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(Set.of(from));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int next : OverlayTest.neighbours(graph, node)) {
        if (distances[next] < 0) {
          distances[next] = distances[node] + 1;
          queue.add(next);
        }
      }
    }
    for (int i = 0; i < 50; i++) {
      long key = random.nextLong();
      Route route = graph.route(from, key);
      assertThat(route.hops()).isEqualTo(distances[route.last()]);
    }
    assertThat(Arrays.stream(distances).max().getAsInt())
        .isLessThanOrEqualTo((int) Math.ceil(Math.log(nodes) / Math.log(base) - 1e-9));
  }
}
