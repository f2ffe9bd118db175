package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.figure.Figure;
import io.privnet.figure.Size;
import io.privnet.figure.Svg;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.RatedSession;
import io.privnet.qoe.mos.Score;
import io.privnet.qoe.mos.SessionFeatures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The plot of a figure 800 wide lies between y = 92 and 392, see the axis' ticks. */
class CellFigureTest {
  private static final Size SIZE = new Size(800, 0);
  private static final double TOP = 92;
  private static final double BOTTOM = 392;

  @BeforeAll
  static void draw_without_a_display() {
    System.setProperty("java.awt.headless", "true");
  }

  private static RatedSession session(
      String connection, String userClass, Double media, double... scores) {
    List<Score> list = new ArrayList<>();
    for (double score : scores) {
      list.add(new Score("rater", score));
    }
    return new RatedSession(
        "s",
        connection,
        userClass,
        list,
        media == null ? Map.of() : Map.of(SessionFeatures.MEAN_OUT, media),
        List.of());
  }

  private static List<Cell> rated() {
    return Cell.of(
        List.of(
            session("direct", "Novice", null, 4, 5, 3, 4),
            session("direct", "Expert", null, 3, 3, 3.5, 3.5),
            session("WAN", "Novice", null, 2),
            session("WAN", "Expert", null)));
  }

  private static double y(double mos) {
    return BOTTOM - (mos - 1) / 4 * (BOTTOM - TOP);
  }

  @Test
  void every_rated_cell_has_a_bar_as_high_as_its_mean() throws Exception {
    Svg svg = Svg.of(CellFigure.mos(rated(), SIZE));
    List<Element> bars = svg.all("//*[@class='bar']/*[local-name()='rect']");
    assertThat(bars).hasSize(3);
    double[] means = {4, 3.25, 2};
    for (int i = 0; i < means.length; i++) {
      assertThat(Svg.number(bars.get(i), "y")).isCloseTo(y(means[i]), within(0.01));
      assertThat(Svg.number(bars.get(i), "y") + Svg.number(bars.get(i), "height"))
          .isCloseTo(BOTTOM, within(0.011));
    }
    assertThat(svg.texts("//*[@class='bar']/*[local-name()='text']"))
        .containsExactly("4.00", "n = 4", "3.25", "n = 4", "2.00", "n = 1");
  }

  @Test
  void whiskers_reach_to_the_ends_of_the_interval() throws Exception {
    // Mean 3.25, s = 0.288675, t(0.975, 3) = 3.182446 (a table of Student's t), n = 4.
    double half = 3.182446 * 0.288675 / 2;
    Svg svg = Svg.of(CellFigure.mos(rated(), SIZE));
    List<Element> whiskers = svg.all("//*[@class='interval']/*[local-name()='path']");
    assertThat(whiskers).hasSize(2);
    double[] p = Svg.points(whiskers.get(1));
    assertThat(p[1]).isCloseTo(y(3.25 - half), within(0.02));
    assertThat(p[3]).isCloseTo(y(3.25 + half), within(0.02));
    // Caps at both ends.
    assertThat(p[6] - p[4]).isEqualTo(10);
    assertThat(p[10] - p[8]).isEqualTo(10);
    assertThat(svg.texts("//*[@class='bar']/*[local-name()='title']"))
        .contains("direct, Expert: MOS 3.25, 95 % CI 2.79 to 3.71, n = 4");
  }

  @Test
  void an_interval_beyond_the_scale_is_cut_and_has_no_cap_there() throws Exception {
    // Mean 4, s = 0.816497: the interval ends at 5.30.
    Svg svg = Svg.of(CellFigure.mos(rated(), SIZE));
    double[] p = Svg.points(svg.all("//*[@class='interval']/*[local-name()='path']").get(0));
    assertThat(p[3]).isEqualTo(TOP);
    assertThat(p[10] - p[8]).isZero();
    assertThat(svg.texts("//*[local-name()='text']")).anyMatch(t -> t.contains("open where"));
  }

