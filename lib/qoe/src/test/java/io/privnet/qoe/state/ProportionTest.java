package io.privnet.qoe.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  /** Newcombe, Statistics in Medicine 17 (1998) 857, Table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void independent_observations_have_the_published_interval(
      long count, long of, double low, double high) {
    Proportion proportion = new Proportion(count, of, of);

    assertThat(proportion.low()).isCloseTo(low, within(0.00005));
    assertThat(proportion.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void nothing_counted_has_no_share() {
    Proportion none = new Proportion.Counter().proportion();

    assertThat(none.of()).isZero();
    assertThat(none.share()).isNaN();
    assertThat(none.low()).isNaN();
    assertThat(none.high()).isNaN();
  }

  @Test
  void spells_are_runs_of_the_same_value_without_a_break() {
    Proportion.Counter counter = new Proportion.Counter();
    for (int i = 0; i < 12; i++) {
      if (i == 4) {
        counter.interrupt();
      }
      counter.add(i < 9);
    }

    assertThat(counter.proportion()).isEqualTo(new Proportion(9, 12, 3));
  }

  @Test
  void share_of_none_or_all_reaches_the_end_of_the_scale() {
    assertThat(new Proportion(0, 9, 1).low()).isZero();
    assertThat(new Proportion(9, 9, 1).high()).isEqualTo(1);
  }

  /** Spells of idleness and of activity, their mean lengths, and the sessions' length. */
  @ParameterizedTest
  @CsvSource({"4, 9, 300", "4, 9, 46", "2, 2, 46", "10, 10, 46", "20, 50, 300", "10, 1, 46"})
  void interval_of_a_dependent_sequence_covers_the_truth_at_least_about_as_often_as_it_says(
      double idleSpell, double activeSpell, int length) {
    double truth = idleSpell / (idleSpell + activeSpell);
    SplittableRandom random = new SplittableRandom(1);
    int sessions = 4000;
    int covered = 0;
    int naive = 0;
    for (int s = 0; s < sessions; s++) {
      Proportion.Counter counter = new Proportion.Counter();
      boolean idle = random.nextDouble() < truth;
      for (int i = 0; i < length; i++) {
        counter.add(idle);
        idle ^= random.nextDouble() < 1 / (idle ? idleSpell : activeSpell);
      }
      Proportion p = counter.proportion();
      covered += p.low() <= truth && truth <= p.high() ? 1 : 0;
      Proportion independent = new Proportion(p.count(), p.of(), p.of());
      naive += independent.low() <= truth && truth <= independent.high() ? 1 : 0;
    }

    assertThat((double) covered / sessions).isGreaterThan(0.94);
    if (idleSpell > 2 && activeSpell > 2) {
      assertThat((double) naive / sessions).isLessThan(0.75);
    }
  }
}
