package io.privnet.qoe.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathHealthTest {
  private static final Path SAMPLES = Path.of("../../samples/both-ends");
  private static final Roles ROLES = Roles.parse("10.0.0.2", "10.0.0.1:5900");

  private final HealthSettings settings = HealthSettings.of(ROLES, Duration.ofMillis(500));
  private final List<HealthBin> bins = new ArrayList<>();

  private PathHealth.Result measure(Path user, Path instrument) throws IOException {
    return new PathHealth(settings, ROLES, bins::add)
        .measure(() -> CaptureReader.open(user), () -> CaptureReader.open(instrument));
  }

  /** Expected values made by src/test/tshark/make-path-expected.py. */
  @Test
  void recorded_session_has_the_psi_that_tshark_tells() throws IOException {
    HealthSummary health =
        measure(SAMPLES.resolve("user.pcap.gz"), SAMPLES.resolve("instrument.pcap.gz")).health();
    List<String> rows =
        Files.readAllLines(Path.of("src/test/resources/io/privnet/qoe/health/path.csv"));
    double[] psi = {health.psiForward(), health.psiReverse()};
    for (int way = 0; way < 2; way++) {
      String[] cells = rows.get(1 + way).split(",");
      assertThat(psi[way])
          .isCloseTo(Double.parseDouble(cells[4]) / Double.parseDouble(cells[2]), within(0.003));
    }
  }

  @Test
  void bins_are_those_of_the_user_s_capture_with_the_psi_of_the_path() throws IOException {
    Path user = SAMPLES.resolve("user.pcap.gz");
    Path instrument = SAMPLES.resolve("instrument.pcap.gz");
    measure(user, instrument);
    Map<Long, PathBin> path = new HashMap<>();
    PathMeter.measure(
        new PathSettings(
            ROLES,
            ROLES,
            Measure.PAYLOAD,
            settings.interval(),
            settings.maxGap(),
            Alignment.FIRST_FRAME),
        () -> CaptureReader.open(user),
        () -> CaptureReader.open(instrument),
        bin -> path.put(bin.index(), bin));
    List<HealthBin> expected = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(user)) {
      HealthMeter.whole(
              settings,
              bin -> {
                PathBin between = path.get(bin.index());
                expected.add(bin.with(between.psiForward(), between.psiReverse()));
              })
          .measure(reader);
    }
    assertThat(bins).isEqualTo(expected).hasSizeGreaterThan(80);
    assertThat(bins).anyMatch(bin -> bin.psiForward() < 1).anyMatch(bin -> bin.psiReverse() < 1);
  }

  @Test
  void a_capture_beside_itself_has_lost_nothing() throws IOException {
    Path user = SAMPLES.resolve("user.pcap.gz");
    HealthSummary health = measure(user, user).health();
    assertThat(health.psiForward()).isEqualTo(1);
    assertThat(health.psiReverse()).isEqualTo(1);
    assertThat(bins).noneMatch(bin -> bin.psiForward() < 1 || bin.psiReverse() < 1);
  }
}
