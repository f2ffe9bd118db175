package io.privnet.qoe.capture;

import java.io.IOException;

/** The packet records of one capture format, in file order. */
abstract sealed class Records permits PcapRecords, PcapngRecords {
  /** No tool writes records with more captured bytes (libpcap's MAXIMUM_SNAPLEN). */
  static final int MAX_CAPTURED = 1 << 18;

  /** Times are held between 1970 and 2116, so that differences fit a long. */
  private static final long TIME_LIMIT = 1L << 62;

  /**
   * Puts the next packet's record into the view.
   *
   * @return false at the end, also when the capture cannot be read any further, which is then noted
   *     in the census
   */
  abstract boolean next(Packet packet) throws IOException;

  static long clampTime(long nanos) {
    return Math.clamp(nanos, 0, TIME_LIMIT);
  }
}
