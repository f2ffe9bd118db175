package io.privnet.qoe.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.figure.Size;
import io.privnet.figure.Svg;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The plane lies between x = 76 and 624, y = 66 and 530. */
class PlaneFigureTest {
  private static final Size SIZE = new Size(800, 0);

  private static StateBin bin(long index, SystemState state, long demandBytes, long supplyBytes) {
    HealthBin health =
        new HealthBin(
            index,
            index * 1_000_000_000L,
            true,
            demandBytes,
            supplyBytes,
            1,
            0,
            0,
            0,
            0.01,
            0,
            0,
            0,
            0,
            0,
            1,
            1);
    return new StateBin(health, state, demandBytes > 0, false, false, true, Optional.empty());
  }

  private static StatePath path() {
    StatePath path = new StatePath(Duration.ofSeconds(1));
    path.take(bin(0, SystemState.IDLE, 0, 1000));
    path.take(bin(1, SystemState.STABLE, 500, 5000));
    path.take(bin(2, SystemState.STABLE, 700, 7000));
    path.take(bin(3, SystemState.BREAKDOWN, 1000, 0));
    return path;
  }

  private static Thresholds thresholds(double d0, double s0) {
    Thresholds open = Thresholds.OPEN;
    return new Thresholds(
        open.activeBps(),
        open.seedBps(),
        d0,
        s0,
        open.stallSeconds(),
        open.answerSeconds(),
        open.rttP10Seconds(),
        open.rttSeconds(),
        open.retransmittedShare(),
        open.rtpLoss(),
        open.breakdownBins(),
        open.recoveryBins());
  }

  @Test
  void stays_are_runs_of_one_state_with_their_means() {
    assertThat(path().stays())
        .containsExactly(
            new StatePath.Stay(SystemState.IDLE, 0, 1, 0, 8000),
            new StatePath.Stay(SystemState.STABLE, 1, 3, 4800, 48_000),
            new StatePath.Stay(SystemState.BREAKDOWN, 3, 4, 8000, 0));
    assertThat(path().bins(SystemState.STABLE)).isEqualTo(2);
  }

  @Test
  void a_jump_in_time_ends_a_stay() {
    StatePath path = new StatePath(Duration.ofSeconds(1));
    path.take(bin(0, SystemState.IDLE, 0, 0));
    path.take(bin(5, SystemState.IDLE, 0, 0));
    assertThat(path.stays()).hasSize(2);
    assertThat(path.stays().getFirst().endSeconds()).isEqualTo(1);
  }

  @Test
  void intervals_and_threshold_point_stand_at_their_rates() throws Exception {
    // The axes end at 8 and 60 kbit/s.
    Svg svg = Svg.of(PlaneFigure.draw("s", path(), thresholds(6000, 50_000), "input", false, SIZE));
    List<Element> dots = svg.all("//*[@class='interval']/*[local-name()='circle']");
    assertThat(dots).hasSize(3);
    assertThat(Svg.number(dots.get(0), "cx")).isCloseTo(x(8000), within(0.01));
    assertThat(Svg.number(dots.get(0), "cy")).isCloseTo(530, within(0.01));
    assertThat(Svg.number(dots.get(1), "cx")).isCloseTo(x(40_000), within(0.01));
    assertThat(Svg.number(dots.get(1), "cy")).isCloseTo(y(4000), within(0.01));
    // Breakdown is a square, not a circle.
    assertThat(svg.all("//*[@class='interval']/*[local-name()='path']")).hasSize(1);
    List<Element> lines = svg.all("//*[@class='threshold']/*[local-name()='path']");
    assertThat(Svg.points(lines.get(0))[0]).isCloseTo(x(50_000), within(0.01));
    assertThat(Svg.points(lines.get(1))[1]).isCloseTo(y(6000), within(0.01));
    assertThat(svg.texts("//*[@class='threshold']/*[local-name()='title']"))
        .containsExactly("threshold point: s0 = 50.0 kbit/s, d0 = 6.00 kbit/s");
    assertThat(svg.texts("//*[local-name()='text']"))
        .contains(
            "demand d (kbit/s)",
            "supply s (kbit/s)",
            "Idle 25.0 %",
            "Stable 50.0 %",
            "Breakdown 25.0 %");
  }

  @Test
  void the_way_leads_from_the_mean_of_a_stay_to_that_of_the_next() throws Exception {
    Svg svg = Svg.of(PlaneFigure.draw("s", path(), thresholds(6000, 50_000), "input", false, SIZE));
    List<Element> lines = svg.all("//*[@class='way']/*[local-name()='path'][1]");
    assertThat(lines).hasSize(2);
    double[] second = Svg.points(lines.get(1));
    assertThat(second)
        .containsExactly(new double[] {x(48_000), y(4800), x(0), y(8000)}, within(0.011));
  }

  @Test
  void thresholds_that_are_not_known_are_not_drawn() throws Exception {
    Svg svg = Svg.of(PlaneFigure.draw("s", path(), Thresholds.OPEN, "payload", true, SIZE));
    assertThat(svg.all("//*[@class='threshold']/*[local-name()='path']")).isEmpty();
  }

  private static double x(double bps) {
    return 76 + bps / 60_000 * (624 - 76);
  }

  private static double y(double bps) {
    return 530 - bps / 8000 * (530 - 66);
  }
}
