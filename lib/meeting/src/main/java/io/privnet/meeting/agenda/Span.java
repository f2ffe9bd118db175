package io.privnet.meeting.agenda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an event lasts: weeks and days are nominal, they keep the time of day across a change of
 * offset; hours, minutes and seconds are exact (RFC 5545 §3.3.6).
 */
record Span(long days, long seconds) {
  private static final Pattern DURATION =
      Pattern.compile(
          "\\+?P(?:(\\d{1,6})W)?(?:(\\d{1,7})D)?"
              + "(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

  /**
   * Reads a DURATION value.
   *
   * @throws IllegalArgumentException when it is not one, or negative
   */
  static Span parse(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches() || text.endsWith("P") || text.endsWith("T")) {
      throw new IllegalArgumentException(
          text.startsWith("-") ? "a duration cannot be negative" : "not a duration");
    }
    return new Span(
        7 * number(m.group(1)) + number(m.group(2)),
        3600 * number(m.group(3)) + 60 * number(m.group(4)) + number(m.group(5)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The second at which something ends that starts then. */
  long end(Moment start) {
    return (days == 0 ? start : start.at(start.local().plusDays(days))).second() + seconds;
  }

  /** Days that it lasts at most. */
  long atMostDays() {
    return days + seconds / 86_400 + 2;
  }
}
