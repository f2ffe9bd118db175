package io.privnet.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** No GeoJSON does anything but be read as positions or refused. */
class GeoJsonPositionsFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void geoJson_isReadOrRefused(byte[] input) throws IOException {
    try (PositionReader positions = new GeoJsonPositions(new ByteArrayInputStream(input), "f")) {
      PositionsOf.requireUsable(positions);
    } catch (GeoFormatException refused) {
      Refusal.requireFileAndLine(refused);
    }
  }
}
