package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.figure.Size;
import io.privnet.figure.Svg;
import io.privnet.qoe.series.Bin;
import io.privnet.qoe.state.SystemState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Time runs from x = 76 to 696. */
class SessionFigureTest {
  private static final Size SIZE = new Size(800, 0);
  private static final double LEFT = 76;
  private static final double RIGHT = 696;

  private static SessionFigure.Session session(
      String name, List<SessionFigure.Task> tasks, List<StatePath.Stay> states, long... bytes) {
    Trace trace = new Trace(Duration.ofSeconds(1));
    for (int i = 0; i < bytes.length; i++) {
      trace.take(new Bin(i, i * 1_000_000_000L, true, bytes[i], 0, 1, 0));
    }
    return new SessionFigure.Session(name, trace, trace.in().meanBps(), tasks, states);
  }

  @Test
  void the_curve_has_a_step_for_each_bin() throws Exception {
    // 0, 1, 2, 1 kbit/s, so that the axis ends at 2 kbit/s.
    Svg svg =
        Svg.of(
            SessionFigure.control(
                List.of(session("s", List.of(), List.of(), 0, 125, 250, 125)),
                "payload",
                false,
                SIZE));
    List<Element> paths = svg.all("//*[@class='series']/*[local-name()='path']");
    double[] line = Svg.points(paths.get(1));
    double quarter = (RIGHT - LEFT) / 4;
    double bottom = line[1];
    double top = line[2 * 4 + 1];
    double middle = (bottom + top) / 2;
    double[] steps = {bottom, middle, top, middle};
    for (int bin = 0; bin < 4; bin++) {
      assertThat(line[4 * bin]).isCloseTo(LEFT + bin * quarter, within(0.01));
      assertThat(line[4 * bin + 2]).isCloseTo(LEFT + (bin + 1) * quarter, within(0.01));
      assertThat(line[4 * bin + 1]).isCloseTo(steps[bin], within(0.011));
      assertThat(line[4 * bin + 3]).isCloseTo(steps[bin], within(0.011));
    }
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains("peak 2.00", "mean 1.00", "b_in (kbit/s)", "time since the capture began (s)")
        .anyMatch(text -> text.contains("payload, intervals of 1 s"));
    Element level = svg.all("//*[@class='level'][2]/*[local-name()='path']").get(0);
    assertThat(Svg.points(level)[1]).isCloseTo(middle, within(0.011));
  }

  @Test
  void tasks_and_states_stand_at_their_times() throws Exception {
    Svg svg =
        Svg.of(
            SessionFigure.control(
                List.of(
                    session(
                        "s",
                        List.of(
                            new SessionFigure.Task(1, 1, 2.5), new SessionFigure.Task(2, 3, 99)),
                        List.of(
                            new StatePath.Stay(SystemState.STABLE, 0, 3, 1, 1),
                            new StatePath.Stay(SystemState.UNSTABLE, 3, 4, 1, 1)),
                        100,
                        100,
                        100,
                        100)),
                "payload",
                false,
                SIZE));
    double second = (RIGHT - LEFT) / 4;
    List<Element> tasks = svg.all("//*[@class='task']/*[local-name()='rect']");
    assertThat(Svg.number(tasks.get(0), "x")).isCloseTo(LEFT + second, within(0.01));
    assertThat(Svg.number(tasks.get(0), "width")).isCloseTo(1.5 * second, within(0.01));
    // The second lasts beyond the capture.
    assertThat(Svg.number(tasks.get(1), "x") + Svg.number(tasks.get(1), "width"))
        .isCloseTo(RIGHT, within(0.011));
    List<Element> states = svg.all("//*[@class='state']/*[local-name()='rect']");
    assertThat(Svg.number(states.get(1), "x")).isCloseTo(LEFT + 3 * second, within(0.01));
    assertThat(svg.texts("//*[@class='state']/*[local-name()='title']"))
        .containsExactly("Stable: 0 s to 3 s", "Unstable: 3 s to 4 s");
    assertThat(svg.texts("//*[@class='task']/*[local-name()='text']"))
        .containsExactly("Task 1", "Task 2");
  }

  @Test
  void sessions_that_are_comparable_share_an_axis_and_others_do_not() throws Exception {
    SessionFigure.Session small = session("small", List.of(), List.of(), 125);
    SessionFigure.Session twice = session("twice", List.of(), List.of(), 250);
    SessionFigure.Session huge = session("huge", List.of(), List.of(), 125_000);
    assertThat(ticks(small, twice)).filteredOn("2.0"::equals).hasSize(2);
    assertThat(ticks(small, huge)).filteredOn("1.0"::equals).hasSize(2).doesNotContain("2.0");
    Svg svg = Svg.of(SessionFigure.control(List.of(small, huge), "payload", false, SIZE));
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains("b_in (kbit/s)", "b_in (Mbit/s)")
        .anyMatch(text -> text.contains("each panel has its own axis"));
  }

  private static List<String> ticks(SessionFigure.Session... sessions) throws Exception {
    return Svg.of(SessionFigure.control(List.of(sessions), "payload", false, SIZE))
        .texts("//*[@text-anchor='end']");
  }

  @Test
  void a_logarithmic_axis_keeps_ratios() throws Exception {
    // 1 kbit/s, 10, 100: equal steps upwards.
    Svg svg =
        Svg.of(
            SessionFigure.control(
                List.of(session("s", List.of(), List.of(), 125, 1250, 12_500)),
                "payload",
                true,
                SIZE));
    double[] line = Svg.points(svg.all("//*[@class='series']/*[local-name()='path']").get(1));
    assertThat(line[1] - line[5]).isCloseTo(line[5] - line[9], within(0.02)).isPositive();
  }

  @Test
  void a_jump_in_time_interrupts_the_curve() throws Exception {
    Trace trace = new Trace(Duration.ofSeconds(1));
    trace.take(new Bin(0, 0, true, 125, 0, 1, 0));
    trace.take(new Bin(9, 9_000_000_000L, true, 125, 0, 1, 0));
    SessionFigure.Session session =
        new SessionFigure.Session("s", trace, 1000, List.of(), List.of());
    Svg svg = Svg.of(SessionFigure.control(List.of(session), "payload", false, SIZE));
    // An area and a line for each stretch.
    assertThat(svg.all("//*[@class='series']/*[local-name()='path']")).hasSize(4);
  }

  @Test
  void too_many_sessions_are_refused() {
    SessionFigure.Session session = session("s", List.of(), List.of(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SessionFigure.control(Collections.nCopies(13, session), "payload", false, SIZE));
  }
}
