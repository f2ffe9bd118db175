package io.privnet.meeting.agenda;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The starts at which a meeting is tried, the same for every participant (paper §2.1). Nothing of
 * an agenda goes into it. Slots count from 0, in order of time. Immutable.
 *
 * <p>Slot s exists when the meeting {@code [s, s + length)} lies wholly inside the window, inside
 * the hours of one day if daily hours are given, and on permitted days of the week. The length is
 * elapsed time. Slots start every {@code granularity} on the wall clock of the zone, each day anew
 * from the start of the hours, or from midnight without hours. A start that daylight saving leaves
 * out that day is no slot, one that occurs twice is its first occurrence.
 */
public final class Grid {
  /** A grid has at most this many slots. */
  public static final int MAX_SLOTS = 1_000_000;

  private static final String[] FIELDS = {
    "window", "zone", "granularity", "length", "hours", "days"
  };
  private static final long MAX_SECONDS = Duration.ofDays(366L * 1000).toSeconds();

  private final Interval window;
  private final ZoneId zone;
  private final Duration granularity;
  private final Duration length;
  private final Optional<DailyHours> hours;
  private final Weekdays days;
  private final long[] starts;

  /**
   * @param window inside which the whole meeting lies
   * @param zone whose wall clock the starts, the hours and the days are on
   * @param granularity from one start to the next, whole seconds, 1 s or more
   * @param length of the meeting, whole seconds, 1 s or more
   * @param hours inside which the meeting lies each day; without them it may lie across midnight
   * @param days on which the meeting lies
   * @throws IllegalArgumentException when a parameter is out of range, or there is no slot, or more
   *     than {@link #MAX_SLOTS}
   */
  public Grid(
      Interval window,
      ZoneId zone,
      Duration granularity,
      Duration length,
      Optional<DailyHours> hours,
      Weekdays days) {
    this.window = window;
    this.zone = zone;
    this.granularity = checked(granularity, "granularity");
    this.length = checked(length, "length");
    this.hours = hours;
    this.days = days;
    this.starts = starts();
    if (starts.length == 0) {
      throw new IllegalArgumentException(
          "no meeting of "
              + length
              + " fits into the window "
              + window.start().atZone(zone).toOffsetDateTime()
              + "/"
              + window.end().atZone(zone).toOffsetDateTime()
              + hours.map(h -> ", hours " + h).orElse("")
              + (days.equals(Weekdays.ALL) ? "" : ", days " + days));
    }
  }

