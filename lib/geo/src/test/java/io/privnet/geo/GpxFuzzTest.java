package io.privnet.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** No GPX does anything but be read or refused. */
class GpxFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void gpx_isReadOrRefused(byte[] input) throws IOException {
    try (PositionReader positions = new GpxPositions(new ByteArrayInputStream(input), "f")) {
      PositionsOf.requireUsable(positions);
    } catch (GeoFormatException refused) {
      Refusal.requireFileAndLine(refused);
    }
  }
}
