package io.privnet.geo.anonymity;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * When an epoch begins: on the clock of a trace, written as seconds such as {@code 60} or {@code
 * 0.5}, or since 1970, written as ISO 8601 in UTC.
 *
 * @param millis milliseconds since the clock's zero
 * @param since1970 whether that zero is the beginning of 1970
 */
public record EpochStart(long millis, boolean since1970) {

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static EpochStart parse(String text) {
    try {
      if (text.endsWith("Z")) {
        return new EpochStart(Instant.parse(text).toEpochMilli(), true);
      }
      int point = text.indexOf('.');
      if (text.matches("-?[0-9]{1,15}(\\.[0-9]{1,3})?")) {
        long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
        String decimals = point < 0 ? "" : text.substring(point + 1);
        int thousandths = Integer.parseInt((decimals + "000").substring(0, 3));
        return new EpochStart(
            seconds * 1000 + (text.startsWith("-") ? -thousandths : thousandths), false);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Falls through to the message.
    }
    throw new IllegalArgumentException(
        "an epoch begins at seconds such as 60 or at a time such as 2026-11-22T10:00:00Z");
  }

  @Override
  public String toString() {
    if (since1970) {
      return Instant.ofEpochMilli(millis).toString();
    }
    long whole = Math.abs(millis) / 1000;
    long thousandths = Math.abs(millis) % 1000;
    String decimals =
        thousandths == 0
            ? ""
            : ("." + (1000 + thousandths)).replace(".1", ".").replaceAll("0+$", "");
    return (millis < 0 ? "-" : "") + whole + decimals;
  }
}
