package io.privnet.meeting.agenda;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;

/** Builds the components of an iCalendar file from what ical4j's parser reports. */
final class CalendarReader implements ContentHandler {
  private final ContentLines lines;
  private final List<CalendarComponent> calendars = new ArrayList<>();
  private final Deque<CalendarComponent> open = new ArrayDeque<>();
  private long line;
  private Map<String, String> parameters;
  private String value;

  private CalendarReader(ContentLines lines) {
    this.lines = lines;
  }

  /** The VCALENDARs of a file. */
  static List<CalendarComponent> read(String source, String text) throws AgendaException {
    ContentLines lines = new ContentLines(source, text);
    CalendarReader reader = new CalendarReader(lines);
    try {
      new CalendarParserImpl(false).parse(lines, reader);
    } catch (ParserException e) {
      throw new AgendaException(source, lines.line(), "not a line of iCalendar");
    } catch (AgendaException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
    return reader.calendars;
  }

  @Override
  public void startCalendar() {
    open.push(new CalendarComponent("VCALENDAR", lines.line()));
  }

  @Override
  public void endCalendar() {
    calendars.add(open.pop());
  }

  @Override
  public void startComponent(String name) {
    CalendarComponent component = new CalendarComponent(name, lines.line());
    open.peek().add(component);
    open.push(component);
  }

  @Override
  public void endComponent(String name) {
    open.pop();
  }

  @Override
  public void startProperty(String name) {
    line = lines.line();
    parameters = new HashMap<>(2);
    value = "";
  }

  @Override
  public void parameter(String name, String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    parameters.putIfAbsent(
        name.toUpperCase(Locale.ROOT), quoted ? text.substring(1, text.length() - 1) : text);
  }

  @Override
  public void propertyValue(String text) {
    value = text;
  }

  @Override
  public void endProperty(String name) {
    open.peek().add(new CalendarComponent.Property(line, name, parameters, value));
  }
}
