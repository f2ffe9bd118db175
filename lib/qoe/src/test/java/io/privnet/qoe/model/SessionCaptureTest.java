package io.privnet.qoe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.model.SessionCapture.Media;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Bin;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionCaptureTest {
  private static final PathQuality IDEAL = new PathQuality(1, 1);
  private static final Roles ROLES =
      Roles.parse(SessionCapture.user(), SessionCapture.instrument());

  private record Captured(List<SimulatedBin> truth, byte[] atUser, byte[] atInstrument) {}

  private static Scenario scenario(
      double hop, PathQuality quality, List<Scenario.Disturbance> disturbances, int seconds) {
    return new Scenario(
        new SessionModel(60, 1000, 0.005, Feedback.NEGATIVE, hop),
        false,
        List.of(
            new Scenario.Action(40_000, 2, Double.POSITIVE_INFINITY),
            new Scenario.Action(120_000, 8, 14)),
        quality,
        disturbances,
        new Reaction.Lag(0.8),
        Duration.ofMillis(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(seconds));
  }

  private static Captured capture(Scenario scenario, Media media, long seed) throws IOException {
    ByteArrayOutputStream atUser = new ByteArrayOutputStream();
    ByteArrayOutputStream atInstrument = new ByteArrayOutputStream();
    List<SimulatedBin> truth = new ArrayList<>();
    Bins bins = new Bins(scenario, truth::add);
    SessionCapture capture = new SessionCapture(scenario, media, atUser, atInstrument, seed);
    new Simulation(scenario)
        .run(
            step -> {
              bins.take(step);
              capture.take(step);
            });
    bins.end();
    return new Captured(truth, atUser.toByteArray(), atInstrument.toByteArray());
  }

  private static List<Bin> series(byte[] pcap, Measure measure) throws IOException {
    List<Bin> bins = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(pcap), "simulated")) {
      SeriesMeter.whole(
              new SeriesSettings(
                  ROLES,
                  measure,
                  Duration.ofSeconds(1),
                  Duration.ofDays(1),
                  Alignment.EPOCH,
                  List.of()),
              bins::add)
          .measure(reader);
      assertThat(reader.census().earlyEnd()).isEmpty();
    }
    return bins;
  }

  @ParameterizedTest
  @EnumSource(Media.class)
  void idealPath_seriesGivesBackTheSimulatedRates(Media media) throws IOException {
    Captured captured = capture(scenario(5e6, IDEAL, List.of(), 20), media, 1);
    List<Bin> atUser = series(captured.atUser, Measure.PAYLOAD);
    assertThat(atUser).hasSize(20);
    double most = 0;
    for (int i = 0; i < 20; i++) {
      SimulatedBin truth = captured.truth.get(i);
      // A packet of each direction more or less, and what the opening of the connection holds up.
      assertThat(8.0 * atUser.get(i).inBytes()).isCloseTo(truth.inBps(), within(1000.0));
      assertThat(8.0 * atUser.get(i).outBytes()).isCloseTo(truth.deliveredBps(), within(12_000.0));
      most = Math.max(most, truth.deliveredBps());
    }
    assertThat(most).isCloseTo(5e6, within(1.0));
    if (media == Media.RTP) {
      List<Bin> atInstrument = series(captured.atInstrument, Measure.PAYLOAD);
      for (int i = 0; i < 20; i++) {
        assertThat(8.0 * atInstrument.get(i).outBytes())
            .isCloseTo(captured.truth.get(i).outBps(), within(12_000.0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Media.class)
  void impairedPath_firstTransmissionsAreTheSimulatedRatesAndLossesThoseOfPsi(Media media)
      throws IOException {
    PathQuality quality = new PathQuality(0.9, 0.95);
    int seconds = 60;
    Captured captured =
        capture(scenario(Double.POSITIVE_INFINITY, quality, List.of(), seconds), media, 2);
    List<Bin> good = series(captured.atUser, Measure.GOODPUT);
    double in = 0;
    double trueIn = 0;
    double out = 0;
    double trueOut = 0;
    for (int i = 0; i < seconds; i++) {
      assertThat(8.0 * good.get(i).inBytes())
          .isCloseTo(captured.truth.get(i).inBps(), within(1000.0));
      in += good.get(i).inBytes() * 8;
      trueIn += captured.truth.get(i).inBps();
      out += good.get(i).outBytes() * 8;
      trueOut += captured.truth.get(i).deliveredBps();
    }
    assertThat(in).isCloseTo(trueIn, within(0.002 * trueIn));
    // RTP's goodput leaves out 12 of 1200 bytes; the lot of 30,000 packets lies within 4 sigma.
    double header = media == Media.RTP ? 0.99 : 1;
    assertThat(out).isCloseTo(header * trueOut, within(0.01 * trueOut));

    Count sent = count(captured.atUser, Roles.Direction.IN);
    Count arrived = count(captured.atInstrument, Roles.Direction.IN);
    double share = (double) sent.repeated / sent.segments;
    assertThat(share)
        .isCloseTo(0.1, within(4 * Math.sqrt(0.09 / sent.segments) + 1.0 / sent.segments));
    assertThat((double) arrived.segments / sent.segments)
        .isCloseTo(0.9, within(4 * Math.sqrt(0.09 / sent.segments) + 10.0 / sent.segments));
    assertThat(arrived.distinct).isCloseTo(sent.distinct, within(60));
  }

  private record Count(int segments, int repeated, int distinct) {}

  private static Count count(byte[] pcap, Roles.Direction direction) throws IOException {
    Set<Integer> seen = new HashSet<>();
    int segments = 0;
    int repeated = 0;
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(pcap), "simulated")) {
      Packet packet = reader.packet();
      while (reader.next()) {
        if (packet.protocol() == Packet.TCP
            && packet.payloadLength() > 0
            && ROLES.of(packet) == direction) {
          segments++;
          repeated += seen.add(packet.sequence()) ? 0 : 1;
        }
      }
    }
    return new Count(segments, repeated, seen.size());
  }

  /** In an outage nothing arrives at either end; after it, every byte of control does. */
  @Test
  void outage_isSilenceThenEveryByteOfControlArrives() throws IOException {
    Scenario scenario =
        scenario(
            Double.POSITIVE_INFINITY,
            IDEAL,
            List.of(new Scenario.Disturbance(10, 13, new PathQuality(0, 0))),
            25);
    Captured captured = capture(scenario, Media.RTP, 3);
    List<Bin> atUser = series(captured.atUser, Measure.GOODPUT);
    List<Bin> atInstrument = series(captured.atInstrument, Measure.GOODPUT);
    assertThat(atUser.get(11).outBytes() + atUser.get(12).outBytes()).isZero();
    assertThat(atInstrument.get(11).inBytes() + atInstrument.get(12).inBytes()).isZero();
    assertThat(atUser.get(11).inBytes()).isGreaterThan(1000);
    long sent = atUser.stream().mapToLong(Bin::inBytes).sum();
    long arrived = atInstrument.stream().mapToLong(Bin::inBytes).sum();
    assertThat(arrived).isCloseTo(sent, within(1000L));
  }

  /** The network's health as measured, against what the scenario says of it. */
  @Test
  void impairedPath_healthFindsTheRoundTripTimeTheLossesAndTheOutage() throws IOException {
    Scenario scenario =
        scenario(
            Double.POSITIVE_INFINITY,
            IDEAL,
            List.of(
                new Scenario.Disturbance(20, 40, new PathQuality(0.92, 0.97)),
                new Scenario.Disturbance(50, 53, new PathQuality(0, 0))),
            60);
    Captured captured = capture(scenario, Media.RTP, 4);
    List<HealthBin> bins = new ArrayList<>();
    HealthSummary summary;
    try (CaptureReader reader =
        CaptureReader.of(new ByteArrayInputStream(captured.atUser), "simulated")) {
      summary =
          HealthMeter.whole(HealthSettings.of(ROLES, Duration.ofSeconds(1)), bins::add)
              .measure(reader);
    }
    assertThat(summary.rtp()).hasSize(1);
    assertThat(summary.rtp().getFirst().jitterSeconds()).isLessThan(1e-4);
    double lost = 0;
    double repeated = 0;
    for (int i = 3; i < 50; i++) {
      HealthBin bin = bins.get(i);
      boolean disturbed = i >= 20 && i < 40;
      if (!disturbed && i != 40) {
        // Twice the delay of 30 ms; the clock is exact, and so is the simulated network.
        assertThat(bin.rttSeconds()).as("bin " + i).isCloseTo(0.06, within(1e-6));
        assertThat(bin.retransmittedShare()).isZero();
        assertThat(bin.rtpLoss()).isZero();
      } else if (disturbed) {
        lost += bin.rtpLoss() / 20;
        repeated += bin.retransmittedShare() / 20;
      }
    }
    assertThat(lost).isCloseTo(0.03, within(0.01));
    assertThat(repeated).isCloseTo(0.08, within(0.02));
    assertThat(bins.get(52).oldestUnackedSeconds()).isCloseTo(3, within(0.1));
    assertThat(bins.get(57).oldestUnackedSeconds()).isLessThan(0.1);
  }

  @Test
  void sameSeed_givesTheSameBytesAndAnotherSeedOthers() throws IOException {
    Scenario scenario = scenario(2e6, new PathQuality(0.95, 0.95), List.of(), 5);
    byte[] once = capture(scenario, Media.TCP, 7).atUser;
    assertThat(capture(scenario, Media.TCP, 7).atUser).isEqualTo(once);
    assertThat(capture(scenario, Media.TCP, 8).atUser).isNotEqualTo(once);
  }
}
