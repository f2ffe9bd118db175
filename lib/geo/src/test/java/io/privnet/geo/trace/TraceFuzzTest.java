package io.privnet.geo.trace;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.geo.GeoFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** No input, whatever its format, does anything but be read in ascending time or refused. */
class TraceFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void trace_isReadOrRefused(byte[] input) throws IOException {
    Trace trace;
    try {
      trace = Trace.read(new ByteArrayInputStream(input), "f");
    } catch (GeoFormatException refused) {
      if (!refused.getMessage().matches("(?s)f:[1-9][0-9]*: [^\\n]+")) {
        throw new AssertionError(refused.getMessage());
      }
      return;
    }
    int rows = 0;
    for (int vehicle = 0; vehicle < trace.vehicles(); vehicle++) {
      long before = Long.MIN_VALUE;
      for (int row : trace.rowsOf(vehicle)) {
        if (trace.timeMillis(row) <= before || trace.vehicle(row) != vehicle) {
          throw new AssertionError("row " + row);
        }
        before = trace.timeMillis(row);
        rows++;
      }
    }
    if (rows != trace.size()) {
      throw new AssertionError(rows + " of " + trace.size() + " rows");
    }
  }
}
