package io.privnet.qoe.mos;

import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sessions and their ratings: CSV with a header. Columns, none of which is required as long as
 * there are captures or ratings:
 *
 * <ul>
 *   <li>{@code session}: the session's name
 *   <li>{@code capture}, {@code capture_instrument}: captures made at the user and at the
 *       instrument; several, of one session, are separated by {@code ;}
 *   <li>{@code user}, {@code instrument}: their addresses
 *   <li>{@code connection}, {@code user_class}
 *   <li>{@code mos}, or one {@code rater_…} column per rater, or neither when the scores stand in a
 *       table of their own
 *   <li>{@code task_1}, {@code task_2}, …: {@code START/END}, see {@link TaskWindow}
 * </ul>
 *
 * Every further column that holds numbers is a feature. Lines that begin with # are comments; an
 * empty cell is a missing value.
 *
 * @param sessions the rows in order
 * @param raters names of the raters, empty when the table gives means
 * @param remarks columns that were left out of the features, and why
 */
public record SessionTable(List<Session> sessions, List<String> raters, List<String> remarks) {
  private static final int MAX_SESSIONS = 10_000;
  private static final Set<String> TEXT_COLUMNS =
      Set.of(
          "session",
          "capture",
          "capture_instrument",
          "user",
          "instrument",
          "connection",
          "user_class");

  /**
   * Reads a table.
   *
   * @param in the table in UTF-8; not closed
   * @param name what to call it in messages
   * @throws QoeDataException when it is no such table, with the line
   * @throws IOException when it cannot be read
   */
  public static SessionTable read(InputStream in, String name) throws IOException {
    return new Rows(new CsvTable(in, name, "session table"), name, null).read();
  }

  /**
   * Reads a table whose scores stand in another one, under the session's name.
   *
   * @param in the table in UTF-8; not closed
   * @param name what to call it in messages
   * @param scores the scores; every one must belong to a session of the table
   * @throws QoeDataException when it is no such table, with the line
   * @throws IOException when it cannot be read
   */
  public static SessionTable read(InputStream in, String name, ScoreTable scores)
      throws IOException {
    return new Rows(new CsvTable(in, name, "session table"), name, scores).read();
  }

  /** The rows of one table, read one after the other. */
  private static final class Rows {
    private static final Pattern TASK = Pattern.compile("task_[1-9][0-9]{0,2}");

    private final CsvTable csv;
    private final String name;
    private final ScoreTable scores;
    private final List<String> raters = new ArrayList<>();
    private final TreeMap<Integer, String> tasks = new TreeMap<>();
    private final Set<String> features = new LinkedHashSet<>();
    private final Map<String, String> notNumeric = new HashMap<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();

    Rows(CsvTable csv, String name, ScoreTable scores) {
      this.csv = csv;
      this.name = name;
      this.scores = scores;
    }

    SessionTable read() throws IOException {
      header();
      for (CsvTable.Row row = csv.next(); row != null; row = csv.next()) {
        if (sessions.size() == MAX_SESSIONS) {
          throw new QoeDataException(name + ": more than " + MAX_SESSIONS + " sessions");
        }
        sessions.add(session(row));
      }
      if (sessions.isEmpty()) {
        throw csv.headerFault("no session below the header");
      }
      Set<String> scorers = new LinkedHashSet<>(raters);
      if (scores != null) {
        scores.requireAll(named, name);
        sessions.forEach(session -> session.scores().forEach(score -> scorers.add(score.rater())));
      }
      List<String> remarks = new ArrayList<>();
      for (String column : List.copyOf(features)) {
        if (notNumeric.containsKey(column)) {
          features.remove(column);
          remarks.add("column " + column + " is no feature: " + notNumeric.get(column));
        }
      }
      sessions.replaceAll(this::numeric);
      return new SessionTable(List.copyOf(sessions), List.copyOf(scorers), List.copyOf(remarks));
    }

    /** The session without the columns that turned out to be no features. */
    private Session numeric(Session s) {
      Map<String, Double> given = new LinkedHashMap<>(s.given());
      given.keySet().retainAll(features);
      return new Session(
          s.line(),
          s.name(),
          s.captures(),
          s.instrumentCaptures(),
          s.user(),
          s.instrument(),
          s.connection(),
          s.userClass(),
          s.scores(),
          s.tasks(),
          Collections.unmodifiableMap(given));
    }

