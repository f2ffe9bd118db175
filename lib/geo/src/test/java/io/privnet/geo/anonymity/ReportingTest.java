package io.privnet.geo.anonymity;

import static io.privnet.geo.anonymity.ReportPolicy.Rule.FULL;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.K_ANONYMOUS;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.ROAD;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.SPEED;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.TRIP_ENDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Code;
import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer.Algorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReportingTest {
  private static final int MAX_BITS = 36;

  @Property(tries = 200)
  void everyPrefix_isSentByNobodyOrByK(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int k,
      @ForAll Algorithm algorithm,
      @ForAll Scheme scheme,
      @ForAll Set<ReportPolicy.Rule> any)
      throws IOException {
    Set<ReportPolicy.Rule> rules = new HashSet<>(any);
    rules.removeAll(Set.of(FULL, ROAD));
    rules.add(K_ANONYMOUS);
    Trips trips = new Trips(Worlds.random(seed));
    ReportPolicy policy = new ReportPolicy(rules, (int) (seed >>> 59), 3000, 10, Set.of());
    Reporting reporting =
        new Reporting(trips, policy, new Announcer(scheme, algorithm, k, MAX_BITS), 10_000, 1);
    while (reporting.next()) {
      Map<Code, Integer> senders = new HashMap<>();
      Map<Code, Integer> whoDoNotShorten = new HashMap<>();
      for (int i = 0; i < reporting.size(); i++) {
        Optional<Code> report = reporting.report(i);
        report.ifPresent(prefix -> senders.merge(prefix, 1, Integer::sum));
        if (!reporting.shortens(i)) {
          report.ifPresent(prefix -> whoDoNotShorten.merge(prefix, 1, Integer::sum));
        } else {
          assertThat(reporting.length(i)).isLessThanOrEqualTo(policy.coarseBits());
        }
        if (report.isPresent()) {
          assertThat(report.get().contains(reporting.code(i))).isTrue();
        }
      }
      assertThat(senders.values()).allMatch(count -> count >= k);
      // Those who shorten join a group that is large enough without them, or are among themselves.
      assertThat(whoDoNotShorten.values()).allMatch(count -> count >= k);
    }
  }

  @Test
  void epochInWhichNobodyIsSeen_endsHysteresis() throws IOException {
    // Two are too few for a cell to come while another is known, but enough for a fresh start.
    for (int second : new int[] {10, 20}) {
      Trips trips =
          new Trips(
              Worlds.of(
                  "lat,lon,time,vehicle",
                  "48,16,0,a",
                  "48,16,0,b",
                  "48,16," + second + ",c",
                  "48,16," + second + ",d",
                  "47,15," + second + ",a",
                  "47,15," + second + ",b"));
      Reporting reporting = reporting(trips, policy(K_ANONYMOUS), 2, 10_000);
      assertThat(lines(trips, reporting).contains(second + "000: a " + encoded(47, 15)))
          .isEqualTo(second == 20);
    }
  }

  @Property(tries = 100)
  void withoutShortening_everybodySendsWhatIsAnnounced(@ForAll long seed) throws IOException {
    Trips trips = new Trips(Worlds.random(seed));
    Announcer announcer = new Announcer(Scheme.ZORDER, Algorithm.MERGE, 3, MAX_BITS);
    Reporting reporting = new Reporting(trips, policy(K_ANONYMOUS), announcer, 10_000, 2);
    Announcement announcement = null;
    long epoch = -1;
    while (reporting.next()) {
      if (reporting.startMillis() / 20_000 != epoch) {
        epoch = reporting.startMillis() / 20_000;
        long[] codes = new long[reporting.size()];
        for (int i = 0; i < codes.length; i++) {
          codes[i] = reporting.code(i);
        }
        announcement =
            announcement == null
                ? announcer.announce(codes)
                : announcer.announce(new Histogram(codes), announcement);
      }
      for (int i = 0; i < reporting.size(); i++) {
        assertThat(reporting.report(i)).isEqualTo(announcement.report(reporting.code(i)));
        assertThat(reporting.shortens(i)).isFalse();
      }
    }
  }

  @Test
  void full_isTheWholeCodeOfTheLastPositionInAStep() throws IOException {
    Trips trips =
        new Trips(Worlds.of("lat,lon,time,vehicle", "1,1,0,a", "2,2,5,a", "3,3,5,b", "4,4,25,a"));
    Reporting reporting = reporting(trips, policy(FULL), 1, 10_000);
    assertThat(lines(trips, reporting))
        .containsExactly(
            "0: a " + Scheme.ZORDER.encode(2, 2, MAX_BITS),
            "0: b " + Scheme.ZORDER.encode(3, 3, MAX_BITS),
            "20000: a " + Scheme.ZORDER.encode(4, 4, MAX_BITS));
  }

  @Test
  void fullBesideAnotherPolicy_doesNotCount() {
    assertThat(policy(FULL, K_ANONYMOUS).isFull()).isFalse();
    assertThat(policy(FULL).isFull()).isTrue();
  }

  @Test
  void vehiclesNearTheirTripEnds_shorten() throws IOException {
    // 0.01 degrees of latitude are 1112 m.
    Trips trips =
        new Trips(
            Worlds.of(
                "lat,lon,time,vehicle", "1,1,0,a", "1.008,1,60,a", "1.02,1,120,a", "1.03,1,180,a"));
    assertThat(shortening(trips, policy(TRIP_ENDS))).containsExactly(true, true, false, true);
  }

  @Test
  void slowVehicles_shorten() throws IOException {
    // 0.01 degrees in 60 s are 66.7 km/h, 0.008 are 53.4 km/h.
    Trips trips =
        new Trips(Worlds.of("lat,lon,time,vehicle", "1,1,0,a", "1.01,1,60,a", "1.018,1,120,a"));
    assertThat(shortening(trips, policy(SPEED))).containsExactly(true, false, true);
  }

  @Test
  void speedsOfTheTrace_goBeforeThoseOfPositions() throws IOException {
    Trips trips =
        new Trips(
            Worlds.of(
                "lat,lon,time,vehicle,speed", "1,1,0,a,17", "1.01,1,60,a,16.6", "1,1,120,a,33"));
    assertThat(shortening(trips, policy(SPEED))).containsExactly(false, true, false);
  }

  @Test
  void vehiclesOffTheMajorRoads_shorten() throws IOException {
    Trips trips =
        new Trips(
            Worlds.of(
                "lat,lon,time,vehicle,road",
                "1,1,0,a,alley",
                "1,1,60,a,motorway",
                "1,1,120,a,Motorway"));
    assertThat(shortening(trips, policy(ROAD))).containsExactly(true, false, true);
    assertThat(shortening(trips, policy(ROAD, TRIP_ENDS))).containsExactly(true, true, true);
  }

  @Test
  void vehicleThatShortens_joinsALargerGroupOfOthers() throws IOException {
    // Five in one corner and five spread over a cell around it do not shorten; a does.
    List<String> rows = new ArrayList<>(List.of("lat,lon,time,vehicle,speed"));
    for (int i = 0; i < 5; i++) {
      rows.add("48.2,16.3,0,near" + i + ",20");
      rows.add((48 + i * 0.1) + "," + (16 + i * 0.2) + ",0,far" + i + ",20");
    }
    rows.add("48.2,16.3,0,slow,1");
    Trips trips = new Trips(Worlds.of(rows.toArray(String[]::new)));
    Reporting reporting = reporting(trips, policy(SPEED), 5, 10_000);
    List<String> lines = lines(trips, reporting);
    String near = lines.stream().filter(l -> l.contains("near0 ")).findFirst().orElseThrow();
    String far = lines.stream().filter(l -> l.contains("far0 ")).findFirst().orElseThrow();
    String slow = lines.stream().filter(l -> l.contains("slow ")).findFirst().orElseThrow();
    assertThat(near).hasSize("0: near0 ".length() + MAX_BITS);
    assertThat(slow.replace("slow", "far0")).isEqualTo(far);
    assertThat(far.length() - "0: far0 ".length()).isLessThanOrEqualTo(24);
  }

  @Test
  void vehiclesThatAllShorten_haveGroupsOfTheirOwn() throws IOException {
    Trips trips =
        new Trips(
            Worlds.of("lat,lon,time,vehicle", "48.2,16.3,0,a", "48.2,16.3,0,b", "48.2,16.3,0,c"));
    assertThat(lines(trips, reporting(trips, policy(SPEED), 3, 10_000)))
        .allMatch(line -> line.endsWith(" " + Scheme.ZORDER.encode(48.2, 16.3, 24)))
        .hasSize(3);
    assertThat(lines(trips, reporting(trips, policy(SPEED), 4, 10_000)))
        .allMatch(line -> line.endsWith(" silent"))
        .hasSize(3);
  }

  @Test
  void pauseOfMoreThanTenMinutes_endsATrip() throws IOException {
    Trips trips =
        new Trips(
            Worlds.of(
                "lat,lon,time,vehicle",
                "1,1,0,a",
                "1,1,0,b",
                "1,1,600,a",
                "1,1,1201,a",
                "1,1,1300,a"));
    assertThat(trips.count()).isEqualTo(3);
    assertThat(trips.tripOf(2)).isEqualTo(trips.tripOf(0)).isNotEqualTo(trips.tripOf(3));
    assertThat(trips.origin(2)).isEqualTo(3);
    assertThat(trips.destination(2)).isEqualTo(4);
    assertThat(trips.destination(0)).isEqualTo(2);
  }

  @Test
  void distance_isThatOnASphere() throws IOException {
    // Vienna to Graz, by another program.
    double metres =
        Distance.metres(
            Worlds.of("lat,lon,time,vehicle", "48.2082,16.3738,0,a", "47.0707,15.4395,1,a"), 0, 1);
    assertThat(metres).isCloseTo(144_559.757, within(0.001));
  }

  @Test
  void policyOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportPolicy(Set.of(), 24, 1000, 10, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportPolicy(Set.of(FULL), 65, 1000, 10, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportPolicy(Set.of(FULL), 24, Double.NaN, 10, Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> ReportPolicy.Rule.of("private"));
    assertThat(ReportPolicy.Rule.of("trip-ends")).isEqualTo(TRIP_ENDS);
  }

  static ReportPolicy policy(ReportPolicy.Rule... rules) {
    return new ReportPolicy(Set.of(rules), 24, 1000, 60 / 3.6, Set.of("motorway"));
  }

  static Reporting reporting(Trips trips, ReportPolicy policy, int k, long stepMillis) {
    return new Reporting(
        trips, policy, new Announcer(Scheme.ZORDER, Algorithm.MERGE, k, MAX_BITS), stepMillis, 1);
  }

  private static List<Boolean> shortening(Trips trips, ReportPolicy policy) {
    List<Boolean> all = new ArrayList<>();
    Reporting reporting = reporting(trips, policy, 1, 1000);
    while (reporting.next()) {
      for (int i = 0; i < reporting.size(); i++) {
        all.add(reporting.shortens(i));
      }
    }
    return all;
  }

  private static Code encoded(double latitude, double longitude) {
    return Scheme.ZORDER.encode(latitude, longitude, MAX_BITS);
  }

  private static List<String> lines(Trips trips, Reporting reporting) {
    List<String> lines = new ArrayList<>();
    while (reporting.next()) {
      for (int i = 0; i < reporting.size(); i++) {
        lines.add(
            reporting.startMillis()
                + ": "
                + trips.trace().vehicleId(trips.trace().vehicle(reporting.row(i)))
                + " "
                + reporting.report(i).map(Code::toString).orElse("silent"));
      }
    }
    return lines;
  }
}
