package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.capture.SyntheticCaptures;
import io.privnet.qoe.capture.SyntheticCaptures.Timed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SeriesMeterTest {
  private static final Roles ROLES = Roles.parse("10.0.0.2", "10.0.0.1:5900");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long T = 1_700_000_000_000_000_000L;
  private static final long S = 1_000_000_000L;

  private record Series(List<Bin> bins, SeriesTotals totals) {
    long in() {
      return bins.stream().mapToLong(Bin::inBytes).sum();
    }

    long out() {
      return bins.stream().mapToLong(Bin::outBytes).sum();
    }

    List<Long> indexes() {
      return bins.stream().map(Bin::index).toList();
    }
  }

  private static byte[] control(int payload) {
    return Frame.ethernet(
        Frame.ip("10.0.0.2", "10.0.0.1", 6, Frame.tcp(40000, 5900, 0x18, 0, payload)));
  }

  private static byte[] media(int payload) {
    return Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(5004, 5004, payload)));
  }

  private static CaptureWriter pcap() {
    return CaptureWriter.pcap(new ByteArrayOutputStream());
  }

  private static Series whole(byte[] capture, Duration interval, Duration maxGap)
      throws IOException {
    List<Bin> bins = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      SeriesTotals totals =
          SeriesMeter.whole(ROLES, Measure.PAYLOAD, interval, maxGap, bins::add).measure(reader);
      return new Series(bins, totals);
    }
  }

  private static SeriesSettings settings(Duration interval, Duration maxGap, Window... windows) {
    return new SeriesSettings(
        ROLES, Measure.PAYLOAD, interval, maxGap, Alignment.FIRST_FRAME, List.of(windows));
  }

  private static Series live(byte[] capture, Duration interval, Duration maxGap)
      throws IOException {
    List<Bin> bins = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      SeriesTotals totals = SeriesMeter.live(settings(interval, maxGap), bins::add).measure(reader);
      return new Series(bins, totals);
    }
  }

  @Test
  void bins_begin_with_the_first_frame_and_are_half_open() throws IOException {
    byte[] capture =
        pcap()
            .packet(T + 500_000_000, control(10))
            .packet(T + 500_000_000 + S - 1000, control(20))
            .packet(T + 500_000_000 + S, control(40))
            .packet(T + 500_000_000 + 4 * S, media(80))
            .bytes();
    Series series = whole(capture, SECOND, DAY);
    assertThat(series.bins.stream().map(Bin::inBytes)).containsExactly(30L, 40L, 0L, 0L, 0L);
    assertThat(series.bins.stream().map(Bin::outBytes)).containsExactly(0L, 0L, 0L, 0L, 80L);
    assertThat(series.bins.getFirst().startNanos()).isEqualTo(T + 500_000_000);
    assertThat(series.bins.stream().map(Bin::full)).containsExactly(true, true, true, true, false);
    assertThat(series.totals.meanInBps()).isEqualTo(8 * 70 / 4.0);
  }

  @Test
  void earlier_frame_falls_into_a_negative_bin() throws IOException {
    byte[] capture =
        pcap().packet(T + 10 * S, control(1)).packet(T + 8 * S - 1, control(2)).bytes();
    Series series = whole(capture, SECOND, DAY);
    assertThat(series.indexes()).containsExactly(-3L, -2L, -1L, 0L);
    assertThat(series.bins.getFirst().inBytes()).isEqualTo(2);
    assertThat(series.bins.getFirst().full()).isFalse();
  }

  @Test
  void one_corrupt_time_is_a_segment_of_its_own() throws IOException {
    long far = 4_000_000_000L * S;
    byte[] capture =
        pcap()
            .packet(T, control(1))
            .packet(far, control(2))
            .packet(T + S, control(4))
            .packet(T + 2 * S, control(8))
            .bytes();
    for (Series series : List.of(whole(capture, SECOND, DAY), live(capture, SECOND, DAY))) {
      assertThat(series.indexes()).containsExactly(0L, 1L, 2L, (far - T) / S);
      assertThat(series.bins.stream().map(Bin::inBytes)).containsExactly(1L, 4L, 8L, 2L);
      assertThat(series.totals.segments())
          .containsExactly(new Segment(T, T + 2 * S), new Segment(far, far));
      assertThat(series.totals.durationNanos()).isEqualTo(2 * S);
      assertThat(series.totals.latePackets()).isZero();
    }
  }

  @Test
  void jump_beyond_the_greatest_gap_leaves_the_bins_between_out() throws IOException {
    byte[] capture =
        pcap()
            .packet(T, control(1))
            .packet(T + S, control(2))
            .packet(T + 100 * S, control(4))
            .packet(T + 102 * S, control(8))
            .bytes();
    for (Series series :
        List.of(
            whole(capture, SECOND, Duration.ofSeconds(98)),
            live(capture, SECOND, Duration.ofSeconds(98)))) {
      assertThat(series.indexes()).containsExactly(0L, 1L, 100L, 101L, 102L);
      assertThat(series.totals.segments()).hasSize(2);
    }
    assertThat(whole(capture, SECOND, Duration.ofSeconds(99)).indexes()).hasSize(103);
  }

  @Test
  void time_that_jumps_at_every_packet_takes_bounded_memory() throws IOException {
    CaptureWriter writer = pcap();
    for (int i = 0; i < 20_000; i++) {
      writer.packet((i * 7919L % 40_000) * 100_000 * S, control(1));
    }
    Series series = whole(writer.bytes(), Duration.ofMillis(1), DAY);
    assertThat(series.bins).hasSize(20_000);
    assertThat(series.in()).isEqualTo(20_000);
    assertThat(series.totals.segments()).hasSizeLessThanOrEqualTo(2 * Timeline.MAX_SEGMENTS);
  }

  @Test
  void long_capture_is_handed_out_before_its_end() throws IOException {
    byte[] capture =
        pcap()
            .packet(T, control(1))
            .packet(T + 1200 * S, control(2))
            .packet(T + 1, control(4))
            .packet(T + 1199 * S, control(8))
            .bytes();
    Series series = whole(capture, Duration.ofMillis(1), DAY);
    assertThat(series.bins.size()).isEqualTo(1_200_001);
    assertThat(series.in()).isEqualTo(1 + 2 + 8);
    assertThat(series.totals.latePackets()).isEqualTo(1);
    assertThat(series.totals.lateBytes()).isEqualTo(4);
    for (int i = 0; i <= 1_200_000; i++) {
      if (series.bins.get(i).index() != i) {
        throw new AssertionError("bin " + i + " is " + series.bins.get(i));
      }
    }
  }

  @Test
  void finished_bin_is_handed_out_while_the_capture_goes_on() throws Exception {
    LinkedBlockingQueue<Bin> bins = new LinkedBlockingQueue<>();
    PipedOutputStream end = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(end, 1 << 16);
    Thread meter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (CaptureReader reader = CaptureReader.of(in, "x")) {
                    SeriesMeter.live(settings(SECOND, DAY), bins::add).measure(reader);
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    CaptureWriter writer = CaptureWriter.pcap(end);
    writer.packet(T, control(1));
    writer.packet(T + 1_050_000_000, control(2));
    end.flush();
    assertThat(bins.poll(200, TimeUnit.MILLISECONDS)).isNull();
    writer.packet(T + 999_000_000, control(4));
    writer.packet(T + 1_100_000_000, control(8));
    end.flush();
    Bin first = bins.poll(10, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(first.inBytes()).isEqualTo(1 + 4);
    writer.packet(T + 998_000_000, control(16));
    end.close();
    meter.join();
    assertThat(bins.poll().inBytes()).isEqualTo(2 + 8);
  }

  @Test
  void packet_that_comes_after_its_bin_is_counted_as_late() throws IOException {
    byte[] capture =
        pcap()
            .packet(T, control(1))
            .packet(T + 5 * S, control(2))
            .packet(T + 1 * S, media(4))
            .packet(T + 6 * S, control(8))
            .bytes();
    Series series = live(capture, SECOND, DAY);
    assertThat(series.totals.latePackets()).isEqualTo(1);
    assertThat(series.totals.lateBytes()).isEqualTo(4);
    assertThat(series.out()).isZero();
    assertThat(series.indexes()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void fragment_is_charged_where_it_arrives() throws IOException {
    byte[] first =
        Frame.ipv4("10.0.0.2", "10.0.0.1", 6, 0, 7, 0x2000, Frame.tcp(40000, 5900, 0x18, 0, 980));
    byte[] last = Frame.ipv4("10.0.0.2", "10.0.0.1", 6, 0, 7, 125, new byte[300]);
    byte[] stranger = Frame.ipv4("10.0.0.2", "10.0.0.1", 6, 0, 8, 125, new byte[300]);
    byte[] capture =
        pcap().packet(T, Frame.ethernet(first)).packet(T + 2 * S, Frame.ethernet(last)).bytes();
    Series series = whole(capture, SECOND, DAY);
    assertThat(series.bins.stream().map(Bin::inBytes)).containsExactly(980L, 0L, 300L);
    assertThat(whole(pcap().packet(T, Frame.ethernet(stranger)).bytes(), SECOND, DAY).totals)
        .satisfies(totals -> assertThat(totals.inBytes()).isEqualTo(300));
  }

  @Test
  void packet_without_a_known_length_counts_as_packet_only() throws IOException {
    byte[] frame = control(500);
    byte[] capture = pcap().packet(T, Frame.snap(frame, 40), frame.length).bytes();
    Series series = whole(capture, SECOND, DAY);
    assertThat(series.totals.inPackets()).isEqualTo(1);
    assertThat(series.totals.inBytes()).isZero();
    assertThat(series.totals.uncountedPackets()).isEqualTo(1);
  }

  @Test
  void capture_without_frames_has_no_bins() throws IOException {
    Series series = whole(pcap().bytes(), SECOND, DAY);
    assertThat(series.bins).isEmpty();
    assertThat(series.totals.meanInBps()).isNaN();
  }

  @Test
  void interval_below_a_millisecond_is_refused() {
    assertThatThrownBy(
            () -> SeriesMeter.whole(ROLES, Measure.IP, Duration.ofNanos(1), DAY, bin -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void window_beyond_the_capture_has_no_rate() throws IOException {
    byte[] capture = pcap().packet(T, control(10)).packet(T + 3 * S, control(20)).bytes();
    WindowTotals totals = windows(capture, new Window(true, 5 * S, 9 * S)).getFirst();
    assertThat(totals.durationNanos()).isZero();
    assertThat(totals.meanInBps()).isNaN();
    assertThat(totals.peakInBps()).isNaN();
  }

  @Test
  void window_has_its_own_mean_and_peak() throws IOException {
    byte[] capture =
        pcap()
            .packet(T, control(1000))
            .packet(T + S, control(10))
            .packet(T + 2 * S, control(20))
            .packet(T + 2 * S + 1, media(7))
            .packet(T + 3 * S, control(2000))
            .packet(T + 9 * S, control(1))
            .bytes();
    List<WindowTotals> totals =
        windows(capture, new Window(true, S, 3 * S), new Window(false, T + S / 2, T + 20 * S));
    WindowTotals task = totals.getFirst();
    assertThat(task.inBytes()).isEqualTo(30);
    assertThat(task.meanInBps()).isEqualTo(120);
    assertThat(task.peakInBps()).isEqualTo(160);
    assertThat(task.meanOutBps()).isEqualTo(28);
    assertThat(totals.get(1).durationNanos()).isEqualTo(8 * S + S / 2);
    assertThat(totals.get(1).inPackets()).isEqualTo(4);
  }

  private static List<WindowTotals> windows(byte[] capture, Window... windows) throws IOException {
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(capture), "x")) {
      return SeriesMeter.whole(settings(SECOND, DAY, windows), bin -> {}).measure(reader).windows();
    }
  }

  // --- laws

  private static byte[] session(int seed, int snap) {
    CaptureWriter writer = pcap();
    for (Timed packet : SyntheticCaptures.session(4, seed)) {
      byte[] frame = Frame.ethernet(packet.ip());
      writer.packet(packet.nanos(), Frame.snap(frame, snap), frame.length);
    }
    return writer.bytes();
  }

  @Property(tries = 60)
  void bins_add_up_to_the_total_whatever_the_interval(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @LongRange(min = 1, max = 100_000) long millis)
      throws IOException {
    byte[] capture = session(seed, 1 << 16);
    Series fine = whole(capture, Duration.ofMillis(millis), DAY);
    Series coarse = whole(capture, Duration.ofHours(1), DAY);
    assertThat(coarse.bins).hasSize(1);
    assertThat(fine.in()).isEqualTo(coarse.in()).isEqualTo(fine.totals.inBytes());
    assertThat(fine.out()).isEqualTo(coarse.out()).isEqualTo(fine.totals.outBytes());
  }

  @Property(tries = 40)
  void snapshot_length_changes_nothing(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 96, max = 1600) int snap)
      throws IOException {
    assertThat(whole(session(seed, snap), SECOND, DAY))
        .isEqualTo(whole(session(seed, 1 << 16), SECOND, DAY));
  }

  @Property(tries = 40)
  void live_series_equals_the_whole_one_when_in_order(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 1, max = 3000) int millis)
      throws IOException {
    byte[] capture = session(seed, 96);
    assertThat(live(capture, Duration.ofMillis(millis), DAY))
        .isEqualTo(whole(capture, Duration.ofMillis(millis), DAY));
  }

  @Property(tries = 40)
  void two_parts_of_a_capture_add_up_to_it(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 1, max = 119) int cut)
      throws IOException {
    List<Timed> packets = SyntheticCaptures.session(4, seed);
    CaptureWriter first = pcap();
    CaptureWriter second = pcap();
    for (int i = 0; i < packets.size(); i++) {
      (i < cut ? first : second)
          .packet(packets.get(i).nanos(), Frame.ethernet(packets.get(i).ip()));
    }
    SeriesTotals all = whole(session(seed, 1 << 16), SECOND, DAY).totals;
    SeriesTotals a = whole(first.bytes(), SECOND, DAY).totals;
    SeriesTotals b = whole(second.bytes(), SECOND, DAY).totals;
    assertThat(a.inBytes() + b.inBytes()).isEqualTo(all.inBytes());
    assertThat(a.outBytes() + b.outBytes()).isEqualTo(all.outBytes());
    assertThat(a.outPackets() + b.outPackets()).isEqualTo(all.outPackets());
  }

  @Property(tries = 40)
  void windows_side_by_side_add_up_to_the_whole(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @LongRange(min = 1, max = 20_000) long cut)
      throws IOException {
    byte[] capture = session(seed, 96);
    long end = 1_000_000 * S;
    List<WindowTotals> parts =
        windows(
            capture,
            new Window(true, -end, cut * 1_000_000),
            new Window(true, cut * 1_000_000, end));
    SeriesTotals all = whole(capture, SECOND, DAY).totals;
    assertThat(parts.get(0).inBytes() + parts.get(1).inBytes()).isEqualTo(all.inBytes());
    assertThat(parts.get(0).outPackets() + parts.get(1).outPackets()).isEqualTo(all.outPackets());
    assertThat(parts.get(0).durationNanos() + parts.get(1).durationNanos())
        .isEqualTo(all.durationNanos());
    assertThat(Math.max(peak(parts.get(0)), peak(parts.get(1))))
        .isLessThanOrEqualTo(
            8.0
                * whole(capture, SECOND, DAY).bins.stream()
                    .mapToLong(Bin::inBytes)
                    .max()
                    .orElseThrow());
  }

  private static double peak(WindowTotals totals) {
    return Double.isNaN(totals.peakInBps()) ? 0 : totals.peakInBps();
  }
}
