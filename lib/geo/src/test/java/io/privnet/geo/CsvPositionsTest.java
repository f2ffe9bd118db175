package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvPositionsTest {

  private static List<Position> positions(String csv) throws IOException {
    return positions(stream(csv));
  }

  private static List<Position> positions(InputStream in) throws IOException {
    List<Position> positions = new ArrayList<>();
    try (CsvPositions reader = new CsvPositions(in, "p.csv")) {
      while (reader.next()) {
        positions.add(new Position(reader.latitude(), reader.longitude()));
      }
    }
    return positions;
  }

  private static InputStream stream(String csv) {
    return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          48.2,16.37
          48.2,16.37\\n
          48.2,16.37\\r\\n
          \\n\\n48.2,16.37\\n\\r\\n\\n
          48.2 ,\t16.37
          "48.2","16.37"
          " 48.2",16.37,"a ""b"", c"
          +48.2,1.637e1
          4820e-2,016.370000000000000000000000
          lat,lon\\n48.2,16.37
          LON,Lat\\n16.37,48.2
          name,lat,time,lon\\n"a, b\\n c",48.2,,16.37,
          \uFEFFlat,lon\\n48.2,16.37
          \uFEFF48.2,16.37
          """)
  void theSamePosition_isReadFromEveryWayToWriteIt(String csv) throws IOException {
    assertThat(positions(csv.replace("\\n", "\n").replace("\\r", "\r")))
        .containsExactly(new Position(48.2, 16.37));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | p.csv:1: no positions: the input is empty
          \\n\\n                   | p.csv:1: no positions: the input is empty
          1,2\\n\\n91,2,x           | p.csv:3: latitude 91.0 is not within -90 to 90: 91,2,x
          1,-180.5                 | p.csv:1: longitude -180.5 is not within -180 to 180: 1,-180.5
          1,2\\n1                  | p.csv:2: a record of 1 fields, 2 are needed: 1
          1,2\\n1,                 | p.csv:2: a coordinate is missing: 1,
          1,2\\n1,NaN              | p.csv:2: not a decimal number: NaN: 1,NaN
          1,2\\n0x1p3,1            | p.csv:2: not a decimal number: 0x1p3: 0x1p3,1
          1,2\\n1d,1               | p.csv:2: not a decimal number: 1d: 1d,1
          1,2\\n1 2,1              | p.csv:2: not a decimal number: 1 2: 1 2,1
          1,2\\n-,1                | p.csv:2: not a decimal number: -: -,1
          1,1e999                  | p.csv:1: longitude Infinity is not within -180 to 180: 1,1e999
          lat,long\\n1,2           | p.csv:1: the header names no column lon (lat,lon are needed): lat,long
          lat,lon,lat\\n1,2,3      | p.csv:1: the header names the column lat twice: lat,lon,lat
          a,lat,lon\\n"x\\ny",1,z  | p.csv:2: not a decimal number: z: "x?y",1,z
          a,lat,lon\\n"x\\ny",1,2\\n,,| p.csv:4: a coordinate is missing: ,,
          lat,lon\\n"1,2           | p.csv:2: a quote is not closed: "1,2
          lat,lon\\n"1"0,2         | p.csv:2: text after a closing quote: "1"
          """)
  void aRecordThatIsNoPosition_isReportedWithItsLine(String csv, String message) {
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> positions(csv.replace("\\n", "\n")))
        .withMessage(message);
  }

  @Test
  void aRecordWithoutEnd_failsInBoundedMemory() {
    for (String repeated : new String[] {"1", "x,", "\"", "\"a\n"}) {
      byte[] bytes = repeated.getBytes(StandardCharsets.UTF_8);
      InputStream endless =
          new InputStream() {
            private int at;

            @Override
            public int read() {
              at = (at + 1) % bytes.length;
              return bytes[at];
            }
          };
      assertThatExceptionOfType(GeoFormatException.class).isThrownBy(() -> positions(endless));
    }
  }

  @Test
  void aRecordOfTheGreatestLength_isRead() throws IOException {
    String field = "x".repeat(CsvPositions.LONGEST_RECORD - 6);
    String csv = "1,2\n3,4," + field + "\n5,6\n";
    assertThat(positions(csv))
        .containsExactly(new Position(1, 2), new Position(3, 4), new Position(5, 6));
    assertThatExceptionOfType(GeoFormatException.class)
        .isThrownBy(() -> positions("1,2\n3,4,xxxxxxx" + field + "\n5,6\n"))
        .withMessageStartingWith("p.csv:2: a record of more than 1048576 bytes begins here: 3,4,x");
  }

  /** Decimals of every shape, each compared with what the JDK makes of the same characters. */
  @Test
  void decimals_areWhatTheJdkSaysToTheLastBit() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    for (int batch = 0; batch < 20; batch++) {
      List<String> texts = new ArrayList<>();
      StringBuilder csv = new StringBuilder();
      for (int i = 0; i < 50_000; i++) {
        texts.add(decimal(random, 90));
        texts.add(decimal(random, 180));
        csv.append(texts.get(2 * i)).append(',').append(texts.get(2 * i + 1)).append('\n');
      }
      try (CsvPositions reader = new CsvPositions(stream(csv.toString()), "p.csv")) {
        for (int i = 0; i < 50_000; i++) {
          assertThat(reader.next()).isTrue();
          assertSame(reader.latitude(), texts.get(2 * i));
          assertSame(reader.longitude(), texts.get(2 * i + 1));
        }
        assertThat(reader.next()).isFalse();
      }
    }
  }

  private static void assertSame(double read, String text) {
    if (Double.doubleToRawLongBits(read) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
      assertThat(read).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  private static String decimal(SplittableRandom random, int most) {
    double value = random.nextDouble(-most, most);
    return switch (random.nextInt(8)) {
      case 0 -> Double.toString(value);
      case 1 -> Long.toString((long) value);
      case 2 -> (long) value + ".";
      case 3 -> (value < 0 ? "-." : "+.") + random.nextLong(1_000_000_000_000_000_000L);
      case 4 -> "-0." + "0".repeat(random.nextInt(20)) + random.nextInt(100_000);
      case 5 -> (int) value + "." + digits(random, 1 + random.nextInt(25));
      case 6 -> String.format(Locale.ROOT, "%.6f", value);
      default -> (int) value + "." + random.nextInt(1000) + "E" + random.nextInt(-330, 1);
    };
  }

  private static String digits(SplittableRandom random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** What another CSV library wrote is read as it reads it, however the bytes arrive. */
  @Property(tries = 500)
  void fields_areThoseThatAnIndependentLibraryReads(@ForAll Random random) throws IOException {
    StringWriter text = new StringWriter();
    int before = random.nextInt(3);
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(row(before, "lat", "x", "lon"));
      for (int i = random.nextInt(30); i > 0; i--) {
        writer.writeRecord(
            row(before, "" + random.nextInt(90), field(random), "" + random.nextInt(180)));
      }
    }
    List<List<String>> expected = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> peer = CsvReader.builder().ofCsvRecord(text.toString())) {
      peer.forEach(
          csvRecord -> {
            expected.add(csvRecord.getFields());
            lines.add(csvRecord.getStartingLineNumber());
          });
    }
    InputStream trickle =
        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] bytes, int from, int count) {
            return super.read(bytes, from, Math.min(count, 1 + random.nextInt(20)));
          }
        };
    try (CsvPositions reader = new CsvPositions(trickle, "p.csv")) {
      assertThat(reader.columns()).isEqualTo(expected.getFirst());
      for (int i = 1; i < expected.size(); i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.fields()).isEqualTo(expected.get(i));
        assertThat(reader.line()).isEqualTo(lines.get(i));
        assertThat(reader.latitude()).isEqualTo(Integer.parseInt(expected.get(i).get(before)));
        assertThat(reader.longitude()).isEqualTo(Integer.parseInt(expected.get(i).get(before + 2)));
      }
      assertThat(reader.next()).isFalse();
    }
  }

  private static List<String> row(int before, String... fields) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      row.add("f" + i);
    }
    row.addAll(List.of(fields));
    return row;
  }

  private static String field(Random random) {
    StringBuilder field = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      field.append("ab,\"\n é\t;".charAt(random.nextInt(9)));
    }
    return field.toString();
  }
}
