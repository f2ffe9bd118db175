package io.privnet.qoe.health;

/**
 * Demand, supply and the network's health in one interval of a session. A share, time or ratio is
 * NaN where the interval has nothing to tell it from.
 *
 * @param index place in the grid of bins, bin 0 begins with the capture's first frame
 * @param startNanos nanoseconds since 1970
 * @param full whether the capture covers the interval from its start to its end
 * @param demandBytes control of the user in bytes: input events when the stream is RFB, else
 *     payload
 * @param supplyBytes bytes of media delivered at the user: payload, TCP or UDP
 * @param controlSegments TCP segments with payload, user to instrument
 * @param controlRetransmitted how many of them were retransmissions
 * @param mediaSegments TCP segments with payload, instrument to user
 * @param mediaRetransmitted how many of them were retransmissions
 * @param rttSeconds median of the round-trip times measured in this interval, of more than {@value
 *     HealthMeter#RTT_SAMPLES} a random choice of so many
 * @param zeroWindows segments of either side that announce a window of 0
 * @param oldestUnackedSeconds largest age that the oldest unacknowledged user byte reached in this
 *     interval, since it was first sent; 0 when none was outstanding
 * @param unansweredSeconds longest time that demand had gone without any media after it in this
 *     interval, since its first byte; 0 when none was waiting
 * @param rtpLoss share of RTP packets lost of those expected, from 0 to 1
 * @param jitterSeconds RTP interarrival jitter (RFC 3550 §6.4.1) at the interval's end, of the
 *     source with the most packets
 * @param psiForward ψf: share of control that arrived, from two captures, or its estimate from one
 * @param psiReverse ψr: share of media that arrived, likewise
 */
public record HealthBin(
    long index,
    long startNanos,
    boolean full,
    long demandBytes,
    long supplyBytes,
    long controlSegments,
    long controlRetransmitted,
    long mediaSegments,
    long mediaRetransmitted,
    double rttSeconds,
    long zeroWindows,
    double oldestUnackedSeconds,
    double unansweredSeconds,
    double rtpLoss,
    double jitterSeconds,
    double psiForward,
    double psiReverse) {
  /** Share of control segments that were retransmissions; NaN without any. */
  public double retransmittedShare() {
    return controlSegments == 0 ? Double.NaN : (double) controlRetransmitted / controlSegments;
  }

  /** Share of media segments that were retransmissions; NaN without any. */
  public double mediaRetransmittedShare() {
    return mediaSegments == 0 ? Double.NaN : (double) mediaRetransmitted / mediaSegments;
  }

  /** The same with other values of ψf and ψr. */
  HealthBin with(double psiForward, double psiReverse) {
    return new HealthBin(
        index,
        startNanos,
        full,
        demandBytes,
        supplyBytes,
        controlSegments,
        controlRetransmitted,
        mediaSegments,
        mediaRetransmitted,
        rttSeconds,
        zeroWindows,
        oldestUnackedSeconds,
        unansweredSeconds,
        rtpLoss,
        jitterSeconds,
        psiForward,
        psiReverse);
  }
}
