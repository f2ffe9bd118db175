package io.privnet.qoe.capture;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Builds frames for tests, header by header from the inside out. */
public final class Frame {
  private Frame() {}

  /** A TCP segment with {@code options} bytes of options and {@code payload} zero bytes. */
  public static byte[] tcp(
      int sourcePort, int destinationPort, int flags, int options, int payload) {
    return ByteBuffer.allocate(20 + options + payload)
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putInt(1)
        .putInt(1)
        .put((byte) ((20 + options) / 4 << 4))
        .put((byte) flags)
        .putShort((short) 1000)
        .array();
  }

  /** A UDP datagram with {@code payload} zero bytes. */
  public static byte[] udp(int sourcePort, int destinationPort, int payload) {
    return ByteBuffer.allocate(8 + payload)
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putShort((short) (8 + payload))
        .array();
  }

  /** An IP packet of the version that the addresses have. */
  public static byte[] ip(String source, String destination, int protocol, byte[] inner) {
    return source.indexOf(':') < 0
        ? ipv4(source, destination, protocol, 0, 0, 0, inner)
        : ipv6(source, destination, protocol, inner);
  }

  /** An IPv4 packet, perhaps a fragment: {@code field} holds the flags and the offset. */
  public static byte[] ipv4(
      String source,
      String destination,
      int protocol,
      int options,
      int identification,
      int field,
      byte[] inner) {
    ByteBuffer packet = ByteBuffer.allocate(20 + options + inner.length);
    packet
        .put((byte) (0x40 | (20 + options) / 4))
        .put((byte) 0)
        .putShort((short) packet.capacity());
    packet.putShort((short) identification).putShort((short) field);
    packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
    packet.put(InetAddress.ofLiteral(source).getAddress());
    packet.put(InetAddress.ofLiteral(destination).getAddress());
    packet.position(20 + options);
    return packet.put(inner).array();
  }

  /** An IPv6 packet; {@code inner} begins with the header that {@code next} names. */
  public static byte[] ipv6(String source, String destination, int next, byte[] inner) {
    ByteBuffer packet = ByteBuffer.allocate(40 + inner.length);
    packet.putInt(0x6000_0000).putShort((short) inner.length).put((byte) next).put((byte) 64);
    packet.put(InetAddress.ofLiteral(source).getAddress());
    packet.put(InetAddress.ofLiteral(destination).getAddress());
    return packet.put(inner).array();
  }

  /** An IPv6 extension header of {@code size} bytes (a multiple of 8) before {@code inner}. */
  public static byte[] extension(int next, int size, byte[] inner) {
    byte[] header = new byte[size];
    header[0] = (byte) next;
    header[1] = (byte) (size / 8 - 1);
    return concat(header, inner);
  }

  /** An IPv6 fragment header before {@code inner}. */
  public static byte[] fragment(
      int next, int offset, boolean more, int identification, byte[] inner) {
    byte[] header =
        ByteBuffer.allocate(8)
            .put((byte) next)
            .put((byte) 0)
            .putShort((short) (offset / 8 << 3 | (more ? 1 : 0)))
            .putInt(identification)
            .array();
    return concat(header, inner);
  }

  /** An Ethernet frame with VLAN tags of the given types, outermost first. */
  public static byte[] ethernet(byte[] ip, int... tags) {
    ByteBuffer header = ByteBuffer.allocate(14 + 4 * tags.length);
    header.position(12);
    for (int tag : tags) {
      header.putShort((short) tag).putShort((short) 7);
    }
    header.putShort((short) etherType(ip));
    return concat(header.array(), ip);
  }

  /** An Ethernet frame of the given ethertype. */
  public static byte[] ethernetOf(int type, byte[] payload) {
    return concat(ByteBuffer.allocate(14).putShort(12, (short) type).array(), payload);
  }

  /** An Ethernet frame of a PPPoE session (RFC 2516 §6). */
  public static byte[] pppoe(byte[] ip) {
    return ethernetOf(
        0x8864,
        concat(
            ByteBuffer.allocate(8)
                .putShort((short) 0x1100)
                .putShort((short) 1)
                .putShort((short) (2 + ip.length))
                .putShort((short) (etherType(ip) == 0x0800 ? 0x0021 : 0x0057))
                .array(),
            ip));
  }

  /** An Ethernet frame with two MPLS labels (RFC 3032 §2.1). */
  public static byte[] mpls(byte[] ip) {
    return ethernetOf(
        0x8847,
        concat(ByteBuffer.allocate(8).putInt(17 << 12 | 64).putInt(18 << 12 | 0x140).array(), ip));
  }

  /** A frame of Linux cooked capture, version 1. */
  public static byte[] cooked(byte[] ip) {
    return concat(ByteBuffer.allocate(16).putShort(14, (short) etherType(ip)).array(), ip);
  }

  /** A frame of Linux cooked capture, version 2. */
  public static byte[] cooked2(byte[] ip) {
    return concat(ByteBuffer.allocate(20).putShort(0, (short) etherType(ip)).array(), ip);
  }

  /** A BSD loopback frame with the family's bytes as given. */
  public static byte[] loopback(int familyBigEndian, byte[] ip) {
    return concat(ByteBuffer.allocate(4).putInt(familyBigEndian).array(), ip);
  }

  /** The beginning of a frame, as a snapshot length leaves it. */
  public static byte[] snap(byte[] frame, int length) {
    return Arrays.copyOf(frame, Math.min(frame.length, length));
  }

  private static int etherType(byte[] ip) {
    return (ip[0] & 0xf0) == 0x40 ? 0x0800 : 0x86dd;
  }

  static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
