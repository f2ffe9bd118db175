package io.privnet.cli.qoe;

import java.util.Locale;

/** Rates on the command line in bit/s: 800, 60k, 1.5M, 10G. */
final class Rate {
  private Rate() {}

  /**
   * Reads a rate that is not negative.
   *
   * @param option named in the message
   * @throws IllegalArgumentException when it is none
   */
  static double parse(String option, String text) {
    String number = text;
    double unit = 1;
    if (!text.isEmpty()) {
      switch (text.substring(text.length() - 1).toLowerCase(Locale.ROOT)) {
        case "k" -> unit = 1e3;
        case "m" -> unit = 1e6;
        case "g" -> unit = 1e9;
        default -> {}
      }
      number = unit == 1 ? text : text.substring(0, text.length() - 1);
    }
    try {
      if (number.matches("[0-9.]+")) {
        return Double.parseDouble(number) * unit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message.
    }
    throw new IllegalArgumentException(
        option + " takes a rate in bit/s such as 800, 60k, 1.5M or 1G, not " + text);
  }
}
