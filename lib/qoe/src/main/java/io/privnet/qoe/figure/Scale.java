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

  /**
   * A logarithmic axis over whole powers of 10, at most six of them.
   *
   * @param least smallest value above 0 to be shown; what is smaller stands at the beginning
   * @param greatest largest value
   */
  public static Scale logarithmic(double least, double greatest) {
    double to = Math.ceil(Math.log10(greatest > 0 ? greatest : 1) - 1e-9);
    double from = Math.floor(Math.log10(least > 0 ? least : 1) + 1e-9);
    return new Scale(Math.pow(10, Math.clamp(from, to - MAX_DECADES, to - 1)), Math.pow(10, to), 0);
  }

  /** An axis from one value to another, with at most so many steps between its ticks. */
  public static Scale between(double from, double to, int most) {
    return new Scale(from, to, upTo(to - from, most).step);
  }

  /** Whether equal distances are equal ratios. */
  public boolean isLogarithmic() {
    return step == 0;
  }

  /** Where a value lies between 0, the beginning, and 1, the end; beyond when it is beyond. */
  public double at(double value) {
    if (isLogarithmic()) {
      return value <= from ? 0 : Math.log10(value / from) / Math.log10(to / from);
    }
    return (value - from) / (to - from);
  }

  /** The ticks' values, in order. */
  public double[] ticks() {
    if (isLogarithmic()) {
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
    double fine = (isLogarithmic() ? tick : step) / unit;
    int decimals = 0;
    while (decimals < 6 && Math.abs(fine - Math.rint(fine)) > 1e-6 * fine) {
      fine *= 10;
      decimals++;
    }
    // Adding 0 turns −0 into 0.
    return String.format(Locale.ROOT, "%." + decimals + "f", tick / unit + 0.0);
  }
}
