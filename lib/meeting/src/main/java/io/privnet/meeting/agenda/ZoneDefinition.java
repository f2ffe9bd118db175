package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The time zone that a VTIMEZONE defines (RFC 5545 §3.6.5). */
final class ZoneDefinition {
  private record Onset(ZoneOffset before, ZoneOffset after) {}

  private final String source;
  private final CalendarComponent definition;
  private final LocalDateTime horizon;
  private final RecurrenceRule.Budget budget;

  ZoneDefinition(
      String source,
      CalendarComponent definition,
      LocalDateTime horizon,
      RecurrenceRule.Budget budget) {
    this.source = source;
    this.definition = definition;
    this.horizon = horizon;
    this.budget = budget;
  }

  /** The rules up to the horizon. */
  ZoneRules rules() throws AgendaException {
    TreeMap<Long, Onset> onsets = new TreeMap<>();
    for (CalendarComponent observance : definition.components()) {
      if (observance.name().equals("STANDARD") || observance.name().equals("DAYLIGHT")) {
        add(observance, onsets);
      }
    }
    if (onsets.isEmpty()) {
      throw new AgendaException(
          source, definition.line(), "a VTIMEZONE needs STANDARD or DAYLIGHT with a DTSTART");
    }
    ZoneOffset first = onsets.firstEntry().getValue().before();
    ZoneOffset current = first;
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    for (Map.Entry<Long, Onset> onset : onsets.entrySet()) {
      ZoneOffset after = onset.getValue().after();
      if (!after.equals(current)) {
        transitions.add(
            ZoneOffsetTransition.of(
                LocalDateTime.ofEpochSecond(onset.getKey(), 0, current), current, after));
        current = after;
      }
    }
    return ZoneRules.of(first, first, List.of(), transitions, List.of());
  }

  private void add(CalendarComponent observance, Map<Long, Onset> onsets) throws AgendaException {
    Property start = required(observance, "DTSTART");
    ZoneOffset before = offset(required(observance, "TZOFFSETFROM"));
    ZoneOffset after = offset(required(observance, "TZOFFSETTO"));
    Onset onset = new Onset(before, after);
    CalendarTimes times = timesAt(before);
    Moment first = times.moment(start);
    onsets.put(first.second(), onset);
    for (Property dates : observance.all("RDATE")) {
      for (String value : dates.value().split(",")) {
        onsets.put(times.moment(dates, value).second(), onset);
      }
    }
    for (Property rule : observance.all("RRULE")) {
      new Recurrence(times, rule, budget)
          .expand(first, LocalDateTime.MIN, horizon, m -> onsets.put(m.second(), onset));
    }
  }

  /** The local times of an observance are on the clock before its onset. */
  private CalendarTimes timesAt(ZoneOffset offset) {
    return new CalendarTimes(
        source,
        new CalendarComponent("VCALENDAR", definition.line()),
        offset.getRules(),
        horizon,
        budget);
  }

  private Property required(CalendarComponent observance, String name) throws AgendaException {
    return observance
        .first(name)
        .orElseThrow(
            () ->
                new AgendaException(
                    source,
                    observance.line(),
                    observance.name() + " in a VTIMEZONE needs " + name));
  }

  private ZoneOffset offset(Property property) throws AgendaException {
    String text = property.value().strip();
    if (text.matches("[+-]\\d{4}(\\d{2})?")) {
      try {
        return ZoneOffset.of(text);
      } catch (DateTimeException e) {
        // Falls through to the same message.
      }
    }
    throw new AgendaException(source, property.line(), "not an offset such as +0100", text);
  }
}
