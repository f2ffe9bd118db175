package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;

class ChordTest {

  private static OverlayMeasurement measure(int nodes, boolean even) {
    return OverlayMeasurement.of(
        OverlayKind.CHORD, nodes, OverlayParameters.CUSTOMARY, even, 3, 2000);
  }

  /** With identifiers at even distances the fingers are the powers of two. */
  @Example
  void evenIdentifiers_giveTheLogarithmExactly() {
    OverlayMeasurement measured = measure(1024, true);
    assertThat(measured.meanDegree()).isEqualTo(10);
    assertThat(measured.maxDegree()).isEqualTo(10);
    // From the start to the key's predecessor one hop for each 1 bit of the distance, which is
    // uniform, and one more to the key unless the start has it itself.
    assertThat(measured.meanHops()).isCloseTo(5 + 1 - 1 / 1024.0 - 10 / 1024.0, within(0.1));
    assertThat(measured.maxHops()).isLessThanOrEqualTo(11);
  }

  /**
   * Stoica et al., §4 and Fig. 10: half the logarithm on average, O(log N) with high probability.
   */
  @Example
  void randomIdentifiers_giveHalfTheLogarithmOfHops() {
    for (int nodes : new int[] {256, 4096}) {
      double log = Math.log(nodes) / Math.log(2);
      OverlayMeasurement measured = measure(nodes, false);
      assertThat(measured.meanDegree()).isBetween(log, log + 1.5);
      assertThat((double) measured.maxDegree()).isBetween(log + 1, 2 * log + 4);
      assertThat(measured.meanHops()).isBetween(log / 2 - 0.2, log / 2 + 1.2);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(1.5 * log + 2);
    }
  }
}
