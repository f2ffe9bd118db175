package io.privnet.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  private static Grid grid(
      String window, String zone, String granularity, String length, String hours, String days) {
    ZoneId in = ZoneId.of(zone);
    return new Grid(
        Grid.window(window, in),
        in,
        Duration.parse(granularity),
        Duration.parse(length),
        hours.isEmpty() ? Optional.empty() : Optional.of(DailyHours.parse(hours)),
        days.isEmpty() ? Weekdays.ALL : Weekdays.parse(days));
  }

  private static String starts(Grid grid) {
    return IntStream.range(0, grid.slots())
        .mapToObj(s -> grid.start(s).toLocalDateTime().toString().substring(8))
        .collect(Collectors.joining(" "));
  }

  @Test
  void officeWeek_hasFifteenStartsADay() {
    Grid grid =
        grid("2026-11-23/2026-11-27", "Europe/Vienna", "PT30M", "PT1H", "09:00-17:00", "mon-fri");
    assertThat(grid.slots()).isEqualTo(75);
    assertThat(grid.start(0)).hasToString("2026-11-23T09:00+01:00[Europe/Vienna]");
    assertThat(grid.end(14)).hasToString("2026-11-23T17:00+01:00[Europe/Vienna]");
    assertThat(grid.start(15)).hasToString("2026-11-24T09:00+01:00[Europe/Vienna]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // wholly inside the window, on the same clock from the start of the hours whatever the
        // window
        "2026-11-23T09:10/2026-11-23T11:00 | UTC | PT30M | PT1H | '' | '' | 23T09:30 23T10:00",
        "2026-11-23T09:00Z/2026-11-23T11:00+01:00 | UTC | PT30M | PT1H | '' | '' | 23T09:00",
        "2026-11-23/2026-11-23 | UTC | PT6H | PT1H | 09:00-24:00 | '' | 23T09:00 23T15:00 23T21:00",
        "2026-11-23/2026-11-24 | UTC | P1D | PT24H | 00:00-24:00 | '' | 23T00:00 24T00:00",
        "2026-11-23/2026-11-24 | UTC | PT8H | PT10H | '' | '' | 23T00:00 23T08:00 23T16:00 24T00:00"
            + " 24T08:00",
        "2026-11-23/2026-11-24 | UTC | PT8H | PT10H | 00:00-24:00 | '' | 23T00:00 23T08:00 24T00:00"
            + " 24T08:00",
        // a meeting across midnight lies on permitted days only
        "2026-11-26/2026-11-29 | UTC | PT12H | PT13H | '' | mon-fri | 26T00:00 26T12:00 27T00:00",
        "2026-11-23/2026-11-29 | UTC | PT24H | PT1H | '' | sat-mon,wed | 23T00:00 25T00:00 28T00:00"
            + " 29T00:00",
        // Vienna, 29 March 2026: 02:00 to 03:00 do not exist; the length is elapsed time
        "2026-03-29/2026-03-29 | Europe/Vienna | PT30M | PT1H | 01:00-05:00 | '' |"
            + " 29T01:00 29T01:30 29T03:00 29T03:30 29T04:00",
        "2026-03-29/2026-03-29 | Europe/Vienna | PT30M | PT30M | 01:00-02:30 | '' | 29T01:00"
            + " 29T01:30",
        "2026-03-29/2026-03-29 | Europe/Vienna | PT1H | PT3H | 00:00-04:00 | '' | 29T00:00",
        // 25 October 2026: 02:00 to 03:00 exist twice, a start is the first
        "2026-10-25/2026-10-25 | Europe/Vienna | PT30M | PT1H | 01:30-04:00 | '' |"
            + " 25T01:30 25T02:00 25T02:30 25T03:00",
        "2026-10-25/2026-10-25 | Europe/Vienna | PT1H | PT2H | 01:00-03:00 | '' | 25T01:00"
            + " 25T02:00",
        // a zone without daylight saving, and one that left a day out
        "2026-03-29/2026-03-29 | Asia/Tokyo | PT30M | PT1H | 01:30-03:30 | '' | 29T01:30 29T02:00"
            + " 29T02:30",
        "2011-12-29/2011-12-31 | Pacific/Apia | PT12H | PT1H | '' | '' | 29T00:00 29T12:00 31T00:00"
            + " 31T12:00",
      })
  void slots_areThose(
      String window,
      String zone,
      String granularity,
      String length,
      String hours,
      String days,
      String starts) {
    assertThat(starts(grid(window, zone, granularity, length, hours, days))).isEqualTo(starts);
  }

  @Test
  void doubledStart_isItsFirstOccurrence() {
    Grid grid = grid("2026-10-25/2026-10-25", "Europe/Vienna", "PT30M", "PT30M", "02:00-03:00", "");
    assertThat(grid.start(0)).hasToString("2026-10-25T02:00+02:00[Europe/Vienna]");
    assertThat(grid.slots()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23 | a window is written START/END",
        "2026-11-23/2026-11-22 | the window does not end after it starts",
        "2026-11-23/2026-11-24T09:00 | a window is two dates or two times",
        "2026-11-23/tomorrow | not an ISO 8601 date or time: 'tomorrow'",
        "2026-02-30/2026-03-01 | not an ISO 8601 date or time: '2026-02-30'",
        "+99999-01-01/2026-03-01 | not an ISO 8601 date or time",
      })
  void wrongWindow_saysWhatIsWrong(String window, String message) {
    assertThatThrownBy(() -> Grid.window(window, VIENNA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23/2026-11-23 | PT30M | PT2H | 09:00-10:00 | mon | no meeting of PT2H fits",
        "2026-11-23/2026-11-23 | PT30M | PT1H | 09:00-10:00 | tue | no meeting of PT1H fits",
        "2026-11-23/2026-11-23 | PT0S | PT1H | 09:00-10:00 | mon | the granularity has to be",
        "2026-11-23/2026-11-23 | PT0.5S | PT1H | 09:00-10:00 | mon | the granularity has to be",
        "2026-11-23/2026-11-23 | PT1S | -PT1H | 09:00-10:00 | mon | the length has to be",
        "2026-11-23/2026-11-23 | PT1S | PT1H | 17:00-09:00 | mon | do not end after they begin",
        "2026-11-23/2026-11-23 | PT1S | PT1H | 9-17 | mon | hours are written like 09:00-17:00",
        "2026-11-23/2026-11-23 | PT1S | PT1H | 09:00-17:00 | monday | days are written like"
            + " mon-fri",
        "2026-11-23/2026-12-23 | PT1S | PT1H | 00:00-24:00 | mon-sun | more than 1000000 slots",
        "0001-01-01/9999-12-31 | PT1S | PT25H | 00:00-24:00 | mon | no meeting of PT25H fits",
      })
  void wrongGrid_saysWhatIsWrong(
      String window, String granularity, String length, String hours, String days, String message) {
    assertThatThrownBy(() -> grid(window, "UTC", granularity, length, hours, days))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void canonicalText_isReadBack() {
    Grid grid =
        grid("2026-11-23/2026-11-27", "Europe/Vienna", "PT30M", "PT1H", "09:00-24:00", "mon,wed");
    assertThat(grid)
        .hasToString(
            "window=2026-11-22T23:00:00Z/2026-11-27T23:00:00Z zone=Europe/Vienna"
                + " granularity=PT30M length=PT1H hours=09:00-24:00 days=mon,wed");
    assertThat(Grid.parse(grid.toString())).isEqualTo(grid);
    assertThatThrownBy(() -> Grid.parse(grid.toString().replace("PT1H", "PT60M")))
        .hasMessageContaining("canonical");
    assertThatThrownBy(() -> Grid.parse(grid + " more=1")).hasMessageContaining("not a grid");
    assertThatThrownBy(() -> Grid.parse(grid.toString().replace("Vienna", "Nowhere")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Counts slots minute by minute, the definition itself. */
  @Property(tries = 300)
  void slots_areAllMinutesThatFulfilTheDefinition(
      @ForAll @IntRange(min = 0, max = 400) int day,
      @ForAll @IntRange(min = 0, max = 1439) int fromMinute,
      @ForAll @IntRange(min = 1, max = 3000) int windowMinutes,
      @ForAll @IntRange(min = 0, max = 20) int opens,
      @ForAll @IntRange(min = 1, max = 4) int opened,
      @ForAll @IntRange(min = 1, max = 5) int quarters) {
    ZonedDateTime start =
        LocalDateTime.of(2026, 1, 1, 0, 0).plusDays(day).plusMinutes(fromMinute).atZone(VIENNA);
    ZonedDateTime end = start.plusMinutes(windowMinutes);
    Duration step = Duration.ofMinutes(15L * quarters);
    Duration length = Duration.ofMinutes(20L * quarters);
    DailyHours hours =
        DailyHours.parse("%02d:00-%02d:00".formatted(opens, Math.min(24, opens + opened)));
    List<Long> expected = new ArrayList<>();
    for (ZonedDateTime t = start.truncatedTo(java.time.temporal.ChronoUnit.HOURS).minusDays(1);
        t.isBefore(end);
        t = t.plusMinutes(5)) {
      ZonedDateTime opening = t.toLocalDate().atTime(opens, 0).atZone(VIENNA);
      boolean first = t.withEarlierOffsetAtOverlap().equals(t);
      long minutes = Duration.between(opening.toLocalDateTime(), t.toLocalDateTime()).toMinutes();
      ZonedDateTime meetingEnd = t.plus(length);
      ZonedDateTime closing =
          t.toLocalDate().atStartOfDay().plusHours(Math.min(24, opens + opened)).atZone(VIENNA);
      if (first
          && minutes >= 0
          && minutes % step.toMinutes() == 0
          && !t.isBefore(start)
          && !meetingEnd.isAfter(end)
          && !meetingEnd.isAfter(closing)) {
        expected.add(t.toEpochSecond());
      }
    }
    // Where opening or closing falls into the change itself, the cases above have the values.
    if (opens == 2 || opens + opened == 2) {
      return;
    }
    List<Long> found = new ArrayList<>();
    try {
      Grid grid =
          new Grid(
              new Interval(start.toInstant(), end.toInstant()),
              VIENNA,
              step,
              length,
              Optional.of(hours),
              Weekdays.ALL);
      for (int s = 0; s < grid.slots(); s++) {
        found.add(grid.startSecond(s));
      }
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("no meeting of");
    }
    assertThat(found).isEqualTo(expected);
  }
}
