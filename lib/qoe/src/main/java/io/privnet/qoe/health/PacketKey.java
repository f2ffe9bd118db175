package io.privnet.qoe.health;

import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.RtpHeader;

/**
 * Tells a packet again at another point of its path: a hash of what stays the same there. Addresses
 * and ports do not, behind a translator of addresses.
 *
 * <ul>
 *   <li>TCP: sequence and acknowledgment number, payload length, window and flags;
 *   <li>RTP: source, sequence number, timestamp, payload length;
 *   <li>other UDP and later fragments: identification of the IPv4 header, payload length, the first
 *       bytes of the payload.
 * </ul>
 *
 * A retransmission may have the key of its original.
 */
final class PacketKey {
  /** Stands for a packet that cannot be told again: its headers are not captured. */
  static final long NONE = 0;

  private static final int CONTENT = 8;

  private final RtpHeader rtp = new RtpHeader();

  long of(Packet packet, Roles.Direction direction) {
    long payload = packet.payloadLength();
    if (payload == Packet.UNKNOWN) {
      return NONE;
    }
    long hash = mix(direction.ordinal(), packet.protocol());
    hash = mix(hash, payload);
    if (packet.protocol() == Packet.TCP && packet.hasTcpHeader()) {
      hash = mix(hash, (long) packet.sequence() << 32 | packet.acknowledgment() & 0xffff_ffffL);
      hash = mix(hash, (long) packet.window() << 4 | flags(packet));
    } else if (rtp.read(packet)) {
      hash = mix(hash, (long) rtp.ssrc() << 32 | rtp.timestamp() & 0xffff_ffffL);
      hash = mix(hash, rtp.sequence());
    } else {
      long content = packet.ipIdentification();
      for (int i = 0; i < Math.min(CONTENT, packet.capturedPayload()); i++) {
        content = mix(content, packet.payloadByte(i));
      }
      hash = mix(hash, content);
    }
    return hash == NONE ? 1 : hash;
  }

  private static int flags(Packet packet) {
    return (packet.synchronizes() ? 1 : 0)
        | (packet.acknowledges() ? 2 : 0)
        | (packet.finishes() ? 4 : 0)
        | (packet.resets() ? 8 : 0);
  }

  /** The finaliser of SplitMix64 over both: every bit of either changes half of the bits. */
  private static long mix(long hash, long value) {
    long z = hash * 0x9e3779b97f4a7c15L + value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
