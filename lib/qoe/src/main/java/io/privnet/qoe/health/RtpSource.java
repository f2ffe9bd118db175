package io.privnet.qoe.health;

import io.privnet.qoe.series.Endpoint;
import java.util.List;

/**
 * What came from one RTP synchronisation source (SSRC) over one UDP flow.
 *
 * @param from where it was sent from
 * @param to where it was sent to
 * @param ssrc synchronisation source, unsigned
 * @param payloadType payload type of its latest packet
 * @param clockHz rate of its timestamps that the jitter is computed with
 * @param observedClockHz rate at which its timestamps went on by the capture's clock; NaN when it
 *     lasted less than a second
 * @param firstNanos first packet, nanoseconds since 1970
 * @param lastNanos latest packet, nanoseconds since 1970
 * @param packets packets received in sequence, duplicates included
 * @param expected packets that its sequence numbers say were sent (RFC 3550 §A.3)
 * @param duplicates packets received once more
 * @param reordered packets that came after one with a higher sequence number
 * @param restarts how often its sequence numbers began anew; expected packets are summed over them.
 *     A jump of more than 3000 that the next packet confirms is one, unless the time that passed
 *     accounts for so many lost packets
 * @param strays packets with a sequence number far from the others, which count nowhere else
 * @param jitterSeconds interarrival jitter at the end (RFC 3550 §6.4.1)
 * @param meanJitterSeconds mean of the interarrival jitter after each packet
 * @param maxJitterSeconds greatest interarrival jitter
 */
public record RtpSource(
    Endpoint from,
    Endpoint to,
    long ssrc,
    int payloadType,
    int clockHz,
    double observedClockHz,
    long firstNanos,
    long lastNanos,
    long packets,
    long expected,
    long duplicates,
    long reordered,
    long restarts,
    long strays,
    double jitterSeconds,
    double meanJitterSeconds,
    double maxJitterSeconds) {
  /**
   * Packets expected that did not come. RFC 3550's number, expected − received, is less by the
   * duplicates.
   */
  public long lost() {
    return expected - (packets - duplicates);
  }

  /** Share of the packets expected that did not come, from 0 to 1. */
  public double loss() {
    return (double) lost() / expected;
  }

  /** Share of the packets expected from all the sources that did not come; NaN without any. */
  static double loss(List<RtpSource> sources) {
    long expected = sources.stream().mapToLong(RtpSource::expected).sum();
    long lost = sources.stream().mapToLong(RtpSource::lost).sum();
    return expected == 0 ? Double.NaN : (double) lost / expected;
  }
}
