package io.privnet.qoe.mos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.series.Window;
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

  private static SessionTable read(String text, String scores) throws IOException {
    return SessionTable.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "s.csv",
        ScoreTable.read(
            new ByteArrayInputStream(scores.getBytes(StandardCharsets.UTF_8)), "t.csv"));
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
        "mos,b_in_bps\\n4,-3| s.csv:2: b_in_bps is a rate below 0: -3",
        "mos,other_bps\\n4,-1e3| s.csv:2: other_bps is a rate below 0: -1e3",
        "session,mos\\na,4\\nb,4\\na,3| s.csv:4: session a stands twice, first in line 2",
        "mos,capture_instrument\\n4,i.pcap| s.csv:2: a capture_instrument without a capture made at"
            + " the user",
        "mos,task_1\\n4,7| s.csv:2: task_1: not START/END in seconds or ISO 8601: 7",
        "mos,task_2\\n4,9/7| s.csv:2: task_2: the end is not after the start: 9/7",
        "mos,task_2\\n4,7/x| s.csv:2: task_2: not a time in seconds or ISO 8601 with offset: x",
        "mos,task_2\\n4,-7/9| s.csv:2: task_2: not a time in seconds or ISO 8601 with offset: -7",
        "mos,task_3\\n4,7/1795326517| s.csv:2: task_3: one time counts from the first frame, the"
            + " other from 1970: 7/1795326517",
        "mos,b_in_bps\\n4,fast| s.csv:2: b_in_bps is not a number: fast",
        "mos,x\\n4,1,2| s.csv:2: 3 cells, but the header names 2 columns: 4,1,2",
      })
  void broken_table_is_refused_with_its_line(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(QoeDataException.class)
        .hasMessage(message);
  }

  @Test
  void session_may_have_a_name_tasks_and_several_captures_on_either_side() throws IOException {
    Session session =
        read("""
        session,capture,capture_instrument,task_2,task_1,task_10,task_x
        first,a.pcap; b.pcap ;,c.pcap,12/20.25,3/7.5,,1
        """)
            .sessions()
            .getFirst();
    assertThat(session.name()).isEqualTo("first");
    assertThat(session.captures()).containsExactly("a.pcap", "b.pcap");
    assertThat(session.instrumentCaptures()).containsExactly("c.pcap");
    assertThat(session.tasks())
        .containsExactly(
            new TaskWindow(1, new Window(true, 3_000_000_000L, 7_500_000_000L)),
            new TaskWindow(2, new Window(true, 12_000_000_000L, 20_250_000_000L)));
    assertThat(session.given()).containsOnlyKeys("task_x");
    assertThat(session.scores()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1795326517.000000001/1795326518, 1795326517000000001, 1795326518000000000",
    "2026-11-22T05:48:37Z/2026-11-22T06:48:37.5+01:00, 1795326517000000000, 1795326517500000000",
    "1795326517/2026-11-22T05:48:39Z, 1795326517000000000, 1795326519000000000",
    "0/99999999, 0, 99999999000000000",
  })
  void task_times_are_seconds_or_iso_8601(String text, long start, long end) {
    assertThat(TaskWindow.parse(1, text).window())
        .isEqualTo(new Window(start < 1_000_000_000_000_000_000L, start, end));
  }

  @Test
  void scores_in_long_form_find_their_sessions() throws IOException {
    SessionTable table =
        read(
            "session,capture\na,a.pcap\n,b.pcap\nc,c.pcap\n",
            "rater,session,score,remark\nx,a,5,\ny,a,4.5,\nx,b.pcap,3,\ny,b.pcap,,away\n");
    assertThat(table.raters()).containsExactly("x", "y");
    assertThat(table.sessions().get(0).scores())
        .containsExactly(new Score("x", 5), new Score("y", 4.5));
    assertThat(table.sessions().get(1).scores()).containsExactly(new Score("x", 3));
    assertThat(table.sessions().get(2).scores()).isEmpty();
  }

  /** The same scores, wide and long, are the same sessions. */
  @Test
  void wide_and_long_form_agree() throws IOException {
    SessionTable wide = read("session,rater_1,rater_2\na,5,4\nb,,3\n");
    SessionTable longForm =
        read("session\na\nb\n", "session,rater,score\nb,rater_2,3\na,rater_1,5\na,rater_2,4\n");
    assertThat(longForm.sessions()).isEqualTo(wide.sessions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| t.csv:1: not a table of scores: it is empty",
        "session,rater| t.csv:1: not a table of scores: no column score in the header:"
            + " session,rater",
        "session,rater,score| t.csv:1: no score below the header",
        "session,rater,score\\na,x,6| t.csv:2: score is not a rating from 1 to 5: 6",
        "session,rater,score\\na,,4| t.csv:2: no rater",
        "session,rater,score\\n,x,4| t.csv:2: no session",
        "session,rater,score\\na,x,4\\nz,x,4\\nz,y,4| t.csv:3: no session z in s.csv",
        "session,rater,score\\n"
            + "a,x,4\\n"
            + "a,y,4\\n"
            + "a,x,5| t.csv:4: x rates session a a second time, after line 2",
      })
  void broken_scores_are_refused_with_their_line(String scores, String message) {
    assertThatThrownBy(() -> read("session\na\n", scores.replace("\\n", "\n")))
        .isInstanceOf(QoeDataException.class)
        .hasMessage(message);
  }

  @Test
  void scores_in_two_places_are_refused() {
    assertThatThrownBy(() -> read("session,mos\na,4\n", "session,rater,score\na,x,4\n"))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("s.csv:1: a mos column beside a table of scores: leave one");
    assertThatThrownBy(() -> read("session\na\na\n", "session,rater,score\na,x,4\n"))
        .isInstanceOf(QoeDataException.class)
        .hasMessage("s.csv:3: session a stands twice, first in line 2");
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
      assertThat(table.sessions()).hasSize(8).allMatch(s -> s.tasks().size() == 3);
      assertThat(table.sessions())
          .allSatisfy(s -> assertThat(samples.resolve(s.captures().getFirst())).isRegularFile());
    }
  }
}
