package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SampleMeanTest {
  private static final Offset<Double> TINY = within(1e-9);

  /** Expected values made by src/test/scipy/make-expected.py. */
  @ParameterizedTest
  @CsvFileSource(resources = "means.csv", delimiter = ';', numLinesToSkip = 1)
  void mean_and_interval_equal_scipys(
      String values, double mean, double s, double low, double high) {
    SampleMean sample = SampleMean.of(Vectors.numbers(values));
    assertThat(sample.mean()).isCloseTo(mean, TINY);
    assertThat(sample.deviation()).isCloseTo(s, TINY);
    assertThat(sample.low()).isCloseTo(low, TINY);
    assertThat(sample.high()).isCloseTo(high, TINY);
  }

  @Test
  void interval_of_two_scores_is_not_clipped_to_the_scale() {
    // t(0.975, 1) = 12.706, s/√2 = 0.5
    SampleMean mean = SampleMean.of(4, 5);
    assertThat(mean.low()).isCloseTo(4.5 - 6.353, within(1e-3));
    assertThat(mean.high()).isCloseTo(4.5 + 6.353, within(1e-3));
    assertThat(mean.halfWidth()).isCloseTo(6.353, within(1e-3));
  }

  @Test
  void one_score_has_a_mean_but_no_interval_and_none_has_nothing() {
    assertThat(SampleMean.of(4).mean()).isEqualTo(4);
    assertThat(SampleMean.of(4).deviation()).isNaN();
    assertThat(SampleMean.of(4).low()).isNaN();
    assertThat(SampleMean.of().mean()).isNaN();
    assertThat(SampleMean.of().n()).isZero();
  }

  @Test
  void cells_pool_scores_and_average_features_in_the_order_of_the_table() {
    List<RatedSession> sessions =
        List.of(
            new RatedSession(
                "a",
                "WAN",
                "Expert",
                List.of(new Score("r1", 3), new Score("r2", 4)),
                Map.of("f", 1.0),
                List.of()),
            new RatedSession("b", "LAN", "Expert", List.of(), Map.of(), List.of()),
            new RatedSession(
                "c", "WAN", "Expert", List.of(new Score("r1", 5)), Map.of("f", 4.0), List.of()),
            new RatedSession(
                "d", "WAN", "Novice", List.of(new Score("r3", 2)), Map.of("f", 9.0), List.of()));
    List<Cell> cells = Cell.of(sessions);
    assertThat(cells)
        .extracting(cell -> cell.connection() + "/" + cell.userClass())
        .containsExactly("WAN/Expert", "LAN/Expert", "WAN/Novice");
    assertThat(cells.get(0).mos().n()).isEqualTo(3);
    assertThat(cells.get(0).mos().mean()).isCloseTo(4, TINY);
    assertThat(cells.get(0).sessions()).hasSize(2);
    assertThat(cells.get(0).feature("f").mean()).isEqualTo(2.5);
    assertThat(cells.get(1).mos().n()).isZero();
    assertThat(cells.get(1).feature("f").mean()).isNaN();
  }
}
