package io.privnet.cli.qoe;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as the tables and records of this group write them: plain decimals, no exponent. */
final class Decimal {
  private Decimal() {}

  /** Bit/s of bytes in an interval, to a thousandth. */
  static String rate(long bytes, long intervalNanos) {
    return scaled(Math.round(8e12 * bytes / intervalNanos), 3);
  }

  /** A number for JSON, to a millionth; null for NaN and infinity. */
  static Number millionths(double value) {
    return Double.isFinite(value) ? number(scaled(Math.round(value * 1e6), 6)) : null;
  }

  /** A time in seconds for JSON, to a nanosecond; null for NaN and infinity. */
  static Number nanoseconds(double seconds) {
    return Double.isFinite(seconds) ? number(seconds(Math.round(seconds * 1e9))) : null;
  }

  /** Nanoseconds as seconds. */
  static String seconds(long nanos) {
    return scaled(nanos, 9);
  }

  /** A number for JSON from one of the above. */
  static Number number(String decimal) {
    return decimal.indexOf('.') < 0 ? Long.valueOf(decimal) : new BigDecimal(decimal);
  }

  /** {@code value} / 10^{@code places} without trailing zeros. */
  private static String scaled(long value, int places) {
    StringBuilder digits = new StringBuilder().append(Math.abs(value));
    while (digits.length() <= places) {
      digits.insert(0, '0');
    }
    int point = digits.length() - places;
    int end = digits.length();
    while (end > point && digits.charAt(end - 1) == '0') {
      end--;
    }
    digits.setLength(end);
    if (end > point) {
      digits.insert(point, '.');
    }
    return value < 0 ? digits.insert(0, '-').toString() : digits.toString();
  }

  /** A rate for people, three digits and a prefix: {@code 12.3 kbit/s}. */
  static String people(double bps) {
    if (Double.isNaN(bps)) {
      return "-";
    }
    String[] prefixes = {" ", " k", " M", " G", " T"};
    int prefix = 0;
    double value = bps;
    while (value >= 999.5 && prefix < prefixes.length - 1) {
      value /= 1000;
      prefix++;
    }
    String format =
        value >= 99.95 || value == Math.rint(value) ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value) + prefixes[prefix] + "bit/s";
  }

  /** A time for people, three digits and a unit: {@code 12.3 ms}. */
  static String peopleSeconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    String[] units = {"s", "ms", "µs", "ns"};
    int unit = 0;
    double value = seconds;
    while (value != 0 && value < 0.9995 && unit < units.length - 1) {
      value *= 1000;
      unit++;
    }
    String format =
        value >= 99.95 || value == Math.rint(value) ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value) + " " + units[unit];
  }

  /** A share for people: {@code 1.2 %}. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
