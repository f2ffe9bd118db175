package io.privnet.qoe.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Property(tries = 300)
  void quantiles_are_within_a_thousandth_of_the_samples_of_their_rank(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(max = 1L << 47) Long> samples) {
    Durations durations = new Durations();
    samples.forEach(durations::add);
    long[] sorted = samples.stream().mapToLong(Long::longValue).sorted().toArray();
    RoundTrips trips = durations.roundTrips();
    assertThat(trips.count()).isEqualTo(sorted.length);
    assertThat(trips.min()).isEqualTo(sorted[0] / 1e9);
    assertThat(trips.max()).isEqualTo(sorted[sorted.length - 1] / 1e9);
    double[] shares = {0.1, 0.5, 0.9};
    double[] found = {trips.p10(), trips.p50(), trips.p90()};
    for (int i = 0; i < shares.length; i++) {
      double exact = sorted[Math.max(0, (int) Math.ceil(shares[i] * sorted.length) - 1)] / 1e9;
      assertThat(found[i]).isCloseTo(exact, withinPercentage(0.1));
    }
  }

  @Test
  void short_durations_are_exact() {
    Durations durations = new Durations();
    Arrays.stream(new long[] {0, 1, 999, 1023}).forEach(durations::add);
    assertThat(durations.roundTrips().p50()).isEqualTo(1e-9);
    assertThat(durations.roundTrips().p90()).isEqualTo(1023e-9);
  }
}
