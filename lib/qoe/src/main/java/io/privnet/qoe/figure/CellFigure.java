package io.privnet.qoe.figure;

import io.privnet.figure.Figure;
import io.privnet.figure.Mark;
import io.privnet.figure.Mark.Anchor;
import io.privnet.figure.Palette;
import io.privnet.figure.Panel;
import io.privnet.figure.Scale;
import io.privnet.figure.Size;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Grade;
import io.privnet.qoe.mos.SampleMean;
import io.privnet.qoe.mos.SessionFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * A bar with its 95 % confidence interval for each connection and user class: opinion scores (paper
 * Figure 7) and media rates (Figure 10).
 */
public final class CellFigure {
  private static final int MAX_CONNECTIONS = 40;

  private static final double NATURAL_HEIGHT = 480;
  private static final double TOP = 92;
  private static final double BELOW = 88;
  private static final double LEFT = 76;

  private final List<Cell> cells;
  private final List<String> connections;
  private final List<String> classes;
  private final Function<Cell, SampleMean> measure;
  private final DoubleFunction<String> number;
  private final String noun;
  private final List<Mark> marks = new ArrayList<>();
  private Panel panel;

  private CellFigure(
      List<Cell> cells,
      Function<Cell, SampleMean> measure,
      DoubleFunction<String> number,
      String noun) {
    this.cells = cells;
    this.measure = measure;
    this.number = number;
    this.noun = noun;
    this.connections = cells.stream().map(Cell::connection).distinct().toList();
    this.classes = cells.stream().map(Cell::userClass).distinct().toList();
    if (connections.size() > MAX_CONNECTIONS || classes.size() > Palette.colours()) {
      throw new IllegalArgumentException(
          "a figure holds at most "
              + MAX_CONNECTIONS
              + " connections and "
              + Palette.colours()
              + " user classes, not "
              + connections.size()
              + " and "
              + classes.size());
    }
  }

  /**
   * Figure 7: mean opinion scores with the grades they lie in.
   *
   * @throws IllegalArgumentException when there are too many connections or user classes
   */
  public static Figure mos(List<Cell> cells, Size size) {
    CellFigure figure =
        new CellFigure(cells, Cell::mos, mos -> String.format(Locale.ROOT, "%.2f", mos), "MOS");
    double height = size.unitsHigh(NATURAL_HEIGHT);
    figure.panel =
        new Panel(
            LEFT,
            TOP,
            Size.UNITS - 96,
            height - BELOW,
            new Scale(0, Math.max(1, figure.connections.size()), 1),
            new Scale(1, 5, 1));
    figure.grades();
    figure.bars();
    String title = "Opinion scores by connection and user class";
    figure.words(
        title,
        "mean of the sessions' ratings; whiskers: 95 % confidence interval" + figure.openEnds(),
        1,
        "MOS, 1 (bad) to 5 (excellent)");
    return new Figure(title, size, height, figure.marks);
  }

  /**
   * Figure 10: mean media rates delivered at the user, Δb_out.
   *
   * @param cells of sessions with the feature {@link SessionFeatures#MEAN_OUT}
   * @param counted what of a packet was counted, for instance {@code payload}
   * @throws IllegalArgumentException when there are too many connections or user classes
   */
  public static Figure media(List<Cell> cells, String counted, Size size) {
    Function<Cell, SampleMean> measure = cell -> cell.feature(SessionFeatures.MEAN_OUT);
    double greatest = 0;
    for (Cell cell : cells) {
      greatest = Math.max(greatest, measure.apply(cell).n() > 0 ? measure.apply(cell).mean() : 0);
    }
    double highest = greatest;
    for (Cell cell : cells) {
      if (measure.apply(cell).n() > 1) {
        // The interval of two sessions may be many times their mean, and would leave the bars flat.
        highest = Math.max(highest, Math.min(1.6 * greatest, measure.apply(cell).high()));
      }
    }
    RateUnit unit = RateUnit.of(highest);
    CellFigure figure = new CellFigure(cells, measure, unit::value, "Δb_out in " + unit.symbol);
    double height = size.unitsHigh(NATURAL_HEIGHT);
    figure.panel =
        new Panel(
            LEFT,
            TOP,
            Size.UNITS - 24,
            height - BELOW,
            new Scale(0, Math.max(1, figure.connections.size()), 1),
            Scale.upTo(highest, 6));
    figure.panel.grid(figure.marks);
    figure.bars();
    String title = "Media delivered at the user by connection and user class";
    figure.words(
        title,
        "mean Δb_out over sessions, "
            + counted
            + "; whiskers: 95 % confidence interval"
            + figure.openEnds(),
        unit.bps,
        "Δb_out (" + unit.symbol + ")");
    return new Figure(title, size, height, figure.marks);
  }

  private void grades() {
    double[] limits = {1, 3, 4, 5};
    int[] shades = {0xdedede, 0xededed, 0xfafafa};
    for (Grade grade : Grade.values()) {
      int i = grade.ordinal();
      double low = panel.y(limits[i]);
      double high = panel.y(limits[i + 1]);
      marks.add(
          new Mark.Group(
              "grade",
              "",
              List.of(
                  new Mark.Box(
                      panel.left(),
                      high,
                      panel.right() - panel.left(),
                      low - high,
                      shades[i],
                      Mark.NONE),
                  Panel.text(
                      panel.right() + 8,
                      (low + high) / 2 + 4,
                      Anchor.START,
                      Panel.TEXT,
                      Palette.INK,
                      grade.label()))));
    }
  }

