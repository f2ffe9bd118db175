package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest
  @CsvSource({"1, POOR", "2.999, POOR", "3, ACCEPTABLE", "3.999, ACCEPTABLE", "4, GOOD", "5, GOOD"})
  void grades_are_the_papers(double mos, Grade grade) {
    assertThat(Grade.of(mos)).isEqualTo(grade);
  }
}
