package io.privnet.meeting.agenda;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The days of the week on which a meeting may lie.
 *
 * @param days at least one day; in the order of the week, Monday first
 */
public record Weekdays(Set<DayOfWeek> days) {
  /** All seven. */
  public static final Weekdays ALL = new Weekdays(EnumSet.allOf(DayOfWeek.class));

  /**
   * @throws IllegalArgumentException when there is no day among them
   */
  public Weekdays {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("there has to be a day of the week on which to meet");
    }
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /**
   * Reads days such as {@code mon-fri}, {@code mon,wed} or {@code sat-mon,wed}.
   *
   * @throws IllegalArgumentException when the text is nothing like that
   */
  public static Weekdays parse(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      DayOfWeek first = day(dash < 0 ? part : part.substring(0, dash), text);
      DayOfWeek last = dash < 0 ? first : day(part.substring(dash + 1), text);
      for (DayOfWeek day = first; ; day = day.plus(1)) {
        days.add(day);
        if (day == last) {
          break;
        }
      }
    }
    return new Weekdays(days);
  }

  private static DayOfWeek day(String name, String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (shortName(day).equals(name.strip().toLowerCase(Locale.ROOT))) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "days are written like mon-fri or mon,wed, not '" + text + "'");
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /** Whether a meeting may lie on any day. */
  boolean all() {
    return days.size() == ALL.days.size();
  }

  /** Whether a meeting may lie on this day. */
  public boolean contains(DayOfWeek day) {
    return days.contains(day);
  }

  /** The days one by one, such as {@code mon,wed}. */
  @Override
  public String toString() {
    return days.stream().map(Weekdays::shortName).collect(Collectors.joining(","));
  }
}
