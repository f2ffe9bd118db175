package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.figure.Scale;
import io.privnet.qoe.figure.StatePath;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demand-supply plane in characters: a state's letter where a session was, that of the gravest
 * where it was in several, and lines through the threshold point.
 */
final class PlanePicture {
  private static final int ROWS = 16;
  private static final int LABEL = 13;
  private static final int LEAST_WIDTH = 20;
  private static final int MOST_WIDTH = 120;

  private PlanePicture() {}

  static void draw(
      Console console,
      String session,
      StatePath path,
      Thresholds thresholds,
      String demand,
      boolean logarithmic)
      throws IOException {
    boolean unicode = console.unicode();
    int width = Math.clamp(console.columns() - LABEL - 1, LEAST_WIDTH, MOST_WIDTH);
    Scale x = path.supplyScale(thresholds, logarithmic);
    Scale y = path.demandScale(thresholds, logarithmic);
    SystemState[][] cells = new SystemState[ROWS][width];
    for (StatePath.Point point : path.points()) {
      int row = cell(y, point.demandBps(), ROWS);
      int column = cell(x, point.supplyBps(), width);
      SystemState there = cells[row][column];
      if (there == null || TimePicture.gravity(point.state()) > TimePicture.gravity(there)) {
        cells[row][column] = point.state();
      }
    }
    int s0 = Double.isNaN(thresholds.supplyBps()) ? -1 : cell(x, thresholds.supplyBps(), width);
    int d0 = Double.isNaN(thresholds.demandBps()) ? -1 : cell(y, thresholds.demandBps(), ROWS);
    console.println(console.style(Console.Style.BOLD, "Demand and supply: " + session));
    console.println(
        "demand upwards ("
            + demand
            + "), supply to the right"
            + (logarithmic ? ", both logarithmic" : "")
            + "; a letter for the gravest state there");
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < width; column++) {
        if (cells[row][column] != null) {
          line.append(StatePicture.letter(console, cells[row][column]));
        } else if (row == d0 && column == s0) {
          line.append(unicode ? '┼' : '+');
        } else if (row == d0) {
          line.append(unicode ? '╌' : '-');
        } else if (column == s0) {
          line.append(unicode ? '╎' : '|');
        } else {
          line.append(' ');
        }
      }
      String label = row == ROWS - 1 ? Decimal.people(y.to()) : row == d0 ? "d0" : "";
      console.println(
          " ".repeat(LABEL - 1 - label.length())
              + label
              + (unicode ? label.isEmpty() ? " │" : " ┤" : label.isEmpty() ? " |" : " +")
              + line.toString().stripTrailing());
    }
    String origin = logarithmic ? Decimal.people(y.from()) : "0";
    console.println(
        " ".repeat(Math.max(0, LABEL - 1 - origin.length()))
            + origin
            + (unicode ? " └" + "─".repeat(width) : " +" + "-".repeat(width)));
    StringBuilder labels = new StringBuilder(" ".repeat(LABEL + 1 + width));
    String start = logarithmic ? Decimal.people(x.from()) : "0";
    labels.replace(LABEL + 1, LABEL + 1 + start.length(), start);
    String end = Decimal.people(x.to());
    labels.replace(labels.length() - end.length(), labels.length(), end);
    if (s0 > start.length() && LABEL + 1 + s0 + 2 < labels.length() - end.length()) {
      labels.replace(LABEL + 1 + s0, LABEL + 3 + s0, "s0");
    }
    console.println(labels.toString());
    console.println("");
    legend(console, path, thresholds);
  }

  private static int cell(Scale scale, double value, int cells) {
    return Math.clamp((int) (scale.at(value) * cells), 0, cells - 1);
  }

  private static void legend(Console console, StatePath path, Thresholds thresholds)
      throws IOException {
    console.println(
        "threshold point: s0 "
            + Decimal.people(thresholds.supplyBps())
            + ", d0 "
            + Decimal.people(thresholds.demandBps()));
    long all = 0;
    for (SystemState state : SystemState.values()) {
      all += path.bins(state);
    }
    List<String> shares = new ArrayList<>();
    for (SystemState state : SystemState.values()) {
      if (path.bins(state) > 0) {
        shares.add(
            StatePicture.letter(console, state)
                + " "
                + StatePicture.name(state)
                + String.format(Locale.ROOT, " %.1f %%", 100.0 * path.bins(state) / all));
      }
    }
    console.println("time: " + String.join(", ", shares));
    Map<String, Integer> moves = new LinkedHashMap<>();
    List<StatePath.Stay> stays = path.stays();
    for (int i = 1; i < stays.size(); i++) {
      String move =
          StatePicture.name(stays.get(i - 1).state())
              + (console.unicode() ? " → " : " -> ")
              + StatePicture.name(stays.get(i).state());
      moves.merge(move, 1, Integer::sum);
    }
    List<String> counted = new ArrayList<>();
    moves.forEach((move, times) -> counted.add(move + (times > 1 ? " (" + times + " times)" : "")));
    console.println("way:  " + (counted.isEmpty() ? "none" : String.join("\n      ", counted)));
  }
}
