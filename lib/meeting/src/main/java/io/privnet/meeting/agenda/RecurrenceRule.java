package io.privnet.meeting.agenda;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A recurrence rule (RFC 5545 §3.3.10) on the wall clock. DTSTART always is the first occurrence
 * and counts as one, whether the rule gives it or not (§3.8.5.3).
 *
 * <p>A rule is expanded period by period: the days of a period are filtered by the BYxxx parts,
 * then joined with the times of day, then thinned by BYSETPOS. Periods that end before the time
 * asked for are skipped without being expanded, unless they have to be counted.
 */
final class RecurrenceRule {
  private enum Frequency {
    SECONDLY(ChronoUnit.SECONDS),
    MINUTELY(ChronoUnit.MINUTES),
    HOURLY(ChronoUnit.HOURS),
    DAILY(ChronoUnit.DAYS),
    WEEKLY(ChronoUnit.WEEKS),
    MONTHLY(ChronoUnit.MONTHS),
    YEARLY(ChronoUnit.YEARS);

    final ChronoUnit unit;

    Frequency(ChronoUnit unit) {
      this.unit = unit;
    }
  }

  private enum Part {
    BYSECOND(0, 60),
    BYMINUTE(0, 59),
    BYHOUR(0, 23),
    BYMONTHDAY(-31, 31),
    BYYEARDAY(-366, 366),
    BYWEEKNO(-53, 53),
    BYMONTH(1, 12),
    BYSETPOS(-366, 366);

    final int least;
    final int most;

    Part(int least, int most) {
      this.least = least;
      this.most = most;
    }
  }

  /** A BYDAY value: ordinal 0 is every such day, 1 the first, -1 the last. */
  private record OrdinalDay(int ordinal, DayOfWeek day) {}

  /** To place an occurrence in time costs as much as so many steps. */
  private static final int STEPS_AN_OCCURRENCE = 10;

  /** To compare a day with so many values costs as much as the rest of a step. */
  private static final int VALUES_A_STEP = 16;

  private static final List<String> DAY_NAMES = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

  private Frequency frequency;
  private long interval = 1;
  private long count = Long.MAX_VALUE;
  private String until;
  private DayOfWeek weekStart = DayOfWeek.MONDAY;
  private final Map<Part, int[]> parts = new EnumMap<>(Part.class);
  private final Set<OrdinalDay> weekdays = new LinkedHashSet<>();
  private int cost = 1;

  private RecurrenceRule() {}

