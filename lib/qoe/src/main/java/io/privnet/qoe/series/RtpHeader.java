package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;

/**
 * The header of an RTP packet (RFC 3550 §5.1): one view, moved from packet to packet. Any UDP
 * payload may look like one; only packets in sequence ({@link RtpSequence}) show that it is.
 */
public final class RtpHeader {
  private static final int FIXED = 12;

  private Packet packet;
  private long length;

  /**
   * Moves to a packet.
   *
   * @return whether its payload can be RTP: UDP, version 2, no packet type of RTCP (RFC 5761 §4),
   *     and its header captured and within the datagram
   */
  public boolean read(Packet packet) {
    this.packet = packet;
    int captured = packet.capturedPayload();
    if (packet.protocol() != Packet.UDP
        || captured < FIXED
        || packet.payloadByte(0) >> 6 != 2
        || packet.payloadByte(1) >= 192 && packet.payloadByte(1) <= 223) {
      return false;
    }
    int first = packet.payloadByte(0);
    length = FIXED + 4L * (first & 0xf);
    if ((first & 0x10) != 0) {
      int extension = (int) length;
      if (extension + 4 > captured) {
        return false;
      }
      length += 4 + 4L * u16(extension + 2);
    }
    return length <= packet.payloadLength();
  }

  /** Bytes of the header with contributing sources and extension. */
  public long length() {
    return length;
  }

  /** Marker bit. */
  public boolean marker() {
    return (packet.payloadByte(1) & 0x80) != 0;
  }

  /** Payload type, 0 to 127. */
  public int payloadType() {
    return packet.payloadByte(1) & 0x7f;
  }

  /** Sequence number, 0 to 65535. */
  public int sequence() {
    return u16(2);
  }

  /** Timestamp in units of the payload's clock, modulo 2^32. */
  public int timestamp() {
    return s32(4);
  }

  /** Synchronisation source. */
  public int ssrc() {
    return s32(8);
  }

  private int u16(int index) {
    return packet.payloadByte(index) << 8 | packet.payloadByte(index + 1);
  }

  private int s32(int index) {
    return u16(index) << 16 | u16(index + 2);
  }
}
