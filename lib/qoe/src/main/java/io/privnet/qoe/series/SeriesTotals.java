package io.privnet.qoe.series;

import java.util.List;

/**
 * A whole series in figures.
 *
 * @param firstFrameNanos time of the first frame in file order, where bin 0 begins; nanoseconds
 *     since 1970, 0 for a capture without packets
 * @param segments stretches between jumps in time, by time; one for an ordinary capture, at most
 *     {@value Timeline#MAX_SEGMENTS} are kept apart at once
 * @param durationNanos sum of the segments' durations
 * @param inBytes bytes of control counted
 * @param outBytes bytes of media counted
 * @param inPackets packets of control
 * @param outPackets packets of media
 * @param uncountedPackets packets of either direction whose headers do not tell their bytes; they
 *     stand among the packets but count no bytes
 * @param latePackets packets whose bin had been handed out before they came; they are in no bin and
 *     in no other figure here
 * @param lateBytes bytes of those packets
 * @param windows what the windows add up to, in the order of the settings
 */
public record SeriesTotals(
    long firstFrameNanos,
    List<Segment> segments,
    long durationNanos,
    long inBytes,
    long outBytes,
    long inPackets,
    long outPackets,
    long uncountedPackets,
    long latePackets,
    long lateBytes,
    List<WindowTotals> windows) {

  /** Mean b_in in bit/s: 8 · bytes / (last − first frame); NaN without duration. */
  public double meanInBps() {
    return rate(inBytes);
  }

  /** Mean Δb_out in bit/s: 8 · bytes / (last − first frame); NaN without duration. */
  public double meanOutBps() {
    return rate(outBytes);
  }

  private double rate(long bytes) {
    return durationNanos > 0 ? 8e9 * bytes / durationNanos : Double.NaN;
  }
}
