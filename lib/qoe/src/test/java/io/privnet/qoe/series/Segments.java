package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.capture.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames of one session, user 10.0.0.2 and instrument 10.0.0.1, and what is counted of each. */
final class Segments {
  static final Roles ROLES = Roles.parse("10.0.0.2", "10.0.0.1:5900");
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH_ACK = 0x18;

  private final List<byte[]> frames = new ArrayList<>();
  private final List<Integer> captured = new ArrayList<>();

  /** A segment from the user. */
  Segments in(long sequence, byte[] payload) {
    return add(tcp("10.0.0.2", 40000, "10.0.0.1", 5900, PSH_ACK, sequence, payload), 65535);
  }

  /** A segment from the instrument. */
  Segments out(long sequence, byte[] payload) {
    return add(tcp("10.0.0.1", 5900, "10.0.0.2", 40000, PSH_ACK, sequence, payload), 65535);
  }

  Segments flagged(int flags, long sequence, byte[] payload) {
    return add(tcp("10.0.0.2", 40000, "10.0.0.1", 5900, flags, sequence, payload), 65535);
  }

  Segments add(byte[] frame, int snap) {
    frames.add(frame);
    captured.add(Math.min(frame.length, snap));
    return this;
  }

  static byte[] tcp(
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      int flags,
      long sequence,
      byte[] payload) {
    byte[] segment = Frame.tcp(sourcePort, destinationPort, flags, 0, payload.length);
    ByteBuffer.wrap(segment).putInt(4, (int) sequence).put(20, payload);
    return Frame.ethernet(Frame.ip(source, destination, Packet.TCP, segment));
  }

  static byte[] udp(int sourcePort, byte[] payload) {
    byte[] datagram = Frame.udp(sourcePort, 5004, payload.length);
    System.arraycopy(payload, 0, datagram, 8, payload.length);
    return Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", Packet.UDP, datagram));
  }

  /** A capture of the frames, one a millisecond. */
  byte[] capture() {
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      writer.packet(
          1_000_000_000_000L + i * 1_000_000L, Frame.snap(frame, captured.get(i)), frame.length);
    }
    return writer.bytes();
  }

  /** What a fresh counter says of each frame. */
  List<Long> counted(ByteCounter counter) throws IOException {
    List<Long> counts = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture()), "segments")) {
      while (reader.next()) {
        counts.add(counter.of(reader.packet(), ROLES.of(reader.packet())));
      }
    }
    return counts;
  }
}
