package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;

class TapestryTest {
  private static OverlayMeasurement measure(int nodes, boolean even) {
    return OverlayMeasurement.of(
        OverlayKind.TAPESTRY, nodes, OverlayParameters.CUSTOMARY, even, 3, 2000);
  }

  /** With 16^D identifiers at even distances each hop resolves a digit that is not there yet. */
  @Example
  void evenIdentifiers_giveOneHopForEachDigitThatDiffers() {
    OverlayMeasurement measured = measure(4096, true);
    assertThat(measured.meanDegree()).isEqualTo(45);
    assertThat(measured.maxDegree()).isEqualTo(45);
    assertThat(measured.maxHops()).isEqualTo(3);
    assertThat(measured.meanHops())
        .isCloseTo(3 * 15 / 16.0, org.assertj.core.api.Assertions.within(0.03));
  }

  @Example
  void randomIdentifiers_giveTheLogarithmToBaseSixteen() {
    for (int nodes : new int[] {100, 1000, 5000}) {
      double log = Math.log(nodes) / Math.log(16);
      OverlayMeasurement measured = measure(nodes, false);
      assertThat(measured.meanHops()).isBetween(log - 0.5, log + 0.5);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(log + 4);
      assertThat(measured.meanDegree()).isBetween(15 * (log - 1), 15 * (log + 1));
    }
  }

  /** Zhao et al., §III-C: each hop resolves a digit more, and is never taken back. */
  @Example
  void hops_shareMoreAndMoreDigitsWithTheRoot() {
    long[] places = OverlayTest.places(3000, true, new Random(5));
    Overlay overlay = OverlayKind.TAPESTRY.at(places, OverlayParameters.CUSTOMARY, 5);
    Identifiers identifiers = new Identifiers(places);
    Random random = new Random(6);
    for (int lookup = 0; lookup < 2000; lookup++) {
      long key = OverlayTest.key(places, random);
      Route route = overlay.route(random.nextInt(3000), key);
      String root = String.format("%016x", identifiers.get(route.last()));
      for (int hop = 1; hop <= route.hops(); hop++) {
        assertThat(shared(root, identifiers.get(route.node(hop))))
            .isGreaterThan(shared(root, identifiers.get(route.node(hop - 1))));
      }
    }
  }

  private static int shared(String root, long identifier) {
    String other = String.format("%016x", identifier);
    int shared = 0;
    while (shared < 16 && root.charAt(shared) == other.charAt(shared)) {
      shared++;
    }
    return shared;
  }
}
