package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.CaptureWriter;
import io.privnet.qoe.capture.Frame;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.SeriesSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionFeaturesTest {
  private static final long S = 1_000_000_000L;

  private static SessionFeatures of(CaptureWriter writer, TaskWindow... tasks) throws IOException {
    return SessionFeatures.of(
        CaptureReader.of(new ByteArrayInputStream(writer.bytes()), "x"),
        new SeriesSettings(
            Roles.parse("10.0.0.2", "10.0.0.1"),
            Measure.PAYLOAD,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME,
            List.of()),
        List.of(tasks));
  }

  private static byte[] control(int payload) {
    return Frame.ethernet(
        Frame.ip("10.0.0.2", "10.0.0.1", 6, Frame.tcp(40000, 5900, 0x18, 0, payload)));
  }

  private static byte[] media(int payload) {
    return Frame.ethernet(Frame.ip("10.0.0.1", "10.0.0.2", 17, Frame.udp(5004, 5004, payload)));
  }

  @Test
  void mean_is_over_the_whole_session_and_peak_of_full_bins_only() throws IOException {
    SessionFeatures features =
        of(
            CaptureWriter.pcap(new ByteArrayOutputStream())
                .packet(0, control(100))
                .packet(S, control(300))
                .packet(S + S / 2, media(500))
                .packet(2 * S, control(10))
                .packet(2 * S + S / 2, control(900)));
    // The last bin, with 910 bytes, is covered for half a second only.
    assertThat(features.meanInBps()).isEqualTo(8 * 1310 / 2.5);
    assertThat(features.peakInBps()).isEqualTo(8 * 300);
    assertThat(features.meanOutBps()).isEqualTo(8 * 500 / 2.5);
    assertThat(features.peakOutBps()).isEqualTo(8 * 500);
  }

  @Test
  void session_shorter_than_a_bin_has_no_peak() throws IOException {
    SessionFeatures features =
        of(
            CaptureWriter.pcap(new ByteArrayOutputStream())
                .packet(0, control(100))
                .packet(S / 2, control(100)));
    assertThat(features.meanInBps()).isEqualTo(3200);
    assertThat(features.peakInBps()).isNaN();
  }

  @Test
  void burstiness_is_the_deviation_of_the_bins_over_their_mean() throws IOException {
    CaptureWriter writer = CaptureWriter.pcap(new ByteArrayOutputStream());
    int[] sizes = {100, 300, 200, 600};
    for (int i = 0; i < sizes.length; i++) {
      writer.packet(i * S, control(sizes[i]));
    }
    SessionFeatures features = of(writer.packet(sizes.length * S, media(1)));
    // By hand: mean 300, squares 40000 + 0 + 10000 + 90000, by n - 1 = 3.
    assertThat(features.burstinessIn()).isCloseTo(Math.sqrt(140_000 / 3.0) / 300, within(1e-12));
    assertThat(features.burstinessOut()).isNaN();
  }

  @Test
  void tasks_have_figures_of_their_own_and_the_session_keeps_its() throws IOException {
    SessionFeatures features =
        of(
            CaptureWriter.pcap(new ByteArrayOutputStream())
                .packet(0, control(100))
                .packet(S + S / 4, control(400))
                .packet(2 * S + S / 2, media(700))
                .packet(3 * S + S / 2, control(50))
                .packet(5 * S, control(10)),
            TaskWindow.parse(1, "1/3"),
            TaskWindow.parse(2, "3/4.5"),
            TaskWindow.parse(4, "60/61"));
    assertThat(features.tasks())
        .containsExactly(
            new SessionFeatures.Task(1, 2, 8 * 400 / 2.0, 8 * 400, 8 * 700 / 2.0, 8 * 700),
            new SessionFeatures.Task(2, 1.5, 8 * 50 / 1.5, 8 * 50, 0, 0),
            new SessionFeatures.Task(4, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    assertThat(features.meanInBps()).isEqualTo(8 * 560 / 5.0);
  }

  @Test
  void features_are_listed_under_their_names() throws IOException {
    SessionFeatures features =
        of(
            CaptureWriter.pcap(new ByteArrayOutputStream())
                .packet(0, control(100))
                .packet(3 * S, media(50)));
    assertThat(features.byName())
        .containsEntry("b_in_bps", features.meanInBps())
        .containsEntry("delta_b_out_peak_bps", features.peakOutBps())
        .containsKeys(
            "b_in_burstiness", "delta_b_out_burstiness", "retry_gain", "psi_f_est", "psi_r_est")
        .hasSize(9);
  }

  /** Retry gain by states' own path: recorded sessions whose path failed, and one that did not. */
  @ParameterizedTest
  @CsvSource({
    "wan-expert.pcap, true",
    "direct-novice.pcap, false",
  })
  void session_that_stalls_has_a_retry_gain(String capture, boolean stalls) throws IOException {
    try (CaptureReader reader = CaptureReader.open(Path.of("../../samples/captures", capture))) {
      SessionFeatures features =
          SessionFeatures.of(
              reader,
              new SeriesSettings(
                  Roles.parse("10.0.0.2", "10.0.0.1:5900"),
                  Measure.PAYLOAD,
                  Duration.ofSeconds(1),
                  Duration.ofDays(1),
                  Alignment.FIRST_FRAME,
                  List.of()),
              List.of());
      assertThat(!Double.isNaN(features.retryGain())).isEqualTo(stalls);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, POOR", "2.999, POOR", "3, ACCEPTABLE", "3.999, ACCEPTABLE", "4, GOOD", "5, GOOD"})
  void grades_are_the_papers(double mos, Grade grade) {
    assertThat(Grade.of(mos)).isEqualTo(grade);
  }
}