  @Test
  void bands_lie_where_the_grades_do() throws Exception {
    Svg svg = Svg.of(CellFigure.mos(rated(), SIZE));
    assertThat(svg.texts("//*[@class='grade']/*[local-name()='text']"))
        .containsExactly("Poor", "Acceptable", "Good");
    List<Element> bands = svg.all("//*[@class='grade']/*[local-name()='rect']");
    double[][] limits = {{1, 3}, {3, 4}, {4, 5}};
    for (int i = 0; i < 3; i++) {
      double top = Svg.number(bands.get(i), "y");
      assertThat(top).isCloseTo(y(limits[i][1]), within(0.01));
      assertThat(top + Svg.number(bands.get(i), "height")).isCloseTo(y(limits[i][0]), within(0.01));
    }
  }

  @Test
  void media_are_means_over_sessions_in_a_fitting_unit() throws Exception {
    Svg svg =
        Svg.of(
            CellFigure.media(
                Cell.of(
                    List.of(
                        session("direct", "Novice", 20e6),
                        session("direct", "Novice", 40e6),
                        session("WAN", "Novice", 1.5e6))),
                "payload",
                SIZE));
    List<Element> bars = svg.all("//*[@class='bar']/*[local-name()='rect']");
    assertThat(bars).hasSize(2);
    // 30 and 1.5 Mbit/s: bars from 0, so their heights are as their means.
    assertThat(Svg.number(bars.get(0), "height") / Svg.number(bars.get(1), "height"))
        .isCloseTo(20, within(0.02));
    assertThat(svg.texts("//*[@class='bar']/*[local-name()='text']"))
        .containsExactly("30.0", "n = 2", "1.50", "n = 1");
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains("Δb_out (Mbit/s)", "direct", "WAN", "Novice", "network connection");
  }

  @Test
  void the_same_cells_give_the_same_bytes_in_every_locale() throws Exception {
    byte[] once = Svg.bytes(CellFigure.mos(rated(), SIZE));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(Svg.bytes(CellFigure.mos(rated(), SIZE))).isEqualTo(once);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void names_of_any_kind_leave_the_svg_well_formed() throws Exception {
    Svg svg =
        Svg.of(
            CellFigure.mos(
                Cell.of(
                    List.of(session("<a&b>\"'\u0000\u001b[31m\ud800]]>", "\uffff&amp;", null, 3))),
                SIZE));
    assertThat(svg.texts("//*[@class='bar']/*[local-name()='title']"))
        .containsExactly("<a&b>\"'\ufffd\ufffd[31m\ufffd]]>, \ufffd&amp;: MOS 3.00, n = 1");
  }

  @Test
  void a_png_has_the_size_asked_for_and_the_bars_colour_in_the_bar() throws Exception {
    Size size = new Size(1600, 0);
    Figure figure = CellFigure.mos(rated(), size);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    figure.writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(image.getHeight()).isEqualTo(960);
    Element bar = Svg.of(figure).all("//*[@class='bar']/*[local-name()='rect']").get(0);
    int x = (int) (2 * (Svg.number(bar, "x") + 5));
    int y = (int) (2 * (Svg.number(bar, "y") + 20));
    assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(Integer.parseInt("0072b2", 16));
    // Text was drawn: there is ink where the title stands.
    assertThat(
            IntStream.range(32, 400)
                .filter(column -> (image.getRGB(column, 44) & 0xff) < 100)
                .count())
        .isPositive();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    figure.writePng(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }

  @Test
  void more_user_classes_than_colours_are_refused() {
    List<RatedSession> sessions =
        IntStream.range(0, 9).mapToObj(i -> session("LAN", "class " + i, null, 3)).toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CellFigure.mos(Cell.of(sessions), SIZE))
        .withMessageContaining("at most 40 connections and 8 user classes");
  }
}
