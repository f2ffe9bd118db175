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
  void sequence_that_never_changes_is_worth_one_observation_for_each_unbroken_run() {
    Proportion.Counter counter = new Proportion.Counter();
    for (int i = 0; i < 30; i++) {
      if (i == 10) {
        counter.interrupt();
      }
      counter.add(true);
    }

    assertThat(counter.proportion()).isEqualTo(new Proportion(30, 30, 2));
  }

  @Test
  void alternating_sequence_is_worth_no_more_than_its_length() {
    Proportion.Counter counter = new Proportion.Counter();
    for (int i = 0; i < 30; i++) {
      counter.add(i % 2 == 0);
    }

    assertThat(counter.proportion()).isEqualTo(new Proportion(15, 30, 30));
  }

  /** Spells of idleness and of activity, their mean lengths, and the sessions' length. */
  @ParameterizedTest
  @CsvSource({"4, 9, 300", "4, 9, 46", "2, 2, 46", "10, 10, 46", "20, 50, 300"})
  void interval_of_a_dependent_sequence_covers_the_truth_about_as_often_as_it_says(
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

    assertThat((double) covered / sessions).isBetween(0.915, 0.975);
    if (idleSpell > 2) {
      assertThat((double) naive / sessions).isLessThan(0.75);
    }
  }
}
