package io.privnet.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Lengths of time on the command line: 500ms, 1s, 0.5s, 10min, 2h, 1d, or ISO 8601. */
public final class Span {
  private Span() {}

  /**
   * Reads a length of time.
   *
   * @param option named in the message
   * @throws Failure when it is none, has no unit or is not above 0
   */
  public static Duration parse(String option, String text) {
    try {
      Duration duration = parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
      // Falls through to the message.
    }
    Failure failure =
        Failure.usage(
            option
                + " takes a length of time above 0 such as 500ms, 1s, 10min, 2h or 1d, not "
                + text);
    throw text.matches("[0-9.]*[1-9]") ? failure.hint("did you mean " + text + "s?") : failure;
  }

  private static Duration parse(String text) {
    if (text.startsWith("P") || text.startsWith("p")) {
      return Duration.parse(text);
    }
    int unitAt = text.length();
    while (unitAt > 0 && Character.isLetter(text.charAt(unitAt - 1))) {
      unitAt--;
    }
    long nanos =
        switch (text.substring(unitAt).toLowerCase(Locale.ROOT)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m", "min" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "d" -> 86_400_000_000_000L;
          default -> throw new NumberFormatException();
        };
    if (unitAt > 20) {
      throw new NumberFormatException();
    }
    String number = text.substring(0, unitAt);
    if (number.indexOf('.') < 0) {
      // Most spans: BigDecimal's first use takes longer than a small capture.
      return Duration.ofNanos(Math.multiplyExact(Long.parseLong(number), nanos));
    }
    return Duration.ofNanos(
        new BigDecimal(number).multiply(BigDecimal.valueOf(nanos)).longValueExact());
  }
}
