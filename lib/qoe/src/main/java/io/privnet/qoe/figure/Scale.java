package io.privnet.qoe.figure;

import java.util.Locale;

/**
 * An axis with ticks at round numbers.
 *
 * @param from value where it begins; of a logarithmic one above 0
 * @param to value where it ends, above {@code from}
 * @param step from tick to tick, a tick stands at each multiple of it; 0 for a logarithmic axis,
 *     which has them at the powers of 10
 */
public record Scale(double from, double to, double step) {
  private static final double MAX_DECADES = 6;

  /**
   * An axis from 0 to the next round number above a value.
   *
   * @param most at most so many steps, at least 2
   */
  public static Scale upTo(double value, int most) {
    double top = value > 0 ? value : 1;
    double power = Math.pow(10, Math.floor(Math.log10(top / most)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      double step = factor * power;
      // What is a hair above a tick by rounding alone needs no further step.
      double steps = Math.ceil(top / step - 1e-9);
      if (steps <= most) {
        return new Scale(0, steps * step, step);
      }
    }
    throw new IllegalArgumentException("no axis up to " + value);
  }

  /** An axis from one value to another, with at most so many steps between its ticks. */
  public static Scale between(double from, double to, int most) {
    return new Scale(from, to, upTo(to - from, most).step);
  }

  /** Where a value lies between 0, the beginning, and 1, the end; beyond when it is beyond. */
  public double at(double value) {
    if (step == 0) {
      return value <= from ? 0 : Math.log10(value / from) / Math.log10(to / from);
    }
    return (value - from) / (to - from);
  }

  /** The ticks' values, in order. */
  public double[] ticks() {
    if (step == 0) {
      double[] powers = new double[(int) Math.round(Math.log10(to / from)) + 1];
      for (int i = 0; i < powers.length; i++) {
        powers[i] = from * Math.pow(10, i);
      }
      return powers;
    }
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }

  /** A tick's value divided by a unit, with as many decimals as the step needs. */
  public String label(double tick, double unit) {
    double fine = (step == 0 ? tick : step) / unit;
    int decimals = 0;
    while (decimals < 6 && Math.abs(fine - Math.rint(fine)) > 1e-6 * fine) {
      fine *= 10;
      decimals++;
    }
    // Adding 0 turns −0 into 0.
    return String.format(Locale.ROOT, "%." + decimals + "f", tick / unit + 0.0);
  }
}
