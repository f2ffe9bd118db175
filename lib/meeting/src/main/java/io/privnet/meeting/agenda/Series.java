package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of one UID: the event itself, most often one, and the overrides of single occurrences
 * (RECURRENCE-ID, RFC 5545 §3.8.4.4). An override takes the place of its occurrence; with
 * RANGE=THISANDFUTURE it also moves all later ones by as much, to its own duration.
 */
final class Series {
  /** What an override with RANGE=THISANDFUTURE does to an occurrence. */
  private record Change(Event event, Moment start, Span span, Duration shift) {
    Moment apply(Moment occurrence) {
      LocalDateTime local =
          start.wholeDay() == occurrence.wholeDay() && start.rules().equals(occurrence.rules())
              ? occurrence.local()
              : onClockOf(start, occurrence.second());
      return start.at(local.plus(shift));
    }

    long atMostDays() {
      return Math.abs(shift.toDays()) + span.atMostDays() + 1;
    }
  }

  /** Occurrences that are taken out of a recurrence set. */
  private static final class Exclusions {
    private final Set<Long> seconds = new HashSet<>();
    private final Set<LocalDate> dates = new HashSet<>();

    /** A date takes out that day's occurrences of any time, and a time those of whole days. */
    void add(Moment moment, boolean fromWholeDays) {
      if (moment.wholeDay() || fromWholeDays) {
        dates.add(moment.local().toLocalDate());
      } else {
        seconds.add(moment.second());
      }
    }

    boolean contains(Moment moment) {
      return (!dates.isEmpty() && dates.contains(moment.local().toLocalDate()))
          || (!seconds.isEmpty() && seconds.contains(moment.second()));
    }
  }

  /** What the overrides of a series say of the occurrences of an event. */
  private record Overridden(Exclusions times, Exclusions days, TreeMap<Long, Change> changes) {
    boolean contains(Moment occurrence) {
      return (occurrence.wholeDay() ? days : times).contains(occurrence);
    }

    /** Days by which a change can carry an occurrence into the window, or make it last. */
    long mostDays() {
      return changes.values().stream().mapToLong(Change::atMostDays).max().orElse(0);
    }
  }

  private final List<Event> events = new ArrayList<>();
  private final List<Event> overrides = new ArrayList<>();

  void add(Event event) {
    (event.recurrenceId() == null ? events : overrides).add(event);
  }

  private static LocalDateTime onClockOf(Moment moment, long second) {
    ZoneOffset offset = moment.rules().getOffset(Instant.ofEpochSecond(second));
    return LocalDateTime.ofEpochSecond(second, 0, offset);
  }

  /** Adds the busy time of all occurrences. */
  void addTo(Busy busy, Tentative tentative, RecurrenceRule.Budget budget) throws AgendaException {
    Map<Object, Event> current = new LinkedHashMap<>();
    for (Event override : overrides) {
      Moment id = override.times().moment(override.recurrenceId());
      Object key = id.wholeDay() ? id.local().toLocalDate() : (Object) id.second();
      Event other = current.get(key);
      if (other == null || other.sequence() <= override.sequence()) {
        current.put(key, override);
      }
    }
    Overridden overridden = new Overridden(new Exclusions(), new Exclusions(), new TreeMap<>());
    for (Event override : current.values()) {
      Moment id = override.times().moment(override.recurrenceId());
      overridden.times().add(id, false);
      overridden.days().add(id, true);
      boolean isBusy = override.isBusy(tentative);
      if (override.overridesFuture()) {
        Moment start = isBusy ? override.start() : id;
        Span span = isBusy ? override.span(start) : new Span(0, 0);
        LocalDateTime was =
            start.wholeDay() == id.wholeDay() && start.rules().equals(id.rules())
                ? id.local()
                : onClockOf(start, id.second());
        Duration shift = Duration.between(was, start.local());
        overridden.changes().put(id.second(), new Change(override, start, span, shift));
      }
      if (isBusy) {
        Moment start = override.start();
        busy.add(start.second(), override.span(start).end(start));
      }
    }
    long revision = 0;
    for (Event event : events) {
      revision = Math.max(revision, event.sequence());
    }
    long mostDays = overridden.mostDays();
    for (Event event : events) {
      boolean superseded = event.sequence() < revision;
      if (!superseded && event.isBusy(tentative)) {
        addOccurrences(event, overridden, mostDays, busy, tentative, budget);
      }
    }
  }

  private static void addOccurrences(
      Event event,
      Overridden overridden,
      long mostDays,
      Busy busy,
      Tentative tentative,
      RecurrenceRule.Budget budget)
      throws AgendaException {
    CalendarTimes times = event.times();
    Moment start = event.start();
    Span span = event.span(start);
    Exclusions excluded = new Exclusions();
    for (Property dates : event.all("EXDATE")) {
      for (String value : dates.value().split(",")) {
        excluded.add(times.moment(dates, value), start.wholeDay());
      }
    }

    long margin = Math.max(span.atMostDays(), mostDays);
    LocalDateTime from = utc(busy.window().start()).minusDays(margin);
    LocalDateTime to = utc(busy.window().end()).plusDays(margin);

    class Occurrences {
      void add(Moment occurrence) {
        if (excluded.contains(occurrence) || overridden.contains(occurrence)) {
          return;
        }
        Map.Entry<Long, Change> change = overridden.changes().floorEntry(occurrence.second());
        if (change == null) {
          busy.add(occurrence.second(), span.end(occurrence));
        } else if (change.getValue().event().isBusy(tentative)) {
          Moment moved = change.getValue().apply(occurrence);
          busy.add(moved.second(), change.getValue().span().end(moved));
        }
      }
    }
    Occurrences occurrences = new Occurrences();
    occurrences.add(start);
    for (Property rule : event.all("RRULE")) {
      new Recurrence(times, rule, budget).expand(start, from, to, occurrences::add);
    }
    for (Property dates : event.all("RDATE")) {
      for (String value : dates.value().split(",")) {
        int slash = value.indexOf('/');
        if (slash < 0) {
          occurrences.add(times.moment(dates, value));
        } else {
          Moment first = times.moment(dates, value.substring(0, slash));
          if (!excluded.contains(first) && !overridden.contains(first)) {
            busy.add(first.second(), times.periodEnd(dates, first, value.substring(slash + 1)));
          }
        }
      }
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
  }
}
