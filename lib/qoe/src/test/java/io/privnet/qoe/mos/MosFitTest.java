package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class MosFitTest {
  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
  }

  private static void assertTerms(MosFit fit, ToDoubleFunction<MosFit.Term> part, String expected) {
    double[] values = Vectors.numbers(expected);
    for (int i = 0; i < values.length; i++) {
      assertClose(part.applyAsDouble(fit.terms().get(i)), values[i]);
    }
  }

  /** Expected values made by src/test/scipy/make-expected.py, leave-one-out by fitting anew. */
  @ParameterizedTest
  @CsvFileSource(resources = "fits.csv", delimiter = ';', numLinesToSkip = 1)
  void fit_and_prediction_equal_numpys(ArgumentsAccessor row) {
    double[] mos = Vectors.numbers(row.getString(2));
    MosFit fit =
        MosFit.of(
            Vectors.sessions(
                Vectors.numbers(row.getString(0)), Vectors.numbers(row.getString(1)), mos));
    assertThat(fit.isDefined()).isTrue();
    assertThat(fit.leftOut()).isEmpty();
    assertTerms(fit, MosFit.Term::value, row.getString(3));
    assertTerms(fit, MosFit.Term::error, row.getString(4));
    assertTerms(fit, MosFit.Term::low, row.getString(5));
    assertTerms(fit, MosFit.Term::high, row.getString(6));
    assertTerms(fit, MosFit.Term::p, row.getString(7));
    assertClose(fit.r2(), row.getDouble(8));
    assertThat(fit.r2p()).isCloseTo(row.getDouble(9), withinPercentage(1e-6));
    assertClose(fit.adjustedR2(), row.getDouble(10));
    assertClose(fit.residualDeviation(), row.getDouble(11));
    assertClose(fit.collinearity(), row.getDouble(12));
    double[] left = Vectors.numbers(row.getString(13));
    for (int i = 0; i < left.length; i++) {
      assertClose(fit.sessions().get(i).predicted(), left[i]);
      assertThat(fit.sessions().get(i).mos()).isEqualTo(mos[i]);
    }
    assertClose(fit.looRmse(), row.getDouble(14));
    assertClose(fit.q2(), row.getDouble(15));
    double[] prediction = Vectors.numbers(row.getString(16));
    MosFit.Prediction predicted = fit.predict(50_000, 2_000_000);
    for (int i = 0; i < 3; i++) {
      assertClose(predicted.unclipped().get(i), prediction[i]);
    }
    assertThat(predicted.mos())
        .isBetween(1.0, 5.0)
        .isEqualTo(Math.clamp(prediction[0], 1, 5), within(1e-8));
    assertThat(predicted.clipped())
        .isEqualTo(Arrays.stream(prediction).anyMatch(value -> value < 1 || value > 5));
  }

  @Property(tries = 50)
  void order_of_sessions_and_unit_of_rates_change_no_prediction(
      @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 4, max = 12) int n) {
    Random random = new Random(seed);
    double[] in = random.doubles(n, 1e3, 1e6).toArray();
    double[] out = random.doubles(n, 1e4, 1e8).toArray();
    double[] mos = random.doubles(n, 1, 5).toArray();
    List<RatedSession> sessions = Vectors.sessions(in, out, mos);
    MosFit fit = MosFit.of(sessions);
    List<RatedSession> shuffled = new ArrayList<>(sessions);
    Collections.shuffle(shuffled, random);
    MosFit other = MosFit.of(shuffled);
    assertThat(other.r2()).isCloseTo(fit.r2(), within(1e-7));
    MosFit kilo =
        MosFit.of(
            Vectors.sessions(
                Arrays.stream(in).map(v -> v / 1000).toArray(),
                Arrays.stream(out).map(v -> v / 1000).toArray(),
                mos));
    assertThat(kilo.predict(20, 3_000).unclipped().get(0))
        .isCloseTo(fit.predict(20_000, 3e6).unclipped().get(0), within(1e-6));
    assertThat(fit.q2()).isLessThanOrEqualTo(fit.r2() + 1e-9);
    assertThat(fit.r2()).isBetween(0.0, 1.0);
    assertThat(fit.adjustedR2()).isLessThanOrEqualTo(fit.r2() + 1e-12);
  }

  @Test
  void sessions_without_score_or_with_a_rate_of_0_are_left_out_and_named() {
    List<RatedSession> sessions =
        new ArrayList<>(
            Vectors.sessions(
                new double[] {1, 2, 4, 7, 0, 5},
                new double[] {3, 1, 9, 5, 6, 2},
                new double[] {5, 4, 3, 2, 1, Double.NaN}));
    sessions.add(
        new RatedSession("bare", "", "", List.of(new Score("mos", 3)), Map.of(), List.of()));
    MosFit fit = MosFit.of(sessions);
    assertThat(fit.sessions()).hasSize(4);
    assertThat(fit.leftOut())
        .containsExactly(
            new MosFit.LeftOut("s4", "b_in_bps is 0, which has no logarithm"),
            new MosFit.LeftOut("s5", "not rated"),
            new MosFit.LeftOut("bare", "no b_in_bps"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 4 | 3 1 9 | 5 4 3 | fewer than 4 rated sessions have both rates above 0",
        "1 2 4 8 | 3 1 9 2 | 3 3 3 3 | the MOS is the same in every session",
        "2 2 2 2 | 3 1 9 2 | 5 4 3 2 | b_in_bps is the same in every session",
        "1 2 4 8 | 7 7 7 7 | 5 4 3 2 | delta_b_out_bps is the same in every session",
        "1 2 4 8 | 1 4 16 64 | 5 4 3 2 | one rate is a power of the other in every session",
      })
  void what_cannot_be_fitted_is_said(String in, String out, String mos, String why) {
    MosFit fit =
        MosFit.of(
            Vectors.sessions(Vectors.numbers(in), Vectors.numbers(out), Vectors.numbers(mos)));
    assertThat(fit.isDefined()).isFalse();
    assertThat(fit.obstacle()).isEqualTo(why);
    assertThat(fit.statistics())
        .singleElement()
        .matches(s -> s.method().equals("not defined: " + why));
    assertThatThrownBy(() -> fit.predict(1, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void prediction_beyond_what_was_fitted_warns() {
    MosFit fit =
        MosFit.of(
            Vectors.sessions(
                new double[] {1e3, 1e4, 1e5, 1e6, 2e4},
                new double[] {1e6, 1.2e5, 1e4, 1e3, 5e4},
                new double[] {5, 4, 3, 2, 4.5}));
    assertThat(fit.predict(1e4, 1e5).warnings()).isEmpty();
    assertThat(fit.predict(1e7, 1e5).warnings())
        .containsExactly("b_in_bps lies above all those fitted: the prediction extrapolates");
    assertThat(fit.predict(1e4, 1).warnings())
        .containsExactly(
            "delta_b_out_bps lies below all those fitted: the prediction extrapolates");
    // Both within their ranges, but no session had both so high.
    assertThat(fit.predict(9e5, 9e5).warnings())
        .containsExactly("no fitted session has such a pair of rates: the prediction extrapolates");
    assertThatThrownBy(() -> fit.predict(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fit.predict(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
