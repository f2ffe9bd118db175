package io.privnet.qoe.capture;

/** The time stamps of one pcapng interface: if_tsresol and if_tsoffset. */
record Clock(int resolution, long offsetSeconds) {
  static final Clock MICROSECONDS = new Clock(6, 0);

  /**
   * Nanoseconds since 1970 of a time stamp, an unsigned count of ticks. A resolution r with its top
   * bit clear means ticks of 10^−r s, set means 2^−r s.
   */
  long nanos(long ticks) {
    if (resolution == 6 && ticks >= 0 && ticks < Long.MAX_VALUE / 1000) {
      return Records.clampTime(ticks * 1000 + offsetSeconds * 1_000_000_000L);
    }
    double seconds;
    if ((resolution & 0x80) == 0) {
      if (resolution <= 9) {
        long nanosPerTick = power10(9 - resolution);
        if (ticks >= 0 && ticks < Long.MAX_VALUE / nanosPerTick) {
          return Records.clampTime(plusOffset(ticks * nanosPerTick));
        }
        seconds = unsigned(ticks) / Math.pow(10, resolution);
      } else if (resolution <= 27) {
        return Records.clampTime(plusOffset(Long.divideUnsigned(ticks, power10(resolution - 9))));
      } else {
        return Records.clampTime(plusOffset(0));
      }
    } else {
      int shift = resolution & 0x7f;
      if (shift < 64) {
        long whole = shift == 0 ? ticks : ticks >>> shift;
        if (whole >= 0 && whole < 4_000_000_000L) {
          long fraction = ticks - (whole << shift);
          // 2^−shift s each; in floating point exact to the nanosecond below 2^53 ticks.
          return Records.clampTime(
              plusOffset(whole * 1_000_000_000L + (long) (fraction * 1e9 / Math.pow(2, shift))));
        }
      }
      seconds = unsigned(ticks) / Math.pow(2, shift);
    }
    return Records.clampTime(plusOffset((long) (seconds * 1e9)));
  }

  private long plusOffset(long nanos) {
    double sum = nanos + offsetSeconds * 1e9;
    return Math.abs(sum) < 9e18 ? nanos + offsetSeconds * 1_000_000_000L : (long) sum;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : value + 0x1p64;
  }

  private static long power10(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
