package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** The degrees and path lengths that the articles state, in worlds of fixed seeds. */
class OverlayBoundsTest {

  private static OverlayMeasurement random(OverlayKind kind, int nodes) {
    return OverlayMeasurement.of(kind, nodes, OverlayParameters.CUSTOMARY, false, 3, 2000, _ -> {});
  }

  private static OverlayMeasurement even(OverlayKind kind, int nodes) {
    return OverlayMeasurement.of(kind, nodes, OverlayParameters.CUSTOMARY, true, 3, 2000, _ -> {});
  }

  private static OverlayParameters parameters(int base, int dimensions, int bucketSize) {
    return new OverlayParameters(OptionalInt.of(base), dimensions, bucketSize);
  }

  private static double log2(int nodes) {
    return Math.log(nodes) / Math.log(2);
  }

  /** With identifiers at even distances the fingers are the powers of two. */
  @Example
  void chordOfEvenIdentifiers_hasTheLogarithmExactly() {
    OverlayMeasurement measured = even(OverlayKind.CHORD, 1024);
    assertThat(measured.meanDegree()).isEqualTo(10);
    assertThat(measured.maxDegree()).isEqualTo(10);
    assertThat(measured.maxInDegree()).isEqualTo(10);
    // From the start to the key's predecessor one hop for each 1 bit of the distance, which is
    // uniform, and one more to the key unless the start has it itself.
    assertThat(measured.meanHops()).isCloseTo(5 + 1 - 11 / 1024.0, within(0.1));
    assertThat(measured.maxHops()).isLessThanOrEqualTo(10);
  }

  /**
   * Stoica et al., §4 and Fig. 10: half the logarithm on average, O(log N) with high probability.
   */
  @Example
  void chordOfRandomIdentifiers_hasHalfTheLogarithmOfHops() {
    for (int nodes : new int[] {256, 4096}) {
      OverlayMeasurement measured = random(OverlayKind.CHORD, nodes);
      assertThat(measured.meanDegree()).isBetween(log2(nodes), log2(nodes) + 1.5);
      assertThat((double) measured.maxDegree()).isBetween(log2(nodes) + 1, 2 * log2(nodes) + 4);
      assertThat(measured.meanHops()).isBetween(log2(nodes) / 2 - 0.2, log2(nodes) / 2 + 1.2);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(1.5 * log2(nodes) + 2);
    }
  }

  /** Ratnasamy et al., §2.3: 2d neighbours and d/4 N^(1/d) hops on average with equal zones. */
  @Example
  void canOfEqualZones_isATorus() {
    for (int dimensions = 1; dimensions <= 4; dimensions++) {
      int side = dimensions == 1 ? 256 : dimensions == 2 ? 32 : dimensions == 3 ? 16 : 8;
      int nodes = (int) Math.pow(side, dimensions);
      OverlayMeasurement measured =
          OverlayMeasurement.of(
              OverlayKind.CAN, nodes, parameters(2, dimensions, 1), true, 1, 10_000, _ -> {});
      assertThat(measured.meanDegree()).isEqualTo(2 * dimensions);
      assertThat(measured.maxDegree()).isEqualTo(2 * dimensions);
      double mean = dimensions / 4.0 * side;
      assertThat(measured.meanHops()).isCloseTo(mean, within(mean / 50));
      assertThat(measured.maxHops()).isLessThanOrEqualTo(dimensions * side / 2);
    }
  }

  @Example
  void canOfRandomJoins_hasMoreNeighboursAndNoLongerWays() {
    OverlayMeasurement measured = random(OverlayKind.CAN, 4096);
    assertThat(measured.meanDegree()).isBetween(4.0, 6.0);
    assertThat(measured.maxDegree()).isBetween(7, 24);
    assertThat(measured.meanHops()).isBetween(0.6 * 32, 1.1 * 32);
    assertThat(measured.maxHops()).isLessThan(2 * 64);
  }

