package io.privnet.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.figure.CurveFigure.Axis;
import io.privnet.figure.CurveFigure.Curve;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * With one row of legend the plot of a figure 800 wide lies between x = 76 and 772, y = 82 and 404.
 */
class CurveFigureTest {
  private static final Size SIZE = new Size(800, 0);
  private static final double LEFT = 76;
  private static final double RIGHT = 772;
  private static final double TOP = 82;
  private static final double BOTTOM = 404;

  @BeforeAll
  static void draw_without_a_display() {
    System.setProperty("java.awt.headless", "true");
  }

  private static CurveFigure figure(Axis x, Axis y, Curve... curves) {
    return new CurveFigure("Load of routers", "16 routers", x, y, List.of(curves));
  }

  private static Curve curve(String name, double... xy) {
    double[] x = new double[xy.length / 2];
    double[] y = new double[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Curve(name, x, y);
  }

  private static List<double[]> lines(Svg svg) throws Exception {
    List<double[]> lines = new ArrayList<>();
    for (Element path : svg.all("//*[@class='curve']/*[local-name()='path']")) {
      lines.add(Svg.points(path));
    }
    return lines;
  }

  @Test
  void points_stand_where_linear_axes_say() throws Exception {
    // The axes end at 60 s and 100 %.
    Svg svg =
        Svg.of(
            figure(
                    Axis.linear("time (s)"),
                    Axis.linear("vehicles (%)"),
                    curve("k = 5", 0, 0, 10, 27, 60, 73),
                    curve("k = 10", 0, 0, 60, 100))
                .draw(SIZE));
    double[] x = {0, 10, 60};
    double[] y = {0, 27, 73};
    double[] line = lines(svg).getFirst();
    for (int i = 0; i < 3; i++) {
      assertThat(line[2 * i]).isCloseTo(LEFT + x[i] / 60 * (RIGHT - LEFT), within(0.0051));
      assertThat(line[2 * i + 1]).isCloseTo(BOTTOM - y[i] / 100 * (BOTTOM - TOP), within(0.0051));
    }
    Element circle = svg.all("//*[@class='point']/*[local-name()='circle']").get(1);
    assertThat(Svg.number(circle, "cx")).isEqualTo(line[2]);
    assertThat(Svg.number(circle, "cy")).isEqualTo(line[3]);
    assertThat(svg.texts("//*[@class='point']/*[local-name()='title']"))
        .contains("k = 5: 10, 27", "k = 10: 60, 100");
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains("Load of routers", "16 routers", "time (s)", "vehicles (%)", "k = 5", "k = 10")
        .contains("0", "20", "40", "60", "80", "100");
  }

  @Test
  void points_stand_where_logarithmic_axes_say() throws Exception {
    // From 200 to 100,000 and from 2 to 100.
    Svg svg =
        Svg.of(
            figure(
                    Axis.logarithmic("nodes"),
                    Axis.logarithmic("hops"),
                    curve("Chord", 256, 4, 4096, 6, 65_536, 80))
                .draw(SIZE));
    double[] line = lines(svg).getFirst();
    double[] x = {256, 4096, 65_536};
    double[] y = {4, 6, 80};
    for (int i = 0; i < 3; i++) {
      double right = Math.log(x[i] / 200) / Math.log(500);
      double up = Math.log(y[i] / 2) / Math.log(50);
      assertThat(line[2 * i]).isCloseTo(LEFT + right * (RIGHT - LEFT), within(0.0051));
      assertThat(line[2 * i + 1]).isCloseTo(BOTTOM - up * (BOTTOM - TOP), within(0.0051));
    }
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains("200", "500", "1k", "2k", "5k", "10k", "20k", "50k", "100k")
        .contains("2", "5", "10", "20", "50", "100");
  }

  @Test
  void what_a_logarithmic_axis_cannot_show_is_left_out_and_said() throws Exception {
    CurveFigure figure =
        figure(Axis.linear("x"), Axis.logarithmic("y"), curve("c", 0, 5, 1, 0, 2, 5, 3, -1, 4, 50));
    Svg svg = Svg.of(figure.draw(SIZE));
    assertThat(svg.all("//*[@class='point']")).hasSize(3);
    // The line is interrupted at each: three beginnings.
    String line =
        svg.all("//*[@class='curve']/*[local-name()='path']").getFirst().getAttribute("d");
    assertThat(line.chars().filter(c -> c == 'M').count()).isEqualTo(3);
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains(
            "16 routers; 2 points at 0 or below left out, which a logarithmic axis cannot show");
  }

  @Test
  void the_legend_lies_above_the_curves_however_long_the_names_are() throws Exception {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < CurveFigure.MAX_CURVES; i++) {
      curves.add(curve("a curve with quite a long name, number " + i, 1, i, 2, i + 1));
    }
    Svg svg =
        Svg.of(new CurveFigure("t", "", Axis.linear("x"), Axis.linear("y"), curves).draw(SIZE));
    double lowestName = 0;
    for (Element name : svg.all("//*[@class='legend']/*[local-name()='text']")) {
      lowestName = Math.max(lowestName, Svg.number(name, "y"));
    }
    for (double[] line : lines(svg)) {
      assertThat(Math.min(line[1], line[3])).isGreaterThan(lowestName);
    }
    assertThat(svg.texts("//*[@class='legend']/*[local-name()='text']"))
        .hasSize(CurveFigure.MAX_CURVES)
        .doesNotHaveDuplicates();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CurveFigure("t", "", Axis.linear("x"), Axis.linear("y"), curves)
                    .draw(new Size(800, 240)))
        .withMessageContaining("at least");
  }

  @Test
  void every_curve_has_a_look_of_its_own() {
    Set<CurveLook> looks = new HashSet<>();
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < CurveFigure.MAX_CURVES; i++) {
      looks.add(CurveLook.of(i));
      // Shape and dashes alone, for those who see no colours.
      shapes.add(CurveLook.of(i).shape() + " " + CurveLook.of(i).again());
      // The contrast that WCAG 2 asks of graphics is 3; the lightest of the palette is let off.
      assertThat(Palette.lightness(CurveLook.of(i).colour())).isLessThan(0.7);
    }
    assertThat(looks).hasSize(CurveFigure.MAX_CURVES);
    assertThat(shapes).hasSize(CurveFigure.MAX_CURVES);
  }

  @Test
  void a_counterpart_has_the_colour_of_its_curve_and_dashes() throws Exception {
    double[] x = {1, 2};
    CurveFigure figure =
        figure(
            Axis.linear("x"),
            Axis.linear("y"),
            new Curve("a", x, new double[] {1, 2}),
            new Curve("b", x, new double[] {2, 3}),
            new Curve("a: n + 1", x, new double[] {2, 3}, true),
            new Curve("b: n + 2", x, new double[] {3, 4}, true));
    List<Element> lines =
        Svg.of(figure.draw(SIZE)).all("//*[@class='curve']/*[local-name()='path']");
    for (int i = 0; i < 2; i++) {
      assertThat(lines.get(i + 2).getAttribute("stroke"))
          .isEqualTo(lines.get(i).getAttribute("stroke"));
      assertThat(lines.get(i).hasAttribute("stroke-dasharray")).isFalse();
      assertThat(lines.get(i + 2).hasAttribute("stroke-dasharray")).isTrue();
    }
    assertThat(lines.get(0).getAttribute("stroke"))
        .isNotEqualTo(lines.get(1).getAttribute("stroke"));
    Curve[] many = new Curve[CurveFigure.MAX_PAIRS + 2];
    Arrays.fill(many, curve("c", 1, 1));
    many[0] = new Curve("c", x, x, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figure(Axis.linear("x"), Axis.linear("y"), many));
  }

  @Test
  void a_curve_of_many_points_has_all_of_them_in_its_line_and_few_marks() throws Exception {
    double[] xy = new double[2000];
    for (int i = 0; i < 1000; i++) {
      xy[2 * i] = i;
      xy[2 * i + 1] = Math.sin(i / 50.0);
    }
    Svg svg = Svg.of(figure(Axis.linear("x"), Axis.linear("y"), curve("sine", xy)).draw(SIZE));
    assertThat(lines(svg).getFirst()).hasSize(2000);
    assertThat(svg.all("//*[@class='point']")).hasSizeBetween(20, 100);
  }

  @Test
  void a_single_curve_without_a_name_has_no_legend() throws Exception {
    Svg svg = Svg.of(figure(Axis.linear("x"), Axis.linear("y"), curve("", 1, 1)).draw(SIZE));
    assertThat(svg.all("//*[@class='legend']")).isEmpty();
  }

  @Property(tries = 100)
  void every_point_of_any_curve_stands_within_the_plot(
      @ForAll @net.jqwik.api.constraints.Size(min = 1, max = 20)
          List<@DoubleRange(min = -1e9, max = 1e9) Double> values,
      @ForAll boolean logarithmic,
      @ForAll @DoubleRange(min = -28, max = 20) double magnitude)
      throws Exception {
    double[] xy = new double[2 * values.size()];
    for (int i = 0; i < values.size(); i++) {
      xy[2 * i] = i;
      xy[2 * i + 1] = values.get(i) * Math.pow(10, magnitude);
    }
    CurveFigure figure = figure(Axis.linear("x"), new Axis("y", logarithmic), curve("c", xy));
    Svg svg = Svg.of(figure.draw(SIZE));
    for (double[] line : lines(svg)) {
      for (int i = 0; i < line.length; i += 2) {
        assertThat(line[i]).isBetween(LEFT - 0.01, RIGHT + 0.01);
        assertThat(line[i + 1]).isBetween(TOP - 0.01, BOTTOM + 0.01);
      }
    }
  }

  @Property
  void an_axis_that_holds_two_values_wastes_little(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double other) {
    Assume.that(Math.abs(one) > 1e-6 && Math.abs(other) > 1e-6);
    Scale scale = Scale.holding(Math.min(one, other), Math.max(one, other), 6);
    assertThat(scale.at(one)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(scale.at(other)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(scale.ticks()).hasSizeBetween(2, 9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e31})
  void values_that_cannot_be_drawn_are_refused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve("c", 1, value))
        .withMessageContaining("curve c cannot show");
    assertThatIllegalArgumentException().isThrownBy(() -> curve("c", value, 1));
  }

  @Test
  void no_points_and_no_curves_and_too_many_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> curve("c"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Curve("c", new double[] {1}, new double[] {1, 2}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figure(Axis.linear("x"), Axis.linear("y")));
    Curve[] many = new Curve[CurveFigure.MAX_CURVES + 1];
    Arrays.fill(many, curve("c", 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figure(Axis.linear("x"), Axis.linear("y"), many));
  }

  @Test
  void the_same_curves_give_the_same_bytes_in_every_locale() throws Exception {
    Figure figure =
        figure(Axis.linear("x"), Axis.logarithmic("y"), curve("c", 0.5, 1234.5, 1.5, 0.01))
            .draw(SIZE);
    byte[] once = Svg.bytes(figure);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(
              Svg.bytes(
                  figure(
                          Axis.linear("x"),
                          Axis.logarithmic("y"),
                          curve("c", 0.5, 1234.5, 1.5, 0.01))
                      .draw(SIZE)))
          .isEqualTo(once);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void names_of_any_kind_leave_the_svg_well_formed() throws Exception {
    Svg svg =
        Svg.of(
            figure(Axis.linear("<x>"), Axis.linear("y"), curve("<a&b>\u0000\u001b]]>", 1, 1))
                .draw(SIZE));
    assertThat(svg.texts("//*[@class='legend']/*[local-name()='text']"))
        .containsExactly("<a&b>\ufffd\ufffd]]>");
  }

  @Test
  void a_png_has_the_size_asked_for_and_the_curves_colour_at_its_points() throws Exception {
    Size size = new Size(1600, 0);
    Figure figure =
        figure(Axis.linear("x"), Axis.linear("y"), curve("c", 0, 0, 5, 50, 10, 100)).draw(size);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    figure.writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getWidth()).isEqualTo(1600);
    int x = (int) (LEFT + RIGHT);
    int y = (int) (TOP + BOTTOM);
    assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(Integer.parseInt("0072b2", 16));
  }
}
