package io.privnet.qoe.health;

import java.util.Set;

/**
 * How RTP is found and its jitter measured.
 *
 * @param ports UDP ports whose packets are RTP; empty to find it by its headers, on any port
 * @param clockHz rate of the RTP timestamps; 0 for that of the static payload type (RFC 3551 §6),
 *     90,000 for all others
 */
public record RtpSettings(Set<Integer> ports, int clockHz) {
  /** RTP is found by its headers, the clock is that of its payload type. */
  public static final RtpSettings DETECT = new RtpSettings(Set.of(), 0);

  /**
   * @throws IllegalArgumentException when a port or the rate is out of range
   */
  public RtpSettings {
    ports = Set.copyOf(ports);
    for (int port : ports) {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("not a port from 1 to 65535: " + port);
      }
    }
    if (clockHz < 0) {
      throw new IllegalArgumentException("a clock rate is positive, not " + clockHz);
    }
  }

  boolean names(int source, int destination) {
    return !ports.isEmpty() && (ports.contains(source) || ports.contains(destination));
  }
}
