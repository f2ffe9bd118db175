package io.privnet.qoe.mos;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions and their ratings: CSV with a header that names {@code capture}, {@code user}, {@code
 * instrument}, {@code connection}, {@code user_class} and either {@code mos} or one {@code rater_…}
 * column per rater. Only the ratings are required. Every further column that holds numbers is a
 * feature. Lines that begin with # are comments; an empty cell is a missing value.
 *
 * @param sessions the rows in order
 * @param raters number of rater columns, 0 when the table gives means
 * @param remarks columns that were left out of the features, and why
 */
public record SessionTable(List<Session> sessions, int raters, List<String> remarks) {
  private static final int MAX_SESSIONS = 100_000;
  private static final int MAX_COLUMNS = 1_000;
  private static final Set<String> TEXT_COLUMNS =
      Set.of("capture", "user", "instrument", "connection", "user_class");

  /**
   * Reads a table.
   *
   * @param in the table in UTF-8; not closed
   * @param name what to call it in messages
   * @throws QoeDataException when it is no such table, with the line
   * @throws IOException when it cannot be read
   */
  public static SessionTable read(InputStream in, String name) throws IOException {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    // Malformed UTF-8 must not turn into other names: the decoder reports it.
    InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    try {
      return new Rows(name).read(builder.ofCsvRecord(text).iterator());
    } catch (CsvParseException e) {
      throw new QoeDataException(name + ": not a CSV table: " + firstLine(e), e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new QoeDataException(name + ": not a CSV table in UTF-8", e);
      }
      throw e.getCause();
    }
  }

