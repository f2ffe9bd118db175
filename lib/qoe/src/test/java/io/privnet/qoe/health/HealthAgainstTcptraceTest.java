package io.privnet.qoe.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values made by src/test/tshark/make-health-expected.sh with tcptrace and tshark. */
class HealthAgainstTcptraceTest {
  private static final Path EXPECTED = Path.of("src/test/resources/io/privnet/qoe/health/expected");
  private static final Path SAMPLES = Path.of("../../samples/captures");

  static Stream<Path> connections() throws IOException {
    return Files.list(EXPECTED).filter(p -> p.toString().endsWith(".tcp.csv")).sorted();
  }

  static Stream<Path> streams() throws IOException {
    return Files.list(EXPECTED).filter(p -> p.toString().endsWith(".rtp.csv")).sorted();
  }

  private static HealthSummary measure(String name, Roles roles, Side at) throws IOException {
    HealthSettings settings =
        new HealthSettings(
            roles,
            at,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            Alignment.FIRST_FRAME,
            RtpSettings.DETECT);
    if (name.equals("exchange.pcap")) {
      return TcpExchange.measure(TcpExchange.all(1).bytes(), settings, false).summary();
    }
    try (CaptureReader reader = CaptureReader.open(SAMPLES.resolve(name))) {
      return HealthMeter.whole(settings, bin -> {}).measure(reader);
    }
  }

  @ParameterizedTest
  @MethodSource("connections")
  void segments_retransmissions_and_round_trips_are_theirs(Path table) throws IOException {
    Map<String, String[]> expected = new HashMap<>();
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split(",");
      expected.put(cells[0], List.of(cells).subList(1, cells.length).toArray(String[]::new));
    }
    String name = table.getFileName().toString().replace(".tcp.csv", "");
    Roles roles = Roles.parse("10.0.0.2", "10.0.0.1:5900");
    HealthSummary user = measure(name, roles, Side.USER);
    HealthSummary instrument = measure(name, roles, Side.INSTRUMENT);

    // Probes of a closed window, of one byte each, are no segments of ours.
    Transmissions[] sent = {user.control(), user.media()};
    for (int side = 0; side < 2; side++) {
      long probes = number(expected, "probes", side);
      assertThat(sent[side].segments()).isEqualTo(number(expected, "segments", side) - probes);
      assertThat(sent[side].bytes()).isEqualTo(number(expected, "bytes", side) - probes);
      assertThat(sent[side].retransmitted()).isEqualTo(number(expected, "retransmitted", side));
    }
    // Of the media, tcptrace keeps apart those that it takes for reordered, without their bytes.
    assertThat(user.control().retransmittedBytes()).isEqualTo(number(expected, "rexmt_bytes", 0));
    assertThat(user.control().retransmitted())
        .isEqualTo(number(expected, "tshark_retransmitted", 0));
    assertThat(user.userZeroWindows())
        .isEqualTo(number(expected, "zero_windows", 0))
        .isEqualTo(number(expected, "tshark_zero_windows", 0));
    assertThat(user.instrumentZeroWindows())
        .isEqualTo(number(expected, "zero_windows", 1))
        .isEqualTo(number(expected, "tshark_zero_windows", 1));

    // tcptrace takes one sample from SYN and one from FIN, which are not data.
    assertThat((double) user.roundTrips().count())
        .isCloseTo(number(expected, "rtt_samples", 0) - 1.5, within(0.5));
    assertThat(1e3 * user.roundTrips().max())
        .isCloseTo(Double.parseDouble(expected.get("rtt_max_ms")[0]), within(0.051));

    // tshark does not follow Karn's rule, so only a side that repeated nothing has the same times.
    if (user.control().retransmitted() == 0) {
      String[] times = expected.get("tshark_ack_rtt")[0].split(":");
      assertThat(user.roundTrips().count()).isEqualTo(Long.parseLong(times[0]));
      assertThat(user.roundTrips().min()).isEqualTo(Double.parseDouble(times[1]));
      assertThat(user.roundTrips().max()).isEqualTo(Double.parseDouble(times[2]));
    }
    if (user.media().retransmitted() == 0) {
      String[] times = expected.get("tshark_ack_rtt")[1].split(":");
      // Less the acknowledgement of the SYN.
      assertThat(instrument.roundTrips().count()).isEqualTo(Long.parseLong(times[0]) - 1);
      assertThat(instrument.roundTrips().max()).isEqualTo(Double.parseDouble(times[2]));
    }
  }

  private static long number(Map<String, String[]> expected, String row, int side) {
    return Long.parseLong(expected.get(row)[side]);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void rtp_streams_are_tsharks(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    String[] expected = lines.get(1).split(",");
    String name = table.getFileName().toString().replace(".rtp.csv", "");
    Roles roles =
        name.startsWith("rtp6")
            ? Roles.parse("fd01::2", "fd01::1")
            : Roles.parse("10.1.0.2", "10.1.0.1");
    HealthSummary summary = measure(name, roles, Side.USER);
    assertThat(lines).hasSize(2);
    assertThat(summary.rtp()).hasSize(1);
    RtpSource source = summary.rtp().getFirst();
    assertThat(source.ssrc()).isEqualTo(Long.decode(expected[0]));
    assertThat(source.payloadType()).isEqualTo(96);
    assertThat(source.packets()).isEqualTo(Long.parseLong(expected[1]));
    assertThat(source.lost()).isEqualTo(Long.parseLong(expected[2]));
    assertThat(1e3 * source.maxJitterSeconds())
        .isCloseTo(Double.parseDouble(expected[4]), within(0.0006));
    // tshark's mean is a running one over other packets, and no part of RFC 3550.
    assertThat(1e3 * source.meanJitterSeconds())
        .isCloseTo(Double.parseDouble(expected[3]), withinPercentage(1));
  }
}
