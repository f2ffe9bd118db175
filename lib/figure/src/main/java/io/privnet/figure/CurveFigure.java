package io.privnet.figure;

import io.privnet.figure.Mark.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Curves over common axes: measured points, joined by straight lines, with a legend above them that
 * never covers data. A value of 0 or less has no place on a logarithmic axis: such points are left
 * out, the line is interrupted there, and the figure says how many they are.
 *
 * @param title what it shows, in a line
 * @param subtitle how it was measured, in a line; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param curves in the order of the legend
 */
public record CurveFigure(String title, String subtitle, Axis x, Axis y, List<Curve> curves) {
  /** As many curves have a look of their own, if none is a counterpart. */
  public static final int MAX_CURVES = 2 * CurveLook.COLOURS;

  /** So many have one, and so many counterparts. */
  public static final int MAX_PAIRS = CurveLook.COLOURS;

  /** Values beyond are refused: no axis has room for their digits. */
  private static final double MOST = 1e30;

  private static final double LEAST = 1e-30;

  private static final double NATURAL_HEIGHT = 440;
  private static final double LEAST_PLOT = 80;
  private static final double LEFT = 76;
  private static final double RIGHT = Size.UNITS - 28;
  private static final double LEGEND = 68;
  private static final double LEGEND_ROW = 19;
  private static final double BELOW = 50;

  /** A curve of more points has a mark only where it does not touch the one before. */
  private static final int MAX_MARKS = 32;

  private static final double MARK = 4;

  /**
   * An axis.
   *
   * @param title with the unit, for instance {@code time (s)}
   * @param logarithmic whether equal distances are equal ratios
   */
  public record Axis(String title, boolean logarithmic) {
    /** An axis on which equal distances are equal differences. */
    public static Axis linear(String title) {
      return new Axis(title, false);
    }

    /** An axis on which equal distances are equal ratios. */
    public static Axis logarithmic(String title) {
      return new Axis(title, true);
    }

    /** Whether it has a place for a value. */
    public boolean shows(double value) {
      return !logarithmic || value > 0;
    }
  }

  /**
   * A curve.
   *
   * @param name for the legend; a single curve may do with an empty one
   * @param x at least one value
   * @param y as many values
   * @param counterpart whether it is the counterpart of another, as what a formula says of what was
   *     measured: dashed and in the other's colour, the first counterpart in that of the first
   *     other curve and so on
   */
  public record Curve(String name, double[] x, double[] y, boolean counterpart) {
    /** A curve that is no counterpart. */
    public Curve(String name, double[] x, double[] y) {
      this(name, x, y, false);
    }

    /**
     * @throws IllegalArgumentException when there is no point, when there are not as many x as y,
     *     and for a value that is not a number, infinite or beyond ±10^30
     */
    public Curve {
      x = x.clone();
      y = y.clone();
      if (x.length != y.length || x.length == 0) {
        throw new IllegalArgumentException(
            "curve " + name + " has " + x.length + " x and " + y.length + " y");
      }
      for (int i = 0; i < x.length; i++) {
        x[i] = drawable(name, x[i]);
        y[i] = drawable(name, y[i]);
      }
    }

    private static double drawable(String name, double value) {
      if (!(Math.abs(value) <= MOST)) {
        throw new IllegalArgumentException("curve " + name + " cannot show " + value);
      }
      return Math.abs(value) < LEAST ? 0 : value;
    }
  }

  /**
   * @throws IllegalArgumentException when there are no curves or more than have a look of their own
   */
  public CurveFigure {
    curves = List.copyOf(curves);
    long counterparts = curves.stream().filter(Curve::counterpart).count();
    long most = counterparts == 0 ? MAX_CURVES : MAX_PAIRS;
    if (curves.isEmpty() || Math.max(counterparts, curves.size() - counterparts) > most) {
      throw new IllegalArgumentException(
          "a figure holds 1 to "
              + MAX_CURVES
              + " curves, or "
              + MAX_PAIRS
              + " pairs, not "
              + curves.size());
    }
  }

  /**
   * Which look each curve has, 0 to {@value #MAX_CURVES} - 1: those of a curve and its counterpart
   * are {@value #MAX_PAIRS} apart.
   */
  public int[] looks() {
    int[] looks = new int[curves.size()];
    int first = 0;
    int second = MAX_PAIRS;
    for (int i = 0; i < looks.length; i++) {
      looks[i] = curves.get(i).counterpart ? second++ : first++;
    }
    return looks;
  }

  /** A horizontal axis that holds every point that is shown. */
  public Scale xScale() {
    return scale(x, Curve::x, 8);
  }

  /** A vertical axis that holds every point that is shown. */
  public Scale yScale() {
    return scale(y, Curve::y, 6);
  }

