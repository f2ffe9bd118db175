package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ScaleMappingTest {
  private static void assertFigure(Statistic figure, String expected, double error) {
    double[] values = Vectors.numbers(expected);
    assertThat(figure.value()).as(figure.name()).isCloseTo(values[0], within(error));
    assertThat(figure.low()).as(figure.name() + " low").isCloseTo(values[1], within(error));
    assertThat(figure.high()).as(figure.name() + " high").isCloseTo(values[2], within(error));
  }

  private static double squares(PolynomialFunction curve, double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.pow(y[i] - curve.value(x[i]), 2);
    }
    return sum;
  }

  private static void assertRises(PolynomialFunction curve, double[] x) {
    double low = Arrays.stream(x).min().orElseThrow();
    double high = Arrays.stream(x).max().orElseThrow();
    double before = curve.value(low);
    for (int i = 1; i <= 1000; i++) {
      double next = curve.value(low + (high - low) * i / 1000);
      assertThat(next).isGreaterThanOrEqualTo(before - 1e-9);
      before = next;
    }
  }

  /** Expected values made by src/test/scipy/make-expected.py. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "mappings.csv",
      delimiter = ';',
      numLinesToSkip = 1,
      maxCharsPerColumn = 10_000)
  void mapping_and_metrics_equal_scipys(
      String shape,
      String predicted,
      String observed,
      String halfWidth,
      String line,
      String lineRmse,
      String lineStar,
      String lineOutliers,
      String cubicRmse,
      String cubicStar,
      String cubicOutliers) {
    double[] x = Vectors.numbers(predicted);
    double[] y = Vectors.numbers(observed);
    double[] half = Vectors.numbers(halfWidth);
    ScaleMapping linear = ScaleMapping.of(ScaleMapping.Kind.LINEAR, x, y, half);
    double[] coefficients = Vectors.numbers(line);
    assertThat(linear.coefficients().get(0)).isCloseTo(coefficients[0], within(1e-9));
    assertThat(linear.coefficients().get(1)).isCloseTo(coefficients[1], within(1e-9));
    assertFigure(linear.rmse(), lineRmse, 1e-9);
    assertFigure(linear.rmseStar(), lineStar, 1e-9);
    assertFigure(linear.outlierRatio(), lineOutliers, 1e-9);
    assertThat(linear.falls()).isEqualTo(coefficients[1] < 0);
    assertThat(linear.falls() || !shape.equals("falling")).isTrue();
    ScaleMapping cubic = ScaleMapping.of(ScaleMapping.Kind.MONOTONE_CUBIC, x, y, half);
    // scipy's cone has 4001 edges; the errors of the exact one differ by less than this.
    assertFigure(cubic.rmse(), cubicRmse, 1e-6);
    assertFigure(cubic.rmseStar(), cubicStar, 1e-4);
    assertFigure(cubic.outlierRatio(), cubicOutliers, 1e-9);
    assertThat(cubic.rmse().value()).isLessThanOrEqualTo(Vectors.numbers(cubicRmse)[0] + 1e-10);
    assertThat(cubic.isDoubtful()).isEqualTo(x.length < 20);
    assertRises(MonotoneCubic.fit(x, y), x);
  }

  /** No monotone cubic near the best one is better, nor any other that is drawn. */
  @Property(tries = 200)
  void no_other_monotone_cubic_is_better(
      @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(min = 6, max = 12) int n) {
    Random random = new Random(seed);
    double[] x = random.doubles(n, 1, 5).toArray();
    if (seed % 3 == 0) {
      // Only two or three different ones.
      x = Arrays.stream(x).map(v -> v > 1 + 4.0 * seed / 1_000_000 ? 2 : v > 4 ? 3 : 4).toArray();
      x[0] = 1;
    }
    double[] y = random.doubles(n, 1, 5).toArray();
    double low = Arrays.stream(x).min().orElseThrow();
    double width = Arrays.stream(x).max().orElseThrow() - low;
    PolynomialFunction best = MonotoneCubic.fit(x, y);
    assertRises(best, x);
    double least = squares(best, x, y);
    PolynomialFunction t = new PolynomialFunction(-low / width, 1 / width);
    for (int i = 0; i < 200; i++) {
      // The derivative of any monotone cubic is a square of a line and a multiple of t(1 - t).
      PolynomialFunction root =
          t.multiply(new PolynomialFunction(random.nextGaussian() * 2))
              .add(new PolynomialFunction(random.nextGaussian() * 2));
      PolynomialFunction arch = t.multiply(new PolynomialFunction(1).subtract(t));
      PolynomialFunction slope =
          root.multiply(root).add(arch.multiply(new PolynomialFunction(4 * random.nextDouble())));
      PolynomialFunction other = integral(slope);
      double shift = 0;
      for (int j = 0; j < n; j++) {
        shift += (y[j] - other.value(x[j])) / n;
      }
      other = other.add(new PolynomialFunction(shift));
      assertThat(squares(other, x, y)).isGreaterThanOrEqualTo(least - 1e-9);
      // And towards it, the cone being convex.
      PolynomialFunction between =
          best.multiply(new PolynomialFunction(0.99))
              .add(other.multiply(new PolynomialFunction(0.01)));
      assertThat(squares(between, x, y)).isGreaterThanOrEqualTo(least - 1e-9);
    }
  }

  private static PolynomialFunction integral(PolynomialFunction slope) {
    double[] c = slope.getCoefficients();
    double[] integral = new double[c.length + 1];
    for (int i = 0; i < c.length; i++) {
      integral[i + 1] = c[i] / (i + 1);
    }
    return new PolynomialFunction(integral);
  }

  @Test
  void points_on_a_rising_cubic_are_met() {
    double[] x = {1, 1.5, 2, 3, 4, 4.5, 5};
    double[] y = Arrays.stream(x).map(v -> 1 + 0.03 * v * v * v).toArray();
    ScaleMapping mapping = ScaleMapping.of(ScaleMapping.Kind.MONOTONE_CUBIC, x, y, new double[7]);
    assertThat(mapping.coefficients().get(3)).isCloseTo(0.03, within(1e-9));
    assertThat(mapping.rmse().value()).isCloseTo(0, within(1e-9));
  }

  @Test
  void too_few_sessions_or_predictions_all_alike_are_refused() {
    double[] five = {1, 2, 3, 4, 5};
    ScaleMapping cubic = ScaleMapping.of(ScaleMapping.Kind.MONOTONE_CUBIC, five, five, five);
    assertThat(cubic.isDefined()).isFalse();
    assertThat(cubic.rmse().method()).isEqualTo("not defined: fewer than 6 sessions");
    assertThat(
            ScaleMapping.of(ScaleMapping.Kind.LINEAR, new double[2], new double[2], new double[2])
                .obstacle())
        .isEqualTo("fewer than 3 sessions");
    assertThat(ScaleMapping.of(ScaleMapping.Kind.LINEAR, new double[5], five, five).obstacle())
        .isEqualTo("the predictions are all the same");
    double[] gap = {1, 2, Double.NaN, 4, 5};
    assertThat(ScaleMapping.of(ScaleMapping.Kind.LINEAR, gap, five, five).obstacle())
        .isEqualTo("a session has no prediction");
  }

  @Test
  void sessions_with_one_score_count_for_the_rmse_alone() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {1, 2.5, 3, 3.5, 5};
    double none = Double.NaN;
    ScaleMapping mapping =
        ScaleMapping.of(ScaleMapping.Kind.LINEAR, x, y, new double[] {none, 0.1, 0.1, none, 0.1});
    assertThat(List.of(mapping.rmse().n(), mapping.rmseStar().n(), mapping.outlierRatio().n()))
        .containsExactly(5, 3, 3);
    ScaleMapping means =
        ScaleMapping.of(
            ScaleMapping.Kind.LINEAR, x, y, new double[] {none, none, none, none, none});
    assertThat(means.rmse().isDefined()).isTrue();
    assertThat(means.rmseStar().isDefined()).isFalse();
    assertThat(means.outlierRatio().isDefined()).isFalse();
  }
}
