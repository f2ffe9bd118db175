package io.privnet.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** No CSV makes the stream do anything but encode or refuse it. */
class CsvFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void csv_isEncodedOrRefused(byte[] input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long count;
    try {
      count =
          new CodeStream(Scheme.ZORDER, 40, CodeFormat.HEX, false)
              .encode(new ByteArrayInputStream(input), "f", out);
    } catch (GeoFormatException refused) {
      Refusal.requireFileAndLine(refused);
      return;
    }
    if (out.size() != 11 * count) {
      throw new AssertionError(count + " records gave " + out.size() + " bytes");
    }
    // What is appended must be the same whether the bytes come at once or one by one.
    CodeStream append = new CodeStream(Scheme.GEOHASH, 60, CodeFormat.DIGITS, true);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    append.encode(new ByteArrayInputStream(input), "f", whole);
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    append.encode(new OneByOne(input), "f", pieces);
    if (!java.util.Arrays.equals(whole.toByteArray(), pieces.toByteArray())) {
      throw new AssertionError("the same bytes gave different lines");
    }
  }

  private static final class OneByOne extends InputStream {
    private final byte[] bytes;
    private int at;

    OneByOne(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int from, int count) {
      if (at == bytes.length) {
        return -1;
      }
      to[from] = bytes[at++];
      return 1;
    }
  }
}