  private Scale scale(Axis axis, Function<Curve, double[]> values, int mostTicks) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      double[] along = values.apply(curve);
      for (int i = 0; i < along.length; i++) {
        if (shows(curve, i)) {
          least = Math.min(least, along[i]);
          greatest = Math.max(greatest, along[i]);
        }
      }
    }
    if (least > greatest) {
      return axis.logarithmic ? Scale.decades(1, 1) : Scale.upTo(1, mostTicks);
    }
    return axis.logarithmic
        ? Scale.decades(least, greatest)
        : Scale.holding(least, greatest, mostTicks);
  }

  /** Whether both axes have a place for a point. */
  public boolean shows(Curve curve, int point) {
    return x.shows(curve.x[point]) && y.shows(curve.y[point]);
  }

  /** What to say of points that are left out; empty when there are none. */
  public String leftOut() {
    int count = 0;
    for (Curve curve : curves) {
      for (int i = 0; i < curve.x.length; i++) {
        count += shows(curve, i) ? 0 : 1;
      }
    }
    return count == 0
        ? ""
        : (count == 1 ? "1 point" : count + " points")
            + " at 0 or below left out, which a logarithmic axis cannot show";
  }

  /**
   * Draws it.
   *
   * @throws IllegalArgumentException when the legend leaves no room for the curves
   */
  public Figure draw(Size size) {
    List<Mark> legend = new ArrayList<>();
    double top = legend(legend) + 14;
    double height = size.unitsHigh(NATURAL_HEIGHT + top - LEGEND);
    if (height - BELOW - top < LEAST_PLOT) {
      throw new IllegalArgumentException(
          "with this legend the figure has to be at least "
              + (int) Math.ceil((top + BELOW + LEAST_PLOT) * size.width() / Size.UNITS)
              + " pixels high");
    }
    Panel panel = new Panel(LEFT, top, RIGHT, height - BELOW, xScale(), yScale());
    List<Mark> marks = new ArrayList<>();
    String left = leftOut();
    Panel.title(marks, title, subtitle + (subtitle.isEmpty() || left.isEmpty() ? "" : "; ") + left);
    marks.addAll(legend);
    panel.grid(marks);
    for (double tick : panel.x().ticks()) {
      double at = panel.x(tick);
      marks.add(Mark.Path.line(at, panel.top(), at, panel.bottom(), Palette.GRID, 1));
    }
    panel.verticalAxis(marks, panel.y()::label, y.title);
    panel.horizontalAxis(marks, panel.bottom(), panel.x()::label, x.title);
    int[] looks = looks();
    for (int i = 0; i < looks.length; i++) {
      line(marks, panel, curves.get(i), CurveLook.of(looks[i]));
    }
    // Above all lines, so that no curve hides the points of another.
    for (int i = 0; i < looks.length; i++) {
      points(marks, panel, curves.get(i), CurveLook.of(looks[i]));
    }
    return new Figure(title, size, height, marks);
  }

  /** The looks with their names, in rows; returns where the next row would be. */
  private double legend(List<Mark> marks) {
    double at = LEFT;
    double row = LEGEND;
    for (int i = 0; i < curves.size(); i++) {
      String name = Panel.fitted(curves.get(i).name, Panel.TEXT, RIGHT - LEFT - 34);
      if (name.isEmpty()) {
        continue;
      }
      double width = 34 + Panel.width(name, Panel.TEXT);
      if (at > LEFT && at + width > RIGHT) {
        at = LEFT;
        row += LEGEND_ROW;
      }
      CurveLook look = CurveLook.of(looks()[i]);
      marks.add(
          new Mark.Group(
              "legend",
              "",
              List.of(
                  look.line(new double[] {at, at + 28}, new double[] {row - 4, row - 4}),
                  look.point(at + 14, row - 4, MARK),
                  Panel.text(at + 34, row, Anchor.START, Panel.TEXT, Palette.INK, name))));
      at += width + 16;
    }
    return at > LEFT ? row : LEGEND - LEGEND_ROW;
  }

  private void line(List<Mark> marks, Panel panel, Curve curve, CurveLook look) {
    double[] xs = new double[curve.x.length];
    double[] ys = new double[curve.x.length];
    for (int i = 0; i < xs.length; i++) {
      boolean shown = shows(curve, i);
      xs[i] = shown ? panel.x(curve.x[i]) : Double.NaN;
      ys[i] = shown ? panel.y(curve.y[i]) : Double.NaN;
    }
    marks.add(new Mark.Group("curve", curve.name, List.of(look.line(xs, ys))));
  }

  private void points(List<Mark> marks, Panel panel, Curve curve, CurveLook look) {
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = 0;
    for (int i = 0; i < curve.x.length; i++) {
      if (!shows(curve, i)) {
        continue;
      }
      double px = panel.x(curve.x[i]);
      double py = panel.y(curve.y[i]);
      if (curve.x.length <= MAX_MARKS || Math.hypot(px - lastX, py - lastY) > 6 * MARK) {
        String words =
            (curve.name.isEmpty() ? "" : curve.name + ": ")
                + number(curve.x[i])
                + ", "
                + number(curve.y[i]);
        marks.add(new Mark.Group("point", words, List.of(look.point(px, py, MARK))));
        lastX = px;
        lastY = py;
      }
    }
  }

  private static String number(double value) {
    return Math.rint(value) == value && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
