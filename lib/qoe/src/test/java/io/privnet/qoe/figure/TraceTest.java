package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.series.Bin;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TraceTest {
  /** However many bins are joined, mean, peak and each point's greatest bin are those of all. */
  @Property(tries = 40)
  void joined_points_hide_no_peak(@ForAll @IntRange(min = 1, max = 20_000) int bins) {
    Random random = new Random(bins);
    long[] bytes = random.longs(bins, 0, 1000).toArray();
    Trace trace = new Trace(Duration.ofSeconds(1));
    for (int i = 0; i < bins; i++) {
      trace.take(new Bin(i, i * 1_000_000_000L, true, bytes[i], 2 * bytes[i], 1, 1));
    }
    assertThat(trace.points()).isBetween(Math.min(bins, Trace.MAX_POINTS / 2), Trace.MAX_POINTS);
    assertThat(trace.in().peakBps()).isEqualTo(8.0 * Arrays.stream(bytes).max().orElseThrow());
    assertThat(trace.out().meanBps())
        .isCloseTo(16 * Arrays.stream(bytes).average().orElseThrow(), within(1e-6));
    double covered = 0;
    for (int p = 0; p < trace.points(); p++) {
      int from = (int) trace.startSeconds(p);
      int to = (int) trace.endSeconds(p);
      assertThat(trace.startSeconds(p)).isEqualTo(covered);
      covered = to;
      assertThat(trace.in().bps(p)).isEqualTo(8.0 * Arrays.stream(bytes, from, to).max().orElse(0));
    }
    assertThat(covered).isEqualTo(bins);
  }
}
