package io.privnet.qoe.health;

/**
 * Round-trip times of a session in seconds; NaN without any.
 *
 * @param count samples
 * @param min smallest, exact
 * @param p10 10th percentile, within 0.1 %
 * @param p50 median, within 0.1 %
 * @param p90 90th percentile, within 0.1 %
 * @param max largest, exact
 */
public record RoundTrips(long count, double min, double p10, double p50, double p90, double max) {}
