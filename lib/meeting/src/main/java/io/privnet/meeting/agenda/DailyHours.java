package io.privnet.meeting.agenda;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * The hours of the day inside which a meeting has to lie, on the wall clock of the grid's zone.
 *
 * @param start the earliest start of a meeting
 * @param end the latest end of a meeting; midnight stands for 24:00, the end of the day
 */
public record DailyHours(LocalTime start, LocalTime end) {
  /**
   * @throws IllegalArgumentException when the hours do not end after they begin
   */
  public DailyHours {
    if (!end.equals(LocalTime.MIDNIGHT) && !end.isAfter(start)) {
      throw new IllegalArgumentException(
          "the hours " + start + "-" + end + " do not end after they begin on the same day");
    }
  }

  /**
   * Reads hours such as {@code 09:00-17:00}; the end may be {@code 24:00}.
   *
   * @throws IllegalArgumentException when the text is nothing like that
   */
  public static DailyHours parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("hours are written like 09:00-17:00, not '" + text + "'");
    }
    String end = text.substring(dash + 1);
    try {
      LocalTime from = LocalTime.parse(text.substring(0, dash));
      LocalTime to = end.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(end);
      if (to.equals(LocalTime.MIDNIGHT) && !end.startsWith("24")) {
        throw new IllegalArgumentException("hours that end with the day are written until 24:00");
      }
      return new DailyHours(from, to);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "hours are written like 09:00-17:00, not '" + text + "'", e);
    }
  }

  /** The hours as {@link #parse} reads them. */
  @Override
  public String toString() {
    return start + "-" + (end.equals(LocalTime.MIDNIGHT) ? "24:00" : end);
  }
}