  /** Maymounkov and Mazières, §3: at most the logarithm, rounded up, plus a constant. */
  @Example
  void kademlia_multipliesItsDegreeByTheBucketSize() {
    for (int nodes : new int[] {256, 4096}) {
      OverlayMeasurement single =
          OverlayMeasurement.of(
              OverlayKind.KADEMLIA, nodes, parameters(2, 2, 1), false, 3, 2000, _ -> {});
      assertThat(single.meanDegree()).isBetween(log2(nodes), log2(nodes) + 1.5);
      assertThat(single.meanHops()).isBetween(log2(nodes) / 2 - 0.5, log2(nodes) / 2 + 1);
      assertThat((double) single.maxHops()).isLessThanOrEqualTo(log2(nodes) + 5);
      OverlayMeasurement twenty = random(OverlayKind.KADEMLIA, nodes);
      // 20 in a bucket as long as there are so many, else all: about 2 * 20 in the last buckets.
      double full = 20 * (log2(nodes) - log2(20) + 1);
      assertThat(twenty.meanDegree()).isBetween(0.9 * full, 1.1 * full);
      assertThat(twenty.meanHops()).isLessThan(single.meanHops());
    }
    OverlayMeasurement accelerated =
        OverlayMeasurement.of(
            OverlayKind.KADEMLIA, 4096, parameters(16, 2, 1), false, 3, 2000, _ -> {});
    double buckets = 0;
    for (int level = 1; level <= 6; level++) {
      // A branch of that many digits has no node with the probability of Poisson.
      buckets += 15 * -Math.expm1(-4096 * Math.pow(16, -level));
    }
    assertThat(accelerated.meanDegree()).isCloseTo(buckets, within(0.5));
    assertThat(accelerated.meanHops()).isBetween(2.0, 3.5);
  }

  /** With 16^D identifiers at even distances every entry of D rows is filled. */
  @Example
  void pastryAndTapestryOfEvenIdentifiers_haveFullRows() {
    OverlayMeasurement tapestry = even(OverlayKind.TAPESTRY, 4096);
    assertThat(tapestry.meanDegree()).isEqualTo(3 * 15);
    assertThat(tapestry.maxDegree()).isEqualTo(3 * 15);
    assertThat(tapestry.maxHops()).isEqualTo(3);
    // A hop for each of three digits that is not there yet.
    assertThat(tapestry.meanHops()).isCloseTo(3 * 15 / 16.0, within(0.03));
    OverlayMeasurement pastry = even(OverlayKind.PASTRY, 4096);
    // 16 leaves more, of which at least 8 and at most 15 are in the last row too.
    assertThat(pastry.meanDegree()).isBetween(45 + 1.0, 45 + 8.0);
    assertThat(pastry.maxHops()).isLessThanOrEqualTo(4);
  }

  /** Rowstron and Druschel, §2.3: less than the logarithm to base 16, rounded up. */
  @Example
  void pastryOfRandomIdentifiers_hasTheLogarithmToItsBase() {
    for (int nodes : new int[] {100, 1000, 5000}) {
      double log = log2(nodes) / 4;
      OverlayMeasurement measured = random(OverlayKind.PASTRY, nodes);
      assertThat(measured.meanHops()).isBetween(log - 0.5, log + 0.3);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(Math.ceil(log) + 2);
      assertThat(measured.meanDegree()).isBetween(15 * log, 15 * log + 16);
      OverlayMeasurement four =
          OverlayMeasurement.of(
              OverlayKind.PASTRY, nodes, parameters(4, 2, 20), false, 3, 2000, _ -> {});
      assertThat(four.meanDegree()).isBetween(3 * 2 * log, 3 * 2 * log + 4);
      assertThat(four.meanHops()).isBetween(1.3 * log, 2 * log + 0.3);
    }
  }

  /** Zhao et al., §III: the logarithm to base 16; surrogate routing adds less than two hops. */
  @Example
  void tapestryOfRandomIdentifiers_hasTheLogarithmToItsBase() {
    for (int nodes : new int[] {100, 1000, 5000}) {
      double log = log2(nodes) / 4;
      OverlayMeasurement measured = random(OverlayKind.TAPESTRY, nodes);
      assertThat(measured.meanHops()).isBetween(log - 0.3, log + 0.3);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(Math.ceil(log) + 2);
      assertThat(measured.meanDegree()).isBetween(15 * (log - 1), 15 * (log + 0.5));
    }
  }

