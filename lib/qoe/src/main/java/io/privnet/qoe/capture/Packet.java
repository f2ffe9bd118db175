package io.privnet.qoe.capture;

/**
 * The packet at which a {@link CaptureReader} stands: one view, moved from record to record, so
 * that reading makes no object per packet. What it says holds until the next call of {@link
 * CaptureReader#next}.
 *
 * <p>Lengths come from the record's original length and from the IP, TCP and UDP headers, never
 * from the captured bytes: a snapshot length of 96 bytes changes nothing.
 */
public final class Packet {
  /** IP protocol number of TCP. */
  public static final int TCP = 6;

  /** IP protocol number of UDP. */
  public static final int UDP = 17;

  /** Value of {@link #payloadLength} when the headers do not tell it. */
  public static final int UNKNOWN = -1;

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
  boolean synchronize;
  boolean acknowledge;

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

  /** Number of the capturing interface in its section, from 0; 0 in a pcap file. */
  public int captureInterface() {
    return captureInterface;
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
    return synchronize && !acknowledge;
  }
}
