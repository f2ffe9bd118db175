package io.privnet.qoe.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PathMeterTest {
  private static final long MS = 1_000_000;
  private static final long T = 1_700_000_000_000_000_000L;
  private static final int NANOSECOND_PCAP = 0xa1b23c4d;

  private static PathSummary measure(
      byte[] user, byte[] instrument, String userThere, PathSink sink) throws IOException {
    return PathMeter.measure(
        new PathSettings(
            Roles.parse("10.0.0.2", "10.0.0.1"),
            Roles.parse(userThere, "10.0.0.1"),
            Measure.PAYLOAD,
            Duration.ofMillis(100),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME),
        () -> CaptureReader.of(new ByteArrayInputStream(user), "user"),
        () -> CaptureReader.of(new ByteArrayInputStream(instrument), "instrument"),
        sink);
  }

  private record Captured(long nanos, byte[] frame) {}

  /** A session with everything known: what was sent, lost, and when it arrived. */
  private static final class Session {
    final Random random;
    final long offset;
    final String translated;
    final long[] smallest;
    final List<Captured> atUser = new ArrayList<>();
    final List<Captured> atInstrument = new ArrayList<>();
    final long[] sent = new long[2];
    final long[] delivered = new long[2];
    final long[] sentBytes = new long[2];
    final long[] deliveredBytes = new long[2];
    int identification = 1;

    Session(int seed, long offset, String translated, long there, long back) {
      random = new Random(seed);
      this.offset = offset;
      this.translated = translated;
      smallest = new long[] {there, back};
    }

    /** Sends a packet; jitter −1 loses it. */
    void send(int way, long nanos, boolean tcp, int number, int payload, int id, long jitter) {
      byte[] here = frame(way, "10.0.0.2", 40000, tcp, number, payload, id);
      byte[] there = frame(way, translated, 51234, tcp, number, payload, id);
      sent[way]++;
      sentBytes[way] += payload;
      if (way == 0) {
        atUser.add(new Captured(nanos, here));
      } else {
        atInstrument.add(new Captured(nanos + offset, there));
      }
      if (jitter < 0) {
        return;
      }
      delivered[way]++;
      deliveredBytes[way] += payload;
      long arrival = nanos + smallest[way] + jitter;
      if (way == 0) {
        atInstrument.add(new Captured(arrival + offset, there));
      } else {
        atUser.add(new Captured(arrival, here));
      }
    }

    private static byte[] frame(
        int way, String user, int port, boolean tcp, int number, int payload, int id) {
      byte[] inner;
      if (tcp) {
        inner = Frame.tcp(way == 0 ? port : 5900, way == 0 ? 5900 : port, 0x18, 12, payload);
        ByteBuffer.wrap(inner).putInt(4, number * 2000).putInt(8, 7);
      } else {
        inner = Frame.udp(5004, 5004, payload);
        ByteBuffer.wrap(inner)
            .putShort(8, (short) 0x8060)
            .putShort(10, (short) number)
            .putInt(12, number * 3000)
            .putInt(16, 99);
      }
      return Frame.ethernet(
          Frame.ipv4(
              way == 0 ? user : "10.0.0.1",
              way == 0 ? "10.0.0.1" : user,
              tcp ? Packet.TCP : Packet.UDP,
              0,
              id,
              0x4000,
              inner));
    }

    void run(int packets, double loss, boolean identified) {
      long nanos = T + 1000 * MS;
      for (int i = 0; i < packets; i++) {
        nanos += MS + random.nextInt(9_000_000);
        // The first packet of each way is not lost and takes the smallest delay.
        boolean first = i < 2;
        int way = first ? i : random.nextInt(2);
        boolean tcp = first || way == 0 || random.nextInt(3) == 0;
        int payload = 12 + random.nextInt(1300);
        long jitter = first ? 0 : random.nextInt(4_000_000);
        boolean lost = !first && random.nextDouble() < loss;
        send(way, nanos, tcp, i, payload, id(identified), lost ? -1 : jitter);
        long again = nanos;
        while (lost && tcp) {
          again += 250 * MS;
          lost = random.nextDouble() < loss;
          send(way, again, true, i, payload, id(identified), lost ? -1 : jitter);
        }
      }
      // Frames of others, so that both captures begin and end well before and after the session.
      for (long at : new long[] {T, nanos + 20_000 * MS}) {
        byte[] other = Frame.ethernet(Frame.ip("10.0.0.7", "10.0.0.8", 17, Frame.udp(1, 2, 10)));
        atUser.add(new Captured(at, other));
        atInstrument.add(new Captured(at + offset, other));
      }
    }

    private int id(boolean identified) {
      return identified ? identification++ & 0xffff : 0;
    }

    static List<Captured> inOrder(List<Captured> captured) {
      return captured.stream().sorted(Comparator.comparingLong(Captured::nanos)).toList();
    }

    static byte[] capture(List<Captured> captured, int snap) {
      CaptureWriter writer =
          CaptureWriter.pcap(
              new ByteArrayOutputStream(), ByteOrder.LITTLE_ENDIAN, NANOSECOND_PCAP, 1, 4);
      for (Captured packet : captured) {
        writer.packet(packet.nanos, Frame.snap(packet.frame, snap), packet.frame.length);
      }
      return writer.bytes();
    }

    PathSummary measure(PathSink sink) throws IOException {
      return PathMeterTest.measure(
          capture(inOrder(atUser), 96), capture(inOrder(atInstrument), 128), translated, sink);
    }
  }

  @Property(tries = 60)
  void known_offset_loss_and_bytes_are_found(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long offset,
      @ForAll @IntRange(max = 60) int lossPercent,
      @ForAll @IntRange(max = 80) int delayMillis,
      @ForAll boolean identified)
      throws IOException {
    long smallest = delayMillis * MS + 1000;
    Session session = new Session(seed, offset, "192.0.2.9", smallest, smallest);
    session.run(300, lossPercent / 100.0, identified);
    List<PathBin> bins = new ArrayList<>();
    PathSummary summary = session.measure(bins::add);
    assertThat(summary.clock().nanos()).isEqualTo(offset);
    assertThat(summary.clock().roundTripNanos()).isEqualTo(2 * smallest);
    Passage[] ways = {summary.forward(), summary.reverse()};
    for (int way = 0; way < 2; way++) {
      assertThat(ways[way].sentPackets()).isEqualTo(session.sent[way]);
      assertThat(ways[way].sentBytes()).isEqualTo(session.sentBytes[way]);
      assertThat(ways[way].deliveredPackets()).isEqualTo(session.delivered[way]);
      assertThat(ways[way].deliveredBytes()).isEqualTo(session.deliveredBytes[way]);
      assertThat(ways[way].strangePackets()).isZero();
      assertThat(ways[way].unjudgedPackets()).isZero();
      assertThat(ways[way].delays().min()).isEqualTo(smallest / 1e9);
      assertThat(ways[way].delays().max()).isLessThanOrEqualTo(0.001 * (delayMillis + 5));
    }
    assertThat(bins.stream().mapToLong(PathBin::inBytes).sum()).isEqualTo(session.sentBytes[0]);
    assertThat(bins.stream().mapToLong(PathBin::outBytes).sum()).isEqualTo(session.sentBytes[1]);
    assertThat(bins.stream().mapToLong(PathBin::deliveredOutBytes).sum())
        .isEqualTo(session.deliveredBytes[1]);
    assertThat(bins.stream().mapToLong(PathBin::deliveredForward).sum())
        .isEqualTo(session.deliveredBytes[0]);
    assertThat(bins)
        .allMatch(bin -> bin.deliveredForward() <= bin.sentForward())
        .allMatch(bin -> bin.deliveredReverse() <= bin.sentReverse());
  }

  @Test
  void asymmetric_path_shifts_the_offset_by_half_the_difference() throws IOException {
    Session session = new Session(1, 5000 * MS, "10.0.0.2", 30 * MS, 10 * MS);
    session.run(200, 0.1, true);
    PathSummary summary = session.measure(bin -> {});
    assertThat(summary.clock().nanos()).isEqualTo(5010 * MS);
    assertThat(summary.clock().roundTripNanos()).isEqualTo(40 * MS);
    assertThat(summary.forward().deliveredPackets()).isEqualTo(session.delivered[0]);
  }

  @Test
  void what_one_capture_does_not_cover_is_not_judged() throws IOException {
    Session session = new Session(2, 0, "10.0.0.2", 20 * MS, 20 * MS);
    session.run(400, 0, true);
    List<PathBin> bins = new ArrayList<>();
    PathSummary summary =
        measure(
            Session.capture(Session.inOrder(session.atUser), 96),
            Session.capture(Session.inOrder(session.atInstrument).subList(150, 300), 96),
            "10.0.0.2",
            bins::add);
    assertThat(summary.forward().psi()).isEqualTo(1);
    assertThat(summary.reverse().psi()).isEqualTo(1);
    assertThat(summary.forward().unjudgedPackets()).isPositive();
    assertThat(summary.reverse().strangePackets()).isZero();
    assertThat(summary.forward().sentPackets() + summary.forward().unjudgedPackets())
        .isEqualTo(session.sent[0]);
    assertThat(bins.getFirst().common()).isFalse();
    assertThat(bins.stream().filter(PathBin::common)).isNotEmpty();
  }

  @Test
  void stray_time_stamp_costs_its_own_packet_only() throws IOException {
    Session session = new Session(3, 7 * MS, "10.0.0.2", 20 * MS, 20 * MS);
    session.run(300, 0.05, true);
    List<Captured> atUser = new ArrayList<>(Session.inOrder(session.atUser));
    Captured stray = atUser.get(100);
    atUser.set(100, new Captured(stray.nanos + 3_600_000 * MS, stray.frame));
    PathSummary summary =
        measure(
            Session.capture(atUser, 96),
            Session.capture(Session.inOrder(session.atInstrument), 96),
            "10.0.0.2",
            bin -> {});
    assertThat(summary.forward().deliveredPackets())
        .isBetween(session.delivered[0] - 1, session.delivered[0]);
    assertThat(summary.reverse().deliveredPackets())
        .isBetween(session.delivered[1] - 1, session.delivered[1]);
  }

  @Test
  void captures_of_different_sessions_are_refused() {
    Session one = new Session(4, 0, "10.0.0.2", MS, MS);
    Session other = new Session(5, 0, "10.0.0.2", MS, MS);
    one.run(50, 0, true);
    other.run(50, 0, true);
    assertThatThrownBy(
            () ->
                measure(
                    Session.capture(one.atUser, 96),
                    Session.capture(other.atInstrument, 96),
                    "10.0.0.2",
                    bin -> {}))
        .isInstanceOf(QoeDataException.class)
        .hasMessageContaining("is in both");
  }

  /** Expected values made by src/test/tshark/make-path-expected.py. */
  @Test
  void recorded_session_passes_as_tshark_tells_its_packets() throws IOException {
    Path samples = Path.of("../../samples/both-ends");
    Roles roles = Roles.parse("10.0.0.2", "10.0.0.1:5900");
    PathSummary summary =
        PathMeter.measure(
            new PathSettings(
                roles,
                roles,
                Measure.PAYLOAD,
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                Alignment.FIRST_FRAME),
            () -> CaptureReader.open(samples.resolve("user.pcap.gz")),
            () -> CaptureReader.open(samples.resolve("instrument.pcap.gz")),
            bin -> {});
    List<String> rows =
        Files.readAllLines(Path.of("src/test/resources/io/privnet/qoe/health/path.csv"));
    Passage[] ways = {summary.forward(), summary.reverse()};
    assertThat(Math.abs(summary.clock().nanos())).isLessThan(MS);
    for (int way = 0; way < 2; way++) {
      String[] cells = rows.get(1 + way).split(",");
      long unjudged = ways[way].unjudgedPackets();
      assertThat(unjudged).isLessThanOrEqualTo(1);
      assertThat(ways[way].sentPackets() + unjudged).isEqualTo(Long.parseLong(cells[1]));
      assertThat(Long.parseLong(cells[2]) - ways[way].sentBytes()).isBetween(0L, 10 * unjudged);
      assertThat(Long.parseLong(cells[3]) - ways[way].deliveredPackets()).isBetween(0L, unjudged);
      assertThat(Long.parseLong(cells[4]) - ways[way].deliveredBytes())
          .isEqualTo(Long.parseLong(cells[2]) - ways[way].sentBytes());
      assertThat(ways[way].strangePackets()).isZero();
      assertThat(ways[way].delays().min()).isCloseTo(Double.parseDouble(cells[5]), within(1e-4));
      assertThat(ways[way].delays().max()).isCloseTo(Double.parseDouble(cells[6]), within(1e-4));
    }
  }
}
