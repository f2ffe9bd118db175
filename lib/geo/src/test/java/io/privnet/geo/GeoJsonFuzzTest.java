package io.privnet.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** No GeoJSON does anything but be read and covered or refused. */
class GeoJsonFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void geoJson_isReadOrRefused(byte[] input) throws IOException {
    try {
      Region region = GeoJson.readArea(new ByteArrayInputStream(input), "f");
      Covering.of(region, Scheme.QUADKEY, 10, 40, 1);
    } catch (GeoFormatException refused) {
      Refusal.requireFileAndLine(refused);
    }
  }
}
