package io.privnet.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgendaTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Grid MORNING =
      new Grid(
          Grid.window("2026-11-23T08:00/2026-11-23T12:00", VIENNA),
          VIENNA,
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Optional.empty(),
          Weekdays.ALL);

  private static Agenda read(String name, String text) throws IOException {
    return Agenda.read(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String bits(String name, String text) throws IOException {
    return read(name, text).over(MORNING, Tentative.BUSY).toString();
  }

  @Test
  void table_blocksItsRows() throws IOException {
    // slots: 08:00 08:30 09:00 09:30 10:00 10:30 11:00
    assertThat(bits("a.csv", "start,end\n")).isEqualTo("1111111");
    assertThat(bits("a.csv", "start,end\n2026-11-23T09:00,2026-11-23T10:00\n"))
        .isEqualTo("1000111");
    assertThat(bits("a.csv", "start,end\n2026-11-23T08:00Z,2026-11-23T09:00Z\n"))
        .isEqualTo("1000111");
    assertThat(
            bits("a.csv", "what,End, START\r\n\"a,b\",2026-11-23 10:00,2026-11-23 09:00\r\n\r\n"))
        .isEqualTo("1000111");
    assertThat(bits("a.csv", "start,end\n2026-11-23,2026-11-23\n")).isEqualTo("0000000");
    assertThat(bits("a.csv", "start,end\n2026-11-23T09:00,2026-11-23T09:00\n"))
        .isEqualTo("1111111");
    assertThat(bits("a.csv", "start,end\n2026-11-23T08:59:59.5,2026-11-23T09:00:00.2\n"))
        .isEqualTo("0001111");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "a,b | a.csv:1: the first line has to name the columns start and end: a,b",
        "start,end,start | a.csv:1: two columns are named start",
        "start,end;2026-11-23 | a.csv:2: a row needs a start and an end: 2026-11-23",
        "start,end;;nine,ten | a.csv:3: not an ISO 8601 date or time: nine",
        "start,end;2026-11-23,2026-11-22 | a.csv:2: the end lies before the start:"
            + " 2026-11-23,2026-11-22",
        "start,end;\"2026 | a.csv:2: not CSV from here on, such as a quote left open",
      })
  void brokenTable_namesItsLine(String text, String message) {
    assertThatThrownBy(() -> bits("a.csv", text.replace(';', '\n')))
        .isInstanceOf(AgendaException.class)
        .hasMessage(message);
  }

  @Test
  void bitString_needsNoGrid() throws IOException {
    assertThat(read("a.bits", "01 1\n0\n").bits().orElseThrow()).hasToString("0110");
    assertThat(bits("a.bits", "0101010")).isEqualTo("0101010");
    assertThatThrownBy(() -> bits("a.bits", "01"))
        .hasMessage("a.bits: 2 bits do not fit a grid of 7 slots");
    assertThatThrownBy(() -> read("a.bits", "01\n02"))
        .hasMessage("a.bits:2: only 0 and 1 may stand in a bit string: 2");
    assertThatThrownBy(() -> read("a.bits", "1".repeat(Grid.MAX_SLOTS + 1)))
        .hasMessage("a.bits:1: more than 1000000 bits");
  }

  @Test
  void formatWithoutAnEnding_isWhatItLooksLike() throws IOException {
    assertThat(bits("-", "\n0101010\n")).isEqualTo("0101010");
    assertThat(bits("-", "start,end\n2026-11-23,2026-11-23\n")).isEqualTo("0000000");
    assertThat(bits("-", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")).isEqualTo("1111111");
    assertThatThrownBy(() -> bits("-", "nothing known"))
        .hasMessage("-:1: neither iCalendar, nor CSV, nor bits: nothing known");
  }

  @Test
  void badBytes_areRefused() {
    for (String name : List.of("a.ics", "a.csv", "a.bits", "-")) {
      assertThatThrownBy(() -> read(name, " \n")).hasMessage(name + ": the agenda is empty");
      assertThatThrownBy(() -> read(name, "0\n1\0")).hasMessageContaining(name + ":2: not text");
      assertThatThrownBy(
              () ->
                  Agenda.read(name, new ByteArrayInputStream(new byte[] {'1', '\n', (byte) 0xC3})))
          .hasMessage(name + ":2: not UTF-8 text");
    }
  }

  @Test
  void endlessInput_isRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '1';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) '1');
            return length;
          }
        };
    assertThatThrownBy(() -> Agenda.read("a.ics", endless))
        .hasMessage("a.ics: too long for an agenda, the limit is 64 MiB");
  }

  /** A slot is free exactly when none of the intervals, one by one, overlaps its meeting. */
  @Property(tries = 200)
  void merging_changesNoSlot(
      @ForAll @Size(max = 60) List<@IntRange(min = -50, max = 300) Integer> starts,
      @ForAll @IntRange(max = 40) int longest) {
    List<Interval> intervals = new ArrayList<>();
    Busy busy = new Busy(MORNING.window());
    Instant zero = MORNING.window().start();
    for (int i = 0; i < starts.size(); i++) {
      Instant start = zero.plusSeconds(60L * starts.get(i));
      intervals.add(new Interval(start, start.plusSeconds(60L * (i * 7 % (longest + 1)))));
      busy.add(start, intervals.getLast().end());
    }
    StringBuilder expected = new StringBuilder();
    for (int s = 0; s < MORNING.slots(); s++) {
      Interval meeting = new Interval(MORNING.start(s).toInstant(), MORNING.end(s).toInstant());
      expected.append(intervals.stream().anyMatch(meeting::overlaps) ? '0' : '1');
    }
    assertThat(busy.over(MORNING)).hasToString(expected.toString());
    List<Interval> merged = busy.intervals();
    for (int i = 1; i < merged.size(); i++) {
      assertThat(merged.get(i).start()).isAfter(merged.get(i - 1).end());
    }
  }

  @Test
  void syntheticAgenda_isTheSameForTheSameSeed() throws IOException {
    LocalDate from = LocalDate.of(2026, 11, 25);
    String text = SyntheticAgenda.of("alice", 7, from, 4, VIENNA);
    assertThat(text).isEqualTo(SyntheticAgenda.of("alice", 7, from, 4, VIENNA));
    assertThat(text).isNotEqualTo(SyntheticAgenda.of("alice", 8, from, 4, VIENNA));
    assertThat(text).isNotEqualTo(SyntheticAgenda.of("bob", 7, from, 4, VIENNA));
    assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(76);
  }

  /** The VTIMEZONE in it gives the same times as the zone itself. */
  @Property(tries = 30)
  void syntheticAgenda_isReadable(
      @ForAll long seed, @ForAll @IntRange(max = 3000) int day, @ForAll @IntRange(max = 3) int in)
      throws IOException {
    ZoneId zone =
        ZoneId.of(List.of("Europe/Vienna", "America/New_York", "Asia/Kolkata", "UTC").get(in));
    LocalDate from = LocalDate.of(2024, 1, 1).plusDays(day);
    String text = SyntheticAgenda.of("alice", seed, from, 3, zone);
    Grid grid =
        new Grid(
            Grid.window(from + "/" + from.plusDays(6), zone),
            zone,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Optional.of(DailyHours.parse("08:00-19:00")),
            Weekdays.ALL);
    Availability withZone = read("a.ics", text).over(grid, Tentative.BUSY);
    String without = text.replaceAll("(?s)BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "");
    assertThat(without).doesNotContain("VTIMEZONE");
    assertThat(withZone).isEqualTo(read("a.ics", without).over(grid, Tentative.BUSY));
    assertThat(withZone.free()).isBetween(1, grid.slots() - 1);
  }
}
