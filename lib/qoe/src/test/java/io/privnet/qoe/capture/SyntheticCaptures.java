package io.privnet.qoe.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Small made-up sessions, one per capture format, link type or oddity. {@code main} writes them to
 * a folder, for other tools to read: {@code SyntheticCaptures FOLDER}.
 */
public final class SyntheticCaptures {
  /** A packet before it has a link header. */
  public record Timed(long nanos, byte[] ip) {}

  private static final long START = 1_700_000_000_123_456_789L;

  private SyntheticCaptures() {}

  /** All of them by file name. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    List<Timed> session = session(4, 11);
    List<Timed> session6 = session(6, 12);
    ByteOrder little = ByteOrder.LITTLE_ENDIAN;
    ByteOrder big = ByteOrder.BIG_ENDIAN;
    int micros = PcapRecords.MAGIC_MICROS;
    all.put("big-endian.pcap", pcap(big, micros, 1, 4, session, Frame::ethernet));
    all.put(
        "nanosecond.pcap", pcap(little, PcapRecords.MAGIC_NANOS, 1, 4, session, Frame::ethernet));
    all.put(
        "nanosecond-big-endian.pcap",
        pcap(big, PcapRecords.MAGIC_NANOS, 1, 4, session6, Frame::ethernet));
    all.put(
        "modified.pcap", pcap(little, PcapRecords.MAGIC_MODIFIED, 1, 4, session, Frame::ethernet));
    all.put("vlan.pcap", pcap(little, micros, 1, 4, session, ip -> Frame.ethernet(ip, 0x8100)));
    all.put(
        "qinq.pcap",
        pcap(little, micros, 1, 4, session6, ip -> Frame.ethernet(ip, 0x88a8, 0x8100)));
    all.put("pppoe.pcap", pcap(little, micros, 1, 4, session6, Frame::pppoe));
    all.put("mpls.pcap", pcap(little, micros, 1, 4, session, Frame::mpls));
    all.put("sll.pcap", pcap(little, micros, 113, 4, session, Frame::cooked));
    all.put("sll2.pcap", pcap(little, micros, 276, 4, session6, Frame::cooked2));
    all.put("raw.pcap", pcap(little, micros, 101, 4, session, ip -> ip));
    all.put("ipv6-only.pcap", pcap(little, micros, 229, 4, session6, ip -> ip));
    all.put(
        "null.pcap", pcap(little, micros, 0, 4, session, ip -> Frame.loopback(0x0200_0000, ip)));
    all.put("loop.pcap", pcap(little, micros, 108, 4, session6, ip -> Frame.loopback(30, ip)));
    all.put("out-of-order.pcap", pcap(little, micros, 1, 4, shuffled(session), Frame::ethernet));
    all.put("snapped.pcap", snapped(session6));
    all.put("several.pcapng", several(little, session, session6));
    all.put("several-big-endian.pcapng", several(big, session6, session));
    all.put("blocks.pcapng", blocks(little, session));
    all.put("blocks-big-endian.pcapng", blocks(big, session));
    all.put("empty.pcap", pcap(little, micros, 1, 4, List.of(), Frame::ethernet));
    all.put("jumbo.pcap", jumbo());
    return all;
  }

  /** A session of the given IP version with what else is on a network. */
  public static List<Timed> session(int version, int seed) {
    String user = version == 4 ? "10.0.0.2" : "fd00::2";
    String instrument = version == 4 ? "10.0.0.1" : "fd00::1";
    String other = version == 4 ? "10.0.0.9" : "fd00::9";
    Random random = new Random(seed);
    List<Timed> packets = new ArrayList<>();
    long nanos = START;
    for (int i = 0; i < 120; i++) {
      int payload = random.nextInt(1400);
      int options = 4 * random.nextInt(6);
      byte[] ip =
          switch (random.nextInt(8)) {
            case 0 ->
                Frame.ip(user, instrument, 6, Frame.tcp(40000, 5900, 0x18, options, payload % 40));
            case 1 -> Frame.ip(user, instrument, 6, Frame.tcp(40000, 5900, 0x10, options, 0));
            case 2 -> Frame.ip(instrument, user, 6, Frame.tcp(5900, 40000, 0x18, options, payload));
            case 3 -> Frame.ip(instrument, user, 17, Frame.udp(5004, 5004, payload));
            case 4 -> Frame.ip(user, instrument, 6, Frame.tcp(40001, 22, 0x18, 0, payload));
            case 5 -> Frame.ip(other, user, 17, Frame.udp(53, 30000, payload));
            case 6 ->
                version == 4
                    ? Frame.ipv4(
                        instrument,
                        user,
                        6,
                        8,
                        0,
                        0x4000,
                        Frame.tcp(5900, 40000, 0x18, 12, payload))
                    : Frame.ipv6(
                        instrument,
                        user,
                        0,
                        Frame.extension(
                            60, 8, Frame.extension(17, 16, Frame.udp(5004, 5004, payload))));
            default -> Frame.ip(user, instrument, 17, Frame.udp(5005, 5005, 52));
          };
      packets.add(new Timed(nanos, ip));
      nanos += random.nextInt(10) == 0 ? 2_345_678_901L : 1 + random.nextInt(200_000_000);
    }
    return packets;
  }

