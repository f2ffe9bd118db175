package io.privnet.qoe.health;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Roles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A capture of one connection, written segment by segment, times in microseconds from its start.
 * {@code main} writes one with all that TCP can do to a file, for other tools to read.
 */
final class TcpExchange {
  static final Roles ROLES = Roles.parse("10.0.0.2", "10.0.0.1:5900");
  static final long START = 1_700_000_000_000_000_000L;

  static final int FIN = 0x11;
  static final int SYN = 0x02;
  static final int RST = 0x14;
  static final int ACK = 0x10;

  /** What was measured of a capture. */
  record Measured(List<HealthBin> bins, HealthSummary summary) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CaptureWriter writer = CaptureWriter.pcap(out);
  private int window = 1000;

  /** The window that the following segments announce. */
  TcpExchange window(int window) {
    this.window = window;
    return this;
  }

  /** A segment of the user, from port 40000. */
  TcpExchange user(long micros, int sequence, int acknowledgment, int flags, int length) {
    return user(40000, micros, sequence, acknowledgment, flags, length);
  }

  TcpExchange user(int port, long micros, int sequence, int acknowledgment, int flags, int length) {
    return segment(
        micros,
        "10.0.0.2",
        "10.0.0.1",
        numbered(Frame.tcp(port, 5900, flags, 0, length), sequence, acknowledgment));
  }

  /** A segment of the instrument to the user's port 40000. */
  TcpExchange instrument(long micros, int sequence, int acknowledgment, int flags, int length) {
    return segment(
        micros,
        "10.0.0.1",
        "10.0.0.2",
        numbered(Frame.tcp(5900, 40000, flags, 0, length), sequence, acknowledgment));
  }

  /** A datagram of the instrument to the user. */
  TcpExchange datagram(long micros, byte[] payload) {
    byte[] udp = Frame.udp(5004, 5006, payload.length);
    System.arraycopy(payload, 0, udp, 8, payload.length);
    return frame(micros, Frame.ip("10.0.0.1", "10.0.0.2", 17, udp));
  }

  /** A frame of somebody else. */
  TcpExchange other(long micros) {
    return frame(micros, Frame.ip("10.0.0.9", "10.0.0.8", 17, Frame.udp(53, 53, 10)));
  }

  private byte[] numbered(byte[] tcp, int sequence, int acknowledgment) {
    ByteBuffer.wrap(tcp).putInt(4, sequence).putInt(8, acknowledgment).putShort(14, (short) window);
    return tcp;
  }

  private TcpExchange segment(long micros, String from, String to, byte[] tcp) {
    return frame(micros, Frame.ip(from, to, 6, tcp));
  }

  private TcpExchange frame(long micros, byte[] ip) {
    writer.packet(START + 1000 * micros, Frame.ethernet(ip));
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Measured as a whole, at the user, in bins of a second. */
  Measured measure() throws IOException {
    return measure(HealthSettings.of(ROLES, Duration.ofSeconds(1)), false);
  }

  Measured at(Side side) throws IOException {
    return measure(
        new HealthSettings(
            ROLES,
            side,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME,
            RtpSettings.DETECT),
        false);
  }

  Measured measure(HealthSettings settings, boolean live) throws IOException {
    return measure(bytes(), settings, live);
  }

  static Measured measure(byte[] capture, HealthSettings settings, boolean live)
      throws IOException {
    List<HealthBin> bins = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      HealthMeter meter =
          live ? HealthMeter.live(settings, bins::add) : HealthMeter.whole(settings, bins::add);
      return new Measured(bins, meter.measure(reader));
    }
  }

  /** Losses both ways, a closed window with its probes, keep-alives, sequence numbers that wrap. */
  static TcpExchange all(int seed) {
    Random random = new Random(seed);
    TcpExchange exchange = new TcpExchange();
    int user = -2000;
    int instrument = -70_000;
    long now = 0;
    exchange.user(now, user++, 0, SYN, 0);
    exchange.instrument(now += 20_000, instrument++, user, SYN | ACK, 0);
    exchange.user(now += 10, user, instrument, ACK, 0);
    for (int i = 0; i < 300; i++) {
      now += 50_000 + random.nextInt(50_000);
      int length = 2 + random.nextInt(30);
      exchange.user(now, user, instrument, ACK, length);
      if (random.nextInt(10) == 0) {
        exchange.user(now += 250_000, user, instrument, ACK, length);
      }
      user += length;
      now += 20_000 + random.nextInt(5000);
      int media = 500 + random.nextInt(900);
      if (random.nextInt(12) == 0) {
        // The first of two is lost on the way to the user, and comes again.
        exchange.instrument(now, instrument + media, user, ACK, media);
        exchange.user(now += 10, user, instrument, ACK, 0);
        exchange.instrument(now += 30_000, instrument, user, ACK, media);
        instrument += 2 * media;
      } else {
        exchange.instrument(now, instrument, user, ACK, media);
        instrument += media;
      }
      exchange.user(now += 10, user, instrument, ACK, 0);
      if (i % 60 == 30) {
        exchange.window(0).user(now += 100, user, instrument, ACK, 0);
        exchange.window(1000).instrument(now += 200_000, instrument, user, ACK, 1);
        exchange.window(0).user(now += 10, user, instrument, ACK, 0);
        exchange.window(1000).user(now += 1000, user, instrument, ACK, 0);
      }
      if (i % 60 == 45) {
        now += 3_000_000;
        exchange.user(now, user - 1, instrument, ACK, 0);
        exchange.instrument(now += 20_000, instrument, user, ACK, 0);
      }
    }
    exchange.user(now += 1000, user++, instrument, FIN, 0);
    exchange.instrument(now += 20_000, instrument++, user, FIN, 0);
    return exchange.user(now + 10, user, instrument, ACK, 0);
  }

  public static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0]), all(1).bytes());
  }
}
