package io.privnet.qoe.capture;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of datagrams whose first fragment was seen, so that later fragments are charged to the
 * same flow. Holds the last {@value #CAPACITY} datagrams.
 */
final class Fragments {
  private static final int CAPACITY = 4096;

  /** A datagram may be reassembled for 60 s (RFC 8200 §4.5); an older entry is another datagram. */
  private static final long LIFETIME_NANOS = 60_000_000_000L;

  private record Datagram(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int identification) {
    Datagram(Packet packet, int identification) {
      this(
          packet.sourceHigh,
          packet.sourceLow,
          packet.destinationHigh,
          packet.destinationLow,
          packet.protocol,
          identification);
    }
  }

  private record Ports(int source, int destination, long nanos) {}

  private static final class Recent extends LinkedHashMap<Datagram, Ports> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Datagram, Ports> eldest) {
      return size() > CAPACITY;
    }
  }

  private final Recent recent = new Recent();

  void first(Packet packet, int identification) {
    if (packet.sourcePort >= 0) {
      Datagram datagram = new Datagram(packet, identification);
      recent.remove(datagram);
      recent.put(datagram, new Ports(packet.sourcePort, packet.destinationPort, packet.nanos));
    }
  }

  /** Gives a later fragment its ports; false when its first fragment is not known. */
  boolean later(Packet packet, int identification) {
    Ports ports = recent.get(new Datagram(packet, identification));
    if (ports == null || Math.abs(packet.nanos - ports.nanos) > LIFETIME_NANOS) {
      return false;
    }
    packet.sourcePort = ports.source;
    packet.destinationPort = ports.destination;
    return true;
  }
}