  private static Duration checked(Duration value, String name) {
    if (value.toSeconds() < 1 || value.toSeconds() > MAX_SECONDS || value.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "the " + name + " has to be whole seconds, one or more, not " + value);
    }
    return value;
  }

  /**
   * Reads a window: two dates mean whole days, both included; two times, local to the zone or with
   * an offset, mean {@code [START, END)}.
   *
   * @param text {@code START/END} in ISO 8601
   * @param zone of dates and local times
   * @throws IllegalArgumentException when the text is nothing like that, or empty or outside the
   *     years 1 to 9999
   */
  public static Interval window(String text, ZoneId zone) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "a window is written START/END, such as 2026-11-23/2026-11-27, not '" + text + "'");
    }
    IsoTime start = windowTime(ends[0], text);
    IsoTime end = windowTime(ends[1], text);
    if (start instanceof IsoTime.Day != end instanceof IsoTime.Day) {
      throw new IllegalArgumentException(
          "a window is two dates or two times, not one of each: '" + text + "'");
    }
    Instant from = start.start(zone);
    Instant to = end.end(zone);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the window does not end after it starts: '" + text + "'");
    }
    return new Interval(from, to);
  }

  private static IsoTime windowTime(String text, String window) {
    try {
      return IsoTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "not an ISO 8601 date or time: '" + text + "' in the window '" + window + "'", e);
    }
  }

  private long[] starts() {
    ZoneRules rules = zone.getRules();
    long from = ceilSecond(window.start());
    long to = window.end().getEpochSecond();
    long step = granularity.toSeconds();
    LocalTime opening = hours.map(DailyHours::start).orElse(LocalTime.MIDNIGHT);
    LocalDate last = LocalDate.ofInstant(window.end(), zone);
    long[] found = new long[64];
    int count = 0;
    for (LocalDate day = LocalDate.ofInstant(window.start(), zone);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (!days.contains(day.getDayOfWeek())) {
        continue;
      }
      long closing = hours.isPresent() ? Math.min(to, closing(day, rules)) : to;
      for (long next = opening.toSecondOfDay(); next < 86_400; next += step) {
        LocalDateTime local = day.atTime(LocalTime.ofSecondOfDay(next));
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
          continue;
        }
        long start = local.toEpochSecond(offsets.getFirst());
        long end = start + length.toSeconds();
        if (end > closing || !endsOnPermittedDay(day, end)) {
          break;
        }
        if (start < from) {
          continue;
        }
        if (count == MAX_SLOTS) {
          throw new IllegalArgumentException(
              "the grid would have more than "
                  + MAX_SLOTS
                  + " slots; shorten the window or use a coarser granularity");
        }
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = start;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static long ceilSecond(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
  }

  /** The end of the day's hours; where daylight saving leaves that time out, the moment it does. */
  private long closing(LocalDate day, ZoneRules rules) {
    LocalTime end = hours.orElseThrow().end();
    LocalDateTime local =
        end.equals(LocalTime.MIDNIGHT) ? day.plusDays(1).atStartOfDay() : day.atTime(end);
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).toEpochSecond()
        : local.toEpochSecond(offsets.getFirst());
  }

  private boolean endsOnPermittedDay(LocalDate day, long end) {
    if (days.all()) {
      return true;
    }
    LocalDate last = LocalDate.ofInstant(Instant.ofEpochSecond(end - 1), zone);
    for (LocalDate next = day; next.isBefore(last); next = next.plusDays(1)) {
      if (!days.contains(next.plusDays(1).getDayOfWeek())) {
        return false;
      }
    }
    return true;
  }

  /** Number of slots, 1 to {@link #MAX_SLOTS}. */
  public int slots() {
    return starts.length;
  }

  /** When a meeting at {@code slot} starts, in the grid's zone. */
  public ZonedDateTime start(int slot) {
    return Instant.ofEpochSecond(startSecond(slot)).atZone(zone);
  }

  /** When a meeting at {@code slot} ends, in the grid's zone. */
  public ZonedDateTime end(int slot) {
    return Instant.ofEpochSecond(startSecond(slot) + length.toSeconds()).atZone(zone);
  }

  /** When a meeting at {@code slot} starts, in seconds since 1970-01-01T00:00Z. */
  public long startSecond(int slot) {
    return starts[Objects.checkIndex(slot, starts.length)];
  }

  /** Inside which all meetings lie. */
  public Interval window() {
    return window;
  }

  /** Whose wall clock the starts, the hours and the days are on. */
  public ZoneId zone() {
    return zone;
  }

  /** From one start to the next within a day, whole seconds. */
  public Duration granularity() {
    return granularity;
  }

  /** Of the meeting, whole seconds. */
  public Duration length() {
    return length;
  }

  /** Inside which the meeting lies each day, if there are any. */
  public Optional<DailyHours> hours() {
    return hours;
  }

  /** On which the meeting lies. */
  public Weekdays days() {
    return days;
  }

  /**
   * Reads the canonical text.
   *
   * @param text as {@link #toString} writes it, nothing else
   * @throws IllegalArgumentException when it is anything else, or names no valid grid
   */
  public static Grid parse(String text) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS.length) {
      throw new IllegalArgumentException("not a grid: '" + text + "'");
    }
    String[] values = new String[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      if (!fields[i].startsWith(FIELDS[i] + "=")) {
        throw new IllegalArgumentException("not a grid, '" + FIELDS[i] + "' is missing: " + text);
      }
      values[i] = fields[i].substring(FIELDS[i].length() + 1);
    }
    try {
      ZoneId zone = ZoneId.of(values[1]);
      Grid grid =
          new Grid(
              window(values[0], zone),
              zone,
              Duration.parse(values[2]),
              Duration.parse(values[3]),
              values[4].equals("any") ? Optional.empty() : Optional.of(DailyHours.parse(values[4])),
              Weekdays.parse(values[5]));
      if (!grid.toString().equals(text)) {
        throw new IllegalArgumentException("not a grid in canonical form: '" + text + "'");
      }
      return grid;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a grid: " + e.getMessage(), e);
    }
  }

  /**
   * The canonical text, one line of ASCII: equal grids have equal texts. Both ends of the window
   * are in UTC.
   */
  @Override
  public String toString() {
    return String.join(
        " ",
        FIELDS[0] + "=" + window.start() + "/" + window.end(),
        FIELDS[1] + "=" + zone,
        FIELDS[2] + "=" + granularity,
        FIELDS[3] + "=" + length,
        FIELDS[4] + "=" + hours.map(DailyHours::toString).orElse("any"),
        FIELDS[5] + "=" + days);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Grid that
        && window.equals(that.window)
        && zone.equals(that.zone)
        && granularity.equals(that.granularity)
        && length.equals(that.length)
        && hours.equals(that.hours)
        && days.equals(that.days);
  }

  @Override
  public int hashCode() {
    return Objects.hash(window, zone, granularity, length, hours, days);
  }
}
