package io.privnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.figure.CurveFigure;
import io.privnet.figure.CurveFigure.Axis;
import io.privnet.figure.CurveFigure.Curve;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvePictureTest {
  private static List<String> lines(CurveFigure figure, int columns, boolean unicode) {
    return CurvePicture.lines(figure, columns, unicode, (style, text) -> text);
  }

  private static CurveFigure figure(Axis y, Curve... curves) {
    return new CurveFigure("Title", "", Axis.linear("time (s)"), y, List.of(curves));
  }

  private static Curve curve(String name, double[] x, double... y) {
    return new Curve(name, x, y);
  }

  private static final double[] TIMES = {0, 5, 10};

  @Test
  void marks_stand_in_the_cells_of_their_values() {
    List<String> lines =
        lines(
            figure(
                Axis.linear("share (%)"),
                curve("rising", TIMES, 0, 50, 100),
                curve("falling", TIMES, 100, 90, 0)),
            57,
            false);
    // 18 rows below the title, an empty line and the axis' name; 51 columns right of "100 +".
    List<String> rows = lines.subList(3, 21);
    assertThat(rows.get(0).charAt(5)).isEqualTo('#');
    assertThat(rows.get(0).charAt(55)).isEqualTo('o');
    assertThat(rows.get(17).charAt(5)).isEqualTo('o');
    assertThat(rows.get(17).charAt(55)).isEqualTo('#');
    // 90 % of the way up 17 steps is 15.3: the third row from above.
    assertThat(rows.get(2).charAt(30)).isEqualTo('#');
    assertThat(rows.get(0)).startsWith("100 +");
    assertThat(rows.get(17)).startsWith("  0 +");
    assertThat(lines).contains("share (%)", "  o rising", "  # falling");
    assertThat(lines).anyMatch(line -> line.strip().equals("time (s)"));
    assertThat(lines).allMatch(line -> line.length() <= 57 && line.chars().allMatch(c -> c < 128));
  }

  @Test
  void points_that_meet_show_the_first_curve_and_say_so() {
    List<String> lines =
        lines(
            figure(
                Axis.linear("y"), curve("first", TIMES, 1, 2, 3), curve("second", TIMES, 1, 2, 3)),
            60,
            false);
    assertThat(lines).contains("where points meet, that of the curve named first is shown");
    assertThat(lines.subList(3, 21)).noneMatch(line -> line.contains("#"));
  }

  @Test
  void what_a_logarithmic_axis_cannot_show_is_said() {
    List<String> lines =
        lines(figure(Axis.logarithmic("y"), curve("c", TIMES, 0, 10, 1000)), 60, false);
    assertThat(lines)
        .contains("1 point at 0 or below left out, which a logarithmic axis cannot show");
    assertThat(lines.stream().filter(line -> line.contains("|") || line.contains("+")))
        .filteredOn(line -> line.contains("o"))
        .hasSize(2);
  }

  @Test
  void each_curve_has_a_mark_of_its_own() {
    Curve[] curves = new Curve[CurveFigure.MAX_CURVES];
    for (int i = 0; i < curves.length; i++) {
      curves[i] = curve("curve " + i, TIMES, i, i, i);
    }
    for (boolean unicode : new boolean[] {true, false}) {
      List<String> legend =
          lines(figure(Axis.linear("y"), curves), 80, unicode).stream()
              .filter(line -> line.matches("  . curve \\d+"))
              .map(line -> line.substring(2, 3))
              .toList();
      assertThat(legend).hasSize(curves.length).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_narrow_terminal_and_a_single_point_still_give_a_picture() {
    assertThat(lines(figure(Axis.linear("y"), curve("", new double[] {3}, -7)), 10, true))
        .anyMatch(line -> line.contains("●"))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void control_characters_of_a_name_do_not_reach_the_terminal() {
    assertThat(lines(figure(Axis.linear("y"), curve("\u001b[31mred", TIMES, 1, 2, 3)), 60, false))
        .contains("  o ?[31mred");
  }

  @Test
  void a_counterpart_has_the_hollow_mark_of_its_curve() {
    Curve measured = curve("measured", TIMES, 1, 2, 3);
    Curve expected = new Curve("expected", TIMES, new double[] {2, 3, 4}, true);
    assertThat(lines(figure(Axis.linear("y"), measured, expected), 60, true))
        .contains("  ● measured", "  ○ expected");
  }
}
