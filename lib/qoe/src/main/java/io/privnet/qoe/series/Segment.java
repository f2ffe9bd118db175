package io.privnet.qoe.series;

/**
 * A stretch of a capture without a jump in time.
 *
 * @param firstNanos earliest frame, nanoseconds since 1970
 * @param lastNanos latest frame, nanoseconds since 1970
 */
public record Segment(long firstNanos, long lastNanos) {
  /** Time from the earliest to the latest frame, in nanoseconds. */
  public long nanos() {
    return lastNanos - firstNanos;
  }
}
