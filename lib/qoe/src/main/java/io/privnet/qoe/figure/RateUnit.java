package io.privnet.qoe.figure;

import io.privnet.figure.Scale;
import java.util.Locale;

/** A unit of bit rates. */
enum RateUnit {
  BIT("bit/s", 1),
  KILOBIT("kbit/s", 1e3),
  MEGABIT("Mbit/s", 1e6),
  GIGABIT("Gbit/s", 1e9);

  final String symbol;
  final double bps;

  RateUnit(String symbol, double bps) {
    this.symbol = symbol;
    this.bps = bps;
  }

  /** The unit in which the greatest rate of an axis has few digits. */
  static RateUnit of(double greatest) {
    RateUnit best = BIT;
    for (RateUnit unit : values()) {
      if (greatest >= unit.bps) {
        best = unit;
      }
    }
    return best;
  }

  /** The unit for an axis. */
  static RateUnit of(Scale axis) {
    // The middle of a logarithmic one is what matters, not its end.
    return of(axis.isLogarithmic() ? Math.sqrt(axis.from() * axis.to()) : axis.to());
  }

  /** A rate in this unit with three digits. */
  String value(double rate) {
    double value = rate / bps;
    int decimals = value == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A rate in the unit that suits it, three digits. */
  static String people(double rate) {
    RateUnit unit = of(rate * 1.0005);
    return unit.value(rate) + " " + unit.symbol;
  }
}
