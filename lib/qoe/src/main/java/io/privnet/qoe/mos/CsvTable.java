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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * CSV in UTF-8 with a header, read row by row. Lines that begin with # are comments, empty lines
 * are passed over, and an empty cell is a missing value, as is one that the row is too short for.
 */
final class CsvTable {
  private static final int MAX_COLUMNS = 1_000;

  private final String name;
  private final Iterator<CsvRecord> records;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final CsvRecord header;
  private int width;

  /**
   * Reads the header.
   *
   * @param kind what the table should be, for messages: {@code session table}
   * @throws QoeDataException when there is none, or two columns have the same name
   */
  CsvTable(InputStream in, String name, String kind) throws IOException {
    this.name = name;
    // Malformed UTF-8 must not turn into other names: the decoder reports it.
    InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    this.records =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)
            .iterator();
    this.header = record();
    if (header == null) {
      throw new QoeDataException(name + ":1: not a " + kind + ": it is empty");
    }
    if (header.getFieldCount() > MAX_COLUMNS) {
      throw headerFault("more than " + MAX_COLUMNS + " columns");
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
        throw headerFault("column " + column + " stands twice");
      }
      width = i + 1;
    }
  }

  /** Names of the columns, in order. */
  Set<String> columns() {
    return columns.keySet();
  }

  /** The header as written, shortened, for messages. */
  String header() {
    return abbreviated(String.join(",", header.getFields()));
  }

  /** What is wrong with the header, with its line. */
  QoeDataException headerFault(String what) {
    return new QoeDataException(name + ":" + header.getStartingLineNumber() + ": " + what);
  }

  /** The next row, or null at the end. */
  Row next() throws IOException {
    CsvRecord record = record();
    if (record == null) {
      return null;
    }
    Row row = new Row(record);
    if (record.getFieldCount() > Math.max(columns.size(), width)) {
      throw row.fault(
          record.getFieldCount()
              + " cells, but the header names "
              + columns.size()
              + " columns: "
              + abbreviated(String.join(",", record.getFields())));
    }
    return row;
  }

  private CsvRecord record() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
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

  /** A cell, or as much of it as a message takes. */
  static String abbreviated(String text) {
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }

  /** A row of the table. */
  final class Row {
    private final CsvRecord record;

    private Row(CsvRecord record) {
      this.record = record;
    }

    int line() {
      return Math.toIntExact(record.getStartingLineNumber());
    }

    /** The cell without spaces around it; the empty string when there is none. */
    String cell(String column) {
      Integer index = columns.get(column);
      return index == null || index >= record.getFieldCount() ? "" : record.getField(index).strip();
    }

    /** A decimal number, NaN for anything else; Java's own parser would take 1d or 0x1p3. */
    double number(String column) {
      String cell = cell(column);
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

    /** A rating, NaN for an empty cell. */
    double rating(String column) throws QoeDataException {
      if (cell(column).isEmpty()) {
        return Double.NaN;
      }
      double rating = number(column);
      if (!(rating >= 1 && rating <= 5)) {
        throw fault(column + " is not a rating from 1 to 5: " + abbreviated(cell(column)));
      }
      return rating;
    }

    /** What is wrong with the row, with its line. */
    QoeDataException fault(String what) {
      return new QoeDataException(name + ":" + line() + ": " + what);
    }
  }
}
