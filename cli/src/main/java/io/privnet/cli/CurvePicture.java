package io.privnet.cli;

import io.privnet.figure.CurveFigure;
import io.privnet.figure.CurveFigure.Curve;
import io.privnet.figure.Scale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Curves in characters: a mark of its own for each curve's points, and dots between them. */
public final class CurvePicture {
  private static final int ROWS = 18;
  private static final int LEAST_WIDTH = 20;
  private static final int MOST_WIDTH = 120;

  private static final String MARKS = "●■▲◆▼✚✖○□△◇▽+×";
  private static final String ASCII_MARKS = "o#^*v+x@%=&$~:";
  private static final List<Console.Style> STYLES =
      List.of(
          Console.Style.CYAN,
          Console.Style.YELLOW,
          Console.Style.GREEN,
          Console.Style.RED,
          Console.Style.BLUE);

  private static final int EMPTY = -1;

  private final boolean unicode;
  private final BiFunction<Console.Style, String, String> style;
  private final CurveFigure figure;
  private final Scale x;
  private final Scale y;
  private final String[] labels;
  private final int margin;
  private final int width;

  /** Which curve has a point in a cell, or none; and which one's line crosses it. */
  private final int[][] points;

  private final int[][] lines;
  private boolean meeting;

  private final List<String> printed = new ArrayList<>();

  private CurvePicture(
      CurveFigure figure,
      int columns,
      boolean unicode,
      BiFunction<Console.Style, String, String> style) {
    this.unicode = unicode;
    this.style = style;
    this.figure = figure;
    this.x = figure.xScale();
    this.y = figure.yScale();
    this.labels = new String[ROWS];
    Arrays.fill(labels, "");
    int previous = -2;
    for (double tick : y.ticks()) {
      int row = cell(y, tick, ROWS);
      if (row - previous >= 2) {
        labels[row] = y.label(tick);
        previous = row;
      }
    }
    int widest = 0;
    for (String label : labels) {
      widest = Math.max(widest, label.length());
    }
    this.margin = widest + 2;
    this.width = Math.clamp(columns - margin - 1, LEAST_WIDTH, MOST_WIDTH);
    this.points = new int[ROWS][width];
    this.lines = new int[ROWS][width];
    for (int row = 0; row < ROWS; row++) {
      Arrays.fill(points[row], EMPTY);
      Arrays.fill(lines[row], EMPTY);
    }
  }

  /** Prints a figure's curves, axes and legend, as wide as the terminal. */
  public static void print(Console console, CurveFigure figure) throws IOException {
    for (String line : lines(figure, console.columns(), console.unicode(), console::style)) {
      console.println(line);
    }
  }

  static List<String> lines(
      CurveFigure figure,
      int columns,
      boolean unicode,
      BiFunction<Console.Style, String, String> style) {
    CurvePicture picture = new CurvePicture(figure, columns, unicode, style);
    for (int i = 0; i < figure.curves().size(); i++) {
      picture.put(i, figure.curves().get(i));
    }
    picture.print();
    return picture.printed;
  }

  private static int cell(Scale scale, double value, int cells) {
    return Math.clamp(Math.round(scale.at(value) * (cells - 1)), 0, cells - 1);
  }

  private void put(int index, Curve curve) {
    int last = -1;
    for (int i = 0; i < curve.x().length; i++) {
      if (!figure.shows(curve, i)) {
        last = -1;
        continue;
      }
      int row = cell(y, curve.y()[i], ROWS);
      int column = cell(x, curve.x()[i], width);
      meeting |= points[row][column] != EMPTY && points[row][column] != index;
      if (points[row][column] == EMPTY) {
        points[row][column] = index;
      }
      if (last >= 0) {
        line(index, curve, last, i);
      }
      last = i;
    }
  }

  /** The cells between two points, which lie on a straight line whatever the axes. */
  private void line(int index, Curve curve, int from, int to) {
    double x0 = x.at(curve.x()[from]) * (width - 1);
    double x1 = x.at(curve.x()[to]) * (width - 1);
    double y0 = y.at(curve.y()[from]) * (ROWS - 1);
    double y1 = y.at(curve.y()[to]) * (ROWS - 1);
    int steps = (int) Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
    for (int step = 1; step < steps; step++) {
      double part = (double) step / steps;
      int row = Math.clamp(Math.round(y0 + part * (y1 - y0)), 0, ROWS - 1);
      int column = Math.clamp(Math.round(x0 + part * (x1 - x0)), 0, width - 1);
      if (lines[row][column] == EMPTY) {
        lines[row][column] = index;
      }
    }
  }

  private void print() {
    printed.add(style.apply(Console.Style.BOLD, shown(figure.title())));
    for (String line : List.of(figure.subtitle(), figure.leftOut())) {
      if (!line.isEmpty()) {
        printed.add(shown(line));
      }
    }
    printed.add("");
    printed.add(shown(figure.y().title()));
    for (int row = ROWS - 1; row >= 0; row--) {
      String label = labels[row];
      printed.add(
          (" ".repeat(margin - 2 - label.length())
                  + label
                  + (unicode ? label.isEmpty() ? " │" : " ┤" : label.isEmpty() ? " |" : " +")
                  + row(row))
              .stripTrailing());
    }
    horizontalAxis();
    legend();
  }

  private String row(int row) {
    StringBuilder line = new StringBuilder();
    int used = width;
    while (used > 0 && points[row][used - 1] == EMPTY && lines[row][used - 1] == EMPTY) {
      used--;
    }
    for (int column = 0; column < used; column++) {
      int point = points[row][column];
      int crossing = lines[row][column];
      line.append(
          point != EMPTY
              ? styled(point, mark(point))
              : crossing != EMPTY ? styled(crossing, unicode ? "·" : ".") : " ");
    }
    return line.toString();
  }

  private void horizontalAxis() {
    StringBuilder line =
        new StringBuilder((unicode ? " └" : " +") + (unicode ? "─" : "-").repeat(width));
    StringBuilder words = new StringBuilder(" ".repeat(margin + width + 1));
    int free = 0;
    for (double tick : x.ticks()) {
      int column = cell(x, tick, width);
      String label = x.label(tick);
      int start = Math.min(margin + column - label.length() / 2, words.length() - label.length());
      if (start >= free) {
        line.setCharAt(2 + column, unicode ? '┴' : '+');
        words.replace(start, start + label.length(), label);
        free = start + label.length() + 1;
      }
    }
    printed.add(" ".repeat(margin - 2) + line);
    printed.add(words.toString().stripTrailing());
    String title = shown(figure.x().title());
    printed.add(" ".repeat(margin + Math.max(0, (width - title.length()) / 2)) + title);
  }

  private void legend() {
    boolean first = true;
    for (int i = 0; i < figure.curves().size(); i++) {
      String name = figure.curves().get(i).name();
      if (name.isEmpty()) {
        continue;
      }
      if (first) {
        printed.add("");
        first = false;
      }
      printed.add("  " + styled(i, mark(i)) + " " + shown(name));
    }
    if (meeting) {
      printed.add("where points meet, that of the curve named first is shown");
    }
  }

  private String mark(int curve) {
    return String.valueOf((unicode ? MARKS : ASCII_MARKS).charAt(figure.looks()[curve]));
  }

  private String styled(int curve, String text) {
    return style.apply(
        STYLES.get(figure.looks()[curve] % CurveFigure.MAX_PAIRS % STYLES.size()), text);
  }

  /** Names come from files: without control characters. */
  private static String shown(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
