package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Example;

class PastryTest {
  private static OverlayMeasurement measure(int nodes, boolean even) {
    return OverlayMeasurement.of(
        OverlayKind.PASTRY, nodes, OverlayParameters.CUSTOMARY, even, 3, 2000);
  }

  /** With 16^D identifiers at even distances every table entry of D rows is filled. */
  @Example
  void evenIdentifiers_giveFullRowsAndALeafSet() {
    OverlayMeasurement measured = measure(4096, true);
    // Three rows of 15, and 16 leaves of which some are in the last row's sixteen too.
    assertThat(measured.meanDegree()).isBetween(45.0, 61.0);
    assertThat(measured.maxDegree()).isLessThanOrEqualTo(61);
    assertThat(measured.maxHops()).isLessThanOrEqualTo(4);
  }

  /** Rowstron and Druschel, §2.3: fewer than ⌈log N⌉ hops to base 16; and Fig. 5, on average. */
  @Example
  void randomIdentifiers_giveTheLogarithmToBaseSixteen() {
    for (int nodes : new int[] {100, 1000, 5000}) {
      double log = Math.log(nodes) / Math.log(16);
      OverlayMeasurement measured = measure(nodes, false);
      assertThat(measured.meanHops()).isBetween(log - 1, log + 0.3);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(Math.ceil(log) + 2);
      assertThat(measured.meanDegree()).isBetween(16.0, 15 * log + 16 + 8);
    }
  }

  @Example
  void smallerAlphabet_givesFewerLinksAndMoreHops() {
    OverlayMeasurement four =
        OverlayMeasurement.of(
            OverlayKind.PASTRY,
            2000,
            new OverlayParameters(OptionalInt.of(4), 2, 20),
            false,
            2,
            2000);
    OverlayMeasurement sixteen = measure(2000, false);
    assertThat(four.meanDegree()).isLessThan(sixteen.meanDegree() / 2);
    assertThat(four.meanHops()).isGreaterThan(sixteen.meanHops() * 1.5);
  }

  /** Each hop but the last shares more digits, or as many and is numerically closer. */
  @Example
  void hops_neverShareFewerDigitsUntilTheLast() {
    long[] places = OverlayTest.places(3000, true, new Random(5));
    Overlay overlay = OverlayKind.PASTRY.at(places, OverlayParameters.CUSTOMARY, 5);
    Identifiers identifiers = new Identifiers(places);
    Random random = new Random(6);
    for (int lookup = 0; lookup < 2000; lookup++) {
      long key = OverlayTest.key(places, random);
      Route route = overlay.route(random.nextInt(3000), key);
      for (int hop = 0; hop + 1 < route.hops(); hop++) {
        assertThat(shared(identifiers.get(route.node(hop + 1)), key))
            .isGreaterThanOrEqualTo(shared(identifiers.get(route.node(hop)), key));
      }
    }
  }

  private static int shared(long identifier, long key) {
    String one = String.format("%016x", identifier);
    String other = String.format("%016x", key);
    int shared = 0;
    while (shared < 16 && one.charAt(shared) == other.charAt(shared)) {
      shared++;
    }
    return shared;
  }
}
