package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MosReportTest {
  /** R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2, 0.04), "holm"). */
  @Test
  void holms_p_equals_rs() {
    assertThat(MosReport.holm(new double[] {0.01, 0.04, 0.03, 0.005, 0.2, 0.04}))
        .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 0.20, 0.12}, within(1e-12));
    assertThat(MosReport.holm(new double[] {0.5, Double.NaN, 0.9}))
        .containsExactly(new double[] {1, Double.NaN, 1});
    assertThat(MosReport.holm(new double[0])).isEmpty();
  }

  @Test
  void opposite_signs_are_compared_in_strength_too() {
    double[] in = {1, 2, 3, 4, 5, 7};
    double[] out = {9, 3, 8, 2, 1, 2};
    double[] mos = {5, 3.9, 4.2, 2, 2.5, 1};
    MosReport report = MosReport.of(Vectors.sessions(in, out, mos));
    DependentCorrelations signed = report.comparison().orElseThrow();
    DependentCorrelations strength = report.magnitudes().orElseThrow();
    assertThat(signed.first()).isNegative();
    assertThat(strength.first()).isEqualTo(-signed.first());
    assertThat(strength.second()).isEqualTo(signed.second());
    // Turning the sign of b_in itself gives the same.
    double[] turned = java.util.Arrays.stream(in).map(v -> 10 - v).toArray();
    DependentCorrelations direct =
        MosReport.of(Vectors.sessions(turned, out, mos)).comparison().orElseThrow();
    assertThat(strength.t()).isCloseTo(direct.t(), within(1e-9));
    assertThat(strength.low()).isCloseTo(direct.low(), within(1e-9));
  }

  @Test
  void every_feature_has_every_coefficient_in_the_order_of_the_features() {
    List<RatedSession> sessions =
        Stream.of(1, 2, 3, 4)
            .map(
                i ->
                    new RatedSession(
                        "s" + i,
                        "",
                        "",
                        List.of(new Score("a", i), new Score("b", 5 - i)),
                        Map.of("x", i * 1.0),
                        List.of()))
            .toList();
    MosReport report = MosReport.of(sessions);
    assertThat(report.correlations())
        .extracting(of -> of.feature() + " " + of.correlation().coefficient())
        .containsExactly("x PEARSON", "x SPEARMAN", "x KENDALL");
    assertThat(report.comparison()).isEmpty();
    assertThat(report.fit().isDefined()).isFalse();
    assertThat(report.mappings()).noneMatch(ScaleMapping::isDefined);
  }

  @Test
  void no_session_with_scores_or_features_gives_an_empty_report() {
    MosReport report =
        MosReport.of(List.of(new RatedSession("s", "", "", List.of(), Map.of(), List.of())));
    assertThat(report.correlations()).isEmpty();
    assertThat(report.cells()).singleElement().matches(cell -> cell.mos().n() == 0);
    assertThat(MosReport.of(List.of()).cells()).isEmpty();
  }
}
