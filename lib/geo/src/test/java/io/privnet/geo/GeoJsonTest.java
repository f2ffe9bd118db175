package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonTest {

  private static Region read(String json) throws IOException {
    return GeoJson.readArea(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "a.json");
  }

  /** The example of RFC 7946, appendix A.3, with its hole, and A.6 within collections. */
  @Test
  void polygonsWithHoles_areReadWhereverTheyStand() throws IOException {
    String polygon =
        """
        {"type": "Polygon", "coordinates": [
          [[100.0, 0.0], [101.0, 0.0], [101.0, 1.0], [100.0, 1.0], [100.0, 0.0]],
          [[100.8, 0.8], [100.8, 0.2], [100.2, 0.2], [100.2, 0.8], [100.8, 0.8]]]}
        """;
    String multi =
        """
        {"coordinates": [
          [[[102.0, 2.0, 7], [103.0, 2.0, 7], [103.0, 3.0, 7], [102.0, 3.0, 7], [102.0, 2.0, 7]]]],
         "type": "MultiPolygon", "bbox": [1, 2, 3, 4]}
        """;
    String feature = "{\"properties\": {\"a\": [{}]}, \"type\": \"Feature\", \"geometry\": %s}";
    String collection = "{\"type\": \"GeometryCollection\", \"geometries\": [%s, %s]}";
    String features =
        "{\"type\": \"FeatureCollection\", \"features\": [%s]}"
            .formatted(feature.formatted(collection.formatted(polygon, multi)));
    Region region = read(features);
    assertThat(region.contains(0.1, 100.1)).isTrue();
    assertThat(region.contains(0.5, 100.5)).as("in the hole").isFalse();
    assertThat(region.contains(2.5, 102.5)).isTrue();
    assertThat(region.contains(2.5, 101.5)).isFalse();
    assertThat(read(polygon).contains(2.5, 102.5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          3| a.json:1: GeoJSON has to be a JSON object
          {}| a.json:1: a GeoJSON object without a type
          {"type":"Point","coordinates":[1,2]}| a.json:1: an area is made of Polygon and MultiPolygon, not Point
          {"type":"FeatureCollection","features":[]}| a.json:1: not an area: no polygon
          {"type":"Feature"}| a.json:1: a Feature without its geometry
          {"type":"Feature","geometry":null}| a.json:1: not an area: no polygon
          {"type":"Polygon"}| a.json:1: the coordinates of a Polygon are lists of positions
          {"type":"Polygon","coordinates":[]}| a.json:1: not a polygon: a polygon without rings
          {"type":"Polygon","coordinates":[1,2]}| a.json:1: the coordinates of a Polygon are lists of positions
          {"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}| a.json:1: not a polygon: a ring has at least 4 corners, not 3
          {"type":"Polygon","coordinates":[[[0,0],[1,1],[0,1],[0,0.5]]]}| a.json:1: not a polygon: a ring ends where it begins
          {"type":"Polygon","coordinates":[[[0,0],~[190,1]]]}| a.json:2: longitude 190.0 is not within -180 to 180
          {"type":"Polygon","coordinates":[[[0,0],~[1]]]}| a.json:2: a latitude has to be a number
          {"type":"Polygon","coordinates":[[[0,0],~["a",1]]]}| a.json:2: coordinates have to be lists
          """)
  void whatIsWrong_isSaidWithItsLine(String json, String message) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> read(json.replace('~', '\n')))
        .withMessage(message);
  }

  @Test
  void deepNesting_isRefused() {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> read("{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(100_000)))
        .withMessageContaining("nesting depth");
  }

  @Test
  void anInputThatCannotBeRead_isNotCalledBadData() {
    IOException broken = new IOException("disk gone");
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw broken;
          }
        };
    assertThatThrownBy(() -> GeoJson.readArea(in, "a.json")).isSameAs(broken);
  }
}
