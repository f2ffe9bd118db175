package io.privnet.qoe.mos;

import io.privnet.qoe.series.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * When a session's user was at one of its tasks (paper §3.2).
 *
 * @param task the task's number, from 1
 * @param window its time
 */
public record TaskWindow(int task, Window window) {
  /** Seconds from here on are since 1970: no session lasts three years. */
  private static final long EPOCH_SECONDS_FROM = 100_000_000;

  private static final long NANOS = 1_000_000_000;

  /**
   * Reads {@code START/END}, each in seconds since the capture's first frame, in seconds since 1970
   * (from 10⁸) or as an ISO 8601 instant with offset.
   *
   * @throws IllegalArgumentException when it is none, when the end is not after the start, or when
   *     one counts from the first frame and the other from 1970
   */
  static TaskWindow parse(int task, String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "not START/END in seconds or ISO 8601: " + CsvTable.abbreviated(text));
    }
    Time start = time(text.substring(0, slash).strip());
    Time end = time(text.substring(slash + 1).strip());
    if (start.sinceFirstFrame != end.sinceFirstFrame) {
      throw new IllegalArgumentException(
          "one time counts from the first frame, the other from 1970: "
              + CsvTable.abbreviated(text));
    }
    if (end.nanos <= start.nanos) {
      throw new IllegalArgumentException(
          "the end is not after the start: " + CsvTable.abbreviated(text));
    }
    return new TaskWindow(task, new Window(start.sinceFirstFrame, start.nanos, end.nanos));
  }

  private record Time(long nanos, boolean sinceFirstFrame) {}

  private static Time time(String text) {
    try {
      if (text.indexOf('T') > 0 || text.indexOf('t') > 0) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        return new Time(
            Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()),
            false);
      }
      // BigDecimal would take digits of other scripts, and 1e999999999 for a very long number.
      if (text.matches("[0-9]{1,10}(\\.[0-9]{1,30})?")) {
        BigDecimal seconds = new BigDecimal(text);
        long nanos = Math.multiplyExact(seconds.longValue(), NANOS);
        nanos += seconds.remainder(BigDecimal.ONE).multiply(BigDecimal.valueOf(NANOS)).longValue();
        return new Time(nanos, seconds.longValue() < EPOCH_SECONDS_FROM);
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Falls through to the message.
    }
    throw new IllegalArgumentException(
        "not a time in seconds or ISO 8601 with offset: " + CsvTable.abbreviated(text));
  }
}
