package io.privnet.qoe.health;

import static io.privnet.qoe.health.TcpExchange.ROLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.health.TcpExchange.Measured;
import io.privnet.qoe.series.Alignment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RtpLossTest {
  private static final int SSRC = 0xcafe0001;

  static byte[] rtp(int type, int sequence, int timestamp, int ssrc) {
    return ByteBuffer.allocate(32)
        .put((byte) 0x80)
        .put((byte) type)
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(ssrc)
        .array();
  }

  private static HealthSettings ports(int... ports) {
    Set<Integer> set = new HashSet<>();
    for (int port : ports) {
      set.add(port);
    }
    return new HealthSettings(
        ROLES,
        Side.USER,
        Duration.ofSeconds(1),
        Duration.ofDays(1),
        Alignment.FIRST_FRAME,
        new RtpSettings(set, 0));
  }

  private static RtpSource only(Measured measured) {
    assertThat(measured.summary().rtp()).hasSize(1);
    return measured.summary().rtp().getFirst();
  }

  @Test
  void gap_in_the_numbers_is_loss_across_their_wrap() throws IOException {
    TcpExchange exchange = new TcpExchange();
    int[] sent = {65533, 65534, 65535, 2, 3};
    for (int i = 0; i < sent.length; i++) {
      exchange.datagram(20_000 * i, rtp(96, sent[i], 1800 * i, SSRC));
    }
    Measured measured = exchange.measure();
    RtpSource source = only(measured);
    assertThat(source.ssrc()).isEqualTo(0xcafe0001L);
    assertThat(source.payloadType()).isEqualTo(96);
    assertThat(source.expected()).isEqualTo(7);
    assertThat(source.lost()).isEqualTo(2);
    assertThat(measured.bins().getFirst().rtpLoss()).isEqualTo(2 / 7.0);
    assertThat(measured.summary().psiReverse()).isEqualTo(5 / 7.0);
  }

  @Test
  void outage_longer_than_the_greatest_dropout_is_loss() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int number : new int[] {10, 11, 12, 5012, 5013}) {
      exchange.datagram(20_000L * number, rtp(96, number, 1800 * number, SSRC));
    }
    assertThat(only(exchange.measure()).lost()).isEqualTo(4999);
    assertThat(only(exchange.measure()).strays()).isZero();
  }

  @Test
  void numbers_that_begin_anew_are_no_loss() throws IOException {
    TcpExchange exchange = new TcpExchange();
    int[] sent = {40_000, 40_001, 40_002, 17, 18, 19};
    for (int i = 0; i < sent.length; i++) {
      exchange.datagram(20_000 * i, rtp(96, sent[i], 1800 * i, SSRC));
    }
    RtpSource source = only(exchange.measure());
    assertThat(source.restarts()).isEqualTo(1);
    assertThat(source.expected()).isEqualTo(6);
    assertThat(source.packets()).isEqualTo(6);
    assertThat(source.lost()).isZero();
  }

  @Test
  void single_number_far_from_the_others_is_a_stray() throws IOException {
    TcpExchange exchange = new TcpExchange();
    int[] sent = {10, 11, 12, 30_000, 13, 14};
    for (int i = 0; i < sent.length; i++) {
      exchange.datagram(20_000 * i, rtp(96, sent[i], 1800 * i, SSRC));
    }
    RtpSource source = only(exchange.measure());
    assertThat(source.strays()).isEqualTo(1);
    assertThat(source.packets()).isEqualTo(5);
    assertThat(source.lost()).isZero();
  }

  @Test
  void rtcp_and_other_datagrams_are_no_rtp() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int i = 0; i < 50; i++) {
      // A sender report (200) has its bits where RTP has marker and payload type 72.
      exchange.datagram(1000 * i, rtp(200, i, 0, SSRC));
      exchange.datagram(1000 * i + 1, new byte[40]);
      exchange.datagram(1000 * i + 2, rtp(96, 0, 0, i));
      byte[] constant = rtp(96, 5, 5, 5);
      exchange.datagram(1000 * i + 3, constant);
    }
    Measured measured = exchange.measure();
    assertThat(measured.summary().rtp()).isEmpty();
    assertThat(measured.bins().getFirst().rtpLoss()).isNaN();
  }

  @Test
  void port_tells_rtp_from_the_first_packet() throws IOException {
    TcpExchange exchange = new TcpExchange().datagram(0, rtp(96, 7, 0, SSRC));
    assertThat(exchange.measure().summary().rtp()).isEmpty();
    assertThat(exchange.measure(ports(5006), false).summary().rtp()).hasSize(1);
    assertThat(exchange.measure(ports(6000), false).summary().rtp()).isEmpty();
  }

  @Test
  void sources_of_one_flow_are_told_apart() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int i = 0; i < 20; i++) {
      exchange.datagram(20_000 * i, rtp(0, 100 + i, 160 * i, 1));
      exchange.datagram(20_000 * i + 5, rtp(96, 60_000 + 2 * i, 1800 * i, 2));
    }
    List<RtpSource> sources = exchange.measure().summary().rtp();
    assertThat(sources).hasSize(2);
    assertThat(sources.get(0).lost()).isZero();
    assertThat(sources.get(0).clockHz()).isEqualTo(8000);
    assertThat(sources.get(1).lost()).isEqualTo(19);
    assertThat(sources.get(1).clockHz()).isEqualTo(90_000);
  }

  @Test
  void packets_sent_and_received_evenly_have_no_jitter_and_show_their_clock() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int i = 0; i < 100; i++) {
      exchange.datagram(20_000 * i, rtp(96, i, -80_000 + 960 * i, SSRC));
    }
    HealthSettings settings =
        new HealthSettings(
            ROLES,
            Side.USER,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME,
            new RtpSettings(Set.of(), 48_000));
    Measured measured = exchange.measure(settings, false);
    assertThat(only(measured).maxJitterSeconds()).isLessThan(1e-9);
    assertThat(only(measured).observedClockHz()).isEqualTo(48_000, within(1e-6));
    assertThat(measured.bins().getLast().jitterSeconds()).isEqualTo(0, within(1e-9));
  }

  /** The generator knows what was dropped, repeated and swapped. */
  @Property(tries = 80)
  void losses_duplicates_and_reordering_are_those_of_the_path(
      @ForAll @IntRange(max = 65_535) int first,
      @ForAll int timestamp,
      @ForAll @DoubleRange(max = 0.3) double loss,
      @ForAll @DoubleRange(max = 0.2) double twice,
      @ForAll @DoubleRange(max = 0.2) double swapped,
      @ForAll @IntRange(max = 1_000_000) int seed)
      throws IOException {
    Random random = new Random(seed);
    List<Integer> received = new ArrayList<>();
    int lost = 0;
    int lostSince = 0;
    for (int i = 0; i < 400; i++) {
      if (i >= 3 && random.nextDouble() < loss) {
        lostSince++;
        continue;
      }
      received.add(i);
      lost += lostSince;
      lostSince = 0;
    }
    for (int i = 4; i + 1 < received.size(); i += 2) {
      if (random.nextDouble() < swapped) {
        int later = received.get(i);
        received.set(i, received.get(i + 1));
        received.set(i + 1, later);
      }
    }
    List<Integer> arriving = new ArrayList<>();
    int duplicates = 0;
    for (int i = 0; i < received.size(); i++) {
      arriving.add(received.get(i));
      if (i >= 3 && random.nextDouble() < twice) {
        arriving.add(received.get(i));
        duplicates++;
      }
    }
    int reordered = 0;
    int highest = -1;
    List<Integer> seen = new ArrayList<>();
    for (int number : arriving) {
      if (number < highest && !seen.contains(number)) {
        reordered++;
      }
      seen.add(number);
      highest = Math.max(highest, number);
    }
    TcpExchange exchange = new TcpExchange();
    double jitter = 0;
    long lastMicros = 0;
    int lastNumber = 0;
    long micros = 0;
    seen.clear();
    for (int number : arriving) {
      micros += random.nextInt(40_000);
      exchange.datagram(micros, rtp(96, first + number, timestamp + 1800 * number, SSRC));
      if (!seen.isEmpty() && !seen.contains(number)) {
        // RFC 3550 §6.4.1 in seconds, with a packet each 20 ms by the sender's clock.
        double difference = (micros - lastMicros) / 1e6 - 0.02 * (number - lastNumber);
        jitter += (Math.abs(difference) - jitter) / 16;
      }
      if (!seen.contains(number)) {
        lastMicros = micros;
        lastNumber = number;
      }
      seen.add(number);
    }
    Measured measured = exchange.measure();
    RtpSource source = only(measured);
    assertThat(source.lost()).isEqualTo(lost);
    assertThat(source.duplicates()).isEqualTo(duplicates);
    assertThat(source.reordered()).isEqualTo(reordered);
    assertThat(source.packets()).isEqualTo(arriving.size());
    assertThat(source.jitterSeconds()).isEqualTo(jitter, within(1e-9));
    for (HealthBin bin : measured.bins()) {
      assertThat(Double.isNaN(bin.rtpLoss()) || bin.rtpLoss() >= 0 && bin.rtpLoss() <= 1).isTrue();
    }
  }
}
