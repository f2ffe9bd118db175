package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionReaderTest {

  private static List<String> records(String input) throws IOException {
    return records(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  /** Each position as line: lat lon, time and vehicle. */
  private static List<String> records(InputStream in) throws IOException {
    List<String> records = new ArrayList<>();
    try (PositionReader reader = PositionReader.open(in, "p")) {
      while (reader.next()) {
        records.add(
            reader.line()
                + ": "
                + reader.latitude()
                + " "
                + reader.longitude()
                + " "
                + (reader.hasTime() ? reader.timeMillis() : "-")
                + " "
                + (reader.hasVehicle() ? reader.vehicleId(reader.vehicle()) : "-"));
      }
    }
    return records;
  }

  private static final String GPX =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
        <metadata><name>none of a track</name><time>2020-01-01T00:00:00Z</time></metadata>
        <wpt lat="48.5" lon="16.5"><ele>180</ele><time>2026-11-22T10:00:00Z</time><name>A &amp; B</name></wpt>
        <wpt lat="1" lon="2"/>
        <rte><rtept lat="7" lon="7"/></rte>
        <trk><name>taxi 7</name><number>1</number>
          <trkseg>
            <trkpt lat="48.2" lon="16.37"><time>2026-11-22T11:00:00.25+01:00</time>
              <extensions><speed><time>1</time></speed></extensions></trkpt>
            <trkpt lon="-180" lat="-90"/>
          </trkseg>
          <trkseg><trkpt lat="3" lon="4"><name>of a point</name><time>2026-11-22T10:00:01</time></trkpt></trkseg>
        </trk>
        <trk><number>9</number><trkseg><trkpt lat="5" lon="6"/></trkseg></trk>
        <trk><trkseg><trkpt lat="5" lon="6"/></trkseg></trk>
      </gpx>
      """;

  @Test
  void gpx_hasWaypointsAndTheTracksAsVehicles() throws IOException {
    assertThat(records(GPX))
        .containsExactly(
            "4: 48.5 16.5 1795341600000 A & B",
            "5: 1.0 2.0 - waypoint 2",
            "9: 48.2 16.37 1795341600250 taxi 7",
            "11: -90.0 -180.0 - taxi 7",
            "13: 3.0 4.0 1795341601000 taxi 7",
            "15: 5.0 6.0 - track 9",
            "16: 5.0 6.0 - track 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "ISO-8859-1"})
  void gpx_isReadInEveryEncodingItDeclares(String encoding) throws IOException {
    String text =
        GPX.replace("UTF-8", encoding.replaceFirst("..$", encoding.endsWith("E") ? "" : "$0"));
    text = text.replace("taxi 7", "t\u00e4xi");
    byte[] mark =
        encoding.equals("UTF-16LE")
            ? new byte[] {(byte) 0xFF, (byte) 0xFE}
            : encoding.equals("UTF-16BE") ? new byte[] {(byte) 0xFE, (byte) 0xFF} : new byte[0];
    byte[] body = text.getBytes(Charset.forName(encoding));
    byte[] bytes = new byte[mark.length + body.length];
    System.arraycopy(mark, 0, bytes, 0, mark.length);
    System.arraycopy(body, 0, bytes, mark.length, body.length);
    assertThat(records(new ByteArrayInputStream(bytes)))
        .hasSize(7)
        .contains("9: 48.2 16.37 1795341600250 t\u00e4xi");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          <gpx>                                        | p:1: not usable XML: XML document structures must start and end within the same entity
          <?xml version="1.0" encoding="x-none"?><gpx/> | p:1: not usable XML: unknown encoding x-none
          <gpx>\\n\\n<b>\\n&x;</b></gpx>             | p:4: not usable XML: The entity "x" was referenced, but not declared
          <kml/>                                       | p:1: not GPX: the document is kml
          <gpx><wpt lat="1"/></gpx>                    | p:1: a point without the attribute lon
          <gpx>\\n<wpt lat="91" lon="1"/></gpx>        | p:2: latitude 91.0 is not within -90 to 90
          <gpx>\\n<wpt lat="1" lon="-181"/></gpx>      | p:2: longitude -181.0 is not within -180 to 180
          <gpx><wpt lat="NaN" lon="1"/></gpx>          | p:1: not a decimal number: NaN
          <gpx><wpt lat="" lon="1"/></gpx>             | p:1: not a decimal number:
          <gpx><wpt lat="1" lon="1"><time>1 pm</time></wpt></gpx>  | p:1: not a time in seconds or ISO 8601 with an offset: 1 pm
          <gpx><trk><trkseg><trkpt lat="1" lon="1"/></trkseg><name>x</name></trk></gpx> | p:1: a track is named after its points
          <gpx><wpt lat="1" lon="1"><name>a<b/></name></wpt></gpx> | p:1: an element within a text: b
          <!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>                    | p:1: not usable XML: a document type, which is not read
          <!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx><wpt lat="1" lon="&a;"/></gpx> | p:1: not usable XML: a document type, which is not read
          """)
  void gpxThatIsNone_isRefusedWithItsLine(String gpx, String message) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> records(gpx.replace("\\n", "\n")))
        .satisfies(e -> assertThat(e.getMessage().strip()).isEqualTo(message));
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    for (String latin : List.of("<\u00ff", "<gpx>\u00ff</gpx>", "<gpx><wpt lat='\u00ff'/></gpx>")) {
      assertThatExceptionOfType(GeoFormatException.class)
          .isThrownBy(
              () -> records(new ByteArrayInputStream(latin.getBytes(StandardCharsets.ISO_8859_1))))
          .withMessage("p:1: not usable XML: not text in its encoding");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<gpx>", "<!-- ", "<gpx><a b='", "<gpx><wpt lat='1' lon='1'><name>", "<"})
  void gpxWithoutEnd_failsInBoundedMemory(String beginning) {
    for (String repeated : new String[] {"x", "<x>", "x "}) {
      byte[] first = beginning.getBytes(StandardCharsets.UTF_8);
      byte[] then = repeated.getBytes(StandardCharsets.UTF_8);
      InputStream endless =
          new InputStream() {
            private long at;

            @Override
            public int read() {
              if (at > 1L << 26) {
                throw new AssertionError("reads on and on");
              }
              long i = at++;
              return i < first.length
                  ? first[(int) i]
                  : then[(int) ((i - first.length) % then.length)];
            }
          };
      if (!(beginning.equals("<gpx>") && !repeated.equals("<x>"))) {
        assertThatExceptionOfType(GeoFormatException.class).isThrownBy(() -> records(endless));
      }
    }
  }

  @Test
  void geoJson_hasThePropertiesOfItsFeatures() throws IOException {
    assertThat(
            records(
                """
                 {"features": [
                  {"type": "Feature", "geometry": {"type": "Point", "coordinates": [16.37, 48.2, 180]},
                   "properties": {"vehicle": "a", "time": 12.5, "speed": {"time": [1]}}},
                  {"properties": {"vehicle": 7, "time": "1970-01-01T01:00:20+01:00"}, "id": 3,
                   "geometry": {"coordinates": [[1, 2], [3, 4]], "type": "MultiPoint"}, "type": "Feature"},
                  {"type": "Feature", "properties": null, "geometry": {"type": "Point", "coordinates": [0, -0.5]}}
                 ], "name": "x", "type": "FeatureCollection"}
                """
                    .replace("12.5", "\"1970-01-01T00:00:12.500Z\"")))
        .containsExactly(
            "2: 48.2 16.37 12500 a", "4: 2.0 1.0 20000 7", "4: 4.0 3.0 20000 7", "6: -0.5 0.0 - -");
    assertThat(records("{\"type\": \"Point\", \"coordinates\": [1, 2]}"))
        .containsExactly("1: 2.0 1.0 - -");
    assertThat(records("{\"coordinates\": [], \"type\": \"MultiPoint\"}")).isEmpty();
    assertThat(
            records(
                """
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]},
                "properties": {"time": 1795341600}}
                """))
        .containsExactly("1: 2.0 1.0 1795341600000 -");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [1, 2]                                                       | p:1: GeoJSON has to be a JSON object
          {}                                                           | p:1: a GeoJSON object without a type
          {"type": "Feature"}                                          | p:1: a feature without a place
          {"type": "Feature", "geometry": null}                        | p:1: a feature without a place
          {"type": "Point"}                                            | p:1: a Point without its coordinates
          {"type": "Point", "coordinates": [[1, 2]]}                   | p:1: a Point without its coordinates
          {"type": "LineString", "coordinates": [[1, 2]]}              | p:1: positions are Point and MultiPoint, not LineString
          {"type": "Point", "coordinates": [1, 91]}                    | p:1: latitude 91.0 is not within -90 to 90
          {"type": "Point", "coordinates": [181, 1]}                   | p:1: longitude 181.0 is not within -180 to 180
          {"type": "Point", "coordinates": [1]}                        | p:1: a latitude has to be a number
          {"type": "Point", "coordinates": [1, null]}                  | p:1: a latitude has to be a number
          {"type": "Point", "coordinates": [1, NaN]}                   | p:1: not usable JSON: Non-standard token 'NaN'
          {"type": "Point", "features": []}                            | p:1: features in something else than a FeatureCollection
          {"type": "FeatureCollection", "features": [1]}               | p:1: features has to be a list of JSON objects
          {"type": "FeatureCollection",\\n"features": [\\n{"type": "Point", "coordinates": [1, 2]}]} | p:3: features has to be a list of features
          {"type": "FeatureCollection", "features": [                  | p:1: not usable JSON: Unexpected end-of-input: expected close marker for Array
          """)
  void geoJsonWithoutPoints_isRefusedWithItsLine(String json, String message) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> records(json.replace("\\n", "\n")))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lat,lon,time,vehicle\\n1,2,0,a\\n1,2,0.0004,b\\n3,4,1.0005,a   | 2: 1.0 2.0 0 a, 3: 1.0 2.0 0 b, 4: 3.0 4.0 1001 a
          vehicle,time,lat,lon\\n a ,-10,1,2\\n"a","1e2",1,2               | 2: 1.0 2.0 -10000 a, 3: 1.0 2.0 100000 a
          lat,lon,time\\n1,2,1.5e-3                                    | 2: 1.0 2.0 2 -
          Time,LON,LAT\\n1795341600,2,1                                | 2: 1.0 2.0 1795341600000 -
          lat,lon,time\\n1,2,1795341600123                             | 2: 1.0 2.0 1795341600123 -
          lat,lon,time\\n1,2,2026-11-22T10:00Z                         | 2: 1.0 2.0 1795341600000 -
          lat,lon,time\\n1,2,2026-11-22 11:30:00.1239+0130             | 2: 1.0 2.0 1795341600123 -
          lat,lon,time\\n1,2,"2026-11-22T03:00:00-07"                  | 2: 1.0 2.0 1795341600000 -
          lat,lon,time\\n1,2,2016-12-31T23:59:60Z                      | 2: 1.0 2.0 1483228800000 -
          lat,lon,vehicle\\n1,2,"x ""y"", z"                           | 2: 1.0 2.0 - x "y", z
          """)
  void csv_hasTimesAndVehiclesByItsHeader(String csv, String records) throws IOException {
    assertThat(String.join(", ", records(csv.replace("\\n", "\n")))).isEqualTo(records);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2,                           | a time is missing
          1,2                            | a record of 2 fields, 3 are needed
          1,2,noon                       | not a time in seconds or ISO 8601 with an offset: noon
          1,2,NaN                        | not a time in seconds or ISO 8601 with an offset: NaN
          1,2,1e15                       | a time out of range: 1.0E15
          1,2,2026-11-22T10:00:00        | a time without an offset such as Z or +01:00: 2026-11-22T10:00:00
          1,2,2026-11-22                 | not a time in seconds or ISO 8601 with an offset: 2026-11-22
          1,2,2026-02-29T10:00:00Z       | not a time in seconds or ISO 8601 with an offset: 2026-02-29T10:00:00Z
          1,2,2026-11-22T24:00:01Z       | not a time in seconds or ISO 8601 with an offset: 2026-11-22T24:00:01Z
          1,2,2026-11-22T10:00:00+19:00  | not a time in seconds or ISO 8601 with an offset: 2026-11-22T10:00:00+19:00
          1,2,2026-11-22T10:00:00Zx      | not a time in seconds or ISO 8601 with an offset: 2026-11-22T10:00:00Zx
          1,2,0\\n1,2,2026-11-22T10:00Z  | a time as ISO 8601 among times as seconds
          1,2,2026-11-22T10:00Z\\n1,2,5  | a time as a number among times as ISO 8601
          """)
  void csvWithATimeThatIsNone_isRefusedWithItsLine(String rows, String problem) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> records("lat,lon,time\n" + rows.replace("\\n", "\n")))
        .withMessageMatching("p:[23]: " + java.util.regex.Pattern.quote(problem) + ": 1,2.*");
  }

  @Test
  void csvThatNamesTimeTwiceOrNoVehicle_isRefused() {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> records("lat,lon,time,Time\n1,2,3,4"))
        .withMessage("p:1: the header names the column time twice: lat,lon,time,Time");
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> records("lat,lon,vehicle\n1,2, "))
        .withMessage("p:2: a vehicle is missing: 1,2, ");
  }

  /** Times as the JDK writes them. */
  @Property(tries = 500)
  void isoTimes_areWhatTheJdkSays(
      @ForAll @LongRange(min = -2_208_988_800L, max = 4_102_444_800L) long second,
      @ForAll @LongRange(min = -1080, max = 1080) long offsetMinutes,
      @ForAll @LongRange(min = 0, max = 999_999_999L) long nanos)
      throws IOException {
    OffsetDateTime time =
        OffsetDateTime.ofInstant(
            java.time.Instant.ofEpochSecond(second, nanos),
            java.time.ZoneOffset.ofTotalSeconds((int) offsetMinutes * 60));
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    assertThat(records("lat,lon,time\n1,2," + text))
        .containsExactly("2: 1.0 2.0 " + time.toInstant().toEpochMilli() + " -");
  }

  @Test
  void manyNames_areAllToldApart() throws IOException {
    StringBuilder csv = new StringBuilder("lat,lon,vehicle\n");
    for (int i = 0; i < 100_000; i++) {
      csv.append("1,2,v").append(i % 50_000).append('\n');
    }
    try (PositionReader reader =
        PositionReader.open(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "p")) {
      for (int i = 0; i < 100_000; i++) {
        assertThat(reader.next()).isTrue();
        int vehicle = reader.vehicle();
        if (vehicle != i % 50_000 || !reader.vehicleId(vehicle).equals("v" + i % 50_000)) {
          assertThat(vehicle).isEqualTo(i % 50_000);
        }
      }
    }
  }
}
