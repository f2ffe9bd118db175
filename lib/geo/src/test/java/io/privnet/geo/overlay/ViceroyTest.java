package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

class ViceroyTest {
  private static OverlayMeasurement measure(int nodes, boolean even) {
    return OverlayMeasurement.of(
        OverlayKind.VICEROY, nodes, OverlayParameters.CUSTOMARY, even, 3, 3000);
  }

  /** Malkhi et al., §3: seven links whatever the number of nodes. */
  @Example
  void degree_isAtMostSevenHoweverManyNodes() {
    for (int nodes : new int[] {2, 3, 64, 1000, 10_000}) {
      assertThat(measure(nodes, false).maxDegree()).isLessThanOrEqualTo(7);
    }
    assertThat(measure(10_000, false).meanDegree()).isBetween(6.0, 7.0);
  }

  /** Malkhi et al., Theorem 4.4: O(log N) on average and with high probability. */
  @Example
  void hops_growWithTheLogarithm() {
    for (int nodes : new int[] {256, 1024, 4096, 16_384}) {
      double log = Math.log(nodes) / Math.log(2);
      OverlayMeasurement measured = measure(nodes, false);
      assertThat(measured.meanHops()).isBetween(log, 2 * log);
      assertThat((double) measured.maxHops()).isLessThanOrEqualTo(5 * log);
    }
  }
}
