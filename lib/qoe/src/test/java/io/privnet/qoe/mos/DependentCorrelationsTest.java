package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependentCorrelationsTest {
  /**
   * Published results of R packages, their r rounded to 4 places: rmcorr's vignette "Comparing
   * Correlations" by cocor 1.1-4 (t and Zou's interval), and psych's r.test on the example of
   * Steiger (1980).
   */
  @ParameterizedTest
  @CsvSource({
    "177,  0.8066, 0.2383, 0.2255, 9.3823, 0,    0.4288, 0.7139, 1e-3",
    "103,  0.4,    0.5,    0.1,   -0.89,   0.37, ,       ,       5e-3",
  })
  void t_p_and_interval_are_as_published(
      int n,
      double first,
      double second,
      double between,
      double t,
      double p,
      Double low,
      Double high,
      double error) {
    DependentCorrelations c = DependentCorrelations.of(first, second, between, n);
    assertThat(c.t()).isCloseTo(t, within(error));
    assertThat(c.p()).isCloseTo(p, within(error));
    if (low != null) {
      assertThat(c.low()).isCloseTo(low, within(2e-4));
      assertThat(c.high()).isCloseTo(high, within(2e-4));
    }
  }

  @Property(tries = 200)
  void exchanging_the_two_turns_the_sign(
      @ForAll @DoubleRange(min = -0.6, max = 0.6) double first,
      @ForAll @DoubleRange(min = -0.6, max = 0.6) double second,
      @ForAll @DoubleRange(min = -0.2, max = 0.2) double between,
      @ForAll @IntRange(min = 4, max = 60) int n) {
    DependentCorrelations one = DependentCorrelations.of(first, second, between, n);
    DependentCorrelations other = DependentCorrelations.of(second, first, between, n);
    assertThat(other.t()).isCloseTo(-one.t(), within(1e-12));
    assertThat(other.p()).isCloseTo(one.p(), within(1e-12));
    assertThat(other.low()).isCloseTo(-one.high(), within(1e-12));
    assertThat(one.low()).isLessThanOrEqualTo(first - second);
    assertThat(one.high()).isGreaterThanOrEqualTo(first - second);
    assertThat(one.p()).isBetween(0.0, 1.0);
  }

  @Test
  void equal_correlations_have_t_0() {
    assertThat(DependentCorrelations.of(0.5, 0.5, 0.3, 10).t()).isZero();
    assertThat(DependentCorrelations.of(0.5, 0.5, 0.3, 10).p()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.4, 0.1, 3",
    "1, 0.4, 0.4, 9",
    "0.6, 0.6, 1, 9",
    "NaN, 0.4, 0.1, 9",
    "-0.5, 0.5, -1, 9"
  })
  void without_enough_to_compare_it_is_not_defined(
      double first, double second, double between, int n) {
    assertThat(DependentCorrelations.of(first, second, between, n).isDefined()).isFalse();
  }
}
