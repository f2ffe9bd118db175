package io.privnet.qoe.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.state.RecordedSession.Truth;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * States of recorded sessions against what their users went through.
 *
 * <p>The rules and thresholds were chosen on nine other sessions and fixed before these fifteen
 * were looked at; their links and users are alike, their random numbers and the times of outages
 * are not. The figures asserted are those measured then, as {@code samples/captures/README.md}
 * tells them. {@code RecordedBins} and {@code src/test/sessions/make-labels.py} made the files from
 * captures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedSessionsTest {
  private List<RecordedSession> sessions;

  @BeforeAll
  void read() throws Exception {
    sessions = RecordedSession.readAll(folder());
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(RecordedSessionsTest.class.getResource("sessions").toURI());
  }

  private List<RecordedSession> of(String... connections) {
    return sessions.stream()
        .filter(session -> List.of(connections).contains(session.name().split("-")[0]))
        .toList();
  }

  @Test
  void healthy_sessions_are_idle_and_stable_and_nothing_else() {
    List<RecordedSession> healthy = of("direct", "isolated", "public");

    assertThat(healthy).hasSize(6);
    for (RecordedSession session : healthy) {
      assertThat(session.states().bins())
          .as(session.name())
          .extracting(StateBin::state)
          .containsOnly(SystemState.IDLE, SystemState.STABLE);
    }
  }

  @Test
  void stalls_are_found_as_often_as_was_measured() {
    StateEvaluation evaluation = StateEvaluation.of(sessions);

    assertThat(evaluation.stalls).isEqualTo(21);
    assertThat(evaluation.delays).hasSizeGreaterThanOrEqualTo(19);
    assertThat(evaluation.all(Truth.STALLED)).isEqualTo(89);
    assertThat(evaluation.recall()).isGreaterThanOrEqualTo(86.0 / 89);
    assertThat(evaluation.precision()).isGreaterThanOrEqualTo(86.0 / 99);
  }

  @Test
  void stall_of_a_second_or_more_is_found_within_its_first_one_and_a_half() {
    StateEvaluation evaluation = StateEvaluation.of(sessions);

    assertThat(evaluation.missed).allMatch(stall -> stall.matches(".* 0\\.\\d+ s"));
    assertThat(evaluation.delays).allMatch(delay -> delay < 1.5);
  }

  @Test
  void experts_who_try_again_show_positive_feedback_and_novices_who_wait_negative() {
    List<RecordedSession> stalled = of("wan", "outage");

    assertThat(stalled).hasSize(9);
    for (RecordedSession session : stalled) {
      StateSummary summary = session.states().summary();
      double gain = summary.retryGain().ratio();
      if (session.name().contains("expert")) {
        assertThat(gain).as(session.name()).isBetween(3.2, 4.5);
        assertThat(summary.abort().share()).isLessThanOrEqualTo(0.25);
      } else {
        assertThat(gain).as(session.name()).isBetween(0.09, 0.34);
        assertThat(summary.abort().share()).isGreaterThan(0.6);
      }
    }
  }
}
