package io.privnet.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** No router table does anything but be read or refused. */
class RouterTableFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void routerTable_isReadOrRefused(byte[] input) throws IOException {
    RouterTable table;
    try {
      table = RouterTable.read(new ByteArrayInputStream(input), "f");
    } catch (GeoFormatException refused) {
      Refusal.requireFileAndLine(refused);
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    if (!RouterTable.read(new ByteArrayInputStream(out.toByteArray()), "f").equals(table)) {
      throw new AssertionError("what was written reads back differently");
    }
  }
}
