package io.privnet.qoe.series;

/**
 * What a series adds up to in a window.
 *
 * @param durationNanos how much of the window the capture covers, from its first frame to its last
 *     and without jumps in time
 * @param inBytes bytes of control counted in it
 * @param outBytes bytes of media counted in it
 * @param inPackets packets of control
 * @param outPackets packets of media
 * @param peakInBps the largest bin of b_in that lies in the window and that the capture covers, in
 *     bit/s; NaN without such a bin
 * @param peakOutBps the largest such bin of Δb_out
 */
public record WindowTotals(
    long durationNanos,
    long inBytes,
    long outBytes,
    long inPackets,
    long outPackets,
    double peakInBps,
    double peakOutBps) {
  /** Mean b_in in bit/s over the time covered; NaN without any. */
  public double meanInBps() {
    return rate(inBytes);
  }

  /** Mean Δb_out in bit/s over the time covered; NaN without any. */
  public double meanOutBps() {
    return rate(outBytes);
  }

  private double rate(long bytes) {
    return durationNanos > 0 ? 8e9 * bytes / durationNanos : Double.NaN;
  }
}