  private void bars() {
    double slot = panel.x(1) - panel.x(0);
    double width = Math.min(72, 0.8 * slot / classes.size());
    for (Cell cell : cells) {
      int place = connections.indexOf(cell.connection());
      int kind = classes.indexOf(cell.userClass());
      double left = panel.x(place + 0.5) + (kind - classes.size() / 2.0) * width;
      bar(cell, measure.apply(cell), left + 1, width - 2, kind);
    }
  }

  private void bar(Cell cell, SampleMean value, double left, double width, int kind) {
    double middle = left + width / 2;
    if (value.n() == 0) {
      marks.add(
          Panel.text(
              middle, panel.bottom() - 6, Anchor.MIDDLE, Panel.TEXT, Palette.FAINT_INK, "none"));
      return;
    }
    int colour = Palette.series(kind);
    double top = panel.y(value.mean());
    List<Mark> parts = new ArrayList<>();
    parts.add(new Mark.Box(left, top, width, panel.bottom() - top, colour, Palette.INK));
    if (width >= 36) {
      parts.add(
          Panel.text(
              middle,
              panel.bottom() + 16,
              Anchor.MIDDLE,
              Panel.TEXT,
              Palette.INK,
              number.apply(value.mean())));
      parts.add(
          Panel.text(
              middle,
              panel.bottom() + 30,
              Anchor.MIDDLE,
              10,
              Palette.FAINT_INK,
              "n = " + value.n()));
    }
    if (value.n() > 1) {
      whisker(parts, middle, value);
    }
    marks.add(new Mark.Group("bar", words(cell, value), parts));
  }

  /** From one end of the interval to the other, as far as the axis goes: a cut end has no cap. */
  private void whisker(List<Mark> parts, double x, SampleMean value) {
    double low = panel.y(Math.max(value.low(), panel.y().from()));
    double high = panel.y(Math.min(value.high(), panel.y().to()));
    double[] xs = {x, x, Double.NaN, x - 5, x + 5, Double.NaN, x - 5, x + 5};
    double[] ys = {low, high, 0, low, low, 0, high, high};
    if (value.low() < panel.y().from()) {
      xs[4] = xs[3];
    }
    if (value.high() > panel.y().to()) {
      xs[7] = xs[6];
    }
    // A white edge, so that it is seen on a dark bar too.
    parts.add(new Mark.Path(xs, ys, Mark.NONE, Palette.PAPER, 4, 0));
    parts.add(
        new Mark.Group(
            "interval", "", List.of(new Mark.Path(xs, ys, Mark.NONE, Palette.INK, 1.6, 0))));
  }

  private String openEnds() {
    boolean single = false;
    boolean open = false;
    for (Cell cell : cells) {
      SampleMean value = measure.apply(cell);
      single |= value.n() == 1;
      open |= value.n() > 1 && (value.low() < panel.y().from() || value.high() > panel.y().to());
    }
    return (open ? ", open where it goes on" : "") + (single ? "; none for n = 1" : "");
  }

  private String words(Cell cell, SampleMean value) {
    String name = named(cell.connection());
    if (!cell.userClass().isEmpty()) {
      name += ", " + cell.userClass();
    }
    return name
        + ": "
        + noun
        + " "
        + number.apply(value.mean())
        + (value.n() > 1
            ? ", 95 % CI " + number.apply(value.low()) + " to " + number.apply(value.high())
            : "")
        + ", n = "
        + value.n();
  }

  private static String named(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private void words(String title, String subtitle, double unit, String axis) {
    Panel.title(marks, title, subtitle);
    double x = panel.left();
    for (int i = 0; i < classes.size() && !(classes.size() == 1 && classes.get(0).isEmpty()); i++) {
      String name = Panel.fitted(named(classes.get(i)), Panel.TEXT, 140);
      marks.add(new Mark.Box(x, 62, 14, 14, Palette.series(i), Palette.INK));
      marks.add(Panel.text(x + 20, 73, Anchor.START, Panel.TEXT, Palette.INK, name));
      x += 40 + Panel.width(name, Panel.TEXT);
    }
    panel.verticalAxis(marks, unit, axis);
    marks.add(
        Mark.Path.line(
            panel.left(), panel.bottom(), panel.right(), panel.bottom(), Palette.INK, 1));
    double slot = panel.x(1) - panel.x(0);
    for (int i = 0; i < connections.size(); i++) {
      double size = Math.max(7, Math.min(Panel.TEXT, slot / 5));
      marks.add(
          Panel.text(
              panel.x(i + 0.5),
              panel.bottom() + 50,
              Anchor.MIDDLE,
              size,
              Palette.INK,
              Panel.fitted(named(connections.get(i)), size, slot - 4)));
    }
    marks.add(
        Panel.text(
            (panel.left() + panel.right()) / 2,
            panel.bottom() + 74,
            Anchor.MIDDLE,
            Panel.TEXT,
            Palette.INK,
            "network connection"));
  }
}
