package io.privnet.qoe.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Any compressed bytes give packets and counts or the library's exception, in time proportional to
 * what they decompress to and in memory that depends on neither.
 */
class CompressionFuzzTest {
  /** Zstandard's window and LZ4's largest block, twice. */
  private static final long MOST_MEMORY = 300L << 20;

  @FuzzTest(maxDuration = "60s")
  void compressed_capture_of_any_bytes(byte[] bytes) throws IOException {
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(bytes), "fuzz")) {
      long packets = 0;
      while (reader.next()) {
        packets++;
      }
      if (packets != reader.census().packets()) {
        throw new AssertionError(packets + " of " + reader.census().packets());
      }
      Runtime runtime = Runtime.getRuntime();
      if (runtime.totalMemory() - runtime.freeMemory() > MOST_MEMORY) {
        System.gc();
        if (runtime.totalMemory() - runtime.freeMemory() > MOST_MEMORY) {
          throw new AssertionError("more memory than a reader may take");
        }
      }
    } catch (QoeDataException e) {
      // What is no capture is told so.
    }
  }
}