  private static String firstLine(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = String.valueOf(deepest.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** The rows of one table, read one after the other. */
  private static final class Rows {
    private final String name;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<String> raters = new ArrayList<>();
    private final Set<String> features = new LinkedHashSet<>();
    private final Map<String, String> notNumeric = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();

    Rows(String name) {
      this.name = name;
    }

    SessionTable read(Iterator<CsvRecord> records) throws QoeDataException {
      if (!records.hasNext()) {
        throw new QoeDataException(name + ":1: not a session table: it is empty");
      }
      header(records.next());
      while (records.hasNext()) {
        if (sessions.size() == MAX_SESSIONS) {
          throw new QoeDataException(name + ": more than " + MAX_SESSIONS + " sessions");
        }
        sessions.add(session(records.next()));
      }
      if (sessions.isEmpty()) {
        throw new QoeDataException(name + ":1: no session below the header");
      }
      List<String> remarks = new ArrayList<>();
      for (String column : List.copyOf(features)) {
        if (notNumeric.containsKey(column)) {
          features.remove(column);
          remarks.add("column " + column + " is no feature: " + notNumeric.get(column));
        }
      }
      List<Session> numeric = new ArrayList<>(sessions.size());
      for (Session s : sessions) {
        Map<String, Double> given = new LinkedHashMap<>(s.given());
        given.keySet().retainAll(features);
        numeric.add(
            new Session(
                s.line(),
                s.capture(),
                s.user(),
                s.instrument(),
                s.connection(),
                s.userClass(),
                s.mos(),
                s.ratings(),
                Collections.unmodifiableMap(given)));
      }
      return new SessionTable(List.copyOf(numeric), raters.size(), List.copyOf(remarks));
    }

    private void header(CsvRecord header) throws QoeDataException {
      if (header.getFieldCount() > MAX_COLUMNS) {
        throw new QoeDataException(
            name
                + ":"
                + header.getStartingLineNumber()
                + ": more than "
                + MAX_COLUMNS
                + " columns");
      }
      for (int i = 0; i < header.getFieldCount(); i++) {
        String column = header.getField(i).strip();
        if (i == 0 && column.startsWith("\ufeff")) {
          column = column.substring(1);
        }
        if (column.isEmpty()) {
          continue;
        }
        if (columns.put(column, i) != null) {
          throw new QoeDataException(
              name + ":" + header.getStartingLineNumber() + ": column " + column + " stands twice");
        }
        if (column.startsWith("rater_")) {
          raters.add(column);
        } else if (!column.equals("mos") && !TEXT_COLUMNS.contains(column)) {
          features.add(column);
        }
      }
      boolean hasMos = columns.containsKey("mos");
      if (hasMos == !raters.isEmpty()) {
        throw new QoeDataException(
            name
                + ":"
                + header.getStartingLineNumber()
                + (hasMos
                    ? ": both mos and rater_… columns: leave one kind out"
                    : ": not a session table: neither a mos column nor rater_… columns in the"
                        + " header: "
                        + abbreviated(String.join(",", header.getFields()))));
      }
    }

    private Session session(CsvRecord row) throws QoeDataException {
      long line = row.getStartingLineNumber();
      if (row.getFieldCount() > columns.size()
          && row.getFieldCount() > 1 + columns.values().stream().max(Integer::compare).orElse(0)) {
        throw new QoeDataException(
            name
                + ":"
                + line
                + ": "
                + row.getFieldCount()
                + " cells, but the header names "
                + columns.size()
                + " columns: "
                + abbreviated(String.join(",", row.getFields())));
      }
      List<Double> ratings = new ArrayList<>(raters.size());
      double mos = Double.NaN;
      if (raters.isEmpty()) {
        mos = rating("mos", row);
      } else {
        double sum = 0;
        for (String rater : raters) {
          double rating = rating(rater, row);
          if (!Double.isNaN(rating)) {
            ratings.add(rating);
            sum += rating;
          }
        }
        if (!ratings.isEmpty()) {
          mos = sum / ratings.size();
        }
      }
      Map<String, Double> given = new LinkedHashMap<>();
      for (String feature : features) {
        String cell = cell(feature, row);
        if (cell.isEmpty()) {
          continue;
        }
        double value = number(cell);
        if (Double.isNaN(value)) {
          if (feature.equals(SessionFeatures.MEAN_IN) || feature.equals(SessionFeatures.MEAN_OUT)) {
            throw new QoeDataException(
                name + ":" + line + ": " + feature + " is not a number: " + abbreviated(cell));
          }
          notNumeric.putIfAbsent(
              feature, "line " + line + " is not a number: " + abbreviated(cell));
        } else {
          given.put(feature, value);
        }
      }
      return new Session(
          Math.toIntExact(line),
          text("capture", row),
          text("user", row),
          text("instrument", row),
          cell("connection", row),
          cell("user_class", row),
          mos,
          List.copyOf(ratings),
          given);
    }

    private double rating(String column, CsvRecord row) throws QoeDataException {
      String cell = cell(column, row);
      if (cell.isEmpty()) {
        return Double.NaN;
      }
      double rating = number(cell);
      if (!(rating >= 1 && rating <= 5)) {
        throw new QoeDataException(
            name
                + ":"
                + row.getStartingLineNumber()
                + ": "
                + column
                + " is not a rating from 1 to 5: "
                + abbreviated(cell));
      }
      return rating;
    }

    private Optional<String> text(String column, CsvRecord row) {
      String cell = cell(column, row);
      return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
    }

    private String cell(String column, CsvRecord row) {
      Integer index = columns.get(column);
      return index == null || index >= row.getFieldCount() ? "" : row.getField(index).strip();
    }

    /** A decimal number, NaN for anything else; Java's own parser would take 1d or 0x1p3. */
    private static double number(String cell) {
      for (int i = 0; i < cell.length(); i++) {
        char c = cell.charAt(i);
        if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
          return Double.NaN;
        }
      }
      try {
        double value = Double.parseDouble(cell);
        return Double.isInfinite(value) ? Double.NaN : value;
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    private static String abbreviated(String text) {
      String line = text.replace('\n', ' ').replace('\r', ' ');
      return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }
  }
}
