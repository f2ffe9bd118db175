package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer.Algorithm;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTest {

  @Test
  void groupThatDriftsApartWithinAnEpoch_isTooSmall() throws IOException {
    String trace =
        """
        lat,lon,time,vehicle
        48.2,16.3,0,a
        48.2,16.3,0,b
        47.0,15.4,0,c
        47.0,15.4,0,d
        48.2,16.3,10,a
        47.0,15.4,10,b
        47.0,15.4,10,c
        47.0,15.4,10,d
        """;
    Tracking within = track(trace, 60);
    assertThat(within.exposure(0).followed()).startsWith(4, 4, 0);
    // a is alone, and so is b, as c and d have not come from where it was.
    assertThat(within.exposure(0).linkable()).startsWith(0, 2);
    assertThat(within.exposure(0).unlinkable()).startsWith(0, 1);
    assertThat(within.utility(0).exposed()).isEqualTo(1);
    assertThat(within.utility(0).reports()).isEqualTo(8);
    // With a new announcement a has to be silent or to share a prefix with others.
    Tracking announced = track(trace, 10);
    assertThat(announced.exposure(0).unlinkable()).startsWith(0, 0);
    assertThat(announced.utility(0).exposed()).isZero();
  }

  @Test
  void severalAnnouncers_areFollowedEachByItself() throws IOException {
    String trace =
        """
        lat,lon,time,vehicle
        48.2,16.3,0,a
        48.2,16.3,0,b
        """;
    Tracking tracking = track(trace, 60);
    assertThat(tracking.exposure(0).k()).isEqualTo(2);
    assertThat(tracking.exposure(0).silent()).isZero();
    assertThat(tracking.exposure(1).k()).isEqualTo(3);
    assertThat(tracking.exposure(1).silent()).isEqualTo(2);
    assertThat(tracking.utility(1).silentShare()).isEqualTo(1);
  }

  @Test
  void vehiclesSeenEveryThirdStep_areUnseenInTwoThirds() throws IOException {
    StringBuilder trace = new StringBuilder("lat,lon,time,vehicle\n");
    for (int second = 0; second <= 3000; second += 30) {
      trace.append("48.2,16.3,").append(second).append(",a\n");
    }
    assertThat(track(trace.toString(), 60).unseenShare()).isCloseTo(2 / 3.0, within(0.01));
  }

  @Test
  void epochWhoseFirstStepsAreEmpty_hasAnAnnouncement() throws IOException {
    String trace =
        """
        lat,lon,time,vehicle
        48.2,16.3,0,a
        48.2,16.3,0,b
        48.2,16.3,80,a
        48.2,16.3,80,b
        48.2,16.3,90,a
        """;
    Tracking tracking = track(trace, 60);
    assertThat(tracking.utility(0).silent()).isZero();
    assertThat(tracking.utility(0).reports()).isEqualTo(5);
    assertThat(tracking.utility(0).exposed()).isEqualTo(1);
  }

  /** Steps of 10 s, k 2 and k 3. */
  private static Tracking track(String trace, int epochSeconds) throws IOException {
    List<Announcer> announcers =
        List.of(
            new Announcer(Scheme.ZORDER, Algorithm.MERGE, 2, 36, 0),
            new Announcer(Scheme.ZORDER, Algorithm.MERGE, 3, 36, 0));
    Tracking tracking = new Tracking(announcers, epochSeconds * 1000L, 5);
    try (Snapshots snapshots =
        new Snapshots(
            new SightingReader(
                new ByteArrayInputStream(trace.getBytes(StandardCharsets.UTF_8)), "test.csv"),
            Duration.ofSeconds(10))) {
      while (snapshots.next()) {
        tracking.see(snapshots);
      }
    }
    return tracking;
  }
}
