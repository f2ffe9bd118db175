package io.privnet.qoe.capture;

/**
 * Finds addresses, ports and lengths in a frame, through its link, IP and transport headers. Link
 * headers include VLAN tags, MPLS labels and PPPoE. Of a tunnel in IP (IP-in-IP, GRE, VXLAN) the
 * outer packet is what counts: its ends are who exchanged it. It is counted by name.
 */
final class Dissector {
  /** Link type of Ethernet. */
  static final int ETHERNET = 1;

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int VLAN = 0x8100;
  private static final int PROVIDER_VLAN = 0x88a8;
  private static final int OLD_PROVIDER_VLAN = 0x9100;
  private static final int MPLS = 0x8847;
  private static final int MPLS_UPSTREAM = 0x8848;
  private static final int PPPOE_SESSION = 0x8864;
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;
  private static final int VXLAN_PORT = 4789;

  private static final long IPV4_MAPPED = 0xffff_0000_0000L;

  private final CaptureCensus census;
  private final Fragments fragments = new Fragments();

  private byte[] bytes;
  private int end;

  Dissector(CaptureCensus census) {
    this.census = census;
  }

  void dissect(Packet packet) {
    bytes = packet.bytes;
    int frame = packet.frame;
    end = frame + packet.captured;
    packet.sourcePort = -1;
    packet.destinationPort = -1;
    packet.payloadLength = Packet.UNKNOWN;
    packet.tcpFlags = 0;
    packet.payload = -1;
    packet.ipIdentification = -1;
    switch (packet.linkType) {
      case ETHERNET -> etherType(packet, frame + 12);
      case 113 -> etherType(packet, frame + 14); // Linux cooked v1
      case 276 -> { // Linux cooked v2: the protocol stands first, the packet after 20 bytes
        if (end - frame < 20) {
          census.truncatedHeader();
        } else {
          network(packet, u16(frame), frame + 20);
        }
      }
      // Raw IP: 101 as registered, 12 and 14 as BSDs wrote it, 228 and 229 for one version only.
      case 101, 12, 14, 228, 229 -> raw(packet, frame);
      case 0, 108 -> loopback(packet, frame);
      default -> census.otherLinkType(packet.linkType);
    }
  }

  /** An ethertype at {@code index}, tags after it taken off. */
  private void etherType(Packet packet, int index) {
    int at = index;
    while (true) {
      if (at + 2 > end) {
        census.truncatedHeader();
        return;
      }
      int type = u16(at);
      if (type == VLAN || type == PROVIDER_VLAN || type == OLD_PROVIDER_VLAN) {
        at += 4;
        continue;
      }
      network(packet, type, at + 2);
      return;
    }
  }

  private void network(Packet packet, int etherType, int at) {
    if (etherType == IPV4) {
      ipv4(packet, at);
    } else if (etherType == IPV6) {
      ipv6(packet, at);
    } else if (etherType == VLAN || etherType == PROVIDER_VLAN || etherType == OLD_PROVIDER_VLAN) {
      etherType(packet, at + 2);
    } else if (etherType == MPLS || etherType == MPLS_UPSTREAM) {
      labels(packet, etherType, at);
    } else if (etherType == PPPOE_SESSION) {
      pointToPoint(packet, at + 6);
    } else {
      census.otherEtherType(etherType);
    }
  }

  /** MPLS labels (RFC 3032); what follows the last does not say what it is, but IP shows. */
  private void labels(Packet packet, int etherType, int index) {
    int at = index;
    while (at + 4 <= end) {
      boolean last = (bytes[at + 2] & 1) != 0;
      at += 4;
      if (last) {
        if (at >= end) {
          break;
        }
        switch (bytes[at] >> 4 & 0xf) {
          case 4 -> ipv4(packet, at);
          case 6 -> ipv6(packet, at);
          default -> census.otherEtherType(etherType);
        }
        return;
      }
    }
    census.truncatedHeader();
  }

  /** A PPP packet in PPPoE (RFC 2516), from its protocol on. */
  private void pointToPoint(Packet packet, int at) {
    if (at + 2 > end) {
      census.truncatedHeader();
      return;
    }
    switch (u16(at)) {
      case PPP_IPV4 -> ipv4(packet, at + 2);
      case PPP_IPV6 -> ipv6(packet, at + 2);
      default -> census.otherEtherType(PPPOE_SESSION);
    }
  }

  private void raw(Packet packet, int at) {
    if (at >= end) {
      census.truncatedHeader();
      return;
    }
    switch (bytes[at] >> 4 & 0xf) {
      case 4 -> ipv4(packet, at);
      case 6 -> ipv6(packet, at);
      default -> census.malformedHeader();
    }
  }

  /** BSD loopback: an address family in the byte order of whoever captured it. */
  private void loopback(Packet packet, int at) {
    if (at + 4 > end) {
      census.truncatedHeader();
      return;
    }
    int family = s32(at);
    if ((family & 0xffff) == 0) {
      family = Integer.reverseBytes(family);
    }
    switch (family) {
      case 2 -> ipv4(packet, at + 4);
      case 10, 24, 28, 30 -> ipv6(packet, at + 4); // Linux, NetBSD, FreeBSD, macOS
      default -> census.otherFamily(family);
    }
  }

