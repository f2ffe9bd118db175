package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** An RRULE of a component, with errors that name its line. */
final class Recurrence {
  private final CalendarTimes times;
  private final Property property;
  private final RecurrenceRule rule;
  private final RecurrenceRule.Budget budget;

  Recurrence(CalendarTimes times, Property property, RecurrenceRule.Budget budget)
      throws AgendaException {
    this.times = times;
    this.property = property;
    this.budget = budget;
    try {
      this.rule = RecurrenceRule.parse(property.value());
    } catch (IllegalArgumentException e) {
      throw times.error(property, e.getMessage());
    }
  }

  /** Gives every occurrence with a local time inside {@code [from, to)} to {@code found}. */
  void expand(Moment start, LocalDateTime from, LocalDateTime to, Consumer<Moment> found)
      throws AgendaException {
    LocalDateTime last = LocalDateTime.MAX;
    long lastSecond = Long.MAX_VALUE;
    if (rule.until() != null) {
      Moment until = times.moment(property, rule.until());
      if (start.wholeDay()) {
        last = until.local().truncatedTo(ChronoUnit.DAYS);
      } else if (until.wholeDay()) {
        // RFC 5545 has UNTIL be of the type of DTSTART; files that break this mean the whole day.
        last = until.local().plusDays(1).minusSeconds(1);
      } else if (rule.until().endsWith("Z")) {
        lastSecond = until.second();
        last = LocalDateTime.ofEpochSecond(lastSecond, 0, ZoneOffset.UTC).plusDays(2);
      } else {
        last = until.local();
      }
    }
    long notAfter = lastSecond;
    try {
      rule.expand(
          start.local(),
          start.wholeDay(),
          last,
          from,
          to,
          budget,
          local -> {
            Moment moment = start.at(local);
            if (local.equals(start.local()) || moment.second() <= notAfter) {
              found.accept(moment);
            }
          });
    } catch (RecurrenceRule.TooMany e) {
      throw times.error(property, "it recurs too often to be expanded");
    }
  }
}
