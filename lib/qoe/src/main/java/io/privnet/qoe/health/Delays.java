package io.privnet.qoe.health;

/**
 * One-way delays in seconds, by clocks set to each other; NaN without any.
 *
 * @param count packets
 * @param min smallest, exact
 * @param p50 median, within 0.1 %
 * @param p90 90th percentile, within 0.1 %
 * @param max largest, exact
 */
public record Delays(long count, double min, double p50, double p90, double max) {}
