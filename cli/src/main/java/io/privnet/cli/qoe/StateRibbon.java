package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.SystemState;
import java.io.IOException;
import java.util.List;

/**
 * States over time as a picture: a row for each state, the gravest on top, so that it can be read
 * without colours.
 */
final class StateRibbon {
  private static final List<SystemState> ROWS =
      List.of(
          SystemState.BREAKDOWN,
          SystemState.UNSTABLE,
          SystemState.RECOVERY,
          SystemState.STABLE,
          SystemState.IDLE);

  private static final int LABEL = 12;
  private static final int TICK = 16;

  private final Console console;
  private final List<StateBin> bins;
  private final long interval;
  private final int width;

  /**
   * @param bins at least one
   * @param interval length of each, in nanoseconds
   */
  StateRibbon(Console console, List<StateBin> bins, long interval) {
    this.console = console;
    this.bins = bins;
    this.interval = interval;
    int room = Math.max(20, Math.min(console.columns(), 200) - LABEL - 3);
    // Bins of equal width look like time; a part of a column more for some of them would not.
    width = bins.size() >= room ? room : bins.size() * (room / bins.size());
  }

  void draw() throws IOException {
    boolean unicode = console.unicode();
    SystemState[] columns = new SystemState[width];
    for (int c = 0; c < width; c++) {
      int from = first(c);
      int to = Math.max(from + 1, first(c + 1));
      for (StateBin bin : bins.subList(from, to)) {
        if (columns[c] == null || ROWS.indexOf(bin.state()) < ROWS.indexOf(columns[c])) {
          columns[c] = bin.state();
        }
      }
    }
    for (SystemState row : ROWS) {
      StringBuilder line = new StringBuilder();
      for (SystemState column : columns) {
        line.append(column == row ? unicode ? '█' : '#' : ' ');
      }
      String name = StatePicture.name(row);
      console.println(
          " ".repeat(LABEL - name.length())
              + name
              + (unicode ? " ┤" : " |")
              + StatePicture.paint(console, row, line.toString().stripTrailing()));
    }
    axis(unicode);
  }

  /** The first bin of a column. */
  private int first(int column) {
    return (int) ((long) column * bins.size() / width);
  }

  private void axis(boolean unicode) throws IOException {
    StringBuilder line = new StringBuilder((unicode ? "─" : "-").repeat(width));
    StringBuilder labels = new StringBuilder(" ".repeat(width + TICK));
    int labelled = -1;
    for (int column = 0; column < width; column += TICK) {
      if (first(column) == labelled) {
        continue;
      }
      labelled = first(column);
      line.setCharAt(column, unicode ? '┬' : '+');
      String label = seconds(bins.get(labelled).health().index());
      labels.replace(column, column + label.length(), label);
    }
    String margin = " ".repeat(LABEL + 1);
    console.println(margin + (unicode ? "└" : "+") + line);
    console.println(margin + " " + labels.toString().stripTrailing());
    console.println(margin + " seconds since the first frame");
    if (bins.size() > width) {
      console.println(margin + " a column shows the gravest state of its bins");
    }
  }

  private String seconds(long bin) {
    String seconds = Decimal.seconds(bin * interval);
    int point = seconds.indexOf('.');
    return point < 0 ? seconds : seconds.substring(0, Math.min(seconds.length(), point + 3));
  }
}
