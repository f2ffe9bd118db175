package io.privnet.geo;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the times of one input, all of which are written in one way; see {@link PositionReader}.
 */
final class TraceClock {
  private static final double EPOCH_SECONDS = 1e8;
  private static final double EPOCH_MILLIS = 1e11;
  private static final double MOST_MILLIS = 1e14;

  private enum Notation {
    OWN_SECONDS("seconds"),
    EPOCH_SECONDS("seconds since 1970"),
    EPOCH_MILLIS("milliseconds since 1970"),
    ISO("ISO 8601");

    private final String words;

    Notation(String words) {
      this.words = words;
    }
  }

  private final boolean localIsUtc;
  private Notation notation;

  /** The date read last, as year, month and day in one number, and its day since 1970. */
  private int date = -1;

  private long day;

  /**
   * @param localIsUtc whether a time without an offset is in UTC, else it is refused
   */
  TraceClock(boolean localIsUtc) {
    this.localIsUtc = localIsUtc;
  }

  /** Whether times count from 1970; false before the first has been read. */
  boolean isEpoch() {
    return notation != null && notation != Notation.OWN_SECONDS;
  }

  /**
   * Reads a time.
   *
   * @return milliseconds
   * @throws IllegalArgumentException with what is wrong, if it is none
   */
  long millis(byte[] text, int from, int to) {
    if (to - from > 4 && text[from + 4] == '-' && text[from + 3] >= '0' && text[from + 3] <= '9') {
      note(Notation.ISO);
      return new Iso(text, from, to).millis();
    }
    if (from == to) {
      throw new IllegalArgumentException("a time is missing");
    }
    double number;
    try {
      number = CsvPositions.decimal(text, from, to);
    } catch (NumberFormatException e) {
      throw notATime(text, from, to);
    }
    return millis(number);
  }

  /** Reads a time that is a number. */
  long millis(double number) {
    if (notation == null) {
      double size = Math.abs(number);
      note(
          size < EPOCH_SECONDS
              ? Notation.OWN_SECONDS
              : size < EPOCH_MILLIS ? Notation.EPOCH_SECONDS : Notation.EPOCH_MILLIS);
    } else if (notation == Notation.ISO) {
      throw different("a number");
    }
    double millis = notation == Notation.EPOCH_MILLIS ? number : number * 1000;
    if (!(Math.abs(millis) < MOST_MILLIS)) {
      throw new IllegalArgumentException("a time out of range: " + number);
    }
    return Math.round(millis);
  }

  private void note(Notation found) {
    if (notation == null) {
      notation = found;
    } else if (notation != found) {
      throw different(found.words);
    }
  }

  private IllegalArgumentException different(String found) {
    return new IllegalArgumentException("a time as " + found + " among times as " + notation.words);
  }

  private static IllegalArgumentException notATime(byte[] text, int from, int to) {
    String excerpt = new String(text, from, Math.min(to - from, 400), StandardCharsets.UTF_8);
    return new IllegalArgumentException(
        "not a time in seconds or ISO 8601 with an offset: " + Excerpt.of(excerpt));
  }

  /** One pass over a date and a time such as 2026-11-22T09:30:00.5+01:00. */
  private final class Iso {
    private final byte[] text;
    private final int from;
    private final int to;
    private int at;

    Iso(byte[] text, int from, int to) {
      this.text = text;
      this.from = from;
      this.to = to;
      this.at = from;
    }

    long millis() {
      final int year = number(4);
      expect('-');
      final int month = number(2);
      expect('-');
      final int dayOfMonth = number(2);
      if (at == to || text[at] != ' ' && (text[at] & ~0x20) != 'T') {
        throw wrong();
      }
      at++;
      final int hour = number(2);
      expect(':');
      final int minute = number(2);
      int second = 0;
      long millis = 0;
      if (at < to && text[at] == ':') {
        at++;
        second = number(2);
        millis = fraction();
      }
      // A leap second is the first of the next minute, as clocks that count from 1970 have it.
      if (hour > 23 || minute > 59 || second > 60) {
        throw wrong();
      }
      long minutes = hour * 60 + minute - offsetMinutes();
      return (day(year, month, dayOfMonth) * 1440 + minutes) * 60_000 + second * 1000L + millis;
    }

    private long fraction() {
      if (at == to || text[at] != '.' && text[at] != ',') {
        return 0;
      }
      at++;
      int digits = 0;
      long millis = 0;
      for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
        if (digits++ < 3) {
          millis = 10 * millis + text[at] - '0';
        }
      }
      if (digits == 0) {
        throw wrong();
      }
      return digits == 1 ? 100 * millis : digits == 2 ? 10 * millis : millis;
    }

    private int offsetMinutes() {
      if (at == to) {
        if (localIsUtc) {
          return 0;
        }
        throw new IllegalArgumentException(
            "a time without an offset such as Z or +01:00: "
                + new String(text, from, to - from, StandardCharsets.UTF_8));
      }
      byte sign = text[at++];
      int minutes = 0;
      if ((sign & ~0x20) != 'Z') {
        if (sign != '+' && sign != '-') {
          throw wrong();
        }
        minutes = 60 * number(2);
        if (at < to) {
          if (text[at] == ':') {
            at++;
          }
          minutes += number(2);
        }
      }
      if (at != to || minutes > 18 * 60) {
        throw wrong();
      }
      return sign == '-' ? -minutes : minutes;
    }

    private long day(int year, int month, int dayOfMonth) {
      int wanted = (year * 100 + month) * 100 + dayOfMonth;
      if (wanted != date) {
        try {
          day = LocalDate.of(year, month, dayOfMonth).toEpochDay();
        } catch (DateTimeException e) {
          throw wrong();
        }
        date = wanted;
      }
      return day;
    }

    private void expect(char c) {
      if (at == to || text[at] != c) {
        throw wrong();
      }
      at++;
    }

    private int number(int digits) {
      int number = 0;
      for (int i = 0; i < digits; i++, at++) {
        if (at >= to || text[at] < '0' || text[at] > '9') {
          throw wrong();
        }
        number = 10 * number + text[at] - '0';
      }
      return number;
    }

    private IllegalArgumentException wrong() {
      return notATime(text, from, to);
    }
  }
}
