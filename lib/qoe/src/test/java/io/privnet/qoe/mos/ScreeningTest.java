package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ScreeningTest {
  private static double[][] matrix(String text) {
    return Arrays.stream(text.split("/")).map(Vectors::numbers).toArray(double[][]::new);
  }

  /** Expected values made by src/test/scipy/make-expected.py. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "screenings.csv",
      delimiter = ';',
      numLinesToSkip = 1,
      maxCharsPerColumn = 100_000)
  void counts_and_rejections_equal_numpys(
      String scores, String given, String above, String below, String rejected) {
    Screening screening = Screening.of(Vectors.panel(matrix(scores)));
    double[] n = Vectors.numbers(given);
    double[] p = Vectors.numbers(above);
    double[] q = Vectors.numbers(below);
    double[] out = Vectors.numbers(rejected);
    assertThat(screening.raters()).hasSameSizeAs(n);
    for (Screening.Rater rater : screening.raters()) {
      int i = Integer.parseInt(rater.rater().substring(1));
      assertThat(rater)
          .isEqualTo(new Screening.Rater(rater.rater(), (int) n[i], (int) p[i], (int) q[i]));
      assertThat(rater.rejected()).isEqualTo(out[i] == 1);
    }
  }

  @Test
  void rejected_raters_scores_are_left_out_only_when_applied() {
    // Ten of one mind, and one who is far off on either side in turn.
    double[][] scores = new double[10][11];
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < 10; j++) {
        scores[i][j] = 3 + (j % 2 == 0 ? 0.1 : -0.1);
      }
      scores[i][10] = i % 2 == 0 ? 5 : 1;
    }
    List<RatedSession> sessions = Vectors.panel(scores);
    Screening screening = Screening.of(sessions);
    // β2 of such a session is about 9, so that √20·s counts, which 11 scores cannot reach.
    assertThat(screening.rejected()).isEmpty();
    double[][] wide = new double[10][31];
    for (int i = 0; i < wide.length; i++) {
      for (int j = 0; j < 30; j++) {
        wide[i][j] = scores[i][j % 10];
      }
      wide[i][30] = scores[i][10];
    }
    sessions = Vectors.panel(wide);
    screening = Screening.of(sessions);
    assertThat(screening.rejected()).containsExactly("r30");
    assertThat(screening.raters().get(30)).isEqualTo(new Screening.Rater("r30", 10, 5, 5));
    assertThat(sessions.getFirst().scores()).hasSize(31);
    assertThat(screening.applied(sessions).getFirst().scores())
        .hasSize(30)
        .noneMatch(score -> score.rater().equals("r30"));
  }

  @Test
  void panel_of_one_mind_and_small_panels_reject_nobody() {
    assertThat(
            Screening.of(Vectors.panel(new double[][] {{4.4, 4.4, 4.4, 4.4, 4.4, 4.4, 4.4}}))
                .raters())
        .allMatch(rater -> rater.above() + rater.below() == 0);
    assertThat(Screening.of(List.of()).raters()).isEmpty();
    assertThat(Screening.of(Vectors.panel(new double[][] {{5}})).raters())
        .containsExactly(new Screening.Rater("r0", 1, 0, 0));
  }

  /**
   * Of M scores none lies further from their mean than s·(M − 1)/√M, which is below 2 for M = 5.
   */
  @Property(tries = 200)
  void five_scores_never_lie_far_off(@ForAll @IntRange(max = 100_000) int seed) {
    Random random = new Random(seed);
    double[][] scores = new double[4][Screening.SMALLEST_PANEL - 1];
    for (double[] row : scores) {
      Arrays.setAll(row, i -> 1 + random.nextInt(5));
    }
    assertThat(Screening.of(Vectors.panel(scores)).raters())
        .allMatch(rater -> rater.above() + rater.below() == 0);
  }
}