  /** Malkhi et al.: seven links however many nodes, O(log N) hops with high probability. */
  @Example
  void viceroy_hasConstantDegreeAndTheOrderOfTheLogarithmOfHops() {
    for (int nodes : new int[] {256, 1000, 4096, 16_384}) {
      OverlayMeasurement measured = random(OverlayKind.VICEROY, nodes);
      assertThat(measured.meanDegree()).isBetween(5.5, 7.0);
      assertThat(measured.maxDegree()).isEqualTo(7);
      assertThat(measured.meanHops()).isBetween(log2(nodes), 1.6 * log2(nodes));
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(4 * log2(nodes));
    }
  }

  /** Kaashoek and Karger, §3: fewer than 3 log N hops are expected, with the best start. */
  @Example
  void koorde_hasConstantDegreeAndThreeLogarithmsOfHops() {
    for (int nodes : new int[] {256, 4096}) {
      OverlayMeasurement measured = random(OverlayKind.KOORDE, nodes);
      assertThat(measured.maxDegree()).isEqualTo(2);
      assertThat(measured.meanHops()).isBetween(2 * log2(nodes), 3 * log2(nodes) + 2);
      assertThat((double) measured.maxHops()).isLessThan(9 * log2(nodes));
      OverlayMeasurement eight =
          OverlayMeasurement.of(
              OverlayKind.KOORDE, nodes, parameters(8, 2, 1), false, 3, 2000, _ -> {});
      assertThat(eight.maxDegree()).isEqualTo(9);
      assertThat(eight.meanHops()).isBetween(log2(nodes) / 3, 0.8 * measured.meanHops());
    }
    assertThat((double) even(OverlayKind.KOORDE, 4096).maxHops()).isLessThan(2.5 * 12);
  }

  /** Naor and Wieder: at most 3N - 1 edges besides the ring's, whatever the parts. */
  @Example
  void distanceHalving_hasConstantDegreeAndTheHopsOfTableOne() {
    for (int nodes : new int[] {256, 1000, 4096}) {
      OverlayMeasurement measured = random(OverlayKind.DISTANCE_HALVING, nodes);
      assertThat(measured.maxDegree()).isLessThanOrEqualTo(12);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(2 * log2(nodes) + 3);
      assertThat(measured.meanHops()).isBetween(1.4 * log2(nodes), 2 * log2(nodes));
      Overlay uneven =
          OverlayKind.DISTANCE_HALVING.at(
              Identifiers.random(nodes, new SplittableRandom(5)), OverlayParameters.CUSTOMARY, 1);
      long links = 0;
      for (int node = 0; node < nodes; node++) {
        links += uneven.degree(node);
      }
      assertThat(links).isLessThanOrEqualTo(2 * (3 * nodes - 1) + 2 * nodes);
    }
  }

  @Example
  void multipleChoice_keepsTheLargestPartNearTheSmallest() {
    long[] starts = DistanceHalving.chosen(5000, new SplittableRandom(1));
    long[] parts = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      parts[i] = (i + 1 < starts.length ? starts[i + 1] : 0) - starts[i];
    }
    assertThat(Arrays.stream(parts).min().getAsLong()).isPositive();
    assertThat(Arrays.stream(parts).max().getAsLong())
        .isLessThanOrEqualTo(4 * Arrays.stream(parts).min().getAsLong());
  }

  /** Loguinov et al., §4: degree k with the loops, diameter the logarithm. */
  @Example
  void deBruijn_isAtTheLogarithm() {
    for (int base : new int[] {2, 3, 10}) {
      int nodes = base * base * base;
      OverlayMeasurement measured =
          OverlayMeasurement.of(
              OverlayKind.DE_BRUIJN, nodes, parameters(base, 2, 1), false, 1, 5000, _ -> {});
      assertThat(measured.maxDegree()).isEqualTo(base);
      assertThat(measured.maxInDegree()).isEqualTo(base);
      // The words of one digit alone have a link to themselves.
      assertThat(measured.meanDegree()).isCloseTo(base - (double) base / nodes, within(1e-12));
      assertThat(measured.maxHops()).isEqualTo(3);
    }
  }

  @Example
  void bitsOfADigitThatAreNoWholeNumber_areRefused() {
    for (OverlayKind kind :
        List.of(
            OverlayKind.KADEMLIA, OverlayKind.KOORDE, OverlayKind.PASTRY, OverlayKind.TAPESTRY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kind.random(10, parameters(3, 2, 20), 1))
          .withMessage(kind.title() + " reads identifiers in a base that is a power of two, not 3");
    }
  }
}