  private void ipv4(Packet packet, int at) {
    if (at + 20 > end) {
      census.truncatedHeader();
      return;
    }
    int headerLength = (bytes[at] & 0xf) * 4;
    long onWire = packet.original - (at - packet.frame);
    long length = u16(at + 2);
    if (length == 0 || length > onWire) {
      length = onWire;
    }
    if ((bytes[at] & 0xf0) != 0x40 || headerLength < 20 || length < headerLength) {
      census.malformedHeader();
      return;
    }
    packet.ip = true;
    packet.ipLength = length;
    packet.protocol = bytes[at + 9] & 0xff;
    packet.ipIdentification = u16(at + 4);
    packet.sourceHigh = 0;
    packet.sourceLow = IPV4_MAPPED | s32(at + 12) & 0xffff_ffffL;
    packet.destinationHigh = 0;
    packet.destinationLow = IPV4_MAPPED | s32(at + 16) & 0xffff_ffffL;
    int fragment = u16(at + 6);
    int offset = fragment & 0x1fff;
    boolean more = (fragment & 0x2000) != 0;
    if (offset != 0) {
      laterFragment(packet, u16(at + 4), length - headerLength);
    } else {
      transport(packet, at + headerLength, length - headerLength, more);
      if (more) {
        fragments.first(packet, u16(at + 4));
      }
    }
  }

  private void ipv6(Packet packet, int at) {
    if (at + 40 > end) {
      census.truncatedHeader();
      return;
    }
    long onWire = packet.original - (at - packet.frame);
    long length = u16(at + 4) + 40L;
    if (length == 40 || length > onWire) {
      length = onWire;
    }
    if ((bytes[at] & 0xf0) != 0x60 || length < 40) {
      census.malformedHeader();
      return;
    }
    packet.ip = true;
    packet.ipLength = length;
    packet.sourceHigh = s64(at + 8);
    packet.sourceLow = s64(at + 16);
    packet.destinationHigh = s64(at + 24);
    packet.destinationLow = s64(at + 32);
    int next = bytes[at + 6] & 0xff;
    int header = at + 40;
    long left = length - 40;
    boolean more = false;
    boolean fragmented = false;
    int identification = 0;
    while (true) {
      int size;
      switch (next) {
        // hop-by-hop, routing, destination options, mobility, HIP, shim6; authentication counts in
        // fours
        case 0, 43, 60, 135, 139, 140, 51, 44 -> {
          packet.protocol = next;
          if (header + 8 > end) {
            census.truncatedHeader();
            return;
          }
          size =
              switch (next) {
                case 44 -> 8;
                case 51 -> ((bytes[header + 1] & 0xff) + 2) * 4;
                default -> ((bytes[header + 1] & 0xff) + 1) * 8;
              };
        }
        default -> {
          packet.protocol = next;
          transport(packet, header, left, more);
          if (fragmented && more) {
            fragments.first(packet, identification);
          }
          return;
        }
      }
      if (size > left) {
        census.malformedHeader();
        return;
      }
      boolean fragmentHeader = next == 44;
      next = bytes[header] & 0xff;
      left -= size;
      if (fragmentHeader) {
        int field = u16(header + 2);
        identification = s32(header + 4);
        fragmented = true;
        more = (field & 1) != 0;
        if (field >>> 3 != 0) {
          packet.protocol = next;
          laterFragment(packet, identification, left);
          return;
        }
      }
      header += size;
    }
  }

  private void transport(Packet packet, int at, long length, boolean firstOfSeveral) {
    if (packet.protocol == Packet.TCP) {
      tcp(packet, at, length);
    } else if (packet.protocol == Packet.UDP) {
      udp(packet, at, length, firstOfSeveral);
    } else {
      census.otherProtocol(packet.protocol);
    }
  }

  private void tcp(Packet packet, int at, long length) {
    if (at + 4 > end) {
      census.truncatedHeader();
      return;
    }
    packet.sourcePort = u16(at);
    packet.destinationPort = u16(at + 2);
    if (at + 14 > end) {
      census.truncatedHeader();
      return;
    }
    int headerLength = (bytes[at + 12] >> 4 & 0xf) * 4;
    if (headerLength < 20 || headerLength > length) {
      census.malformedHeader();
      return;
    }
    packet.tcpFlags = bytes[at + 13] & 0xff;
    if (at + 16 <= end) {
      packet.tcpFlags |= Packet.HEADER_CAPTURED;
      packet.sequence = s32(at + 4);
      packet.acknowledgment = s32(at + 8);
      packet.window = u16(at + 14);
    }
    packet.payloadLength = length - headerLength;
    packet.payload = at + headerLength;
  }

  private void udp(Packet packet, int at, long length, boolean firstOfSeveral) {
    if (at + 4 > end) {
      census.truncatedHeader();
      return;
    }
    packet.sourcePort = u16(at);
    packet.destinationPort = u16(at + 2);
    if (packet.destinationPort == VXLAN_PORT) {
      census.tunnel(VXLAN_PORT);
    }
    if (length < 8) {
      census.malformedHeader();
      return;
    }
    long payload = length - 8;
    // The datagram's own length counts all its fragments, and may leave out a trailer (RFC 9868).
    if (!firstOfSeveral && at + 6 <= end) {
      int datagram = u16(at + 4);
      if (datagram >= 8 && datagram < length) {
        payload = datagram - 8L;
      }
    }
    packet.payloadLength = payload;
    packet.payload = at + 8;
  }

  private void laterFragment(Packet packet, int identification, long length) {
    if (packet.protocol != Packet.TCP && packet.protocol != Packet.UDP) {
      census.otherProtocol(packet.protocol);
      return;
    }
    packet.payloadLength = length;
    if (!fragments.later(packet, identification)) {
      census.orphanFragment();
    }
  }

  private int u16(int index) {
    return (bytes[index] & 0xff) << 8 | bytes[index + 1] & 0xff;
  }

  private int s32(int index) {
    return bytes[index] << 24
        | (bytes[index + 1] & 0xff) << 16
        | (bytes[index + 2] & 0xff) << 8
        | bytes[index + 3] & 0xff;
  }

  private long s64(int index) {
    return (long) s32(index) << 32 | s32(index + 4) & 0xffff_ffffL;
  }
}
