package io.privnet.geo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.geo.GeoFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SightingReaderTest {

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SightingReader open(String text) throws IOException {
    return new SightingReader(stream(text), "t");
  }

  private static List<String> sightings(SightingReader reader) throws IOException {
    List<String> sightings = new ArrayList<>();
    while (reader.next()) {
      sightings.add(
          reader.timeMillis()
              + " "
              + reader.vehicleId(reader.vehicle())
              + " "
              + reader.latitude()
              + " "
              + reader.longitude()
              + " @"
              + reader.line());
    }
    return sightings;
  }

  @Example
  void aSecondRecordOfAVehicleAtOneTime_isLeftOutAndCounted() throws IOException {
    SightingReader reader =
        open(
            "lat,lon,time,vehicle\n"
                + "1,2,0,a\n"
                + "1,2,0,b\n"
                + "1,2,0,a\n"
                + "3,2,0,a\n"
                + "1,2,5,a\n"
                + "1,2,5,b\n"
                + "9,9,5,b\n");
    assertThat(sightings(reader))
        .containsExactly(
            "0 a 1.0 2.0 @2", "0 b 1.0 2.0 @3", "5000 a 1.0 2.0 @6", "5000 b 1.0 2.0 @7");
    assertThat(reader.omissions()).isEqualTo(new Omissions(1, 2));
  }

  @Example
  void withoutTimes_aVehicleCountsOnce() throws IOException {
    SightingReader reader = open("lat,lon,vehicle\n1,2,a\n1,3,a\n1,2,b\n1,2,a");
    assertThat(sightings(reader)).containsExactly("0 a 1.0 2.0 @2", "0 b 1.0 2.0 @4");
    assertThat(reader.omissions()).isEqualTo(new Omissions(1, 1));
  }

  @Example
  void withoutVehicles_everyRecordIsOne() throws IOException {
    SightingReader reader = open("1,2\n1,2\n1,2");
    assertThat(sightings(reader))
        .containsExactly("0 1 1.0 2.0 @1", "0 2 1.0 2.0 @2", "0 3 1.0 2.0 @3");
    assertThat(reader.omissions().none()).isTrue();
    assertThat(reader.hasTimes()).isFalse();
    assertThat(reader.hasVehicles()).isFalse();
  }

  @Example
  void aStreamThatGoesBackInTime_isRefused() {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> sightings(open("lat,lon,time\n1,2,10\n1,2,9.999")))
        .withMessage("t:3: the time goes back; sort the rows by time: 1,2,9.999");
  }

  @Example
  void nothingButAHeaderOrNothing_isRefused() {
    for (String empty : List.of("lat,lon,time\n", "\n\n", "", "<gpx/>")) {
      assertThatExceptionOfType(GeoFormatException.class)
          .isThrownBy(() -> open(empty))
          .withMessageStartingWith("t:1: no positions");
    }
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> open("{\"type\": \"FeatureCollection\", \"features\": []}"))
        .withMessage("t:1: no positions");
  }

  @Example
  void whatIsNeededAndMissing_isNamed() throws IOException {
    SightingReader table = open("lat,lon\n1,2");
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(table::requireTimes)
        .withMessage("t:1: the header names no column time, which is needed here: lat,lon");
    SightingReader bare = open("1,2");
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(bare::requireVehicles)
        .withMessageStartingWith("t:1: a header that names lat,lon,vehicle is needed here");
    SightingReader gpx = open("<gpx><wpt lat='1' lon='2'/></gpx>");
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(gpx::requireTimes)
        .withMessage("t:1: the points have no time, needed here");
    assertThat(gpx.requireVehicles()).isSameAs(gpx);
  }

  @Example
  void tracks_areMergedIntoAscendingTime() throws IOException {
    SightingReader gpx =
        open(
            """
            <gpx><trk><name>a</name><trkseg>
            <trkpt lat="1" lon="1"><time>2026-11-22T10:00:00Z</time></trkpt>
            <trkpt lat="2" lon="1"><time>2026-11-22T10:00:20Z</time></trkpt></trkseg></trk>
            <trk><name>b</name><trkseg>
            <trkpt lat="3" lon="1"><time>2026-11-22T11:00:10+01:00</time></trkpt>
            <trkpt lat="4" lon="1"><time>2026-11-22T10:00:20Z</time></trkpt></trkseg></trk></gpx>
            """);
    assertThat(sightings(gpx))
        .containsExactly(
            "1795341600000 a 1.0 1.0 @2",
            "1795341610000 b 3.0 1.0 @5",
            "1795341620000 a 2.0 1.0 @3",
            "1795341620000 b 4.0 1.0 @6");
    assertThat(gpx.timesAreEpoch()).isTrue();
  }

  @Example
  void aVehicleNamedFirstButSeenLater_isNotTakenForOneSeenAtTimeZero() throws IOException {
    String point =
        "{\"type\": \"Feature\", \"properties\": {\"time\": %s, \"vehicle\": \"%s\"},"
            + " \"geometry\": {\"type\": \"Point\", \"coordinates\": [0, 0]}}";
    SightingReader json =
        open(
            "{\"type\": \"FeatureCollection\", \"features\": ["
                + String.join(
                    ",", point.formatted(5, "a"), point.formatted(0, "b"), point.formatted(0, "a"))
                + "]}");
    assertThat(sightings(json))
        .containsExactly("0 b 0.0 0.0 @1", "0 a 0.0 0.0 @1", "5000 a 0.0 0.0 @1");
    assertThat(json.omissions().none()).isTrue();
  }

  @Example
  void aPointWithoutATimeAmongOthers_isRefused() {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(
            () ->
                open(
                    "<gpx><wpt lat='1' lon='1'><time>2026-11-22T10:00:00Z</time></wpt>\n"
                        + "<wpt lat='1' lon='2'/></gpx>"))
        .withMessage("t:2: a position without a time, while the first has one");
  }

  @Example
  void vehiclesAtTimeZero_areAllSeen() throws IOException {
    String point =
        "{\"type\": \"Feature\", \"properties\": {\"time\": %d, \"vehicle\": \"%s\"},"
            + " \"geometry\": {\"type\": \"Point\", \"coordinates\": [1, 2]}}";
    Trace trace =
        Trace.read(
            stream(
                "{\"type\": \"FeatureCollection\", \"features\": ["
                    + String.join(
                        ",",
                        point.formatted(10, "late"),
                        point.formatted(0, "b"),
                        point.formatted(10, "b"),
                        point.formatted(0, "late"))
                    + "]}"),
            "t");
    assertThat(trace.size()).isEqualTo(4);
    assertThat(trace.omissions().none()).isTrue();
  }

  /** The same sightings in each format, and what maps and a sort of the JDK make of them. */
  @Property(tries = 200)
  void traceAndSnapshots_areThoseOfASimpleModel(@ForAll Random random) throws IOException {
    record Row(int time, String vehicle, double latitude, double longitude) {}
    List<Row> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(60); i > 0; i--) {
      rows.add(
          new Row(
              random.nextInt(300), "v" + random.nextInt(6), random.nextInt(3), random.nextInt(3)));
    }
    StringBuilder json = new StringBuilder("{\"type\": \"FeatureCollection\", \"features\": [");
    StringBuilder gpx = new StringBuilder("<gpx>");
    for (Row row : rows) {
      gpx.append(
          "<wpt lat='%s' lon='%s'><name>%s</name><time>%s</time></wpt>%n"
              .formatted(
                  row.latitude, row.longitude, row.vehicle, Instant.ofEpochSecond(row.time)));
      json.append(row == rows.getFirst() ? "" : ",")
          .append("{\"type\": \"Feature\", \"properties\": {\"time\": ")
          .append(row.time)
          .append(", \"vehicle\": \"")
          .append(row.vehicle)
          .append("\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [")
          .append(row.longitude + ", " + row.latitude + "]}}\n");
    }
    rows.sort(Comparator.comparing(Row::time));
    StringBuilder csv = new StringBuilder("vehicle,lat,lon,time\n");
    rows.forEach(
        r -> csv.append(r.vehicle + "," + r.latitude + "," + r.longitude + "," + r.time + "\n"));

    Map<String, Row> kept = new LinkedHashMap<>();
    rows.forEach(row -> kept.putIfAbsent(row.vehicle + "@" + row.time, row));
    TreeMap<Integer, Map<String, Row>> epochs = new TreeMap<>();
    kept.values()
        .forEach(
            row ->
                epochs
                    .computeIfAbsent(row.time / 60, e -> new LinkedHashMap<>())
                    .put(row.vehicle, row));

    for (String text : List.of(csv + "", json + "]}", gpx + "</gpx>")) {
      Trace trace = Trace.read(stream(text), "t");
      assertThat(trace.size()).isEqualTo(kept.size());
      assertThat(trace.omissions().repeated() + trace.omissions().contradictory())
          .isEqualTo(rows.size() - kept.size());
      List<Row> read = new ArrayList<>();
      for (int row = 0; row < trace.size(); row++) {
        read.add(
            new Row(
                (int) (trace.timeMillis(row) / 1000),
                trace.vehicleId(trace.vehicle(row)),
                trace.latitude(row),
                trace.longitude(row)));
      }
      assertThat(read).containsExactlyElementsOf(kept.values());
      List<String> firstSeen = kept.values().stream().map(Row::vehicle).distinct().toList();
      assertThat(IntStream.range(0, trace.vehicles()).mapToObj(trace::vehicleId))
          .containsExactlyElementsOf(firstSeen);
      for (int vehicle = 0; vehicle < trace.vehicles(); vehicle++) {
        String name = trace.vehicleId(vehicle);
        List<Row> own = new ArrayList<>();
        for (int row : trace.rowsOf(vehicle)) {
          own.add(read.get(row));
        }
        assertThat(own)
            .containsExactlyElementsOf(read.stream().filter(r -> r.vehicle.equals(name)).toList());
      }

      SightingReader sightings = open(text);
      Snapshots snapshots = new Snapshots(sightings, Duration.ofMinutes(1));
      for (int epoch = epochs.firstKey(); epoch <= epochs.lastKey(); epoch++) {
        assertThat(snapshots.next()).isTrue();
        assertThat(snapshots.startMillis()).isEqualTo(epoch * 60_000L);
        Map<String, String> seen = new TreeMap<>();
        for (int i = 0; i < snapshots.size(); i++) {
          seen.put(
              sightings.vehicleId(snapshots.vehicle(i)),
              snapshots.latitude(i) + " " + snapshots.longitude(i));
        }
        Map<String, String> expected = new TreeMap<>();
        epochs
            .getOrDefault(epoch, Map.of())
            .forEach((v, row) -> expected.put(v, row.latitude + " " + row.longitude));
        assertThat(seen).hasSize(snapshots.size()).isEqualTo(expected);
      }
      assertThat(snapshots.next()).isFalse();
      assertThat(snapshots.size()).isZero();
    }
  }

  @Example
  void withoutEpochs_everythingIsOneSnapshotOfTheLastPositions() throws IOException {
    Snapshots all =
        new Snapshots(open("lat,lon,time,vehicle\n1,2,0,a\n1,2,3,b\n7,8,900,a\n"), null);
    assertThat(all.next()).isTrue();
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.latitude(0)).isEqualTo(7);
    assertThat(all.next()).isFalse();
  }

  @Example
  void timesInAnotherUnit_endTheEpochs() throws IOException {
    Snapshots snapshots =
        new Snapshots(open("lat,lon,time\n1,2,0\n1,2,9999999999\n"), Duration.ofSeconds(1));
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(
            () -> {
              while (snapshots.next()) {
                assertThat(snapshots.startMillis()).isLessThan(10_000);
              }
            })
        .withMessage(
            "t:3: 9999999998 epochs without a sighting before this one; is its time in another"
                + " unit?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Snapshots(open("1,2"), Duration.ofNanos(1)));
  }
}
