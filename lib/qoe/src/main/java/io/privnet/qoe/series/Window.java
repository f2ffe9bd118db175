package io.privnet.qoe.series;

/**
 * A stretch of a session's time, such as that of a task (paper §3.2), from the start, inclusive, to
 * the end.
 *
 * @param sinceFirstFrame whether the times count from the capture's first frame, in file order,
 *     rather than from 1970
 * @param startNanos nanoseconds
 * @param endNanos nanoseconds, after the start
 */
public record Window(boolean sinceFirstFrame, long startNanos, long endNanos) {
  /**
   * @throws IllegalArgumentException when the end is not after the start
   */
  public Window {
    if (endNanos <= startNanos) {
      throw new IllegalArgumentException("a window ends after it starts");
    }
  }
}
