package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privnet.geo.GeoFormatException;
import io.privnet.geo.Scheme;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AnnouncementFileTest {

  static AnnouncementReader reader(String text) throws IOException {
    return new AnnouncementReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f");
  }

  /** Everything a file says, as {@code start prefixes} each. */
  private static List<String> read(String text) throws IOException {
    List<String> all = new ArrayList<>();
    try (AnnouncementReader reader = reader(text)) {
      while (reader.next()) {
        all.add(
            reader.scheme()
                + reader.start().map(start -> " at " + start).orElse("")
                + " | "
                + reader.announcement());
      }
      assertThat(reader.next()).isFalse();
    }
    return all;
  }

  @Property(tries = 200)
  void whatIsWritten_isReadBack(@ForAll Random random, @ForAll Scheme scheme, @ForAll boolean dated)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    AnnouncementWriter writer = new AnnouncementWriter(file, scheme);
    Announcer announcer =
        new Announcer(scheme, Announcer.Algorithm.MERGE, 1 + random.nextInt(4), random.nextInt(65));
    List<Announcement> written = new ArrayList<>();
    List<Optional<EpochStart>> starts = new ArrayList<>();
    boolean since1970 = random.nextBoolean();
    long millis = random.nextInt(2_000_000) - 1_000_000;
    for (int i = 0; i < (dated ? 3 : 1); i++) {
      long[] codes = random.longs(random.nextInt(30)).map(c -> c >> random.nextInt(64)).toArray();
      written.add(announcer.announce(codes));
      starts.add(dated ? Optional.of(new EpochStart(millis, since1970)) : Optional.empty());
      writer.write(starts.getLast(), written.getLast());
      millis += 1 + random.nextInt(100_000);
    }
    try (AnnouncementReader reader = reader(file.toString(StandardCharsets.UTF_8))) {
      assertThat(reader.scheme()).isEqualTo(scheme);
      for (int i = 0; i < written.size(); i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.announcement())
            .isEqualTo(written.get(i))
            .hasSameHashCodeAs(written.get(i));
        assertThat(reader.start()).isEqualTo(starts.get(i));
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Example
  void text_isReadInAnyOrderOfPrefixes() throws IOException {
    assertThat(read("# scheme hilbert\n01\t3\n\n0\t2\r\nworld\t5"))
        .containsExactly("hilbert | world:5 0:2 01:3");
    assertThat(read("# scheme zorder\n")).containsExactly("zorder | ");
    assertThat(read("# scheme zorder\n# epoch -0.5\n# epoch 60\n1\t7\n# epoch 90.25\n"))
        .containsExactly("zorder at -0.5 | ", "zorder at 60 | 1:7", "zorder at 90.25 | ");
    assertThat(read("# scheme geohash\n# epoch 2026-11-22T10:00:00Z\n1\t0\n"))
        .containsExactly("geohash at 2026-11-22T10:00:00Z | 1:0");
  }

  @Example
  void jsonLines_sayTheSame() throws IOException {
    assertThat(
            read(
                """
                {"epoch_start_s":0,"scheme":"zorder","prefix":"","length_bits":0,"reporters":6}
                {"epoch_start_s":0,"scheme":"zorder","prefix":"1101","length_bits":4,"reporters":5}
                {"epoch_start_s":60.5,"scheme":"zorder","prefix":null,"length_bits":null,"reporters":0}
                {"reporters":7,"prefix":"1","scheme":"zorder","epoch_start_s":120}
                """))
        .containsExactly(
            "zorder at 0 | world:6 1101:5", "zorder at 60.5 | ", "zorder at 120 | 1:7");
    assertThat(read("{\"scheme\":\"quadkey\",\"prefix\":\"01\",\"reporters\":7}"))
        .containsExactly("quadkey | 01:7");
    assertThat(
            read(
                "{\"epoch_start\":\"2026-11-22T10:00:00Z\",\"scheme\":\"zorder\",\"prefix\":null,"
                    + "\"reporters\":0}"))
        .containsExactly("zorder at 2026-11-22T10:00:00Z | ");
  }

  @Example
  void badText_isRefusedWithItsLine() {
    String head = "# scheme zorder\n";
    refused("", "f:1: no announcement: the input is empty");
    refused("\n\n", "f:1: no announcement: the input is empty");
    refused("01\t3\n", "f:1: an announcement begins with a line such as # scheme zorder: 01?3");
    refused("# scheme z\n", "f:1: unknown scheme z");
    refused(head + "01 3\n", "f:2: neither PREFIX, a tab and REPORTERS, nor # epoch START: 01 3");
    refused(head + "\t3\n", "f:2: a prefix is missing; that of the world is written world");
    refused(head + "012\t3\n", "f:2: not a prefix of 0 and 1: 012");
    refused(head + "0".repeat(65) + "\t3\n", "f:2: not a prefix of 0 and 1");
    refused(head + "01\t-3\n", "f:2: not a number of reporters");
    refused(head + "01\t+3\n", "f:2: not a number of reporters");
    refused(head + "01\t2147483648\n", "f:2: not a number of reporters");
    refused(head + "01\t3\t4\n", "f:2: not a number of reporters");
    refused(head + "1\t3\n0\t3\n1\t3\n", "f:4: a prefix twice in one announcement: 1");
    refused(head + "0\t3\n0\t3\n1\t3\n", "f:4: a prefix twice in one announcement: 0");
    refused(head + "# epoch soon\n", "f:2: an epoch begins at seconds such as 60");
    refused(head + "# epohc 60\n", "f:2: neither PREFIX");
    refused(head + "1\t3\n# epoch 60\n", "f:3: several announcements, and not all say when");
    refused(head + "# epoch 60\n# epoch 60\n", "f:3: epoch 60 does not begin after 60");
    refused(head + "# epoch 60\n# epoch 2026-11-22T10:00:00Z\n", "f:3: epochs of two clocks");
    refused(head + "1".repeat(2000), "f:2: a line of more than 1024 bytes begins here: 1111");
  }

  @Example
  void badJson_isRefusedWithItsLine() {
    refused("{", "f:1: not usable JSON");
    refused("{}", "f:1: a record of an announcement has scheme, prefix and reporters");
    refused(record("\"prefix\":\"2\"", 1), "f:1: not a prefix");
    refused(record("\"prefix\":\"1\",\"length_bits\":2", 1), "f:1: length_bits is not the length");
    refused(record("\"prefix\":null", 1), "f:1: reporters without a prefix");
    refused(record("\"prefix\":\"1\"", -1), "f:1: reporters has to be a whole number");
    refused(record("\"prefix\":\"1\"", 0.5), "f:1: reporters has to be a whole number");
    refused(record("\"prefix\":\"1\",\"x\":2", 1), "f:1: a key that is none of");
    refused(record("\"epoch_start\":\"60\",\"prefix\":\"1\"", 1), "f:1: epoch_start has to be a");
    refused(record("\"epoch_start_s\":1e300,\"prefix\":\"1\"", 1), "f:1: epoch_start_s is out of");
    refused(
        record("\"prefix\":\"1\"", 1)
            + "\n{\"scheme\":\"hilbert\",\"prefix\":\"0\",\"reporters\":1}",
        "f:2: announcements of two schemes: zorder and hilbert");
    refused(
        record("\"prefix\":\"1\"", 1) + "\n" + record("\"epoch_start_s\":0,\"prefix\":\"1\"", 1),
        "f:2: several announcements, and not all say when");
    refused(record("\"prefix\":\"1\"", 1) + "\n7", "f:2: an announcement has a JSON object on");
  }

  private static String record(String members, Number reporters) {
    return "{\"scheme\":\"zorder\"," + members + ",\"reporters\":" + reporters + "}";
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(GeoFormatException.class)
        .hasMessageStartingWith(message);
  }

  @Example
  void announcementInForce_isTheLastThatHasBegun() throws IOException {
    try (AnnouncementReader reader =
        reader("# scheme zorder\n# epoch 60\n0\t1\n# epoch 120\n1\t1\n# epoch 240\n01\t1\n")) {
      assertThat(reader.moveTo(0)).isFalse();
      assertThat(reader.moveTo(59_999)).isFalse();
      assertThat(reader.moveTo(60_000)).isTrue();
      assertThat(reader.announcement()).hasToString("0:1");
      assertThat(reader.moveTo(239_999)).isTrue();
      assertThat(reader.announcement()).hasToString("1:1");
      assertThat(reader.isLast()).isFalse();
      assertThat(reader.moveTo(999_999)).isTrue();
      assertThat(reader.announcement()).hasToString("01:1");
      assertThat(reader.isLast()).isTrue();
    }
    try (AnnouncementReader reader = reader("# scheme zorder\n0\t1\n")) {
      assertThat(reader.moveTo(Long.MIN_VALUE)).isTrue();
      assertThat(reader.announcement()).hasToString("0:1");
    }
  }

  @Example
  void epochStarts_areWrittenAndReadToTheMillisecond() {
    assertThat(new EpochStart(60_000, false)).hasToString("60");
    assertThat(new EpochStart(-1_050, false)).hasToString("-1.05");
    assertThat(new EpochStart(7, false)).hasToString("0.007");
    assertThat(new EpochStart(1_795_341_600_500L, true)).hasToString("2026-11-22T10:00:00.500Z");
    for (long millis : new long[] {0, 1, -1, 999, -999, 1000, 123_456_789_012L, -60_000}) {
      for (boolean since1970 : new boolean[] {false, true}) {
        EpochStart start = new EpochStart(millis, since1970);
        assertThat(EpochStart.parse(start.toString())).isEqualTo(start);
      }
    }
    for (String bad : List.of("", "Z", "1e3", "1.2345", "x", "--1", "2026-11-22", "1.")) {
      assertThatIllegalArgumentException().isThrownBy(() -> EpochStart.parse(bad));
    }
  }
}
