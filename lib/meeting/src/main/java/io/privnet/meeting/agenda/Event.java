package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/** A VEVENT: its times, and whether they are busy. */
final class Event {
  private final CalendarComponent component;
  private final CalendarTimes times;

  Event(CalendarComponent component, CalendarTimes times) {
    this.component = component;
    this.times = times;
  }

  CalendarTimes times() {
    return times;
  }

  /** Its identifier, empty when it has none. */
  String uid() {
    return component.first("UID").map(uid -> uid.value().strip()).orElse("");
  }

  /** Its revision, 0 when it names none. */
  long sequence() throws AgendaException {
    Property sequence = component.first("SEQUENCE").orElse(null);
    if (sequence == null) {
      return 0;
    }
    try {
      return Long.parseLong(sequence.value().strip());
    } catch (NumberFormatException e) {
      throw times.error(sequence, "not a number");
    }
  }

  /** Whether its time counts as busy. */
  boolean isBusy(Tentative tentative) {
    return !component.has("STATUS", "CANCELLED")
        && !component.has("TRANSP", "TRANSPARENT")
        && !(component.has("STATUS", "TENTATIVE") && tentative == Tentative.FREE);
  }

  Iterable<Property> all(String property) {
    return component.all(property);
  }

  /** RECURRENCE-ID, null when it is no override. */
  Property recurrenceId() {
    return component.first("RECURRENCE-ID").orElse(null);
  }

  /** Whether it overrides all later occurrences too. */
  boolean overridesFuture() throws AgendaException {
    Property id = recurrenceId();
    String range = id == null ? null : id.parameter("RANGE");
    if (range == null) {
      return false;
    }
    if (!range.toUpperCase(Locale.ROOT).equals("THISANDFUTURE")) {
      throw times.error(id, "a RANGE other than THISANDFUTURE");
    }
    return true;
  }

  /** DTSTART. */
  Moment start() throws AgendaException {
    Property start = component.first("DTSTART").orElse(null);
    if (start == null) {
      throw times.error(
          new Property(component.line(), "BEGIN", Map.of(), component.name()),
          "an event without DTSTART");
    }
    return times.moment(start);
  }

  /**
   * How long it lasts: by DURATION; by DTEND, in days for dates and exactly for times (RFC 5545
   * §3.8.5.3); else a day for a date, and nothing for a time (§3.6.1).
   */
  Span span(Moment start) throws AgendaException {
    Property end = component.first("DTEND").orElse(null);
    Property duration = component.first("DURATION").orElse(null);
    if (end != null && duration != null) {
      throw times.error(duration, "an event with both DTEND and DURATION");
    }
    if (duration != null) {
      return times.span(duration, duration.value());
    }
    if (end == null) {
      return new Span(start.wholeDay() ? 1 : 0, 0);
    }
    Moment last = times.moment(end);
    if (last.wholeDay() != start.wholeDay()) {
      throw times.error(end, "DTSTART and DTEND are not both dates or both times");
    }
    Span span =
        start.wholeDay()
            ? new Span(last.local().toLocalDate().toEpochDay() - day(start).toEpochDay(), 0)
            : new Span(0, last.second() - start.second());
    if (span.days() < 0 || span.seconds() < 0) {
      throw times.error(end, "the end lies before the start");
    }
    // An end has to be later than the start; files that name the same date mean that one day.
    return start.wholeDay() && span.days() == 0 ? new Span(1, 0) : span;
  }

  private static LocalDate day(Moment moment) {
    return moment.local().toLocalDate();
  }
}
