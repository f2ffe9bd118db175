package io.privnet.qoe.mos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the tables of expected values hold. */
final class Vectors {
  private Vectors() {}

  static double[] numbers(String text) {
    return Arrays.stream(text.split(" "))
        .mapToDouble(cell -> cell.equals("nan") ? Double.NaN : Double.parseDouble(cell))
        .toArray();
  }

  /** Sessions with one mean score and both rates each. */
  static List<RatedSession> sessions(double[] in, double[] out, double[] mos) {
    List<RatedSession> sessions = new ArrayList<>();
    for (int i = 0; i < mos.length; i++) {
      sessions.add(
          new RatedSession(
              "s" + i,
              "",
              "",
              Double.isNaN(mos[i]) ? List.of() : List.of(new Score("mos", mos[i])),
              Map.of(SessionFeatures.MEAN_IN, in[i], SessionFeatures.MEAN_OUT, out[i]),
              List.of()));
    }
    return sessions;
  }

  /** Sessions of raters {@code r0}, {@code r1}, …; a NaN is a missing score. */
  static List<RatedSession> panel(double[][] scores) {
    List<RatedSession> sessions = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      List<Score> given = new ArrayList<>();
      for (int rater = 0; rater < scores[i].length; rater++) {
        if (!Double.isNaN(scores[i][rater])) {
          given.add(new Score("r" + rater, scores[i][rater]));
        }
      }
      sessions.add(new RatedSession("s" + i, "", "", given, Map.of(), List.of()));
    }
    return sessions;
  }
}
