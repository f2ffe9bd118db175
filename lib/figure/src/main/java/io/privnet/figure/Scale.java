package io.privnet.figure;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis with ticks at round numbers.
 *
 * @param from value where it begins; of a logarithmic one above 0
 * @param to value where it ends, above {@code from}
 * @param step from tick to tick, a tick stands at each multiple of it; 0 for a logarithmic axis,
 *     which has them at the powers of 10 if it is between two, else at 1, 2 and 5 times each
 */
public record Scale(double from, double to, double step) {
  private static final double MAX_DECADES = 6;
  private static final int MAX_POWERS = 12;
  private static final double FINEST = 1e-6;
  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

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

  /**
   * A logarithmic axis that holds two values above 0: between whole powers of 10, or over up to
   * three of them between round numbers.
   */
  public static Scale decades(double least, double greatest) {
    double from = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
    double to = Math.pow(10, Math.ceil(Math.log10(greatest) - 1e-9));
    if (to / from > 1001) {
      return new Scale(from, to, 0);
    }
    double low = from * roundFactor(least / from);
    double high = to / roundFactor(to / greatest);
    if (high / low < 1 + 1e-9) {
      return new Scale(low / 2, 2 * low, 0);
    }
    // Between two powers of 10 side by side there would be no ticks.
    boolean oneDecade = isPower(low) && high / low < 11;
    return new Scale(low, oneDecade ? 2 * high : high, 0);
  }

  /** The largest of 1, 2, 5 and 10 up to a ratio. */
  private static double roundFactor(double ratio) {
    double factor = 1;
    for (double larger : new double[] {2, 5, 10}) {
      factor = ratio >= larger * (1 - 1e-9) ? larger : factor;
    }
    return factor;
  }

  private static boolean isPower(double value) {
    double exponent = Math.log10(value);
    return Math.abs(exponent - Math.rint(exponent)) < 1e-9;
  }

  /**
   * An axis between round numbers that holds two values, and 0 unless that is farther from them
   * than they are from each other.
   *
   * @param most at most about so many steps, at least 2
   */
  public static Scale holding(double least, double greatest, int most) {
    double from = Math.min(least, 0);
    double to = Math.max(greatest, 0);
    if (least < greatest && to - from > 2 * (greatest - least)) {
      from = least;
      to = greatest;
    }
    if (from == to) {
      to = 1;
    }
    double step = upTo(to - from, most).step;
    // What is a hair beyond a tick by rounding alone needs no further step.
    double first = Math.floor(from / step + 1e-9);
    double last = Math.max(first + 1, Math.ceil(to / step - 1e-9));
    return new Scale(first * step, last * step, step);
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
      return isPower(from) && isPower(to) ? powers() : roundNumbers();
    }
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }

  private double[] powers() {
    int decades = (int) Math.round(Math.log10(to / from));
    int apart = 1 + decades / MAX_POWERS;
    double[] powers = new double[decades / apart + 1];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = from * Math.pow(10, i * apart);
    }
    return powers;
  }

  /** 1, 2 and 5 times powers of 10. */
  private double[] roundNumbers() {
    int first = (int) Math.floor(Math.log10(from) + 1e-9);
    int last = (int) Math.floor(Math.log10(to) + 1e-9);
    return IntStream.rangeClosed(first, last)
        .boxed()
        .flatMapToDouble(i -> DoubleStream.of(1, 2, 5).map(factor -> factor * Math.pow(10, i)))
        .filter(tick -> tick > from * (1 - 1e-9) && tick < to * (1 + 1e-9))
        .toArray();
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

  /**
   * A tick's value for people: large ones with k, M, G or T for a thousand up to a million of
   * millions, others with an exponent; on a linear axis all ticks alike.
   */
  public String label(double tick) {
    if (tick == 0) {
      return "0";
    }
    double size = isLogarithmic() ? tick : Math.max(Math.abs(from), Math.abs(to));
    double magnitude = Math.log10(size) + 1e-9;
    if (isLogarithmic() && (magnitude < -3.5 || magnitude >= 3 * PREFIXES.length)) {
      int exponent = (int) Math.floor(magnitude);
      return Math.round(tick / Math.pow(10, exponent)) + "e" + exponent;
    }
    boolean plain = isLogarithmic() ? magnitude < 3 : magnitude < 4 && magnitude > -2;
    int thousands = plain ? 0 : (int) Math.floor(magnitude / 3);
    while (thousands > 0 && step > 0 && step / Math.pow(1000, thousands) < FINEST) {
      thousands--;
    }
    String unit =
        thousands >= 0 && thousands < PREFIXES.length ? PREFIXES[thousands] : "e" + 3 * thousands;
    return label(tick, Math.pow(1000, thousands)) + unit;
  }
}
