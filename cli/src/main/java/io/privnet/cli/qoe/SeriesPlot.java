package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.series.Bin;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * A series as a picture of two panels, control above media, over the same time. Keeps at most
 * {@value #MAX_POINTS} points: beyond, neighbours are joined and the larger stays.
 */
final class SeriesPlot {
  private static final int MAX_POINTS = 4096;
  private static final int ROWS = 8;
  private static final int LABEL = 13;

  private final long interval;
  private final long[] in = new long[MAX_POINTS];
  private final long[] out = new long[MAX_POINTS];
  private final long[] index = new long[MAX_POINTS];
  private int points;
  private long joined = 1;
  private long inLast;
  private boolean gaps;
  private long previous;

  SeriesPlot(Duration interval) {
    this.interval = interval.toNanos();
  }

  void add(Bin bin) {
    gaps |= points > 0 && bin.index() != previous + 1;
    previous = bin.index();
    if (inLast == joined || points == 0) {
      if (points == MAX_POINTS) {
        join();
      }
      index[points] = bin.index();
      in[points] = bin.inBytes();
      out[points++] = bin.outBytes();
      inLast = 1;
    } else {
      in[points - 1] = Math.max(in[points - 1], bin.inBytes());
      out[points - 1] = Math.max(out[points - 1], bin.outBytes());
      inLast++;
    }
  }

  private void join() {
    for (int i = 0; i < MAX_POINTS / 2; i++) {
      index[i] = index[2 * i];
      in[i] = Math.max(in[2 * i], in[2 * i + 1]);
      out[i] = Math.max(out[2 * i], out[2 * i + 1]);
    }
    points /= 2;
    joined *= 2;
  }

  void draw(Console console, String title, String media) throws IOException {
    if (points == 0) {
      return;
    }
    int width = Math.max(20, Math.min(console.columns(), 200) - LABEL - 1);
    boolean unicode = console.unicode();
    console.println(console.style(Console.Style.BOLD, title));
    panel(console, "b_in", in, width, unicode, Console.Style.CYAN);
    panel(console, media, out, width, unicode, Console.Style.YELLOW);
    timeAxis(console, width, unicode);
  }

  private void panel(
      Console console, String name, long[] bytes, int width, boolean unicode, Console.Style style)
      throws IOException {
    long peak = Arrays.stream(bytes, 0, points).max().orElse(0);
    double top = round(8e9 * peak / interval);
    double total = 0;
    for (int i = 0; i < points; i++) {
      total += bytes[i];
    }
    String mean = joined == 1 ? ", mean " + Decimal.people(8e9 * total / points / interval) : "";
    console.println(
        name
            + "  peak "
            + Decimal.people(8e9 * peak / interval)
            + mean
            + " per "
            + Decimal.seconds(interval)
            + " s bin");
    double[] columns = columns(bytes, width);
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (double column : columns) {
        line.append(block(column / top * ROWS - row, unicode));
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

  /** What each column of the picture shows: the largest of its points. */
  private double[] columns(long[] bytes, int width) {
    double[] columns = new double[width];
    for (int c = 0; c < width; c++) {
      int from = (int) ((long) c * points / width);
      int to = Math.max(from + 1, (int) ((long) (c + 1) * points / width));
      for (int i = from; i < to; i++) {
        columns[c] = Math.max(columns[c], 8e9 * bytes[i] / interval);
      }
    }
    return columns;
  }

  /** The part of a character cell that is filled; something above 0 always shows at the bottom. */
  private static char block(double filled, boolean unicode) {
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

  private void timeAxis(Console console, int width, boolean unicode) throws IOException {
    StringBuilder labels = new StringBuilder(" ".repeat(LABEL + 1 + width));
    int ticks = Math.max(1, width / 16);
    int free = 0;
    for (int tick = 0; tick <= ticks; tick++) {
      int column = Math.min(width - 1, tick * width / ticks);
      long at = index[(int) Math.min(points - 1L, (long) column * points / width)];
      String label = time(at);
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
    if (points > width || joined > 1) {
      console.println(margin + "a column shows the largest of its bins");
    }
    if (gaps) {
      console.println(margin + "jumps in time are left out");
    }
  }

  private String time(long bin) {
    String seconds = Decimal.seconds(bin * interval);
    int point = seconds.indexOf('.');
    return point < 0 ? seconds : seconds.substring(0, Math.min(seconds.length(), point + 3));
  }
}