  private static List<Timed> shuffled(List<Timed> session) {
    List<Timed> shuffled = new ArrayList<>(session);
    java.util.Collections.shuffle(shuffled, new Random(3));
    return shuffled;
  }

  private static byte[] pcap(
      ByteOrder order,
      int magic,
      int linkType,
      int minor,
      List<Timed> session,
      UnaryOperator<byte[]> link) {
    CaptureWriter writer =
        CaptureWriter.pcap(new ByteArrayOutputStream(), order, magic, linkType, minor);
    session.forEach(packet -> writer.packet(packet.nanos, link.apply(packet.ip)));
    return writer.bytes();
  }

  private static byte[] snapped(List<Timed> session) {
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    for (Timed packet : session) {
      byte[] frame = Frame.ethernet(packet.ip);
      writer.packet(packet.nanos, Frame.snap(frame, 96), frame.length);
    }
    return writer.bytes();
  }

  /** Two sections, interfaces of different link type and clock, every kind of packet block. */
  private static byte[] several(ByteOrder order, List<Timed> first, List<Timed> second) {
    CaptureWriter writer = CaptureWriter.pcapng(new ByteArrayOutputStream(), order);
    writer.describe(1, 0, -1, 0).describe(113, 65535, 9, 0).describe(101, 0, 0x80 | 20, 1_000_000);
    writer.block(4, new byte[8]).block(0x7777, new byte[13]);
    for (int i = 0; i < first.size(); i++) {
      Timed packet = first.get(i);
      byte[] ethernet = Frame.ethernet(packet.ip);
      byte[] cooked = Frame.cooked(packet.ip);
      switch (i % 4) {
        case 0 -> writer.enhanced(0, packet.nanos / 1000, ethernet, ethernet.length);
        case 1 -> writer.enhanced(1, packet.nanos, cooked, cooked.length);
        case 2 ->
            writer.enhanced(2, binary(packet.nanos, 20, 1_000_000), packet.ip, packet.ip.length);
        default ->
            writer.obsolete(0, packet.nanos / 1000, Frame.snap(ethernet, 90), ethernet.length);
      }
    }
    writer.section().describe(276, 262144, 3, 0);
    for (Timed packet : second) {
      byte[] cooked = Frame.cooked2(packet.ip);
      writer.enhanced(0, packet.nanos / 1_000_000, cooked, cooked.length);
    }
    writer.block(5, new byte[12]);
    return writer.bytes();
  }

  /** Interfaces with names and statistics, and every kind of block that holds no packet. */
  private static byte[] blocks(ByteOrder order, List<Timed> session) {
    CaptureWriter writer = CaptureWriter.pcapng(new ByteArrayOutputStream(), order);
    writer.describe("eth0", 1, 96).describe("lo", 101, 0).describe("idle", 1, 65535);
    writer.block(0xbad, new byte[8]).block(0x40000bad, new byte[8]).block(4, new byte[4]);
    for (int i = 0; i < session.size(); i++) {
      Timed packet = session.get(i);
      byte[] ethernet = Frame.ethernet(packet.ip);
      if (i % 3 == 0) {
        writer.enhanced(1, packet.nanos / 1000, packet.ip, packet.ip.length);
      } else {
        writer.enhanced(0, packet.nanos / 1000, Frame.snap(ethernet, 96), ethernet.length);
      }
      if (i == 50) {
        writer.statistics(0, packet.nanos / 1000, 70, 1);
      }
    }
    writer.block(10, ByteBuffer.allocate(8).order(order).putInt(0x544c534b).array());
    writer.statistics(0, START / 1000, 90, 3).statistics(2, START / 1000, 0, 0);
    return writer.bytes();
  }

  /** Frames of more than 64 KiB and of exactly as much, as segmentation offload leaves them. */
  private static byte[] jumbo() {
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    byte[] full =
        Frame.ethernet(
            Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x18, 12, 65483)));
    byte[] beyond =
        Frame.ethernet(
            Frame.ip("fd00::1", "fd00::2", 6, Frame.tcp(5900, 40000, 0x18, 12, 150_000)));
    ByteBuffer.wrap(beyond).putShort(18, (short) 0);
    byte[] jumbo =
        Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x18, 12, 8948)));
    writer.packet(START, full).packet(START + 1_000_000, beyond).packet(START + 2_000_000, jumbo);
    return writer.bytes();
  }

  /** A time in ticks of 2^−bits s since an offset. */
  private static long binary(long nanos, int bits, long offsetSeconds) {
    long seconds = nanos / 1_000_000_000L - offsetSeconds;
    return (seconds << bits) + (nanos % 1_000_000_000L << bits) / 1_000_000_000L;
  }

  public static void main(String[] args) throws IOException {
    for (Map.Entry<String, byte[]> capture : all().entrySet()) {
      Files.write(Path.of(args[0], capture.getKey()), capture.getValue());
    }
  }
}
