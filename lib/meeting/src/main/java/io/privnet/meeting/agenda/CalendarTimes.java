package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the times of one VCALENDAR. A TZID means the VTIMEZONE of that name in the calendar, or
 * else the zone of that name in the JDK's time zone data; dates and floating times are in the zone
 * named by X-WR-TIMEZONE, or else in the one given.
 */
final class CalendarTimes {
  private final String source;
  private final CalendarComponent calendar;
  private final ZoneRules otherwise;
  private final LocalDateTime horizon;
  private final RecurrenceRule.Budget budget;
  private final Map<String, CalendarComponent> definitions = new HashMap<>();
  private final Map<String, ZoneRules> zones = new HashMap<>();

  /**
   * @param otherwise the zone of dates and floating times when the calendar names none
   * @param horizon after which no change of a VTIMEZONE counts
   */
  CalendarTimes(
      String source,
      CalendarComponent calendar,
      ZoneRules otherwise,
      LocalDateTime horizon,
      RecurrenceRule.Budget budget) {
    this.source = source;
    this.calendar = calendar;
    this.otherwise = otherwise;
    this.horizon = horizon;
    this.budget = budget;
    for (CalendarComponent component : calendar.components()) {
      if (component.name().equals("VTIMEZONE")) {
        component
            .first("TZID")
            .ifPresent(id -> definitions.putIfAbsent(id.value().strip(), component));
      }
    }
  }

  /** An error at this property. */
  AgendaException error(Property property, String message) {
    return new AgendaException(
        source, property.line(), message, property.name() + ":" + property.value());
  }

  /** The value of a property that holds one DATE or DATE-TIME. */
  Moment moment(Property property) throws AgendaException {
    return moment(property, property.value());
  }

  /** One of the values of a property. */
  Moment moment(Property property, String value) throws AgendaException {
    String text = value.strip().toUpperCase(Locale.ROOT);
    boolean utc = text.endsWith("Z");
    String digits = utc ? text.substring(0, text.length() - 1) : text;
    try {
      if (digits.length() == 8 && !utc) {
        return new Moment(date(digits).atStartOfDay(), true, floating());
      }
      if (digits.length() == 15
          && digits.charAt(8) == 'T'
          && !"DATE".equalsIgnoreCase(property.parameter("VALUE"))) {
        LocalTime time =
            LocalTime.of(number(digits, 9, 11), number(digits, 11, 13), second(digits));
        LocalDateTime local = date(digits).atTime(time);
        return new Moment(local, false, utc ? ZoneOffset.UTC.getRules() : rules(property));
      }
    } catch (DateTimeException | NumberFormatException e) {
      // Falls through to the same message.
    }
    throw error(property, "not an iCalendar date or time '" + value.strip() + "'");
  }

  /** The second at which a period ends, its end given as a time or a duration (§3.3.9). */
  long periodEnd(Property property, Moment start, String end) throws AgendaException {
    String text = end.strip().toUpperCase(Locale.ROOT);
    long second =
        text.contains("P") ? span(property, text).end(start) : moment(property, text).second();
    if (second < start.second()) {
      throw error(property, "the end lies before the start");
    }
    return second;
  }

  /** A DURATION value of a property. */
  Span span(Property property, String value) throws AgendaException {
    try {
      return Span.parse(value.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw error(property, e.getMessage());
    }
  }

  private static LocalDate date(String digits) {
    return LocalDate.of(number(digits, 0, 4), number(digits, 4, 6), number(digits, 6, 8));
  }

  /** The second, 0 to 60: the leap second 60 is taken for 59 (RFC 5545 §3.3.5). */
  private static int second(String digits) {
    int second = number(digits, 13, 15);
    return second == 60 ? 59 : second;
  }

  private static int number(String digits, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        throw new NumberFormatException();
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  private ZoneRules rules(Property property) throws AgendaException {
    String name = property.parameter("TZID");
    return name == null ? floating() : zone(property, name);
  }

  private ZoneRules floating() throws AgendaException {
    Property own = calendar.first("X-WR-TIMEZONE").orElse(null);
    return own == null || own.value().isBlank() ? otherwise : zone(own, own.value().strip());
  }

  private ZoneRules zone(Property property, String name) throws AgendaException {
    ZoneRules rules = zones.get(name);
    if (rules == null) {
      rules = define(property, name);
      zones.put(name, rules);
    }
    return rules;
  }

  private ZoneRules define(Property property, String name) throws AgendaException {
    CalendarComponent definition = definitions.get(name);
    if (definition != null) {
      return new ZoneDefinition(source, definition, horizon, budget).rules();
    }
    try {
      return ZoneId.of(name).getRules();
    } catch (DateTimeException e) {
      throw new AgendaException(
          source, property.line(), "unknown time zone, and no VTIMEZONE defines it", name);
    }
  }
}
