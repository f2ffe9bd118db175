package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values made by src/test/tshark/compare.sh. */
class FlowsAgainstTcptraceTest {
  private static final Path EXPECTED =
      Path.of("src/test/resources/io/privnet/qoe/series/tcptrace.csv");
  private static final Path SAMPLES = Path.of("../../samples/captures");

  static Stream<String> rows() throws IOException {
    return Files.readAllLines(EXPECTED).stream().skip(1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void connection_has_the_packets_and_payload_that_tcptrace_sees(String row) throws IOException {
    String[] expected = row.split(",");
    try (CaptureReader reader = CaptureReader.open(SAMPLES.resolve(expected[0]))) {
      Flow flow =
          Flows.of(reader).flows().stream()
              .filter(f -> f.a().toString().equals(expected[1]))
              .findFirst()
              .orElseThrow();
      assertThat(flow.b()).hasToString(expected[2]);
      assertThat(
              new long[] {flow.packetsAb(), flow.packetsBa(), flow.payloadAb(), flow.payloadBa()})
          .containsExactly(numbers(expected, 3, 7));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void goodput_is_what_tcptrace_calls_unique_bytes(String row) throws IOException {
    String[] expected = row.split(",");
    String user = expected[1].substring(0, expected[1].lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    Roles roles = Roles.parse(user, expected[2]);
    try (CaptureReader reader = CaptureReader.open(SAMPLES.resolve(expected[0]))) {
      ByteCounter goodput = Measure.GOODPUT.counter();
      long in = 0;
      long out = 0;
      while (reader.next()) {
        Roles.Direction direction = roles.of(reader.packet());
        if (direction != Roles.Direction.NONE && reader.packet().protocol() == 6) {
          long bytes = goodput.of(reader.packet(), direction);
          in += direction == Roles.Direction.IN ? bytes : 0;
          out += direction == Roles.Direction.OUT ? bytes : 0;
        }
      }
      assertThat(new long[] {in, out}).containsExactly(numbers(expected, 7, 9));
    }
  }

  private static long[] numbers(String[] row, int from, int to) {
    long[] numbers = new long[to - from];
    for (int i = from; i < to; i++) {
      numbers[i - from] = Long.parseLong(row[i]);
    }
    return numbers;
  }
}
