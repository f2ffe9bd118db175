package io.privnet.geo.anonymity;

import static io.privnet.geo.anonymity.ReportPolicy.Rule.FULL;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.K_ANONYMOUS;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.TRIP_ENDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UtilityTest {

  @Test
  void cellOfTheEquator_hasTheSizeOfItsSquare() {
    // A degree of a great circle is 111.195 km; 10 bits are 180/32 by 360/32 degrees.
    assertThat(Utility.sizeMetres(Scheme.ZORDER.encode(1, 1, 10)))
        .isCloseTo(111_195 * Math.sqrt(180 / 32.0 * 360 / 32.0), within(1000.0));
  }

  @Test
  void means_areWeightedByReports() {
    Utility utility = new Utility();
    utility.add(10, 100, 3, 2);
    utility.add(20, 10, 1, 2);
    utility.addSilent(4);
    assertThat(utility.reports()).isEqualTo(4);
    assertThat(utility.meanBits()).isEqualTo(12.5);
    assertThat(utility.meanMetres()).isEqualTo(77.5);
    assertThat(utility.medianBits()).isEqualTo(10);
    assertThat(utility.medianMetres()).isEqualTo(100);
    assertThat(utility.silentShare()).isEqualTo(0.5);
    assertThat(utility.exposed()).isEqualTo(1);
  }

  @Test
  void medianOfTwo_isTheMoreExact() {
    Utility utility = new Utility();
    utility.add(10, 100, 2, 1);
    utility.add(20, 10, 2, 1);
    assertThat(utility.medianBits()).isEqualTo(20);
  }

  @Test
  void noReport_hasNoMean() {
    Utility utility = new Utility();
    assertThat(utility.medianBits()).isEqualTo(-1);
    assertThat(utility.medianMetres()).isNaN();
    assertThat(utility.meanBits()).isNaN();
  }

  @Test
  void disclosure_isTheSmallestCellThatHoldsTheEnd() throws IOException {
    Trips trips =
        new Trips(
            Worlds.of("lat,lon,time,vehicle", "1,1,0,a", "1.5,1,60,a", "2,2,120,a", "50,50,120,b"));
    Disclosure disclosure = new Disclosure(trips, Scheme.ZORDER);
    Reporting reporting = ReportingTest.reporting(trips, ReportingTest.policy(FULL), 1, 10_000);
    assertThat(disclosure.origins().never()).isEqualTo(2);
    reporting.next();
    disclosure.see(reporting);
    // b has not been seen; a's origin is disclosed at 36 bits, its destination where paths part.
    assertThat(disclosure.origins().within(150)).isEqualTo(1);
    assertThat(disclosure.origins().never()).isEqualTo(1);
    assertThat(disclosure.destinations().never()).isEqualTo(2);
    while (reporting.next()) {
      disclosure.see(reporting);
    }
    assertThat(disclosure.destinations().within(150)).isEqualTo(2);
    assertThat(disclosure.destinations().within(10)).isZero();
    assertThat(disclosure.origins().medianMetres())
        .isLessThanOrEqualTo(Utility.sizeMetres(Scheme.ZORDER.encode(1, 1, 36)));
  }

  @Test
  void endsThatAreNeverDisclosed_haveAnInfiniteMedian() throws IOException {
    Trips trips = new Trips(Worlds.of("lat,lon,time,vehicle", "1,1,0,a"));
    Disclosure disclosure = new Disclosure(trips, Scheme.ZORDER);
    Reporting silent = ReportingTest.reporting(trips, ReportingTest.policy(K_ANONYMOUS), 2, 10_000);
    while (silent.next()) {
      disclosure.see(silent);
    }
    assertThat(disclosure.origins().medianMetres()).isInfinite();
    assertThat(disclosure.origins().never()).isEqualTo(1);
  }

  @Test
  void hazardAmongVehicles_concernsThoseAround() throws IOException {
    // From a, b is 556 m to the north, c 556 m and d 1112 m to the east.
    Trace trace =
        Worlds.of(
            "lat,lon,time,vehicle",
            "0.1,0.1,0,a",
            "0.105,0.1,0,b",
            "0.1,0.105,0,c",
            "0.1,0.11,0,d");
    Trips trips = new Trips(trace);
    Hazards hazards = new Hazards(trace, Scheme.ZORDER, 36, 4000, 600, 7);
    Reporting reporting = ReportingTest.reporting(trips, ReportingTest.policy(FULL), 1, 10_000);
    while (reporting.next()) {
      hazards.see(reporting);
    }
    assertThat(hazards.messages()).isEqualTo(4000);
    // Around a: a, b, c. Around b: a, b, c (it is a square). Around c: a, b, c, d. Around d: c, d.
    assertThat((double) hazards.concerned() / 4000).isCloseTo((3 + 3 + 4 + 2) / 4.0, within(0.1));
    assertThat(hazards.missed()).isZero();
    assertThat(hazards.deliveries()).isEqualTo(hazards.fullDeliveries());
    assertThat(hazards.vain()).isEqualTo(hazards.fullVain());
  }

  @Test
  void silentVehicles_missMessages() throws IOException {
    Trace trace = Worlds.of("lat,lon,time,vehicle", "0.1,0.1,0,a", "0.1,0.1,0,b");
    Hazards hazards = new Hazards(trace, Scheme.ZORDER, 36, 10, 100, 1);
    Reporting silent =
        ReportingTest.reporting(new Trips(trace), ReportingTest.policy(K_ANONYMOUS), 3, 10_000);
    while (silent.next()) {
      hazards.see(silent);
    }
    assertThat(hazards.missed()).isEqualTo(20);
    assertThat(hazards.deliveries()).isZero();
    assertThat(hazards.fullDeliveries()).isEqualTo(20);
  }

  @Test
  void hazardsAtTheEndsOfTheWorld_areDelivered() throws IOException {
    Trace trace =
        Worlds.of("lat,lon,time,vehicle", "0,180,0,a", "0,-179.999,0,b", "90,0,0,c", "-90,17,0,d");
    Hazards hazards = new Hazards(trace, Scheme.ZORDER, 36, 100, 500, 1);
    Reporting full =
        ReportingTest.reporting(new Trips(trace), ReportingTest.policy(FULL), 1, 10_000);
    while (full.next()) {
      hazards.see(full);
    }
    assertThat(hazards.missed()).isZero();
    assertThat(hazards.concerned()).isGreaterThan(100);
  }

  @Property(tries = 50)
  void onlySilentVehiclesMiss_andShorterReportsGetMore(@ForAll long seed) throws IOException {
    Trace trace = Worlds.random(seed);
    Trips trips = new Trips(trace);
    Hazards hazards = new Hazards(trace, Scheme.ZORDER, 36, 20, 400, seed);
    Reporting reporting =
        ReportingTest.reporting(trips, ReportingTest.policy(TRIP_ENDS), 2, 10_000);
    boolean someSilent = false;
    while (reporting.next()) {
      hazards.see(reporting);
      for (int i = 0; i < reporting.size(); i++) {
        someSilent |= reporting.length(i) < 0;
      }
    }
    assertThat(hazards.messages()).isEqualTo(20);
    if (!someSilent) {
      assertThat(hazards.missed()).isZero();
      assertThat(hazards.deliveries()).isGreaterThanOrEqualTo(hazards.fullDeliveries());
      assertThat(hazards.vain()).isGreaterThanOrEqualTo(hazards.fullVain());
    }
    assertThat(hazards.fullDeliveries() - hazards.fullVain()).isEqualTo(hazards.concerned());
  }

  @Test
  void limitsOutOfRange_areRefused() throws IOException {
    Trace trace = Worlds.of("lat,lon,time,vehicle", "0,180,0,a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hazards(trace, Scheme.ZORDER, 36, -1, 500, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hazards(trace, Scheme.ZORDER, 36, 1, Double.NaN, 1));
  }

  @Test
  void sizeOfTheWorld_isFinite() {
    assertThat(Utility.sizeMetres(Code.world(Scheme.QUADKEY))).isFinite();
  }
}
