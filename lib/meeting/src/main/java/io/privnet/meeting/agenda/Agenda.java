package io.privnet.meeting.agenda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One participant's agenda as it was read from a file: an iCalendar file ({@code .ics}, RFC 5545),
 * a table of busy times ({@code .csv} with the columns {@code start} and {@code end}), or a bit
 * string ({@code .bits}). Immutable.
 *
 * <p>Input is UTF-8, of at most {@value #MAX_BYTES} bytes. A name that ends in none of the three is
 * read as what its content looks like.
 */
public abstract sealed class Agenda permits CalendarAgenda, TableAgenda, BitAgenda {
  /** An agenda file has at most this many bytes. */
  public static final int MAX_BYTES = 64 << 20;

  Agenda() {}

  /**
   * Reads an agenda from a file.
   *
   * @throws AgendaException when it cannot be understood
   * @throws IOException when it cannot be read
   */
  public static Agenda read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  /**
   * Reads an agenda from a stream, to its end; it is not closed.
   *
   * @param source its name, which tells the format by its ending and stands in messages
   * @throws AgendaException when it cannot be understood
   * @throws IOException when it cannot be read
   */
  public static Agenda read(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new AgendaException(source, "too long for an agenda, the limit is 64 MiB");
    }
    String text = decode(source, bytes);
    if (text.isBlank()) {
      throw new AgendaException(source, "the agenda is empty");
    }
    return switch (format(source, text)) {
      case "ics" -> CalendarAgenda.parse(source, text);
      case "csv" -> TableAgenda.parse(source, text);
      case "bits" -> BitAgenda.parse(source, text);
      default ->
          throw new AgendaException(
              source,
              1,
              "neither iCalendar, nor CSV, nor bits",
              text.lines().findFirst().orElse(""));
    };
  }

  private static String decode(String source, byte[] bytes) throws AgendaException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    int bad = result.isError() ? in.position() : indexOfNul(bytes);
    if (bad >= 0) {
      long line = 1;
      for (int i = 0; i < bad; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new AgendaException(
          source, line, result.isError() ? "not UTF-8 text" : "not text, it has a zero byte");
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static int indexOfNul(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String format(String source, String text) {
    String name = source.toLowerCase(Locale.ROOT);
    for (String format : List.of("ics", "csv", "bits")) {
      if (name.endsWith("." + format)) {
        return format;
      }
    }
    int first = 0;
    while (Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    if (text.regionMatches(true, first, "BEGIN:", 0, 6)) {
      return "ics";
    }
    if (text.charAt(first) == '0' || text.charAt(first) == '1') {
      return "bits";
    }
    int end = text.indexOf('\n', first);
    return text.substring(first, end < 0 ? text.length() : end).contains(",") ? "csv" : "unknown";
  }

  /** The bit string itself, when the agenda is one: it needs no grid. */
  public Optional<Availability> bits() {
    return Optional.empty();
  }

  /**
   * The slots of the grid at which the participant is free.
   *
   * <p>Dates and floating times are in the agenda's own zone (X-WR-TIMEZONE), or else in the
   * grid's.
   *
   * @throws AgendaException when the agenda cannot be understood, or is a bit string for another
   *     number of slots
   */
  public abstract Availability over(Grid grid, Tentative tentative) throws AgendaException;

  /**
   * The busy time inside the grid's window: in order, apart from each other. Empty when the agenda
   * is a bit string, which does not tell.
   *
   * @throws AgendaException when the agenda cannot be understood
   */
  public abstract Optional<List<Interval>> busy(Grid grid, Tentative tentative)
      throws AgendaException;
}
