package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTableTest {
  private static SessionTable read(String text) throws IOException {
    return SessionTable.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "s.csv");
  }

  @Test
  void row_becomes_a_session_and_further_numbers_are_features() throws IOException {
    SessionTable table =
        read(
            """
            # synthetic
            capture,user,instrument,connection,user_class,mos,delay_ms,remark
            a.pcap,10.0.0.2,10.0.0.1:5900,direct,Novice,5,0.5,fine

            "b,c.pcap",,,WAN,Expert,3.25,40,
            """);
    assertThat(table.sessions())
        .containsExactly(
            new Session(
                3,
                "a.pcap",
                List.of("a.pcap"),
                List.of(),
                Optional.of("10.0.0.2"),
                Optional.of("10.0.0.1:5900"),
                "direct",
                "Novice",
                List.of(new Score("mos", 5)),
                List.of(),
                Map.of("delay_ms", 0.5)),
            new Session(
                5,
                "b,c.pcap",
                List.of("b,c.pcap"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "WAN",
                "Expert",
                List.of(new Score("mos", 3.25)),
                List.of(),
                Map.of("delay_ms", 40.0)));
    assertThat(table.remarks())
        .containsExactly("column remark is no feature: line 3 is not a number: fine");
  }

  @Test
  void ratings_of_several_raters_are_averaged_where_given() throws IOException {
    SessionTable table =
        read(
            "rater_a,rater_b,rater_c,b_in_bps\n5,4,\n,,,7\n1,1,2,8\n"
                .replace("5,4,\n", "5,4,,6\n"));
    assertThat(table.raters()).containsExactly("rater_a", "rater_b", "rater_c");
    assertThat(table.sessions().get(0).scores())
        .containsExactly(new Score("rater_a", 5), new Score("rater_b", 4));
    assertThat(table.sessions().get(0).unmeasured().mos().mean()).isEqualTo(4.5);
    assertThat(table.sessions().get(1).unmeasured().mos().mean()).isNaN();
    assertThat(table.sessions().get(2).unmeasured().mos().mean()).isCloseTo(4 / 3.0, within(1e-15));
  }

  @Test
  void byte_order_mark_and_carriage_returns_do_no_harm() throws IOException {
    SessionTable table = read("\ufeffmos,b_in_bps,delta_b_out_bps\r\n4,1,2\r\n");
    assertThat(table.sessions().getFirst().scores()).containsExactly(new Score("mos", 4));
    assertThat(table.sessions().getFirst().standsAlone()).isTrue();
  }

  @Test
  void features_keep_the_order_of_the_columns() throws IOException {
    SessionTable table = read("mos,z,y,x,w,v,u\n4,1,2,3,4,5,6\n");
    assertThat(table.sessions().getFirst().given().keySet())
        .containsExactly("z", "y", "x", "w", "v", "u");
  }

  @Test
  void short_row_has_missing_values() throws IOException {
    assertThat(read("mos,capture,x\n4\n").sessions().getFirst().captures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| s.csv:1: not a session table: it is empty",
        "mos| s.csv:1: no session below the header",
        "a,b\\n1,2| s.csv:1: not a session table: neither capture nor mos nor rater_… columns in"
            + " the header: a,b",
        "mos,rater_a\\n1,2| s.csv:1: both mos and rater_… columns: leave one kind out",
        "mos,x,x\\n1,2,3| s.csv:1: column x stands twice",
        "x,mos\\n1,4\\n2,7| s.csv:3: mos is not a rating from 1 to 5: 7",
        "x,mos\\n1,good| s.csv:2: mos is not a rating from 1 to 5: good",
        "x,rater_a\\n1,0.5| s.csv:2: rater_a is not a rating from 1 to 5: 0.5",
        "mos,b_in_bps\\n4,fast| s.csv:2: b_in_bps is not a number: fast",
        "mos,x\\n4,1,2| s.csv:2: 3 cells, but the header names 2 columns: 4,1,2",
      })
  void broken_table_is_refused_with_its_line(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(QoeDataException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "1d", "0x1p3", "Infinity", "1e999", "+", "1_000"})
  void what_is_no_decimal_number_is_no_feature(String cell) throws IOException {
    assertThat(read("mos,x\n4," + cell + "\n").sessions().getFirst().given()).isEmpty();
  }

  @Test
  void endless_line_is_refused_not_kept() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> SessionTable.read(endless, "s.csv"))
        .isInstanceOf(QoeDataException.class)
        .hasMessageStartingWith("s.csv: not a CSV table: ");
  }

  @Test
  void bytes_that_are_no_utf8_are_refused() {
    byte[] binary = {'m', 'o', 's', '\n', (byte) 0xff, (byte) 0xfe, '\n'};
    assertThatThrownBy(() -> SessionTable.read(new ByteArrayInputStream(binary), "s.csv"))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("s.csv: not a CSV table in UTF-8");
  }

  @Test
  void sample_table_is_complete() throws IOException {
    Path samples = Path.of("../../samples");
    try (InputStream in = Files.newInputStream(samples.resolve("sessions.csv"))) {
      SessionTable table = SessionTable.read(in, "sessions.csv");
      assertThat(table.sessions()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(table.sessions())
          .allSatisfy(s -> assertThat(samples.resolve(s.captures().getFirst())).isRegularFile());
    }
  }
}
