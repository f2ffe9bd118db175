package io.privnet.qoe.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a capture of a long VNC session, whole frames, by default 998,597 packets in 1 GB, for the
 * benchmark: {@code LargeCapture FILE [PACKETS]}. User 10.0.0.2, instrument 10.0.0.1:5900, and one
 * packet in fifty of somebody else's.
 */
public final class LargeCapture {
  /** Where the sequence number stands in an Ethernet frame with IPv4 without options. */
  private static final int SEQUENCE = 14 + 20 + 4;

  private static final int HEADERS = 14 + 20 + 32;

  private LargeCapture() {}

  public static void main(String[] args) throws IOException {
    int packets = args.length > 1 ? Integer.parseInt(args[1]) : 998_597;
    byte[] image =
        Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x18, 12, 1448)));
    byte[] lastOfImage =
        Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 6, Frame.tcp(5900, 40000, 0x18, 12, 700)));
    byte[] event =
        Frame.ethernet(Frame.ip("10.0.0.2", "10.0.0.1", 6, Frame.tcp(40000, 5900, 0x18, 12, 6)));
    byte[] acknowledgement =
        Frame.ethernet(Frame.ip("10.0.0.2", "10.0.0.1", 6, Frame.tcp(40000, 5900, 0x10, 12, 0)));
    byte[] other = Frame.ethernet(Frame.ip("10.0.0.9", "10.0.0.2", 17, Frame.udp(53, 30000, 180)));
    int sent = 1;
    int received = 1;
    Random random = new Random(7);
    long nanos = 1_795_300_000_000_000_000L;
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
      CaptureWriter writer = CaptureWriter.pcap(out);
      for (int i = 0; i < packets; i++) {
        nanos += 1000L * (1 + random.nextInt(7200));
        int kind = random.nextInt(100);
        byte[] frame =
            kind < 62
                ? image
                : kind < 66 ? lastOfImage : kind < 74 ? event : kind < 98 ? acknowledgement : other;
        if (frame != other) {
          // Sequence numbers go on, else readers that follow TCP see a million retransmissions.
          boolean down = kind < 66;
          ByteBuffer.wrap(frame).putInt(SEQUENCE, down ? sent : received);
          ByteBuffer.wrap(frame).putInt(SEQUENCE + 4, down ? received : sent);
          int payload = frame.length - HEADERS;
          if (down) {
            sent += payload;
          } else {
            received += payload;
          }
        }
        writer.packet(nanos, frame);
      }
    }
  }
}
