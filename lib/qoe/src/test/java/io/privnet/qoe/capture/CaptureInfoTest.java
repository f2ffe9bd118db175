package io.privnet.qoe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values made by src/test/tshark/make-capinfos.sh. */
class CaptureInfoTest {
  private static final Path EXPECTED =
      Path.of("src/test/resources/io/privnet/qoe/capture/capinfos.csv");
  private static final Path SAMPLES = Path.of("../../samples/captures");

  static Stream<String> rows() throws IOException {
    return Files.readAllLines(EXPECTED).stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void capture_is_what_capinfos_says(String row) throws IOException {
    String[] expected = row.split(",");
    String name = expected[0];
    try (CaptureReader reader = open(name)) {
      CaptureInfo info = CaptureInfo.of(reader);
      assertThat(info.formats()).map(CaptureFormat::toString).containsExactly(expected[1]);
      if (!expected[2].equals("(not set)")) {
        assertThat(info.interfaces().getFirst().snapLength())
            .isEqualTo(Long.parseLong(expected[2]));
      }
      assertThat(info.packets()).isEqualTo(Long.parseLong(expected[3]));
      assertThat(info.bytes()).isEqualTo(Long.parseLong(expected[4]));
      // capinfos gives no times for a capture with other records among the packets.
      if (!expected[5].equals("n/a")) {
        assertThat(info.timedPackets()).isEqualTo(info.packets());
        assertThat(inDigitsOf(expected[5], info.firstNanos())).isEqualTo(expected[5]);
        assertThat(inDigitsOf(expected[6], info.lastNanos())).isEqualTo(expected[6]);
      }
      if (!expected[7].equals("Unknown")) {
        assertThat(info.inOrder()).isEqualTo(expected[7].equals("True"));
      }
      assertThat(reader.census().earlyEnd()).isEmpty();
    }
  }

  private static String inDigitsOf(String expected, long nanos) {
    int digits = expected.length() - expected.indexOf('.') - 1;
    return BigDecimal.valueOf(nanos, 9).setScale(digits, RoundingMode.DOWN).toPlainString();
  }

  private static CaptureReader open(String name) throws IOException {
    byte[] synthetic = SyntheticCaptures.all().get(name);
    InputStream in =
        synthetic != null
            ? new ByteArrayInputStream(synthetic)
            : Files.newInputStream(SAMPLES.resolve(name));
    return CaptureReader.of(in, name);
  }

  @Test
  void what_the_snapshot_length_cut_off_is_told() throws IOException {
    try (CaptureReader reader = open("snapped.pcap")) {
      CaptureInfo info = CaptureInfo.of(reader);
      assertThat(info.cutPackets()).isBetween(1L, info.packets() - 1);
      assertThat(info.capturedBytes()).isLessThan(info.bytes());
    }
    try (CaptureReader reader = open("vlan.pcap")) {
      CaptureInfo info = CaptureInfo.of(reader);
      assertThat(info.cutPackets()).isZero();
      assertThat(info.capturedBytes()).isEqualTo(info.bytes());
    }
  }

  @Test
  void packets_without_a_time_have_no_place_in_time() throws IOException {
    byte[] frame = new byte[60];
    byte[] capture =
        CaptureWriter.pcapng(new ByteArrayOutputStream(), java.nio.ByteOrder.BIG_ENDIAN)
            .describe(1, 0, 9, 0)
            .simple(frame, 60)
            .bytes();
    CaptureInfo none = CaptureInfo.of(CaptureReader.of(new ByteArrayInputStream(capture), "x"));
    assertThat(List.of(none.packets(), none.timedPackets(), none.firstNanos(), none.lastNanos()))
        .containsExactly(1L, 0L, 0L, 0L);
    byte[] mixed =
        CaptureWriter.pcapng(new ByteArrayOutputStream(), java.nio.ByteOrder.BIG_ENDIAN)
            .describe(1, 0, 9, 0)
            .enhanced(0, 7, frame, 60)
            .simple(frame, 60)
            .enhanced(0, 7, frame, 60)
            .enhanced(0, 9, frame, 60)
            .bytes();
    CaptureInfo some = CaptureInfo.of(CaptureReader.of(new ByteArrayInputStream(mixed), "x"));
    assertThat(List.of(some.packets(), some.timedPackets(), some.firstNanos(), some.lastNanos()))
        .containsExactly(4L, 3L, 7L, 9L);
    assertThat(some.inOrder()).isTrue();
  }
}
