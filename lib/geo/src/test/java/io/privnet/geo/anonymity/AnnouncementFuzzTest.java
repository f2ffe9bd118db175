package io.privnet.geo.anonymity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.privnet.geo.GeoFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** No file makes the reader do anything but read or refuse it; what it reads survives writing. */
class AnnouncementFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void announcement_isReadOrRefused(byte[] input) throws IOException {
    List<Announcement> read = new ArrayList<>();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    try (AnnouncementReader reader = new AnnouncementReader(new ByteArrayInputStream(input), "f")) {
      AnnouncementWriter writer = new AnnouncementWriter(again, reader.scheme());
      while (reader.next()) {
        read.add(reader.announcement());
        writer.write(reader.start(), reader.announcement());
      }
    } catch (GeoFormatException refused) {
      if (!refused.getMessage().matches("(?s)f:[1-9][0-9]*: [^\\n]+")) {
        throw new AssertionError(refused.getMessage());
      }
      return;
    }
    List<Announcement> reread = new ArrayList<>();
    try (AnnouncementReader reader =
        new AnnouncementReader(new ByteArrayInputStream(again.toByteArray()), "f")) {
      while (reader.next()) {
        reread.add(reader.announcement());
      }
    }
    if (!read.equals(reread)) {
      throw new AssertionError(read + " became " + reread);
    }
  }
}
