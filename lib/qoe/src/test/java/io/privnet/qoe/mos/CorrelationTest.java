package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.mos.Correlation.Coefficient;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CorrelationTest {
  private static final Offset<Double> TINY = within(1e-9);

  /** Expected values made by src/test/scipy/make-expected.py. */
  @ParameterizedTest
  @CsvFileSource(resources = "correlations.csv", delimiter = ';', numLinesToSkip = 1)
  void coefficient_interval_and_p_equal_scipys(
      Coefficient statistic, String x, String y, double value, Double low, Double high, Double p) {
    Correlation correlation = Correlation.of(statistic, Vectors.numbers(x), Vectors.numbers(y));
    assertThat(correlation.value()).isCloseTo(value, TINY);
    if (low == null) {
      assertThat(correlation.low()).isNaN();
      assertThat(correlation.high()).isNaN();
    } else {
      assertThat(correlation.low()).isCloseTo(low, TINY);
      assertThat(correlation.high()).isCloseTo(high, TINY);
    }
    if (p != null && correlation.n() <= 8) {
      assertThat(correlation.p()).isCloseTo(p, TINY);
      assertThat(correlation.method()).contains("all permutations");
    } else if (p != null) {
      // Monte Carlo with B = 99,999: five standard errors and the one of (b + 1)/(B + 1).
      double error = 5 * Math.sqrt(p * (1 - p) / 99_999) + 1e-5;
      assertThat(correlation.p()).isCloseTo(p, within(error));
      assertThat(correlation.method()).contains("B = 99999");
    }
  }

  /**
   * The design's example: n = 8, r = 0.9 has the interval [0.53, 0.98], and 0.707 must be passed.
   */
  @Test
  void interval_and_bound_for_eight_sessions_are_as_published() {
    assertThat(Correlation.critical(8)).isCloseTo(0.707, within(5e-4));
    double[] interval = Correlation.interval(Coefficient.PEARSON, 0.9, 8);
    assertThat(interval[0]).isCloseTo(0.53, within(5e-3));
    assertThat(interval[1]).isCloseTo(0.98, within(5e-3));
    assertThat(Correlation.critical(3)).isCloseTo(0.997, within(5e-4));
    assertThat(Correlation.critical(20)).isCloseTo(0.444, within(5e-4));
  }

  @Test
  void constant_variable_has_no_correlation() {
    double[] x = {1, 2, 3, 4};
    double[] constant = {3, 3, 3, 3};
    for (Coefficient statistic : Coefficient.values()) {
      assertThat(Correlation.of(statistic, constant, x).value()).isNaN();
      assertThat(Correlation.of(statistic, constant, x).method())
          .isEqualTo("not defined: the feature is constant");
      assertThat(Correlation.of(statistic, x, constant).method())
          .isEqualTo("not defined: the MOS is constant");
      assertThat(Correlation.of(statistic, x, constant).p()).isNaN();
    }
  }

  @Test
  void missing_values_are_left_out_in_pairs() {
    double[] x = {1, Double.NaN, 3, 4, 5, 9};
    double[] y = {2, 3, Double.NaN, 1, 4, 6};
    Correlation correlation = Correlation.of(Coefficient.PEARSON, x, y);
    assertThat(correlation)
        .isEqualTo(
            Correlation.of(
                Coefficient.PEARSON, new double[] {1, 4, 5, 9}, new double[] {2, 1, 4, 6}));
    assertThat(correlation.n()).isEqualTo(4);
  }

  @Test
  void fewer_than_three_pairs_have_no_correlation() {
    Correlation two =
        Correlation.of(Coefficient.SPEARMAN, new double[] {1, 2}, new double[] {2, 1});
    assertThat(two.value()).isNaN();
    assertThat(two.n()).isEqualTo(2);
    assertThat(two.method()).startsWith("not defined: fewer than 3");
    assertThat(Correlation.of(Coefficient.PEARSON, new double[0], new double[0]).n()).isZero();
  }

  @Test
  void perfect_correlation_has_no_interval() {
    double[] x = {1, 2, 3, 4, 5, 6};
    Correlation correlation = Correlation.of(Coefficient.SPEARMAN, x, x);
    assertThat(correlation.value()).isEqualTo(1);
    assertThat(correlation.low()).isNaN();
    assertThat(correlation.p()).isCloseTo(2.0 / 720, TINY);
  }

  @Property(tries = 30)
  void scale_changes_nothing_and_sign_turns(
      @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 3, max = 7) int n) {
    Random random = new Random(seed);
    double[] x = random.doubles(n).toArray();
    double[] y = random.doubles(n, 1, 5).toArray();
    double[] scaled = Arrays.stream(x).map(v -> 1e6 * v - 5).toArray();
    double[] turned = Arrays.stream(x).map(v -> -v).toArray();
    for (Coefficient statistic : Coefficient.values()) {
      Correlation c = Correlation.of(statistic, x, y);
      assertThat(Correlation.of(statistic, scaled, y).value()).isCloseTo(c.value(), within(1e-6));
      assertThat(Correlation.of(statistic, turned, y).value()).isCloseTo(-c.value(), TINY);
      assertThat(Correlation.of(statistic, turned, y).p()).isCloseTo(c.p(), TINY);
      assertThat(Correlation.of(statistic, y, x).value()).isCloseTo(c.value(), TINY);
    }
  }
}
