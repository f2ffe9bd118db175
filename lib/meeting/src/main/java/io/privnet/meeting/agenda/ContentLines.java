package io.privnet.meeting.agenda;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * The content lines of an iCalendar text (RFC 5545 §3.1), unfolded, one a line, ready for ical4j's
 * parser: only the lines that busy time depends on, with components properly nested.
 *
 * <p>ical4j names no line of the file, so broken lines and unclosed components are found here; and
 * it joins lines after a stray quotation mark, which properties like ATTENDEE often have, so these
 * never reach it. Blank lines are left out.
 */
final class ContentLines extends Reader {
  private static final Set<String> KEPT =
      Set.of(
          "DTSTART",
          "DTEND",
          "DURATION",
          "RRULE",
          "RDATE",
          "EXDATE",
          "RECURRENCE-ID",
          "UID",
          "SEQUENCE",
          "STATUS",
          "TRANSP",
          "FREEBUSY",
          "TZID",
          "TZOFFSETFROM",
          "TZOFFSETTO",
          "X-WR-TIMEZONE");
  private static final int DEEPEST = 20;

  private record Open(String component, long line) {}

  private final String source;
  private final String text;
  private final Deque<Open> open = new ArrayDeque<>();
  private int position;
  private long physicalLine = 1;
  private long line = 1;
  private boolean any;
  private String current = "";
  private int next;

  ContentLines(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /** The number in the file, from 1, of the line that was read last; of its first when folded. */
  long line() {
    return line;
  }

  @Override
  public int read() throws AgendaException {
    while (next == current.length()) {
      String unfolded = unfold();
      if (unfolded == null) {
        end();
        return -1;
      }
      current = kept(unfolded);
      next = 0;
    }
    return current.charAt(next++);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws AgendaException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c < 0) {
        return count == 0 ? -1 : count;
      }
      buffer[offset + count++] = (char) c;
    }
    return count;
  }

  @Override
  public void close() {}

  private void end() throws AgendaException {
    if (!open.isEmpty()) {
      throw new AgendaException(
          source, open.peek().line(), "BEGIN:" + open.peek().component() + " is never ended");
    }
    if (!any) {
      throw new AgendaException(source, 1, "no BEGIN:VCALENDAR, not an iCalendar file");
    }
  }

  /** The next content line, or null at the end. */
  private String unfold() {
    StringBuilder unfolded = null;
    while (position < text.length()) {
      int first = position;
      int end = endOfLine(first);
      boolean blank = text.substring(first, end).isBlank();
      boolean continues = text.charAt(first) == ' ' || text.charAt(first) == '\t';
      if (unfolded != null && !blank && !continues) {
        return unfolded.toString().stripTrailing();
      }
      long number = physicalLine++;
      position = afterLine(end);
      if (blank) {
        continue;
      }
      if (unfolded == null) {
        line = number;
        unfolded = new StringBuilder(text.substring(first, end));
      } else {
        unfolded.append(text, first + 1, end);
      }
    }
    return unfolded == null ? null : unfolded.toString().stripTrailing();
  }

  private int endOfLine(int first) {
    int end = first;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int afterLine(int end) {
    return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
  }

  /** The line as the parser gets it, empty when it does not. */
  private String kept(String content) throws AgendaException {
    int nameEnd = 0;
    while (nameEnd < content.length() && isNameCharacter(content.charAt(nameEnd))) {
      nameEnd++;
    }
    int colon = content.indexOf(':', nameEnd);
    if (nameEnd == 0
        || colon < 0
        || (content.charAt(nameEnd) != ':' && content.charAt(nameEnd) != ';')) {
      throw new AgendaException(source, line, "not a line of iCalendar, NAME:VALUE", content);
    }
    String name = content.substring(0, nameEnd).toUpperCase(Locale.ROOT);
    if (name.equals("BEGIN") || name.equals("END")) {
      String component = content.substring(colon + 1).strip().toUpperCase(Locale.ROOT);
      nest(name, component, content);
      return name + ":" + component + "\n";
    }
    if (open.isEmpty()) {
      throw new AgendaException(source, line, "outside BEGIN:VCALENDAR and END:VCALENDAR", content);
    }
    if (!KEPT.contains(name)) {
      return "";
    }
    if (colon != nameEnd && quotesBeforeValue(content) % 2 != 0) {
      throw new AgendaException(source, line, "a quotation mark is not closed", content);
    }
    return name + content.substring(nameEnd) + "\n";
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  /** The quotation marks up to the first colon outside a pair of them. */
  private static int quotesBeforeValue(String content) {
    int quotes = 0;
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '"') {
        quotes++;
      } else if (content.charAt(i) == ':' && quotes % 2 == 0) {
        return quotes;
      }
    }
    return 1;
  }

  private void nest(String name, String component, String content) throws AgendaException {
    if (component.isEmpty() || !component.chars().allMatch(c -> isNameCharacter((char) c))) {
      throw new AgendaException(source, line, "not the name of a component", content);
    }
    if (name.equals("BEGIN")) {
      if (component.equals("VCALENDAR") != open.isEmpty()) {
        throw new AgendaException(
            source,
            line,
            open.isEmpty() ? "outside BEGIN:VCALENDAR and END:VCALENDAR" : "a calendar in another",
            content);
      }
      if (open.size() == DEEPEST) {
        throw new AgendaException(source, line, "components nested too deep", content);
      }
      any = true;
      open.push(new Open(component, line));
    } else {
      if (open.isEmpty() || !open.peek().component().equals(component)) {
        throw new AgendaException(source, line, "nothing that this could end", content);
      }
      open.pop();
    }
  }
}
