package io.privnet.qoe.capture;

/**
 * The packet at which a {@link CaptureReader} stands: one view, moved from record to record, so
 * that reading makes no object per packet. What it says holds until the next call of {@link
 * CaptureReader#next}.
 *
 * <p>Lengths come from the record's original length and from the IP, TCP and UDP headers, never
 * from the captured bytes: a snapshot length of 96 bytes changes nothing.
 *
 * <p>Of a tunnel in IP (IP-in-IP, GRE, VXLAN) it is the outer packet, between the tunnel's ends.
 */
public final class Packet {
  /** IP protocol number of TCP. */
  public static final int TCP = 6;

  /** IP protocol number of UDP. */
  public static final int UDP = 17;

  /** Value of {@link #payloadLength} when the headers do not tell it. */
  public static final int UNKNOWN = -1;

  /** Beside the eight flags of the TCP header's 14th byte. */
  static final int HEADER_CAPTURED = 0x100;

  byte[] bytes;
  int frame;
  int captured;
  long original;
  int linkType;
  int captureInterface;
  boolean timed;
  long nanos;

  boolean ip;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  long ipLength;
  long payloadLength;
  int tcpFlags;
  int sequence;
  int acknowledgment;
  int window;
  int payload;
  int ipIdentification;

  Packet() {}

  void record(
      byte[] bytes,
      int frame,
      int captured,
      long original,
      int linkType,
      int captureInterface,
      boolean timed,
      long nanos) {
    this.bytes = bytes;
    this.frame = frame;
    this.captured = captured;
    this.original = original;
    this.linkType = linkType;
    this.captureInterface = captureInterface;
    this.timed = timed;
    this.nanos = nanos;
    ip = false;
  }

  /** Whether the record has a time; simple packet blocks of pcapng have none. */
  public boolean hasTime() {
    return timed;
  }

  /** Capture time in nanoseconds since 1970-01-01T00:00Z. */
  public long epochNanos() {
    return nanos;
  }

  /** Length of the frame on the wire, in bytes. */
  public long wireLength() {
    return original;
  }

  /** Bytes of the frame that the capture holds. */
  public int capturedLength() {
    return captured;
  }

  /** Link type (tcpdump.org/linktypes.html) of the interface that captured it. */
  public int linkType() {
    return linkType;
  }

  /** Which of {@link CaptureReader#interfaces} captured it, from 0. */
  public int captureInterface() {
    return captureInterface;
  }

  /**
   * MAC address of the frame's sender in the lower 48 bits; −1 when the link type is not Ethernet.
   * Beyond a router it is the router's.
   */
  public long sourceMac() {
    return mac(6);
  }

  /** MAC address of the frame's receiver, as {@link #sourceMac}. */
  public long destinationMac() {
    return mac(0);
  }

  private long mac(int offset) {
    if (linkType != Dissector.ETHERNET || captured < offset + 6) {
      return -1;
    }
    long mac = 0;
    for (int i = frame + offset; i < frame + offset + 6; i++) {
      mac = mac << 8 | bytes[i] & 0xff;
    }
    return mac;
  }

  /** Whether it is an IP packet whose addresses are captured; all below is undefined if not. */
  public boolean isIp() {
    return ip;
  }

  /** Upper 64 bits of the source address, an IPv4 address as ::ffff:a.b.c.d. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Lower 64 bits of the source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** Upper 64 bits of the destination address. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Lower 64 bits of the destination address. */
  public long destinationLow() {
    return destinationLow;
  }

  /** IP protocol after all extension headers: {@link #TCP}, {@link #UDP} or another number. */
  public int protocol() {
    return protocol;
  }

  /**
   * Source port of a TCP segment or UDP datagram, −1 when not known. A later fragment has the ports
   * of its first.
   */
  public int sourcePort() {
    return sourcePort;
  }

  /** Destination port, as {@link #sourcePort}. */
  public int destinationPort() {
    return destinationPort;
  }

  /**
   * Length of the IP packet, header included; when its header says 0 (segmentation offload), what
   * the frame holds after its link header.
   */
  public long ipLength() {
    return ipLength;
  }

  /**
   * Bytes of TCP or UDP payload in this packet, or {@link #UNKNOWN}. A later fragment is payload as
   * a whole.
   */
  public long payloadLength() {
    return payloadLength;
  }

  /** Whether a TCP segment opens a connection: SYN without ACK. */
  public boolean opensConnection() {
    return synchronizes() && !acknowledges();
  }

  /** Whether a TCP segment's header is captured up to its window, so that all below is defined. */
  public boolean hasTcpHeader() {
    return (tcpFlags & HEADER_CAPTURED) != 0;
  }

  /** SYN: the segment's sequence number counts one more than its payload. */
  public boolean synchronizes() {
    return (tcpFlags & 0x02) != 0;
  }

  /** ACK: {@link #acknowledgment} means something. */
  public boolean acknowledges() {
    return (tcpFlags & 0x10) != 0;
  }

  /** FIN: the sender has no more data; counts one sequence number after the payload. */
  public boolean finishes() {
    return (tcpFlags & 0x01) != 0;
  }

  /** RST: the connection is broken off. */
  public boolean resets() {
    return (tcpFlags & 0x04) != 0;
  }

  /** Sequence number of the TCP segment's first byte, modulo 2^32. */
  public int sequence() {
    return sequence;
  }

  /** Acknowledgment number, the next byte that the sender expects, modulo 2^32. */
  public int acknowledgment() {
    return acknowledgment;
  }

  /** Window field of the TCP header, 0 to 65535, not scaled. */
  public int window() {
    return window;
  }

  /**
   * Identification field of the IPv4 header, 0 to 65535, or −1 for IPv6. The same number does not
   * make the same packet: senders may leave it 0 or reuse it (RFC 6864).
   */
  public int ipIdentification() {
    return ipIdentification;
  }

  /** How many of the TCP or UDP payload's bytes the capture holds; 0 when none or not known. */
  public int capturedPayload() {
    if (payload < 0 || payloadLength <= 0) {
      return 0;
    }
    return (int) Math.clamp(frame + captured - payload, 0, Math.min(payloadLength, captured));
  }

  /**
   * A byte of the TCP or UDP payload, 0 to 255.
   *
   * @param index from 0 to below {@link #capturedPayload}
   */
  public int payloadByte(int index) {
    return bytes[payload + index] & 0xff;
  }
}
