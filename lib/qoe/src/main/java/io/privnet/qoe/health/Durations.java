package io.privnet.qoe.health;

import java.util.Arrays;

/**
 * Distribution of durations in fixed memory: counts in buckets that grow with the duration, so that
 * a quantile is within 0.1 % of a sample's value.
 */
final class Durations {
  /** Buckets in each doubling: half a bucket's width is at most 2^−10 of its value. */
  private static final int BITS = 9;

  private int[] counts = {};
  private long count;
  private long min = Long.MAX_VALUE;
  private long max;

  /** Takes a duration in nanoseconds, not negative. */
  void add(long nanos) {
    int bucket = bucket(nanos);
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(bucket + 1, 2 * counts.length));
    }
    counts[bucket]++;
    count++;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
  }

  /** Up to 2^10 a bucket for each nanosecond, then 2^9 for each doubling. */
  private static int bucket(long nanos) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - BITS);
    return (shift << BITS) + (int) (nanos >>> shift);
  }

  private static double middle(int bucket) {
    int shift = Math.max(0, (bucket >> BITS) - 1);
    long low = (long) (bucket - (shift << BITS)) << shift;
    return low + ((1L << shift) - 1) / 2.0;
  }

  RoundTrips roundTrips() {
    if (count == 0) {
      return new RoundTrips(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    return new RoundTrips(count, min / 1e9, quantile(0.1), quantile(0.5), quantile(0.9), max / 1e9);
  }

  Delays delays() {
    if (count == 0) {
      return new Delays(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    return new Delays(count, min / 1e9, quantile(0.5), quantile(0.9), max / 1e9);
  }

  /** The sample of rank ⌈p·n⌉ in seconds. */
  private double quantile(double p) {
    long rank = Math.max(1, (long) Math.ceil(p * count));
    int bucket = 0;
    for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
      bucket++;
    }
    return Math.clamp(middle(bucket), min, max) / 1e9;
  }
}
