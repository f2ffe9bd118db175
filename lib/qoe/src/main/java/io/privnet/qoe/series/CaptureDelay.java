package io.privnet.qoe.series;

/**
 * The greatest delay with which frames have come lately, between their time in the capture and that
 * of their reading. A program that starts later than its capture reads the first frames late, which
 * says nothing of the later ones; and a clock that is set makes all older delays wrong.
 */
final class CaptureDelay {
  private static final long MEMORY_NANOS = 30_000_000_000L;

  private long greatest = Long.MIN_VALUE;
  private long greatestBefore = Long.MIN_VALUE;
  private long began;

  /**
   * Takes a frame that is read.
   *
   * @param nanos now, by any clock
   * @param stamp the frame's time in the capture, nanoseconds
   */
  void add(long nanos, long stamp) {
    if (!known()) {
      began = nanos;
    } else if (nanos - began >= MEMORY_NANOS) {
      greatestBefore = nanos - began < 2 * MEMORY_NANOS ? greatest : Long.MIN_VALUE;
      greatest = Long.MIN_VALUE;
      began = nanos;
    }
    greatest = Math.max(greatest, nanos - stamp);
  }

  /** Whether a frame has come. */
  boolean known() {
    return greatest != Long.MIN_VALUE;
  }

  /** The greatest of the last half minute up to a minute, nanoseconds between the two clocks. */
  long greatestNanos() {
    return Math.max(greatest, greatestBefore);
  }
}
