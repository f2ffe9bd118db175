package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;

/**
 * Counts payload when it is first seen at the point of capture.
 *
 * <ul>
 *   <li>TCP: bytes whose sequence numbers have not been seen in that direction of the connection. A
 *       retransmission that fills a hole, because the original was lost before the point of
 *       capture, counts.
 *   <li>RTP: payload after the header and its extension, padding included, of sequence numbers not
 *       seen from that source; a source's first packet, from which RTP cannot be told yet, counts
 *       as plain UDP.
 *   <li>Plain UDP, and fragments after the first: payload.
 * </ul>
 */
final class Goodput implements ByteCounter {
  private static final int FLOWS = 4096;

  /** Sources of one UDP flow told apart: audio, video and their repairs are bundled at most. */
  private static final int SOURCES = 4;

  private static final class RtpFlow {
    final int[] ssrc = new int[SOURCES];
    final RtpSequence[] sequence = new RtpSequence[SOURCES];
    int oldest;
  }

  private final FlowTable<Scoreboard> connections = new FlowTable<>(FLOWS, Scoreboard::new);
  private final FlowTable<RtpFlow> rtp = new FlowTable<>(FLOWS, RtpFlow::new);
  private final RtpHeader header = new RtpHeader();

  @Override
  public long of(Packet packet, Roles.Direction direction) {
    long payload = packet.payloadLength();
    if (packet.protocol() == Packet.TCP) {
      return packet.hasTcpHeader() && payload != Packet.UNKNOWN
          ? connections.of(packet).add(packet)
          : payload;
    }
    if (!header.read(packet)) {
      return payload;
    }
    RtpFlow flow = rtp.of(packet);
    int ssrc = header.ssrc();
    for (int i = 0; i < SOURCES; i++) {
      if (flow.sequence[i] != null && flow.ssrc[i] == ssrc) {
        RtpSequence sequence = flow.sequence[i];
        boolean fresh = sequence.add(header.sequence());
        return !fresh ? 0 : sequence.isValid() ? payload - header.length() : payload;
      }
    }
    int at = flow.oldest;
    flow.oldest = (at + 1) % SOURCES;
    flow.ssrc[at] = ssrc;
    if (flow.sequence[at] == null) {
      flow.sequence[at] = new RtpSequence();
    }
    flow.sequence[at].begin(header.sequence());
    return payload;
  }
}
