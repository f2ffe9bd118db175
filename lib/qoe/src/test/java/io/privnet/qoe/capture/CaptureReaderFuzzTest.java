package io.privnet.qoe.capture;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.series.Flows;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.RoleGuess;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesTotals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;

/** Any bytes give packets and counts or the library's exception, in time proportional to them. */
class CaptureReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void capture_of_any_bytes(byte[] bytes) throws IOException {
    long[] inBytes = new long[1];
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(bytes), "fuzz")) {
      SeriesTotals totals =
          SeriesMeter.whole(
                  Roles.parse("10.0.0.2", "10.0.0.1:5900"),
                  Measure.PAYLOAD,
                  Duration.ofSeconds(10),
                  Duration.ofHours(1),
                  bin -> inBytes[0] += bin.inBytes())
              .measure(reader);
      if (inBytes[0] != totals.inBytes()) {
        throw new AssertionError("bins hold " + inBytes[0] + " of " + totals.inBytes());
      }
      reader.census().doubts().toString();
      reader.census().passedOver().toString();
    } catch (QoeDataException e) {
      return;
    }
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(bytes), "fuzz")) {
      RoleGuess.of(Flows.of(reader));
    }
  }

  /** Valid records round arbitrary packets, so that the headers inside are reached at once. */
  @FuzzTest(maxDuration = "60s")
  void packets_of_any_bytes(FuzzedDataProvider data) throws IOException {
    int[] linkTypes = {1, 113, 276, 101, 0, 108, 228, 229, 12, 14};
    CaptureWriter writer =
        CaptureWriter.pcap(
            new java.io.ByteArrayOutputStream(),
            java.nio.ByteOrder.LITTLE_ENDIAN,
            PcapRecords.MAGIC_NANOS,
            data.pickValue(linkTypes),
            4);
    while (data.remainingBytes() > 0) {
      long nanos = data.consumeLong(0, 1L << 40);
      int original = data.consumeInt(0, 70_000);
      writer.packet(nanos, data.consumeBytes(data.consumeInt(0, 200)), original);
    }
    try (CaptureReader reader =
        CaptureReader.of(new ByteArrayInputStream(writer.bytes()), "fuzz")) {
      Packet packet = reader.packet();
      while (reader.next()) {
        if (packet.isIp()
            && (packet.payloadLength() > packet.ipLength()
                || packet.ipLength() > packet.wireLength()
                || packet.payloadLength() < Packet.UNKNOWN)) {
          throw new AssertionError(packet.payloadLength() + " of " + packet.ipLength());
        }
      }
    }
  }
}
