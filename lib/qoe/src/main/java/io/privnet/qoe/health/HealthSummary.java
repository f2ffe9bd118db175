package io.privnet.qoe.health;

import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.Segment;
import java.util.List;

/**
 * The network's health over a whole session.
 *
 * @param firstFrameNanos time of the first frame in file order; nanoseconds since 1970, 0 for a
 *     capture without packets
 * @param segments stretches between jumps in time, by time
 * @param durationNanos sum of the segments' durations
 * @param demand what the demand rests on: input when its control is RFB, else payload
 * @param demandBytes demand, the sum of the bins'
 * @param supplyBytes payload of media, the sum of the bins'
 * @param roundTrips round-trip times
 * @param control TCP segments, user to instrument
 * @param media TCP segments, instrument to user
 * @param userZeroWindows segments of the user that announce a window of 0
 * @param instrumentZeroWindows segments of the instrument that announce a window of 0
 * @param oldestUnackedSeconds greatest age that the oldest unacknowledged user byte reached
 * @param rtp RTP sources, in the order in which they were found
 * @param psiForward ψf, from two captures, or its estimate from one; NaN without control
 * @param psiReverse ψr, likewise; NaN without media that tells it
 * @param packets packets of control and media
 * @param uncountedPackets of them, packets whose headers do not tell their bytes
 * @param headlessPackets of them, TCP packets without a captured TCP header: fragments, or a
 *     snapshot length that is too short; they count as bytes only
 * @param latePackets of them, packets whose bin had been handed out before they came; they are in
 *     no bin
 * @param forgottenConnections connections that had to make room for others
 * @param unlistedRtpPackets RTP packets of sources beyond those that are listed
 */
public record HealthSummary(
    long firstFrameNanos,
    List<Segment> segments,
    long durationNanos,
    InputReport demand,
    long demandBytes,
    long supplyBytes,
    RoundTrips roundTrips,
    Transmissions control,
    Transmissions media,
    long userZeroWindows,
    long instrumentZeroWindows,
    double oldestUnackedSeconds,
    List<RtpSource> rtp,
    double psiForward,
    double psiReverse,
    long packets,
    long uncountedPackets,
    long headlessPackets,
    long latePackets,
    long forgottenConnections,
    long unlistedRtpPackets) {
  /** RTP packets expected from all sources that did not come. */
  public long rtpLost() {
    return rtp.stream().mapToLong(RtpSource::lost).sum();
  }

  /** Share of the RTP packets expected that did not come; NaN without RTP. */
  public double rtpLoss() {
    return RtpSource.loss(rtp);
  }

  /** The same with other values of ψf and ψr. */
  HealthSummary with(double psiForward, double psiReverse) {
    return new HealthSummary(
        firstFrameNanos,
        segments,
        durationNanos,
        demand,
        demandBytes,
        supplyBytes,
        roundTrips,
        control,
        media,
        userZeroWindows,
        instrumentZeroWindows,
        oldestUnackedSeconds,
        rtp,
        psiForward,
        psiReverse,
        packets,
        uncountedPackets,
        headlessPackets,
        latePackets,
        forgottenConnections,
        unlistedRtpPackets);
  }
}
