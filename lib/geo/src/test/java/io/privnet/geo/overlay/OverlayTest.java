package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every kind of overlay. */
class OverlayTest {

  @Provide
  Arbitrary<OverlayParameters> parameters() {
    Arbitrary<OptionalInt> base =
        Arbitraries.of(0, 2, 4, 8, 16).map(b -> b == 0 ? OptionalInt.empty() : OptionalInt.of(b));
    Arbitrary<Integer> dimensions = Arbitraries.integers().between(1, 5);
    Arbitrary<Integer> bucketSize = Arbitraries.of(1, 2, 20);
    return Combinators.combine(base, dimensions, bucketSize).as(OverlayParameters::new);
  }

  @Property(tries = 200)
  void lookup_endsAtTheResponsibleNodeByLinksOnly(
      @ForAll OverlayKind kind,
      @ForAll("parameters") OverlayParameters parameters,
      @ForAll @IntRange(min = 1, max = 200) int nodes,
      @ForAll boolean crowded,
      @ForAll Random random) {
    long[] places = places(nodes, crowded, random);
    Overlay overlay = kind.at(places, parameters, random.nextLong());
    Responsibility responsibility = Responsibility.of(kind, places, parameters);
    for (int lookup = 0; lookup < 30; lookup++) {
      long key = key(places, random);
      int responsible = responsibility.node(key);
      assertThat(overlay.responsible(key)).isEqualTo(responsible);
      Route route = overlay.route(random.nextInt(nodes), key);
      assertThat(route.last()).isEqualTo(responsible);
      for (int hop = 0; hop < route.hops(); hop++) {
        assertThat(neighbours(overlay, route.node(hop))).contains(route.node(hop + 1));
      }
    }
  }

  @Property(tries = 100)
  void links_areToOtherNodesEachOnce(
      @ForAll OverlayKind kind,
      @ForAll("parameters") OverlayParameters parameters,
      @ForAll @IntRange(min = 1, max = 100) int nodes,
      @ForAll boolean crowded,
      @ForAll Random random) {
    Overlay overlay = kind.at(places(nodes, crowded, random), parameters, random.nextLong());
    assertThat(overlay.size()).isEqualTo(nodes);
    for (int node = 0; node < nodes; node++) {
      assertThat(neighbours(overlay, node)).hasSize(overlay.degree(node)).doesNotContain(node);
    }
  }

  @Property(tries = 50)
  void sameSeed_givesTheSameOverlay(
      @ForAll OverlayKind kind,
      @ForAll @IntRange(min = 1, max = 200) int nodes,
      @ForAll long seed) {
    Overlay one = kind.random(nodes, OverlayParameters.CUSTOMARY, seed);
    Overlay other = kind.random(nodes, OverlayParameters.CUSTOMARY, seed);
    for (int node = 0; node < nodes; node++) {
      assertThat(neighbours(one, node)).isEqualTo(neighbours(other, node));
      Route route = one.route(node, seed * node);
      Route again = other.route(node, seed * node);
      assertThat(again.hops()).isEqualTo(route.hops());
      assertThat(again.last()).isEqualTo(route.last());
    }
  }

  @Property(tries = 20)
  void responsibilityOfEvenNodes_isShared(@ForAll OverlayKind kind) {
    Overlay overlay = kind.even(64, OverlayParameters.CUSTOMARY, 1);
    int[] keys = new int[64];
    Random random = new Random(7);
    for (int i = 0; i < 64_000; i++) {
      keys[overlay.responsible(random.nextLong())]++;
    }
    // A binomial share of 1,000 in the mean has a standard deviation of 31.
    assertThat(Arrays.stream(keys).min().getAsInt()).isGreaterThan(800);
    assertThat(Arrays.stream(keys).max().getAsInt()).isLessThan(1200);
  }

  @Example
  void impossibleSizes_areRefused() {
    for (OverlayKind kind : OverlayKind.values()) {
      for (int nodes : new int[] {0, -1, OverlayKind.MOST_NODES + 1}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> kind.random(nodes, OverlayParameters.CUSTOMARY, 1))
            .withMessageContaining("not " + nodes);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OverlayKind.CHORD.at(new long[] {5, 7, 5}, OverlayParameters.CUSTOMARY, 1))
        .withMessage("two nodes have the same identifier 5");
    long[] crowd = new long[100];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OverlayKind.CAN.at(crowd, OverlayParameters.CUSTOMARY, 1))
        .withMessage("too many nodes in one place: 0 cannot be divided");
  }

  /** Places at random, or many of them near one another. */
  static long[] places(int nodes, boolean crowded, Random random) {
    Set<Long> places = new HashSet<>();
    long town = random.nextLong();
    while (places.size() < nodes) {
      places.add(
          crowded && random.nextInt(4) > 0
              ? town ^ random.nextLong() >>> 20 + random.nextInt(20)
              : random.nextLong());
    }
    return places.stream().mapToLong(Long::longValue).toArray();
  }

  /** A key at random, or at a node, or beside it. */
  static long key(long[] places, Random random) {
    return random.nextBoolean()
        ? random.nextLong()
        : places[random.nextInt(places.length)] + random.nextInt(3) - 1;
  }

  static Set<Integer> neighbours(Overlay overlay, int node) {
    Set<Integer> neighbours = new HashSet<>();
    for (int link = 0; link < overlay.degree(node); link++) {
      neighbours.add(overlay.neighbour(node, link));
    }
    return neighbours;
  }
}
