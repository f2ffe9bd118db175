package io.privnet.qoe.mos;

import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opinion scores in long form: CSV with a header that names session, rater and score. */
public final class ScoreTable {
  private static final int MAX_SCORES = 1_000_000;

  private final String name;
  private final Map<String, List<Score>> scores = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private ScoreTable(String name) {
    this.name = name;
  }

  /**
   * Reads a table. A row without a score is a missing rating.
   *
   * @param in the table in UTF-8; not closed
   * @param name what to call it in messages
   * @throws QoeDataException when it is no such table, with the line
   * @throws IOException when it cannot be read
   */
  public static ScoreTable read(InputStream in, String name) throws IOException {
    CsvTable csv = new CsvTable(in, name, "table of scores");
    for (String column : List.of("session", "rater", "score")) {
      if (!csv.columns().contains(column)) {
        throw csv.headerFault(
            "not a table of scores: no column " + column + " in the header: " + csv.header());
      }
    }
    ScoreTable table = new ScoreTable(name);
    record Seat(String session, String rater) {}
    Map<Seat, Integer> seen = new HashMap<>();
    for (CsvTable.Row row = csv.next(); row != null; row = csv.next()) {
      String session = row.cell("session");
      String rater = row.cell("rater");
      if (session.isEmpty() || rater.isEmpty()) {
        throw row.fault("no " + (session.isEmpty() ? "session" : "rater"));
      }
      double score = row.rating("score");
      Integer before = seen.put(new Seat(session, rater), row.line());
      if (before != null) {
        throw row.fault(
            CsvTable.abbreviated(rater)
                + " rates session "
                + CsvTable.abbreviated(session)
                + " a second time, after line "
                + before);
      }
      if (seen.size() > MAX_SCORES) {
        throw new QoeDataException(name + ": more than " + MAX_SCORES + " scores");
      }
      table.lines.putIfAbsent(session, row.line());
      List<Score> all = table.scores.computeIfAbsent(session, s -> new ArrayList<>());
      if (!Double.isNaN(score)) {
        all.add(new Score(rater, score));
      }
    }
    if (seen.isEmpty()) {
      throw csv.headerFault("no score below the header");
    }
    return table;
  }

  /** A session's scores in the table's order; none for a session that does not stand there. */
  List<Score> of(String session) {
    return List.copyOf(scores.getOrDefault(session, List.of()));
  }

  /**
   * Checks that every scored session is known, so that no score is lost.
   *
   * @param table what the sessions are looked for in, for the message
   */
  void requireAll(Map<String, Integer> known, String table) throws QoeDataException {
    for (Map.Entry<String, Integer> scored : lines.entrySet()) {
      if (!known.containsKey(scored.getKey())) {
        throw new QoeDataException(
            name
                + ":"
                + scored.getValue()
                + ": no session "
                + CsvTable.abbreviated(scored.getKey())
                + " in "
                + table);
      }
    }
  }
}
