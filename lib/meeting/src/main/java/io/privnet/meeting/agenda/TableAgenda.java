package io.privnet.meeting.agenda;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An agenda that is a CSV table of busy times: a header that names the columns {@code start} and
 * {@code end}, then a row for each busy interval. A date is a whole day: as an end, that day
 * included.
 */
final class TableAgenda extends Agenda {
  private record Row(long line, String text, IsoTime start, IsoTime end) {}

  private final String source;
  private final List<Row> rows;

  private TableAgenda(String source, List<Row> rows) {
    this.source = source;
    this.rows = rows;
  }

  static TableAgenda parse(String source, String text) throws AgendaException {
    List<Row> rows = new ArrayList<>();
    long line = 1;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      int start = -1;
      int end = -1;
      boolean header = true;
      for (CsvRecord row : csv) {
        line = row.getStartingLineNumber();
        if (header) {
          start = column(source, row, "start");
          end = column(source, row, "end");
          header = false;
        } else {
          String fields = String.join(",", row.getFields());
          rows.add(new Row(line, fields, time(source, row, start), time(source, row, end)));
        }
        line++;
      }
    } catch (CsvParseException e) {
      throw new AgendaException(source, line, "not CSV from here on, such as a quote left open");
    } catch (AgendaException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
    return new TableAgenda(source, rows);
  }

  private static int column(String source, CsvRecord header, String name) throws AgendaException {
    int found = -1;
    for (int i = 0; i < header.getFieldCount(); i++) {
      if (header.getField(i).strip().equalsIgnoreCase(name)) {
        if (found >= 0) {
          throw new AgendaException(
              source, header.getStartingLineNumber(), "two columns are named " + name);
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new AgendaException(
          source,
          header.getStartingLineNumber(),
          "the first line has to name the columns start and end",
          String.join(",", header.getFields()));
    }
    return found;
  }

  private static IsoTime time(String source, CsvRecord row, int column) throws AgendaException {
    if (column >= row.getFieldCount()) {
      throw new AgendaException(
          source,
          row.getStartingLineNumber(),
          "a row needs a start and an end",
          String.join(",", row.getFields()));
    }
    String text = row.getField(column).strip();
    try {
      return IsoTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new AgendaException(
          source, row.getStartingLineNumber(), "not an ISO 8601 date or time", text);
    }
  }

  private Busy busyTime(Grid grid) throws AgendaException {
    Busy busy = new Busy(grid.window());
    for (Row row : rows) {
      Instant start = row.start().start(grid.zone());
      Instant end = row.end().end(grid.zone());
      boolean reversedDays =
          row.start() instanceof IsoTime.Day && row.end().start(grid.zone()).isBefore(start);
      if (reversedDays || end.isBefore(start)) {
        throw new AgendaException(source, row.line(), "the end lies before the start", row.text());
      }
      busy.add(start, end);
    }
    return busy;
  }

  @Override
  public Availability over(Grid grid, Tentative tentative) throws AgendaException {
    return busyTime(grid).over(grid);
  }

  @Override
  public Optional<List<Interval>> busy(Grid grid, Tentative tentative) throws AgendaException {
    return Optional.of(busyTime(grid).intervals());
  }
}
