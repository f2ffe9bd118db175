package io.privnet.qoe.capture;

/** Names of link types (tcpdump.org/linktypes.html). */
public final class LinkType {
  private LinkType() {}

  /** Its number and what people call it: {@code 1 (Ethernet)}; the number alone if unknown. */
  public static String describe(int linkType) {
    if (linkType < 0) {
      return "unknown";
    }
    String name = name(linkType);
    return name == null ? Integer.toString(linkType) : linkType + " (" + name + ")";
  }

  private static String name(int linkType) {
    return switch (linkType) {
      case 0 -> "BSD loopback";
      case 1 -> "Ethernet";
      case 6 -> "Token Ring";
      case 7 -> "ARCNET";
      case 8 -> "SLIP";
      case 9 -> "PPP";
      case 10 -> "FDDI";
      case 12, 14, 101 -> "raw IP";
      case 50 -> "PPP in HDLC framing";
      case 51 -> "PPPoE";
      case 100 -> "LLC-encapsulated ATM";
      case 104 -> "Cisco HDLC";
      case 105 -> "802.11";
      case 107 -> "Frame Relay";
      case 108 -> "OpenBSD loopback";
      case 113 -> "Linux cooked";
      case 117 -> "OpenBSD pflog";
      case 119 -> "802.11 with Prism header";
      case 127 -> "802.11 with radiotap header";
      case 163 -> "802.11 with AVS header";
      case 187 -> "Bluetooth HCI";
      case 189 -> "Linux USB";
      case 192 -> "PPI";
      case 195 -> "802.15.4";
      case 201 -> "Bluetooth HCI with direction";
      case 220 -> "Linux USB, memory-mapped";
      case 227 -> "SocketCAN";
      case 228 -> "raw IPv4";
      case 229 -> "raw IPv6";
      case 239 -> "NFLOG";
      case 249 -> "USBPcap";
      case 251 -> "Bluetooth LE";
      case 252 -> "Wireshark upper PDU";
      case 253 -> "Netlink";
      case 276 -> "Linux cooked v2";
      case 283 -> "802.15.4 TAP";
      default -> linkType >= 147 && linkType <= 162 ? "user-defined" : null;
    };
  }
}
