package io.privnet.meeting.agenda;

import io.privnet.meeting.agenda.CalendarComponent.Property;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An agenda in the iCalendar format (RFC 5545), one or more VCALENDARs. Busy are the occurrences of
 * every VEVENT that is neither transparent nor cancelled, and the periods of every VFREEBUSY that
 * are not of type FREE. EXRULE, which RFC 5545 no longer has, takes nothing out.
 */
final class CalendarAgenda extends Agenda {
  /** Enough for 100 events that recur every second for a day; spent in a second or two. */
  private static final long STEPS = 100_000_000;

  private final String source;
  private final List<CalendarComponent> calendars;

  private CalendarAgenda(String source, List<CalendarComponent> calendars) {
    this.source = source;
    this.calendars = calendars;
  }

  static CalendarAgenda parse(String source, String text) throws AgendaException {
    return new CalendarAgenda(source, CalendarReader.read(source, text));
  }

  private Busy busyTime(Grid grid, Tentative tentative) throws AgendaException {
    Busy busy = new Busy(grid.window());
    ZoneRules rules = grid.zone().getRules();
    LocalDateTime horizon =
        LocalDateTime.ofInstant(grid.window().end(), ZoneOffset.UTC).plusDays(2);
    RecurrenceRule.Budget budget = new RecurrenceRule.Budget(STEPS);
    Map<Object, Series> series = new LinkedHashMap<>();
    for (CalendarComponent calendar : calendars) {
      CalendarTimes times = new CalendarTimes(source, calendar, rules, horizon, budget);
      for (CalendarComponent component : calendar.components()) {
        if (component.name().equals("VEVENT")) {
          Event event = new Event(component, times);
          Object key = event.uid().isEmpty() ? event : event.uid();
          series.computeIfAbsent(key, k -> new Series()).add(event);
        } else if (component.name().equals("VFREEBUSY")) {
          addFreeBusy(component, times, busy, tentative);
        }
      }
    }
    for (Series one : series.values()) {
      one.addTo(busy, tentative, budget);
    }
    return busy;
  }

  private static void addFreeBusy(
      CalendarComponent component, CalendarTimes times, Busy busy, Tentative tentative)
      throws AgendaException {
    for (Property periods : component.all("FREEBUSY")) {
      String type = periods.parameter("FBTYPE");
      String kind = type == null ? "BUSY" : type.toUpperCase(Locale.ROOT);
      if (kind.equals("FREE") || (kind.equals("BUSY-TENTATIVE") && tentative == Tentative.FREE)) {
        continue;
      }
      for (String period : periods.value().split(",")) {
        int slash = period.indexOf('/');
        if (slash < 0) {
          throw times.error(periods, "not a period START/END");
        }
        Moment start = times.moment(periods, period.substring(0, slash));
        busy.add(start.second(), times.periodEnd(periods, start, period.substring(slash + 1)));
      }
    }
  }

  @Override
  public Availability over(Grid grid, Tentative tentative) throws AgendaException {
    return busyTime(grid, tentative).over(grid);
  }

  @Override
  public Optional<List<Interval>> busy(Grid grid, Tentative tentative) throws AgendaException {
    return Optional.of(busyTime(grid, tentative).intervals());
  }
}
