package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;

/** Look-ups by prefixes come closer to their end with every hop. */
class PrefixRoutingTest {

  /** Each hop but the last shares more digits, or as many and is numerically closer. */
  @Example
  void pastryHops_neverShareFewerDigitsUntilTheLast() {
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

  /** Zhao et al., §III-C: each hop resolves a digit more, and is never taken back. */
  @Example
  void tapestryHops_shareMoreAndMoreDigitsWithTheRoot() {
    long[] places = OverlayTest.places(3000, true, new Random(5));
    Overlay overlay = OverlayKind.TAPESTRY.at(places, OverlayParameters.CUSTOMARY, 5);
    Identifiers identifiers = new Identifiers(places);
    Random random = new Random(6);
    for (int lookup = 0; lookup < 2000; lookup++) {
      long key = OverlayTest.key(places, random);
      Route route = overlay.route(random.nextInt(3000), key);
      long root = identifiers.get(route.last());
      for (int hop = 1; hop <= route.hops(); hop++) {
        assertThat(shared(identifiers.get(route.node(hop)), root))
            .isGreaterThan(shared(identifiers.get(route.node(hop - 1)), root));
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
