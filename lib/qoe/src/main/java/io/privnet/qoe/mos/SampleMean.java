package io.privnet.qoe.mos;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;

/**
 * The mean of a sample with its 95 % confidence interval, mean ± t(0.975, n − 1) · s / √n (for
 * opinion scores ITU-R BT.500 Annex 1 and ITU-T P.1401 §7.4). The interval is not clipped, so that
 * of opinion scores may pass 1 or 5.
 *
 * @param n values in the sample
 * @param mean their mean, NaN without any
 * @param deviation their standard deviation s, by n − 1; NaN for fewer than 2
 * @param low lower end of the interval, NaN for fewer than 2 values
 * @param high upper end of the interval
 */
public record SampleMean(int n, double mean, double deviation, double low, double high) {
  private static final double UPPER = 0.975;

  /** The mean of these values. */
  public static SampleMean of(double... values) {
    int n = values.length;
    if (n == 0) {
      return new SampleMean(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = new Mean().evaluate(values);
    if (n == 1) {
      return new SampleMean(1, mean, Double.NaN, Double.NaN, Double.NaN);
    }
    double deviation = new StandardDeviation().evaluate(values, mean);
    double half =
        new TDistribution(n - 1).inverseCumulativeProbability(UPPER) * deviation / Math.sqrt(n);
    return new SampleMean(n, mean, deviation, mean - half, mean + half);
  }

  /** Half the width of the interval, NaN for fewer than 2 values. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
