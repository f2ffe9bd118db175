package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.figure.Scale;
import io.privnet.qoe.mos.Cell;
import io.privnet.qoe.mos.Grade;
import io.privnet.qoe.mos.SampleMean;
import io.privnet.qoe.mos.SessionFeatures;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** A bar of characters with its 95 % confidence interval for each connection and user class. */
final class CellPicture {
  private static final int LEAST_BAR = 20;
  private static final int MAX_LABEL = 16;

  private final Console console;
  private final boolean unicode;
  private final List<Cell> cells;
  private final Function<Cell, SampleMean> measure;
  private final DoubleFunction<String> number;
  private final Scale scale;

  private CellPicture(
      Console console,
      List<Cell> cells,
      Function<Cell, SampleMean> measure,
      DoubleFunction<String> number,
      Scale scale) {
    this.console = console;
    this.unicode = console.unicode();
    this.cells = cells;
    this.measure = measure;
    this.number = number;
    this.scale = scale;
  }

  static void mos(Console console, List<Cell> cells) throws IOException {
    new CellPicture(
            console,
            cells,
            Cell::mos,
            mos -> String.format(Locale.ROOT, "%.2f", mos),
            new Scale(1, 5, 1))
        .draw(
            "Opinion scores (MOS, 1 to 5) by connection and user class",
            mean -> Grade.of(mean).label());
  }

  static void media(Console console, List<Cell> cells, String counted) throws IOException {
    Function<Cell, SampleMean> measure = cell -> cell.feature(SessionFeatures.MEAN_OUT);
    double greatest = 0;
    for (Cell cell : cells) {
      greatest = Math.max(greatest, measure.apply(cell).n() > 0 ? measure.apply(cell).mean() : 0);
    }
    new CellPicture(console, cells, measure, CellPicture::rate, Scale.upTo(greatest, 5))
        .draw(
            "Media delivered at the user ("
                + (console.unicode() ? "Δb_out" : "delta_b_out")
                + ", "
                + counted
                + ") by connection and user class",
            mean -> "");
  }

  private void draw(String title, DoubleFunction<String> remark) throws IOException {
    console.println(console.style(Console.Style.BOLD, title));
    console.println("mean, 95 % confidence interval, n");
    console.println("");
    String[] values = new String[cells.size()];
    int place = 0;
    int kind = 0;
    int widest = 0;
    for (int i = 0; i < values.length; i++) {
      place = Math.max(place, shortened(cells.get(i).connection()).length());
      kind = Math.max(kind, shortened(cells.get(i).userClass()).length());
      values[i] = value(measure.apply(cells.get(i)), remark);
      widest = Math.max(widest, values[i].length());
    }
    int width = Math.max(LEAST_BAR, Math.min(100, console.columns() - place - kind - widest - 5));
    String connection = null;
    for (int i = 0; i < values.length; i++) {
      Cell cell = cells.get(i);
      boolean again = cell.connection().equals(connection);
      connection = cell.connection();
      console.println(
          (padded(again ? "" : shortened(connection), place)
                  + " "
                  + padded(shortened(cell.userClass()), kind)
                  + (unicode ? " │" : " |")
                  + bar(measure.apply(cell), width)
                  + " "
                  + values[i])
              .stripTrailing());
    }
    axis(place + kind + 2, width);
  }

  private String value(SampleMean value, DoubleFunction<String> remark) {
    if (value.n() == 0) {
      return "none";
    }
    return number.apply(value.mean())
        + (value.n() > 1
            ? " [" + number.apply(value.low()) + ", " + number.apply(value.high()) + "]"
            : "")
        + " n="
        + value.n()
        + (remark.apply(value.mean()).isEmpty() ? "" : " " + remark.apply(value.mean()));
  }

  /** Full up to the mean, lighter from where the interval begins, and a line to where it ends. */
  private String bar(SampleMean value, int width) {
    if (value.n() == 0) {
      return " ".repeat(width);
    }
    int mean = column(value.mean(), width);
    boolean interval = value.n() > 1;
    int low = interval ? column(value.low(), width) : mean;
    int high = interval ? column(value.high(), width) : mean;
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < width; i++) {
      if (i < mean) {
        bar.append(i < low ? (unicode ? '█' : '#') : unicode ? '▒' : '=');
      } else if (i < high) {
        boolean end = i == high - 1 && value.high() <= scale.to();
        bar.append(end ? (unicode ? '┤' : '|') : unicode ? '─' : '-');
      } else {
        bar.append(' ');
      }
    }
    return console.style(Console.Style.CYAN, bar.toString());
  }

  private int column(double value, int width) {
    return (int) Math.round(Math.clamp(scale.at(value), 0, 1) * width);
  }

  private void axis(int margin, int width) throws IOException {
    StringBuilder line =
        new StringBuilder((unicode ? "└" : "+") + (unicode ? "─" : "-").repeat(width));
    StringBuilder labels = new StringBuilder(" ".repeat(width + 16));
    int free = 0;
    for (double tick : scale.ticks()) {
      int at = column(tick, width);
      String label = scale.from() == 0 ? tick(tick) : String.format(Locale.ROOT, "%.0f", tick);
      int start = Math.max(0, at - label.length() / 2);
      if (start >= free) {
        if (at > 0) {
          line.setCharAt(at, unicode ? '┴' : '+');
        }
        labels.replace(start, start + label.length(), label);
        free = start + label.length() + 1;
      }
    }
    console.println(" ".repeat(margin) + line);
    console.println((" ".repeat(margin) + labels).stripTrailing());
  }

  /** An interval of few sessions may begin below 0. */
  private static String rate(double bps) {
    return bps < 0 ? "-" + Decimal.people(-bps) : Decimal.people(bps);
  }

  /** The bars' numbers tell the unit. */
  private static String tick(double bps) {
    return Decimal.people(bps).replace("bit/s", "").replace(" ", "");
  }

  private static String shortened(String name) {
    String shown = name.isEmpty() ? "-" : name;
    return shown.length() <= MAX_LABEL ? shown : shown.substring(0, MAX_LABEL - 3) + "...";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