  /**
   * Reads a RECUR value.
   *
   * @throws IllegalArgumentException when it breaks the rules of §3.3.10
   */
  static RecurrenceRule parse(String text) {
    RecurrenceRule rule = new RecurrenceRule();
    TreeSet<String> seen = new TreeSet<>();
    for (String part : text.toUpperCase(Locale.ROOT).split(";")) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + part + "' in a recurrence rule has no value");
      }
      String name = part.substring(0, equals).strip();
      if (!seen.add(name)) {
        throw new IllegalArgumentException(name + " stands twice in a recurrence rule");
      }
      rule.set(name, part.substring(equals + 1).strip());
    }
    rule.check();
    int values = rule.weekdays.size() + rule.parts.values().stream().mapToInt(v -> v.length).sum();
    rule.cost += values / VALUES_A_STEP;
    return rule;
  }

  private void set(String name, String value) {
    switch (name) {
      case "FREQ" -> frequency = frequency(value);
      case "INTERVAL" -> interval = number(name, value, 1, Integer.MAX_VALUE);
      case "COUNT" -> count = number(name, value, 1, Integer.MAX_VALUE);
      case "UNTIL" -> until = value;
      case "WKST" -> weekStart = day(value);
      case "BYDAY" -> {
        for (String day : value.split(",", -1)) {
          weekdays.add(ordinalDay(day));
        }
      }
      case "RSCALE" -> {
        if (!value.equals("GREGORIAN")) {
          throw new IllegalArgumentException(
              "no calendar but the Gregorian is known, not " + value);
        }
      }
      default -> {
        if (name.startsWith("X-")) {
          return;
        }
        parts.put(part(name), numbers(name, value));
      }
    }
  }

  private static Frequency frequency(String value) {
    for (Frequency frequency : Frequency.values()) {
      if (frequency.name().equals(value)) {
        return frequency;
      }
    }
    throw new IllegalArgumentException("unknown FREQ in a recurrence rule: '" + value + "'");
  }

  private static Part part(String name) {
    for (Part part : Part.values()) {
      if (part.name().equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException("unknown part of a recurrence rule: '" + name + "'");
  }

  private static int[] numbers(String name, String value) {
    Part part = part(name);
    return Arrays.stream(value.split(",", -1))
        .mapToInt(
            text -> {
              int number = (int) number(name, text, part.least, part.most);
              if (number == 0 && part.least < 0) {
                throw new IllegalArgumentException(name + " cannot be 0");
              }
              return number;
            })
        .distinct()
        .toArray();
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw new IllegalArgumentException(
        name + " has to be a number from " + least + " to " + most + ", not '" + text + "'");
  }

  private static DayOfWeek day(String text) {
    int day = DAY_NAMES.indexOf(text.strip());
    if (day < 0) {
      throw new IllegalArgumentException("not a day of the week: '" + text + "'");
    }
    return DayOfWeek.of(day + 1);
  }

  private static OrdinalDay ordinalDay(String value) {
    String text = value.strip();
    int split = Math.max(0, text.length() - 2);
    return new OrdinalDay(
        split == 0 ? 0 : nonZero((int) number("BYDAY", text.substring(0, split), -53, 53)),
        day(text.substring(split)));
  }

  private static int nonZero(int ordinal) {
    if (ordinal == 0) {
      throw new IllegalArgumentException("the number of a day in BYDAY cannot be 0");
    }
    return ordinal;
  }

  /** The combinations that the table in §3.3.10 forbids. */
  private void check() {
    if (frequency == null) {
      throw new IllegalArgumentException("a recurrence rule needs FREQ");
    }
    boolean ordinals = weekdays.stream().anyMatch(day -> day.ordinal() != 0);
    forbid(
        parts.containsKey(Part.BYWEEKNO) && frequency != Frequency.YEARLY,
        "BYWEEKNO goes with FREQ=YEARLY only");
    forbid(
        parts.containsKey(Part.BYMONTHDAY) && frequency == Frequency.WEEKLY,
        "BYMONTHDAY does not go with FREQ=WEEKLY");
    forbid(
        parts.containsKey(Part.BYYEARDAY)
            && frequency.compareTo(Frequency.DAILY) >= 0
            && frequency != Frequency.YEARLY,
        "BYYEARDAY does not go with FREQ=" + frequency);
    forbid(
        ordinals && frequency != Frequency.MONTHLY && frequency != Frequency.YEARLY,
        "numbered days in BYDAY go with FREQ=MONTHLY and FREQ=YEARLY only");
    forbid(ordinals && parts.containsKey(Part.BYWEEKNO), "numbered days do not go with BYWEEKNO");
    forbid(
        parts.containsKey(Part.BYSETPOS) && parts.size() == 1 && weekdays.isEmpty(),
        "BYSETPOS needs another BYxxx part");
  }

  private static void forbid(boolean broken, String message) {
    if (broken) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The text of UNTIL, or null. */
  String until() {
    return until;
  }

  /**
   * Gives every occurrence inside {@code [from, to)} to {@code found}, in order of time.
   *
   * @param start DTSTART, the first occurrence
   * @param wholeDays whether DTSTART is a date, for which the times of day do not count
   * @param last the last occurrence that may be (UNTIL); DTSTART may be later
   * @param budget pays for every step
   * @throws TooMany when the budget does not suffice
   */
  void expand(
      LocalDateTime start,
      boolean wholeDays,
      LocalDateTime last,
      LocalDateTime from,
      LocalDateTime to,
      Budget budget,
      Consumer<LocalDateTime> found) {
    new Expansion(start, wholeDays, last, from, to, budget, found).run();
  }

  /** Steps that the expansion of one file may still take, so that no rule can run on and on. */
  static final class Budget {
    private long steps;

    Budget(long steps) {
      this.steps = steps;
    }

    void spend(int cost) {
      steps -= cost;
      if (steps < 0) {
        throw new TooMany();
      }
    }
  }

  /** The budget is spent. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final class Expansion {
    private final LocalDateTime start;
    private final LocalDateTime last;
    private final LocalDateTime from;
    private final LocalDateTime to;
    private final Budget budget;
    private final Consumer<LocalDateTime> found;
    private final int[] hours;
    private final int[] minutes;
    private final int[] seconds;
    private final boolean wholeDays;
    private long remaining = count;
    private boolean ended;

    Expansion(
        LocalDateTime start,
        boolean wholeDays,
        LocalDateTime last,
        LocalDateTime from,
        LocalDateTime to,
        Budget budget,
        Consumer<LocalDateTime> found) {
      this.start = start;
      this.wholeDays = wholeDays;
      this.last = last;
      this.from = from;
      this.to = to;
      this.budget = budget;
      this.found = found;
      this.hours = timePart(Part.BYHOUR, start.getHour());
      this.minutes = timePart(Part.BYMINUTE, start.getMinute());
      this.seconds = timePart(Part.BYSECOND, start.getSecond());
    }

    /** The values of a part in order; the leap second 60 is taken for 59 (§3.3.5). */
    private int[] timePart(Part part, int ofStart) {
      int[] values = wholeDays ? null : parts.get(part);
      return values == null
          ? new int[] {wholeDays ? 0 : ofStart}
          : Arrays.stream(values).map(v -> Math.min(v, 59)).distinct().sorted().toArray();
    }

    void run() {
      remaining--;
      if (!start.isBefore(from) && start.isBefore(to)) {
        found.accept(start);
      }
      ended = remaining == 0;
      if (frequency.compareTo(Frequency.DAILY) < 0) {
        if (!wholeDays) {
          byTime();
        }
      } else {
        byDays();
      }
    }

    /** Periods of a day or more. */
    private void byDays() {
      List<LocalTime> times = times(hours, minutes, seconds);
      LocalDate first = firstDayOfPeriod();
      long skipped = 0;
      if (count == Long.MAX_VALUE && from.isAfter(start)) {
        long periods = frequency.unit.between(first, from.toLocalDate()) / interval;
        skipped = Math.max(0, periods - 1);
      }
      // A year's first week may begin in the year before.
      LocalDate end = to.toLocalDate().plusDays(7);
      for (long n = skipped; !ended; n++) {
        budget.spend(1);
        LocalDate period = first.plus(n * interval, frequency.unit);
        if (period.isAfter(end)) {
          return;
        }
        emit(days(period), times);
      }
    }

    private LocalDate firstDayOfPeriod() {
      LocalDate day = start.toLocalDate();
      return switch (frequency) {
        case YEARLY -> day.withDayOfYear(1);
        case MONTHLY -> day.withDayOfMonth(1);
        case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
        default -> day;
      };
    }

    private List<LocalDate> days(LocalDate period) {
      List<LocalDate> days = new ArrayList<>();
      boolean daysGiven =
          !weekdays.isEmpty()
              || parts.containsKey(Part.BYMONTHDAY)
              || parts.containsKey(Part.BYYEARDAY);
      switch (frequency) {
        case YEARLY -> {
          if (parts.containsKey(Part.BYWEEKNO)) {
            weeksOfYear(period.getYear(), days, !daysGiven);
          } else {
            for (int month = 1; month <= 12; month++) {
              if (parts.containsKey(Part.BYMONTH) || daysGiven || month == start.getMonthValue()) {
                month(YearMonth.of(period.getYear(), month), days, !daysGiven);
              }
            }
          }
        }
        case MONTHLY -> month(YearMonth.from(period), days, !daysGiven);
        case WEEKLY -> week(period, days, weekdays.isEmpty());
        default -> day(period, days);
      }
      return days;
    }

    private void month(YearMonth month, List<LocalDate> days, boolean sameDay) {
      if (!contains(Part.BYMONTH, month.getMonthValue())) {
        return;
      }
      if (sameDay) {
        if (month.isValidDay(start.getDayOfMonth())) {
          day(month.atDay(start.getDayOfMonth()), days);
        }
        return;
      }
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        day(month.atDay(day), days);
      }
    }

    private void weeksOfYear(int year, List<LocalDate> days, boolean sameWeekday) {
      LocalDate first = firstWeek(year);
      int weeks = (int) ChronoUnit.WEEKS.between(first, firstWeek(year + 1));
      for (int week = 1; week <= weeks; week++) {
        if (contains(Part.BYWEEKNO, week) || contains(Part.BYWEEKNO, week - weeks - 1)) {
          week(first.plusWeeks(week - 1), days, sameWeekday);
        }
      }
    }

    /** Week 1 is the first that has four days or more in the year. */
    private LocalDate firstWeek(int year) {
      return LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(weekStart));
    }

    private void week(LocalDate first, List<LocalDate> days, boolean sameWeekday) {
      for (int i = 0; i < 7; i++) {
        LocalDate day = first.plusDays(i);
        if (!sameWeekday || day.getDayOfWeek() == start.getDayOfWeek()) {
          day(day, days);
        }
      }
    }

    private void day(LocalDate day, List<LocalDate> days) {
      budget.spend(cost);
      if (matches(day)) {
        days.add(day);
      }
    }

    /** Periods of less than a day. */
    private void byTime() {
      long unit = frequency.unit.getDuration().toSeconds();
      long step = interval * unit;
      long base = Math.floorDiv(start.toEpochSecond(ZoneOffset.UTC), unit) * unit;
      LocalDate day = start.toLocalDate();
      if (count == Long.MAX_VALUE && from.toLocalDate().isAfter(day)) {
        day = from.toLocalDate();
      }
      for (; !ended && !day.isAfter(to.toLocalDate()); day = day.plusDays(1)) {
        budget.spend(cost);
        if (!matches(day)) {
          continue;
        }
        List<LocalDate> theDay = List.of(day);
        long midnight = day.toEpochDay() * 86_400;
        long periods = Math.max(0, -Math.floorDiv(base - midnight, step));
        for (long t = base + periods * step; !ended && t < midnight + 86_400; t += step) {
          budget.spend(cost);
          LocalTime time = LocalTime.ofSecondOfDay(t - midnight);
          if (!contains(Part.BYHOUR, time.getHour())) {
            continue;
          }
          int[] hour = {time.getHour()};
          int[] minute = {time.getMinute()};
          int[] second = {time.getSecond()};
          switch (frequency) {
            case HOURLY -> emit(theDay, times(hour, minutes, seconds));
            case MINUTELY -> {
              if (contains(Part.BYMINUTE, time.getMinute())) {
                emit(theDay, times(hour, minute, seconds));
              }
            }
            default -> {
              if (contains(Part.BYMINUTE, time.getMinute())
                  && contains(Part.BYSECOND, time.getSecond())) {
                emit(theDay, times(hour, minute, second));
              }
            }
          }
        }
      }
    }

    private List<LocalTime> times(int[] hours, int[] minutes, int[] seconds) {
      List<LocalTime> times = new ArrayList<>(hours.length * minutes.length * seconds.length);
      for (int hour : hours) {
        for (int minute : minutes) {
          for (int second : seconds) {
            budget.spend(1);
            times.add(LocalTime.of(hour, minute, second));
          }
        }
      }
      return times;
    }

    /** The occurrences of one period. */
    private void emit(List<LocalDate> days, List<LocalTime> times) {
      int[] positions = parts.get(Part.BYSETPOS);
      if (positions == null) {
        for (LocalDate day : days) {
          for (LocalTime time : times) {
            emit(day.atTime(time));
            if (ended) {
              return;
            }
          }
        }
        return;
      }
      int size = days.size() * times.size();
      TreeSet<Integer> chosen = new TreeSet<>();
      for (int position : positions) {
        int index = position > 0 ? position - 1 : size + position;
        if (index >= 0 && index < size) {
          chosen.add(index);
        }
      }
      for (int index : chosen) {
        emit(days.get(index / times.size()).atTime(times.get(index % times.size())));
      }
    }

    private void emit(LocalDateTime time) {
      budget.spend(1);
      if (ended || !time.isAfter(start)) {
        return;
      }
      if (time.isAfter(last) || !time.isBefore(to)) {
        ended = true;
        return;
      }
      if (!time.isBefore(from)) {
        budget.spend(STEPS_AN_OCCURRENCE);
        found.accept(time);
      }
      ended = --remaining == 0;
    }
  }

  private boolean contains(Part part, int value) {
    int[] values = parts.get(part);
    if (values == null) {
      return true;
    }
    for (int v : values) {
      if (v == value || (part == Part.BYSECOND && v == 60 && value == 59)) {
        return true;
      }
    }
    return false;
  }

  private boolean containsFromEitherEnd(Part part, int value, int length) {
    return contains(part, value) || contains(part, value - length - 1);
  }

  private boolean matches(LocalDate day) {
    return contains(Part.BYMONTH, day.getMonthValue())
        && containsFromEitherEnd(Part.BYMONTHDAY, day.getDayOfMonth(), day.lengthOfMonth())
        && containsFromEitherEnd(Part.BYYEARDAY, day.getDayOfYear(), day.lengthOfYear())
        && (weekdays.isEmpty() || weekdays.stream().anyMatch(weekday -> isOn(day, weekday)));
  }

  private boolean isOn(LocalDate day, OrdinalDay weekday) {
    if (day.getDayOfWeek() != weekday.day()) {
      return false;
    }
    boolean inMonth = frequency == Frequency.MONTHLY || parts.containsKey(Part.BYMONTH);
    int number = inMonth ? day.getDayOfMonth() : day.getDayOfYear();
    int length = inMonth ? day.lengthOfMonth() : day.lengthOfYear();
    return weekday.ordinal() == 0
        || weekday.ordinal() == (number - 1) / 7 + 1
        || weekday.ordinal() == -((length - number) / 7 + 1);
  }
}