    private void header() throws QoeDataException {
      for (String column : csv.columns()) {
        if (column.startsWith("rater_")) {
          raters.add(column);
        } else if (TASK.matcher(column).matches()) {
          tasks.put(Integer.valueOf(column.substring(5)), column);
        } else if (!column.equals("mos") && !TEXT_COLUMNS.contains(column)) {
          features.add(column);
        }
      }
      boolean hasMos = csv.columns().contains("mos");
      if (hasMos && !raters.isEmpty()) {
        throw csv.headerFault("both mos and rater_… columns: leave one kind out");
      }
      if (scores != null && (hasMos || !raters.isEmpty())) {
        throw csv.headerFault(
            (hasMos ? "a mos column" : "rater_… columns") + " beside a table of scores: leave one");
      }
      if (scores == null && !hasMos && raters.isEmpty() && !csv.columns().contains("capture")) {
        throw csv.headerFault(
            "not a session table: neither capture nor mos nor rater_… columns in the header: "
                + csv.header());
      }
    }

    private Session session(CsvTable.Row row) throws QoeDataException {
      String session =
          !row.cell("session").isEmpty()
              ? row.cell("session")
              : !row.cell("capture").isEmpty() ? row.cell("capture") : "line " + row.line();
      Integer before = named.put(session, row.line());
      if (before != null && (scores != null || !row.cell("session").isEmpty())) {
        throw row.fault(
            "session " + CsvTable.abbreviated(session) + " stands twice, first in line " + before);
      }
      if (row.cell("capture").isEmpty() && !row.cell("capture_instrument").isEmpty()) {
        throw row.fault("a capture_instrument without a capture made at the user");
      }
      return new Session(
          row.line(),
          session,
          files(row.cell("capture")),
          files(row.cell("capture_instrument")),
          text("user", row),
          text("instrument", row),
          row.cell("connection"),
          row.cell("user_class"),
          scores == null ? ownScores(row) : scores.of(session),
          windows(row),
          given(row));
    }

    private static List<String> files(String cell) {
      return Arrays.stream(cell.split(";"))
          .map(String::strip)
          .filter(file -> !file.isEmpty())
          .toList();
    }

    private static Optional<String> text(String column, CsvTable.Row row) {
      return Optional.of(row.cell(column)).filter(cell -> !cell.isEmpty());
    }

    private List<Score> ownScores(CsvTable.Row row) throws QoeDataException {
      List<Score> own = new ArrayList<>();
      for (String rater : raters.isEmpty() ? List.of("mos") : raters) {
        double value = row.rating(rater);
        if (!Double.isNaN(value)) {
          own.add(new Score(rater, value));
        }
      }
      return List.copyOf(own);
    }

    private List<TaskWindow> windows(CsvTable.Row row) throws QoeDataException {
      List<TaskWindow> windows = new ArrayList<>();
      for (Map.Entry<Integer, String> task : tasks.entrySet()) {
        String cell = row.cell(task.getValue());
        if (!cell.isEmpty()) {
          try {
            windows.add(TaskWindow.parse(task.getKey(), cell));
          } catch (IllegalArgumentException e) {
            QoeDataException fault = row.fault(task.getValue() + ": " + e.getMessage());
            fault.initCause(e);
            throw fault;
          }
        }
      }
      return List.copyOf(windows);
    }

    private Map<String, Double> given(CsvTable.Row row) throws QoeDataException {
      Map<String, Double> given = new LinkedHashMap<>();
      for (String feature : features) {
        String cell = row.cell(feature);
        if (cell.isEmpty()) {
          continue;
        }
        double value = row.number(feature);
        if (Double.isNaN(value)) {
          if (feature.equals(SessionFeatures.MEAN_IN) || feature.equals(SessionFeatures.MEAN_OUT)) {
            throw row.fault(feature + " is not a number: " + CsvTable.abbreviated(cell));
          }
          notNumeric.putIfAbsent(
              feature, "line " + row.line() + " is not a number: " + CsvTable.abbreviated(cell));
        } else if (value < 0 && feature.endsWith("_bps")) {
          throw row.fault(feature + " is a rate below 0: " + CsvTable.abbreviated(cell));
        } else {
          given.put(feature, value);
        }
      }
      return given;
    }
  }
}
