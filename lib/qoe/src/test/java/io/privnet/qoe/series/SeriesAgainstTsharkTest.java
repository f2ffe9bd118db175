package io.privnet.qoe.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.SyntheticCaptures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values made by src/test/tshark/make-expected.sh. */
class SeriesAgainstTsharkTest {
  private static final Path EXPECTED = Path.of("src/test/resources/io/privnet/qoe/series/tshark");
  private static final Path SAMPLES = Path.of("../../samples/captures");

  static Stream<Path> tables() throws IOException {
    return Files.list(EXPECTED).sorted();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void every_bin_and_measure_equals_tsharks(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    String user = lines.get(0).substring("# user ".length());
    String[] instrument = lines.get(1).substring("# instrument ".length()).split(" port ");
    Duration interval =
        Duration.ofMillis(Long.parseLong(lines.get(2).substring("# interval_ms ".length())));
    String at =
        instrument.length == 1
            ? instrument[0]
            : instrument[0].contains(":")
                ? "[" + instrument[0] + "]:" + instrument[1]
                : instrument[0] + ":" + instrument[1];
    Roles roles = Roles.parse(user, at);
    String name = table.getFileName().toString().replaceAll("\\.[0-9]+ms\\.csv$", "");

    List<String> measured = new ArrayList<>();
    List<List<Bin>> bins = new ArrayList<>();
    for (Measure measure : List.of(Measure.PAYLOAD, Measure.IP, Measure.WIRE)) {
      List<Bin> series = new ArrayList<>();
      try (CaptureReader reader = open(name)) {
        SeriesMeter.whole(roles, measure, interval, Duration.ofDays(1), series::add)
            .measure(reader);
        assertThat(reader.census().earlyEnd()).isEmpty();
        assertThat(reader.census().doubts()).isEmpty();
      }
      bins.add(series);
    }
    for (int i = 0; i < bins.getFirst().size(); i++) {
      Bin first = bins.getFirst().get(i);
      StringBuilder row = new StringBuilder();
      row.append(first.index()).append(',').append(first.inPackets());
      row.append(',').append(first.outPackets());
      for (List<Bin> series : bins) {
        row.append(',')
            .append(series.get(i).inBytes())
            .append(',')
            .append(series.get(i).outBytes());
      }
      measured.add(row.toString());
    }
    assertThat(measured).isEqualTo(lines.subList(4, lines.size()));
  }

  private static CaptureReader open(String name) throws IOException {
    byte[] synthetic = SyntheticCaptures.all().get(name);
    InputStream in =
        synthetic != null
            ? new ByteArrayInputStream(synthetic)
            : Files.newInputStream(SAMPLES.resolve(name));
    return CaptureReader.of(in, name);
  }
}
