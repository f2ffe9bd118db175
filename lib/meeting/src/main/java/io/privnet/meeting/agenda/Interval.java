package io.privnet.meeting.agenda;

import java.time.Instant;

/**
 * A half-open stretch of time {@code [start, end)}: two intervals that only touch do not overlap,
 * and an interval of no length overlaps nothing.
 *
 * @param start the first instant inside
 * @param end the first instant after it, not before {@code start}
 */
public record Interval(Instant start, Instant end) {
  /**
   * @throws IllegalArgumentException when the end lies before the start
   */
  public Interval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("it ends at " + end + ", before it starts at " + start);
    }
  }

  /** Whether the two have an instant in common. */
  public boolean overlaps(Interval other) {
    Instant from = start.isAfter(other.start) ? start : other.start;
    Instant to = end.isBefore(other.end) ? end : other.end;
    return from.isBefore(to);
  }
}
