package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.figure.SessionFigure;
import io.privnet.qoe.figure.StatePath;
import io.privnet.qoe.figure.Trace;
import io.privnet.qoe.state.SystemState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Rates, tasks and states in rows of characters over the same time. */
final class TimePicture {
  private static final int ROWS = 8;
  private static final int LABEL = 13;

  private final Console console;
  private final boolean unicode;
  private final Trace trace;
  private final int width;

  TimePicture(Console console, Trace trace) {
    this.console = console;
    this.unicode = console.unicode();
    this.trace = trace;
    this.width = Math.max(20, Math.min(console.columns(), 200) - LABEL - 1);
  }

  /** One direction's rates. */
  void panel(String name, Trace.Way way, double mean, Console.Style style) throws IOException {
    double peak = way.peakBps();
    double top = round(peak);
    console.println(
        name
            + "  peak "
            + Decimal.people(peak)
            + ", mean "
            + Decimal.people(mean)
            + " per "
            + Decimal.seconds(Math.round(trace.intervalSeconds() * 1e9))
            + " s bin");
    double[] columns = new double[width];
    for (int c = 0; c < width; c++) {
      // What each column shows: the largest of its points.
      for (int i = first(c); i < Math.max(first(c) + 1, first(c + 1)); i++) {
        columns[c] = Math.max(columns[c], way.bps(i));
      }
    }
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (double column : columns) {
        line.append(block(column / top * ROWS - row));
      }
      String label =
          row == ROWS - 1
              ? Decimal.people(top)
              : row == ROWS / 2 - 1 ? Decimal.people(top / 2) : "";
      console.println(
          " ".repeat(LABEL - 1 - label.length())
              + label
              + (unicode ? label.isEmpty() ? " │" : " ┤" : label.isEmpty() ? " |" : " +")
              + console.style(style, line.toString().stripTrailing()));
    }
    console.println(
        " ".repeat(LABEL - 2)
            + "0"
            + (unicode ? " └" + "─".repeat(width) : " +" + "-".repeat(width)));
  }

  /** The first point of a column. */
  private int first(int column) {
    return (int) ((long) column * trace.points() / width);
  }

  /** The part of a character cell that is filled; something above 0 always shows at the bottom. */
  private char block(double filled) {
    if (filled <= 0) {
      return ' ';
    }
    if (unicode) {
      return filled >= 1 ? '█' : "▁▂▃▄▅▆▇█".charAt((int) Math.min(7, filled * 8));
    }
    return filled >= 0.75 ? '#' : filled >= 0.4 ? ':' : '.';
  }

  /** The next of 1, 2, 5 · 10^k, so that the axis has round numbers. */
  private static double round(double value) {
    if (value <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 5}) {
      if (value <= step * power * (1 + 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** A row in which each task's number stands over its time. */
  void tasks(List<SessionFigure.Task> tasks) throws IOException {
    if (tasks.isEmpty()) {
      return;
    }
    char[] row = new char[width];
    Arrays.fill(row, ' ');
    for (SessionFigure.Task task : tasks) {
      int from = column(task.startSeconds());
      int to = Math.max(from + 1, column(task.endSeconds()));
      Arrays.fill(row, Math.min(from, width), Math.min(to, width), unicode ? '─' : '-');
      String number = Integer.toString(task.number());
      int at = Math.min((from + to - number.length()) / 2, width - number.length());
      if (from < width) {
        number.getChars(0, number.length(), row, Math.max(0, at));
      }
    }
    row("tasks", new String(row).stripTrailing());
  }

  /** A row with the letter of the gravest state in each column. */
  void states(List<StatePath.Stay> stays) throws IOException {
    if (stays.isEmpty()) {
      return;
    }
    StringBuilder row = new StringBuilder();
    int at = 0;
    for (int c = 0; c < width; c++) {
      int last = Math.max(first(c), first(c + 1) - 1);
      double start = trace.startSeconds(first(c));
      double end = trace.endSeconds(last);
      while (at < stays.size() - 1 && stays.get(at).endSeconds() <= start) {
        at++;
      }
      SystemState gravest = null;
      for (int i = at; i < stays.size() && stays.get(i).startSeconds() < end; i++) {
        if (gravest == null || gravity(stays.get(i).state()) > gravity(gravest)) {
          gravest = stays.get(i).state();
        }
      }
      row.append(gravest == null ? " " : StatePicture.letter(console, gravest));
    }
    row("states", row.toString());
  }

  static int gravity(SystemState state) {
    return switch (state) {
      case IDLE -> 0;
      case STABLE -> 1;
      case RECOVERY -> 2;
      case UNSTABLE -> 3;
      case BREAKDOWN -> 4;
    };
  }

  private void row(String name, String content) throws IOException {
    console.println(" ".repeat(LABEL - 1 - name.length()) + name + "  " + content);
  }

  /** The first column that begins at or after a time, in seconds since the first frame. */
  private int column(double seconds) {
    for (int c = 0; c < width; c++) {
      if (trace.startSeconds(first(c)) >= seconds) {
        return c;
      }
    }
    return width;
  }

  void timeAxis() throws IOException {
    StringBuilder labels = new StringBuilder(" ".repeat(LABEL + 1 + width));
    int ticks = Math.max(1, width / 16);
    int free = 0;
    for (int tick = 0; tick <= ticks; tick++) {
      int column = Math.min(width - 1, tick * width / ticks);
      String label = time(trace.startSeconds(Math.min(trace.points() - 1, first(column))));
      int start = LABEL + column;
      if (tick == ticks) {
        start = Math.min(start, labels.length() - label.length());
      }
      if (start >= free && start + label.length() <= labels.length()) {
        labels.replace(start, start + label.length(), label);
        free = start + label.length() + 1;
      }
    }
    console.println(labels.toString().stripTrailing());
    String margin = " ".repeat(LABEL);
    console.println(margin + "seconds since the first frame");
    if (trace.points() > width || trace.joined()) {
      console.println(margin + "a column shows the largest of its bins");
    }
    if (trace.hasGaps()) {
      console.println(margin + "jumps in time are left out");
    }
  }

  private static String time(double start) {
    String seconds = Decimal.seconds(Math.round(start * 1e9));
    int point = seconds.indexOf('.');
    return point < 0 ? seconds : seconds.substring(0, Math.min(seconds.length(), point + 3));
  }
}
