package io.privnet.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @Property
  void an_axis_holds_its_value_with_few_round_steps(
      @ForAll @DoubleRange(min = -12, max = 12) double magnitude,
      @ForAll @IntRange(min = 2, max = 12) int most) {
    double value = Math.pow(10, magnitude);
    Scale scale = Scale.upTo(value, most);
    assertThat(scale.at(value)).isBetween(0.0, 1 + 1e-9);
    // No step is wasted.
    assertThat(scale.to() - scale.step()).isLessThan(value * (1 + 1e-9));
    assertThat(scale.ticks()).hasSizeBetween(2, most + 1).startsWith(0.0);
    double mantissa = scale.step() / Math.pow(10, Math.floor(Math.log10(scale.step()) + 1e-9));
    assertThat(mantissa)
        .satisfiesAnyOf(
            m -> assertThat(m).isCloseTo(1, within(1e-6)),
            m -> assertThat(m).isCloseTo(2, within(1e-6)),
            m -> assertThat(m).isCloseTo(5, within(1e-6)));
  }

  @Property
  void labels_tell_the_ticks(
      @ForAll @DoubleRange(min = -3, max = 9) double magnitude,
      @ForAll @IntRange(min = 2, max = 12) int most) {
    Scale scale = Scale.upTo(Math.pow(10, magnitude), most);
    for (double tick : scale.ticks()) {
      assertThat(Double.parseDouble(scale.label(tick, 1)))
          .isCloseTo(tick, within(1e-6 * scale.to()));
    }
  }

  @Property
  void a_logarithmic_axis_holds_its_values_between_powers_of_ten(
      @ForAll @DoubleRange(min = 0, max = 5) double least,
      @ForAll @DoubleRange(min = 0, max = 5) double more) {
    Scale scale = Scale.logarithmic(Math.pow(10, least), Math.pow(10, least + more));
    assertThat(scale.at(Math.pow(10, least))).isBetween(-1e-9, 1.0);
    assertThat(scale.at(Math.pow(10, least + more))).isBetween(0.0, 1 + 1e-9);
    for (double tick : scale.ticks()) {
      assertThat(Math.log10(tick)).isCloseTo(Math.rint(Math.log10(tick)), within(1e-9));
    }
  }

  @Test
  void nothing_at_all_still_has_an_axis() {
    assertThat(Scale.upTo(0, 5).ticks()).hasSizeGreaterThan(1);
    assertThat(Scale.logarithmic(0, 0).ticks()).hasSizeGreaterThan(1);
    assertThat(Scale.logarithmic(1000, 1000).at(1000)).isEqualTo(1);
  }

  @Test
  void what_is_0_or_less_stands_at_the_beginning_of_a_logarithmic_axis() {
    assertThat(Scale.logarithmic(10, 1000).at(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5000000, 1000000, 0 1M 2M 3M 4M 5M",
    "0, 20000, 5000, 0 5k 10k 15k 20k",
    "0, 2000, 1000, 0 1000 2000",
    "0, 1, 0.25, 0 0.25 0.50 0.75 1.00",
    "0, 0.004, 0.002, 0 2e-3 4e-3",
    "-20000, 10000, 10000, -20k -10k 0 10k",
    "0, 3e15, 1e15, 0 1e15 2e15 3e15",
    "1000000000, 1000000002, 1, 1000.000000M 1000.000001M 1000.000002M",
    "0.0001, 10, 0, 1e-4 0.001 0.01 0.1 1 10",
    "100, 1000000, 0, 100 1k 10k 100k 1M",
    "1e14, 1e16, 0, 100T 1e15 1e16"
  })
  void labels_for_people_are_short(double from, double to, double step, String labels) {
    Scale scale = new Scale(from, to, step);
    assertThat(Arrays.stream(scale.ticks()).mapToObj(scale::label))
        .containsExactly(labels.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, 0, 5",
    "-5, -5, -5, 0",
    "0, 0, 0, 1",
    "90, 100, 90, 100",
    "10, 100, 0, 100",
    "-3, 4, -4, 4"
  })
  void an_axis_begins_at_0_unless_that_is_far(
      double least, double greatest, double from, double to) {
    assertThat(Scale.holding(least, greatest, 6).from()).isEqualTo(from);
    assertThat(Scale.holding(least, greatest, 6).to()).isEqualTo(to);
  }

  @ParameterizedTest
  @CsvSource({
    "250, 3940, 200 500 1k 2k 5k",
    "100, 10000, 100 1k 10k",
    "100, 1000, 100 200 500 1k 2k",
    "130, 900, 100 200 500 1k 2k",
    "80, 80, 50 100",
    "100, 100, 50 100 200",
    "0.00003, 0.0002, 2e-5 5e-5 1e-4 2e-4",
    "1, 5e6, 1 10 100 1k 10k 100k 1M 10M",
    "1e-12, 1e12, 1e-12 1e-9 1e-6 0.001 1 1k 1M 1G 1T"
  })
  void a_logarithmic_axis_has_enough_round_ticks_and_not_too_many(
      double least, double greatest, String labels) {
    Scale scale = Scale.decades(least, greatest);
    assertThat(Arrays.stream(scale.ticks()).mapToObj(scale::label))
        .containsExactly(labels.split(" "));
  }

  @Property
  void a_logarithmic_axis_of_curves_holds_its_values(
      @ForAll @DoubleRange(min = -20, max = 20) double least,
      @ForAll @DoubleRange(min = 0, max = 8) double more) {
    Scale scale = Scale.decades(Math.pow(10, least), Math.pow(10, least + more));
    assertThat(scale.at(Math.pow(10, least))).isBetween(-1e-6, 1.0);
    assertThat(scale.at(Math.pow(10, least + more))).isBetween(0.0, 1 + 1e-6);
    assertThat(scale.ticks()).hasSizeBetween(2, 13);
    // Less than a step between ticks is wasted at each end, but for two decades at least.
    assertThat(scale.to() / scale.from())
        .isLessThan(Math.max(100, 100 * Math.pow(10, more)) * (1 + 1e-6));
  }
}
