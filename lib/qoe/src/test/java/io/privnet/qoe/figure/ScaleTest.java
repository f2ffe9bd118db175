package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

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
}
