package io.privnet.qoe.health;

import static io.privnet.qoe.health.TcpExchange.ACK;
import static io.privnet.qoe.health.TcpExchange.FIN;
import static io.privnet.qoe.health.TcpExchange.ROLES;
import static io.privnet.qoe.health.TcpExchange.RST;
import static io.privnet.qoe.health.TcpExchange.START;
import static io.privnet.qoe.health.TcpExchange.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.TcpExchange.Measured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HealthMeterTest {
  private static final int S = 1_000_000;

  private static List<Double> ages(Measured measured) {
    return measured.bins().stream().map(HealthBin::oldestUnackedSeconds).toList();
  }

  // --- round trips

  @Test
  void acknowledgement_of_several_segments_times_the_newest() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .user(30_000, 110, 1, ACK, 10)
            .instrument(70_000, 1, 120, ACK, 0)
            .measure();
    assertThat(measured.summary().roundTrips().count()).isEqualTo(1);
    assertThat(measured.summary().roundTrips().min()).isEqualTo(0.04);
    assertThat(measured.bins().getFirst().rttSeconds()).isEqualTo(0.04);
  }

  @Test
  void acknowledgement_that_covers_a_retransmission_gives_no_sample() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .user(10_000, 110, 1, ACK, 10)
            .user(300_000, 100, 1, ACK, 10)
            .instrument(340_000, 1, 120, ACK, 0)
            .user(400_000, 120, 1, ACK, 10)
            .instrument(450_000, 1, 130, ACK, 0)
            .measure();
    assertThat(measured.summary().roundTrips().count()).isEqualTo(1);
    assertThat(measured.summary().roundTrips().max()).isEqualTo(0.05);
  }

  @Test
  void retransmission_of_one_segment_leaves_its_neighbours_certain() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .user(0, 110, 1, ACK, 10)
            .user(50_000, 110, 1, ACK, 10)
            .instrument(60_000, 1, 110, ACK, 0)
            .instrument(80_000, 1, 120, ACK, 0)
            .measure();
    assertThat(measured.summary().roundTrips().count()).isEqualTo(1);
    assertThat(measured.summary().roundTrips().max()).isEqualTo(0.06);
  }

  @Test
  void opening_and_closing_give_no_sample() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 99, 0, SYN, 0)
            .instrument(40_000, 0, 100, SYN | ACK, 0)
            .user(50_000, 100, 1, FIN, 0)
            .instrument(90_000, 1, 101, ACK, 0)
            .measure();
    assertThat(measured.summary().roundTrips().count()).isZero();
    assertThat(measured.summary().roundTrips().p50()).isNaN();
    assertThat(measured.bins().getFirst().rttSeconds()).isNaN();
  }

  @Test
  void at_the_instrument_round_trips_begin_with_its_media() throws IOException {
    TcpExchange exchange =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .instrument(1000, 1, 110, ACK, 500)
            .user(51_000, 110, 501, ACK, 0);
    assertThat(exchange.at(Side.USER).summary().roundTrips().max()).isEqualTo(0.001);
    assertThat(exchange.at(Side.INSTRUMENT).summary().roundTrips().max()).isEqualTo(0.05);
  }

  @Test
  void median_of_a_bin_with_few_samples_is_exact() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int i = 0; i < 31; i++) {
      exchange.user(20_000 * i, 100 + i, 1, ACK, 1);
      exchange.instrument(20_000 * i + 100 * (i * 7 % 31), 1, 101 + i, ACK, 0);
    }
    assertThat(exchange.measure().bins().getFirst().rttSeconds()).isEqualTo(0.0015);
  }

  @Test
  void median_of_a_bin_with_many_samples_is_of_a_fair_choice() throws IOException {
    TcpExchange exchange = new TcpExchange();
    for (int i = 0; i < 6000; i++) {
      // 10 ms at first, 30 ms in the last third: a choice of the first or the last ones would fail.
      long rtt = i < 4000 ? 10 : 30;
      exchange.user(150 * i, 100 + i, 1, ACK, 1);
      exchange.instrument(150 * i + rtt, 1, 101 + i, ACK, 0);
    }
    HealthBin bin = exchange.measure().bins().getFirst();
    assertThat(bin.rttSeconds()).isEqualTo(10e-6);
    assertThat(exchange.measure().bins().getFirst()).isEqualTo(bin);
  }

  // --- retransmissions

  @Test
  void segment_that_is_partly_new_counts_its_old_bytes() throws IOException {
    Transmissions control =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .user(10_000, 105, 1, ACK, 10)
            .measure()
            .summary()
            .control();
    assertThat(control).isEqualTo(new Transmissions(2, 1, 20, 5));
    assertThat(control.delivered()).isEqualTo(0.75);
  }

  @Test
  void segment_that_comes_after_a_later_one_counts_as_retransmitted() throws IOException {
    Transmissions media =
        new TcpExchange()
            .instrument(0, 600, 1, ACK, 500)
            .instrument(10_000, 100, 1, ACK, 500)
            .measure()
            .summary()
            .media();
    assertThat(media).isEqualTo(new Transmissions(2, 1, 1000, 500));
  }

  @Test
  void keep_alive_is_no_retransmission_and_a_repeated_byte_is() throws IOException {
    TcpExchange answered =
        new TcpExchange()
            .user(0, 100, 1, ACK, 1)
            .instrument(10_000, 1, 101, ACK, 0)
            .user(2 * S, 100, 1, ACK, 1);
    TcpExchange unanswered = new TcpExchange().user(0, 100, 1, ACK, 1).user(2 * S, 100, 1, ACK, 1);
    assertThat(answered.measure().summary().control()).isEqualTo(new Transmissions(1, 0, 1, 0));
    assertThat(unanswered.measure().summary().control()).isEqualTo(new Transmissions(2, 1, 2, 1));
  }

  @Test
  void probe_of_a_closed_window_is_no_segment() throws IOException {
    Measured measured =
        new TcpExchange()
            .instrument(0, 1, 100, ACK, 500)
            .window(0)
            .user(10_000, 100, 501, ACK, 0)
            .window(1000)
            .instrument(200_000, 501, 100, ACK, 1)
            .window(0)
            .user(210_000, 100, 501, ACK, 0)
            .window(1000)
            .instrument(600_000, 501, 100, ACK, 1)
            .user(610_000, 100, 502, ACK, 0)
            .instrument(620_000, 502, 100, ACK, 500)
            .measure();
    assertThat(measured.summary().media()).isEqualTo(new Transmissions(2, 0, 1000, 0));
    assertThat(measured.summary().userZeroWindows()).isEqualTo(2);
    assertThat(measured.bins().getFirst().zeroWindows()).isEqualTo(2);
  }

  @Test
  void window_of_opening_and_closing_segments_is_no_zero_window() throws IOException {
    Measured measured =
        new TcpExchange()
            .window(0)
            .user(0, 99, 0, SYN, 0)
            .user(1000, 100, 1, RST, 0)
            .user(2000, 100, 1, FIN, 0)
            .instrument(3000, 1, 100, ACK, 0)
            .measure();
    assertThat(measured.summary().userZeroWindows()).isZero();
    assertThat(measured.summary().instrumentZeroWindows()).isEqualTo(1);
  }

  // --- age of the oldest unacknowledged byte

  @Test
  void age_grows_through_silence_until_the_acknowledgement() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(500_000, 100, 1, ACK, 10)
            .user(700_000, 110, 1, ACK, 10)
            .instrument(4_600_000, 1, 110, ACK, 0)
            .instrument(4_800_000, 1, 120, ACK, 0)
            .user(5_900_000, 120, 1, ACK, 0)
            .measure();
    // Bins begin with the first frame, at 0.5 s.
    assertThat(ages(measured)).containsExactly(1.0, 2.0, 3.0, 4.0, 4.1, 0.0);
    assertThat(measured.summary().oldestUnackedSeconds()).isEqualTo(4.1);
  }

  @Test
  void acknowledgement_of_a_part_leaves_the_segments_age() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .instrument(100_000, 1, 105, ACK, 0)
            .other(1_500_000)
            .measure();
    assertThat(ages(measured)).containsExactly(1.0, 1.5);
    assertThat(measured.summary().roundTrips().count()).isZero();
  }

  @Test
  void retransmission_does_not_make_a_byte_younger() throws IOException {
    assertThat(
            ages(
                new TcpExchange()
                    .user(0, 100, 1, ACK, 10)
                    .user(800_000, 100, 1, ACK, 10)
                    .other(2_000_000)
                    .measure()))
        .containsExactly(1.0, 2.0, 2.0);
  }

  @Test
  void connection_that_ends_has_nothing_outstanding() throws IOException {
    for (int flags : new int[] {FIN, RST}) {
      assertThat(
              ages(
                  new TcpExchange()
                      .user(0, 100, 1, ACK, 10)
                      .user(1_500_000, 110, 1, flags, 0)
                      .other(3_500_000)
                      .measure()))
          .containsExactly(1.0, 1.5, 0.0, 0.0);
      assertThat(
              ages(
                  new TcpExchange()
                      .instrument(0, 1, 100, ACK, 5)
                      .user(0, 100, 1, ACK, 10)
                      .instrument(1_500_000, 6, 100, flags, 0)
                      .other(3_500_000)
                      .measure()))
          .containsExactly(1.0, 1.5, 0.0, 0.0);
    }
  }

  @Test
  void abandoned_connection_counts_until_another_goes_on_without_it() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(40001, 0, 100, 1, ACK, 10)
            .user(40000, 239L * S, 500, 1, ACK, 10)
            .instrument(239L * S + 20_000, 1, 510, ACK, 0)
            .user(40000, 245L * S + 500_000, 510, 1, ACK, 10)
            .instrument(245L * S + 520_000, 1, 520, ACK, 0)
            .other(250L * S)
            .measure();
    List<Double> ages = ages(measured);
    assertThat(ages.get(244)).isEqualTo(245.0);
    assertThat(ages.get(245)).isEqualTo(245.5, within(0.03));
    assertThat(ages.subList(246, 251)).containsOnly(0.0);
  }

  @Test
  void oldest_of_several_connections_counts() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(40001, 0, 100, 1, ACK, 10)
            .user(40000, 500_000, 500, 1, ACK, 10)
            .instrument(700_000, 1, 510, ACK, 0)
            .other(2_000_000)
            .measure();
    assertThat(ages(measured)).containsExactly(1.0, 2.0, 2.0);
  }

  @Test
  void jump_in_time_carries_no_age_over() throws IOException {
    Measured measured =
        new TcpExchange()
            .user(0, 100, 1, ACK, 10)
            .other(200_000L * S)
            .other(200_001L * S)
            .measure();
    assertThat(ages(measured)).containsExactly(0.0, 0.0, 0.0);
    assertThat(measured.summary().segments()).hasSize(2);
  }

  @Test
  void live_meter_hands_out_the_age_while_nothing_comes() throws IOException {
    List<HealthBin> bins = new ArrayList<>();
    byte[] capture = new TcpExchange().user(0, 100, 1, ACK, 10).bytes();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      HealthMeter meter =
          HealthMeter.live(HealthSettings.of(ROLES, Duration.ofSeconds(1)), bins::add);
      reader.next();
      meter.add(reader.packet());
      meter.advance(START + 1_050_000_000L);
      assertThat(bins).isEmpty();
      meter.advance(START + 3_200_000_000L);
      assertThat(bins.stream().map(HealthBin::oldestUnackedSeconds)).containsExactly(1.0, 2.0, 3.0);
      assertThat(bins.stream().map(HealthBin::full)).containsOnly(true);
    }
  }

  // --- laws

  /** A user who sends one segment at a time over a path of known loss and round-trip time. */
  @Property(tries = 60)
  void known_losses_and_round_trips_are_found(
      @ForAll int firstSequence,
      @ForAll @IntRange(min = 1, max = 900) int rttMillis,
      @ForAll @DoubleRange(max = 0.4) double loss,
      @ForAll @IntRange(max = 1_000_000) int seed)
      throws IOException {
    Random random = new Random(seed);
    TcpExchange exchange = new TcpExchange();
    int sequence = firstSequence;
    long now = 0;
    int lost = 0;
    int certain = 0;
    double longest = 0;
    for (int i = 0; i < 50; i++) {
      int length = 2 + random.nextInt(1400);
      long first = now;
      exchange.user(now, sequence, 1, ACK, length);
      boolean again = false;
      while (random.nextDouble() < loss) {
        now += 1000L * rttMillis + 200_000;
        exchange.user(now, sequence, 1, ACK, length);
        lost++;
        again = true;
      }
      certain += again ? 0 : 1;
      now += 1000L * rttMillis;
      sequence += length;
      exchange.instrument(now, 1, sequence, ACK, 0);
      longest = Math.max(longest, (now - first) / 1e6);
      now += random.nextInt(300_000);
    }
    Measured measured = exchange.measure();
    HealthSummary summary = measured.summary();
    assertThat(summary.control().segments()).isEqualTo(50 + lost);
    assertThat(summary.control().retransmitted()).isEqualTo(lost);
    assertThat(summary.roundTrips().count()).isEqualTo(certain);
    if (certain > 0) {
      assertThat(summary.roundTrips().min()).isEqualTo(rttMillis / 1e3);
      assertThat(summary.roundTrips().max()).isEqualTo(rttMillis / 1e3);
      assertThat(summary.roundTrips().p50()).isEqualTo(rttMillis / 1e3);
    }
    assertThat(summary.oldestUnackedSeconds()).isEqualTo(longest, within(1e-9));
    assertThat(measured.bins().stream().mapToLong(HealthBin::controlRetransmitted).sum())
        .isEqualTo(lost);
  }

  @Property(tries = 25)
  void live_and_whole_agree_and_bins_add_up(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 20, max = 5000) int millis)
      throws IOException {
    HealthSettings settings = HealthSettings.of(ROLES, Duration.ofMillis(millis));
    TcpExchange exchange = TcpExchange.all(seed);
    Measured whole = exchange.measure(settings, false);
    Measured live = exchange.measure(settings, true);
    assertThat(live.summary()).isEqualTo(whole.summary());
    assertThat(live.bins()).isEqualTo(whole.bins());
    HealthSummary summary = whole.summary();
    assertThat(whole.bins().stream().mapToLong(HealthBin::controlSegments).sum())
        .isEqualTo(summary.control().segments());
    assertThat(whole.bins().stream().mapToLong(HealthBin::mediaRetransmitted).sum())
        .isEqualTo(summary.media().retransmitted());
    assertThat(whole.bins().stream().mapToLong(HealthBin::zeroWindows).sum())
        .isEqualTo(summary.userZeroWindows() + summary.instrumentZeroWindows());
    assertThat(
            whole.bins().stream().mapToDouble(HealthBin::oldestUnackedSeconds).max().orElseThrow())
        .isEqualTo(summary.oldestUnackedSeconds());
  }
}
