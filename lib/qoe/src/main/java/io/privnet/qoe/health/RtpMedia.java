package io.privnet.qoe.health;

import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.FlowTable;
import io.privnet.qoe.series.RtpHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * The RTP sources among a session's UDP packets, told by their ports or by packets that go on in
 * sequence.
 */
final class RtpMedia {
  private static final int MAX_FLOWS = 1024;

  /** Sources that are listed; packets of further ones are counted only. */
  private static final int MAX_SOURCES = 256;

  /** Sources of one flow: audio, video and their repairs are bundled at most. */
  private static final int MAX_PER_FLOW = 8;

  private final RtpSettings settings;
  private final RtpHeader header = new RtpHeader();
  private final FlowTable<List<RtpReceiver>> flows =
      new FlowTable<>(MAX_FLOWS, () -> new ArrayList<>(1));
  private final List<RtpReceiver> sources = new ArrayList<>();
  private RtpReceiver busiest;
  private long unlistedPackets;

  RtpMedia(RtpSettings settings) {
    this.settings = settings;
  }

  /** Whether any RTP has been met. */
  boolean isPresent() {
    return busiest != null;
  }

  /** The confirmed source that a packet belongs to, which has taken note of it; null for none. */
  RtpReceiver add(Packet packet) {
    boolean known = settings.names(packet.sourcePort(), packet.destinationPort());
    if (!known && !settings.ports().isEmpty() || !header.read(packet)) {
      return null;
    }
    RtpReceiver receiver = receiver(packet, known);
    if (receiver == null || !receiver.isConfirmed()) {
      return null;
    }
    if (busiest == null || receiver.packets() > busiest.packets()) {
      busiest = receiver;
    }
    return receiver;
  }

  private RtpReceiver receiver(Packet packet, boolean known) {
    List<RtpReceiver> flow = flows.of(packet);
    int ssrc = header.ssrc();
    for (int i = 0; i < flow.size(); i++) {
      RtpReceiver receiver = flow.get(i);
      if (receiver.ssrc() == ssrc) {
        boolean listed = receiver.isConfirmed();
        receiver.add(packet, header);
        if (!listed && receiver.isConfirmed()) {
          list(receiver);
        }
        return receiver;
      }
    }
    if (flow.size() == MAX_PER_FLOW) {
      int unconfirmed = 0;
      while (unconfirmed < MAX_PER_FLOW && flow.get(unconfirmed).isConfirmed()) {
        unconfirmed++;
      }
      if (unconfirmed == MAX_PER_FLOW) {
        unlistedPackets++;
        return null;
      }
      flow.remove(unconfirmed);
    }
    RtpReceiver receiver = new RtpReceiver(packet, header, settings.clockHz(), known);
    flow.add(receiver);
    if (known) {
      list(receiver);
    }
    return receiver;
  }

  private void list(RtpReceiver receiver) {
    if (sources.size() < MAX_SOURCES) {
      sources.add(receiver);
    } else {
      unlistedPackets++;
    }
  }

  /** The source with the most packets. */
  RtpReceiver busiest() {
    return busiest;
  }

  /** All sources in the order in which they were found. */
  List<RtpSource> sources() {
    return sources.stream().map(RtpReceiver::source).toList();
  }

  /** RTP packets of sources beyond those listed. */
  long unlistedPackets() {
    return unlistedPackets;
  }
}
