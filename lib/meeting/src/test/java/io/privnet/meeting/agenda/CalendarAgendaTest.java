package io.privnet.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Busy time of iCalendar files; what is expected was worked out by hand. */
class CalendarAgendaTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  private static final String NEW_YORK =
      """
      BEGIN:VTIMEZONE
      TZID:Our New York
      BEGIN:DAYLIGHT
      DTSTART:20070311T020000
      RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
      TZOFFSETFROM:-0500
      TZOFFSETTO:-0400
      END:DAYLIGHT
      BEGIN:STANDARD
      DTSTART:20071104T020000
      RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
      TZOFFSETFROM:-0400
      TZOFFSETTO:-0500
      END:STANDARD
      END:VTIMEZONE
      """;

  private static Grid grid(String window, ZoneId zone) {
    return new Grid(
        Grid.window(window, zone),
        zone,
        Duration.ofHours(1),
        Duration.ofMinutes(30),
        Optional.empty(),
        Weekdays.ALL);
  }

  private static Agenda read(String text) throws IOException {
    return Agenda.read("x.ics", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String busy(String text, String window, ZoneId zone, Tentative tentative)
      throws IOException {
    return read(text).busy(grid(window, zone), tentative).orElseThrow().stream()
        .map(i -> local(i.start().atZone(zone)) + "/" + local(i.end().atZone(zone)))
        .collect(Collectors.joining(" "));
  }

  private static String local(java.time.ZonedDateTime time) {
    return time.toLocalDateTime().toString().substring(5) + time.getOffset();
  }

  private static String calendar(String body) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + body.strip() + "\nEND:VCALENDAR\n";
  }

  private static String event(String properties) {
    return "BEGIN:VEVENT\nUID:1\n" + properties.strip() + "\nEND:VEVENT\n";
  }

  /** Busy time in Vienna's local time during 23 to 29 November 2026, a week without change. */
  private static String week(String body) throws IOException {
    return busy(calendar(body), "2026-11-23/2026-11-29", VIENNA, Tentative.BUSY)
        .replace("+01:00", "")
        .replace("11-", "");
  }

  @Test
  void emptyCalendar_blocksNothing() throws IOException {
    assertThat(week("")).isEmpty();
    assertThat(read(calendar("")).over(grid("2026-11-23/2026-11-24", VIENNA), Tentative.BUSY))
        .hasToString("1".repeat(48));
  }

  @Test
  void utcZonedAndFloatingTimes_areThoseInstants() throws IOException {
    assertThat(week(event("DTSTART:20261123T080000Z\nDTEND:20261123T090000Z")))
        .isEqualTo("23T09:00/23T10:00");
    assertThat(
            week(
                event(
                    "DTSTART;TZID=America/New_York:20261123T080000\n"
                        + "DTEND;TZID=America/New_York:20261123T090000")))
        .isEqualTo("23T14:00/23T15:00");
    assertThat(week(event("DTSTART:20261123T080000\nDTEND:20261123T090000")))
        .isEqualTo("23T08:00/23T09:00");
    assertThat(
            week(
                "X-WR-TIMEZONE:Asia/Tokyo\n"
                    + event("DTSTART:20261123T080000\nDURATION:PT1H")
                    + event("DTSTART;VALUE=DATE:20261125")))
        .isEqualTo("23T00:00/23T01:00 24T16:00/25T16:00");
  }

  @Test
  void zoneThatOnlyTheFileDefines_isUsed() throws IOException {
    String zoned = "DTSTART;TZID=\"Our New York\":%s\nDURATION:PT1H";
    assertThat(week(NEW_YORK + event(zoned.formatted("20261123T080000"))))
        .isEqualTo("23T14:00/23T15:00");
    // New York changes on 1 November 2026, Vienna on 25 October.
    assertThat(
            busy(
                calendar(
                    NEW_YORK + event(zoned.formatted("20261031T080000") + "\nRRULE:FREQ=DAILY")),
                "2026-10-31/2026-11-01",
                VIENNA,
                Tentative.BUSY))
        .isEqualTo("10-31T13:00+01:00/10-31T14:00+01:00 11-01T14:00+01:00/11-01T15:00+01:00");
  }

  @Test
  void unknownZoneWithoutDefinition_isAnErrorAtItsLine() {
    assertThatThrownBy(() -> week(event("DTSTART;TZID=Customized Time Zone:20261123T080000")))
        .isInstanceOf(AgendaException.class)
        .hasMessage(
            "x.ics:5: unknown time zone, and no VTIMEZONE defines it: Customized Time Zone");
  }

  @Test
  void wholeDays_areBusyFromMidnightToMidnight() throws IOException {
    assertThat(week(event("DTSTART;VALUE=DATE:20261124"))).isEqualTo("24T00:00/25T00:00");
    assertThat(week(event("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126")))
        .isEqualTo("24T00:00/26T00:00");
    assertThat(week(event("DTSTART;VALUE=DATE:20261124\nDURATION:P3D")))
        .isEqualTo("24T00:00/27T00:00");
    assertThat(week(event("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261124")))
        .isEqualTo("24T00:00/25T00:00");
    assertThat(
            busy(
                calendar(event("DTSTART;VALUE=DATE:20260329")),
                "2026-03-28/2026-03-30",
                VIENNA,
                Tentative.BUSY))
        .isEqualTo("03-29T00:00+01:00/03-30T00:00+02:00");
  }

  @Test
  void eventsOfNoLength_blockNothing() throws IOException {
    assertThat(week(event("DTSTART:20261123T080000"))).isEmpty();
    assertThat(week(event("DTSTART:20261123T080000\nDTEND:20261123T080000"))).isEmpty();
    assertThat(week(event("DTSTART:20261123T080000\nDURATION:PT0S"))).isEmpty();
  }

  @Test
  void transparentCancelledAndTentative_countAsAsked() throws IOException {
    String at9 = "DTSTART:20261123T090000\nDURATION:PT1H\n";
    assertThat(week(event(at9 + "TRANSP:TRANSPARENT"))).isEmpty();
    assertThat(week(event(at9 + "TRANSP:OPAQUE"))).isEqualTo("23T09:00/23T10:00");
    assertThat(week(event(at9 + "STATUS:CANCELLED"))).isEmpty();
    assertThat(week(event(at9 + "STATUS:TENTATIVE"))).isEqualTo("23T09:00/23T10:00");
    assertThat(
            busy(
                calendar(event(at9 + "STATUS:TENTATIVE")),
                "2026-11-23/2026-11-24",
                VIENNA,
                Tentative.FREE))
        .isEmpty();
  }

  @Test
  void recurrence_withExceptionAndExtraDates() throws IOException {
    assertThat(
            week(
                event(
                    """
                    DTSTART;TZID=Europe/Vienna:20261102T090000
                    DTEND;TZID=Europe/Vienna:20261102T093000
                    RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR
                    EXDATE;TZID=Europe/Vienna:20261125T090000
                    RDATE;TZID=Europe/Vienna:20261126T140000,20261128T140000
                    RDATE;VALUE=PERIOD:20261127T180000Z/20261127T190000Z,20261129T180000Z/PT2H
                    """)))
        .isEqualTo(
            "23T09:00/23T09:30 26T14:00/26T14:30 27T09:00/27T09:30 27T19:00/27T20:00"
                + " 28T14:00/28T14:30 29T19:00/29T21:00");
    // an EXDATE in another zone takes out the same instant; one that meets none, nothing
    assertThat(
            week(
                event(
                    """
                    DTSTART;TZID=Europe/Vienna:20261123T090000
                    DURATION:PT1H
                    RRULE:FREQ=DAILY;COUNT=3
                    EXDATE:20261124T080000Z,20261125T090000Z
                    """)))
        .isEqualTo("23T09:00/23T10:00 25T09:00/25T10:00");
    assertThat(
            week(
                event(
                    """
                    DTSTART;VALUE=DATE:20261123
                    RRULE:FREQ=DAILY;UNTIL=20261126
                    EXDATE;VALUE=DATE:20261124
                    """)))
        .isEqualTo("23T00:00/24T00:00 25T00:00/27T00:00");
  }

  @Test
  void until_isIncludedAndComparedAsAnInstant() throws IOException {
    String daily = "DTSTART;TZID=Europe/Vienna:20261123T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;";
    String three = "23T09:00/23T10:00 24T09:00/24T10:00 25T09:00/25T10:00";
    assertThat(week(event(daily + "UNTIL=20261125T080000Z"))).isEqualTo(three);
    assertThat(week(event(daily + "UNTIL=20261125T075959Z")))
        .isEqualTo("23T09:00/23T10:00 24T09:00/24T10:00");
    assertThat(week(event(daily + "UNTIL=20261125T090000"))).isEqualTo(three);
    assertThat(week(event(daily + "UNTIL=20261125"))).isEqualTo(three);
  }

  @Test
  void firstOccurrence_countsEvenWhereTheRuleDoesNotGiveIt() throws IOException {
    // 23 November 2026 is a Monday.
    assertThat(
            week(
                event(
                    "DTSTART:20261123T090000\n"
                        + "DURATION:PT1H\n"
                        + "RRULE:FREQ=WEEKLY;BYDAY=TU,WE;COUNT=2")))
        .isEqualTo("23T09:00/23T10:00 24T09:00/24T10:00");
  }

  @Test
  void overrides_takeThePlaceOfTheirOccurrence() throws IOException {
    String daily =
        "DTSTART;TZID=Europe/Vienna:20261123T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3";
    assertThat(
            week(
                event(
                        """
                        RECURRENCE-ID;TZID=Europe/Vienna:20261124T090000
                        DTSTART;TZID=Europe/Vienna:20261124T150000
                        DURATION:PT2H
                        """)
                    + event(daily)
                    + event("RECURRENCE-ID:20261125T080000Z\nSTATUS:CANCELLED")))
        .isEqualTo("23T09:00/23T10:00 24T15:00/24T17:00");
    // the later revision of an override counts, wherever it stands
    assertThat(
            week(
                event(daily)
                    + event(
                        "RECURRENCE-ID:20261124T080000Z\n"
                            + "SEQUENCE:2\n"
                            + "DTSTART:20261124T110000\n"
                            + "DURATION:PT1H")
                    + event(
                        "RECURRENCE-ID:20261124T080000Z\n"
                            + "SEQUENCE:1\n"
                            + "DTSTART:20261124T120000\n"
                            + "DURATION:PT1H")))
        .isEqualTo("23T09:00/23T10:00 24T11:00/24T12:00 25T09:00/25T10:00");
    // an override moved into the window from an occurrence outside it
    assertThat(
            week(
                event("DTSTART:20261102T090000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY")
                    + event(
                        "RECURRENCE-ID:20261202T090000\nDTSTART:20261127T090000\nDURATION:PT1H")))
        .isEqualTo("27T09:00/27T10:00");
    // an override without the event itself stands for itself
    assertThat(week(event("RECURRENCE-ID:20261124T090000\nDTSTART:20261124T100000\nDURATION:PT1H")))
        .isEqualTo("24T10:00/24T11:00");
  }

  @Test
  void overrideOfThisAndFuture_movesTheLaterOnes() throws IOException {
    String daily =
        "DTSTART;TZID=Europe/Vienna:20261123T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5";
    String moved =
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20261125T090000\n"
            + "DTSTART;TZID=Europe/Vienna:20261125T130000\nDURATION:PT30M";
    assertThat(week(event(daily) + event(moved)))
        .isEqualTo(
            "23T09:00/23T10:00 24T09:00/24T10:00"
                + " 25T13:00/25T13:30 26T13:00/26T13:30 27T13:00/27T13:30");
    // a single override after it is found by the time that the rule gives
    assertThat(
            week(
                event(daily)
                    + event(moved)
                    + event("RECURRENCE-ID:20261126T080000Z\nSTATUS:CANCELLED")))
        .isEqualTo("23T09:00/23T10:00 24T09:00/24T10:00 25T13:00/25T13:30 27T13:00/27T13:30");
    assertThat(
            week(
                event(daily)
                    + event(
                        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261125T080000Z\nSTATUS:CANCELLED")))
        .isEqualTo("23T09:00/23T10:00 24T09:00/24T10:00");
    // moved from before the window into it
    assertThat(
            week(
                event("DTSTART:20261109T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2")
                    + event(
                        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261109T090000\n"
                            + "DTSTART:20261119T090000\nDURATION:PT1H")))
        .isEqualTo("26T09:00/26T10:00");
  }

  @Test
  void laterRevisionOfAnEvent_replacesTheEarlier() throws IOException {
    assertThat(
            week(
                event("DTSTART:20261123T090000\nDURATION:PT1H\nSEQUENCE:0")
                    + event("DTSTART:20261124T090000\nDURATION:PT1H\nSEQUENCE:1")))
        .isEqualTo("24T09:00/24T10:00");
    assertThat(
            week(
                event("DTSTART:20261123T090000\nDURATION:PT1H")
                    + event("DTSTART:20261124T090000\nDURATION:PT1H")))
        .as("different events under one identifier, as some programs write them")
        .isEqualTo("23T09:00/23T10:00 24T09:00/24T10:00");
  }

  @Test
  void freeBusy_isBusyUnlessFree() throws IOException {
    assertThat(
            week(
                """
                BEGIN:VFREEBUSY
                FREEBUSY:20261123T080000Z/PT1H,20261123T100000Z/20261123T110000Z
                FREEBUSY;FBTYPE=FREE:20261123T120000Z/PT1H
                FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261123T140000Z/PT1H
                FREEBUSY;FBTYPE=X-SOMETHING:20261123T160000Z/PT1H
                END:VFREEBUSY
                """))
        .isEqualTo("23T09:00/23T10:00 23T11:00/23T12:00 23T15:00/23T16:00 23T17:00/23T18:00");
  }

  // Vienna: 2026-03-29 02:00 is followed by 03:00, 2026-10-25 03:00 by 02:00.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // P1D keeps the time of day, PT24H is exact (RFC 5545 3.3.6)
        "20260328T120000 | DURATION:P1D | 03-28T12:00+01:00/03-29T12:00+02:00",
        "20260328T120000 | DURATION:PT24H | 03-28T12:00+01:00/03-29T13:00+02:00",
        "20261024T120000 | DURATION:P1D | 10-24T12:00+02:00/10-25T12:00+01:00",
        "20261024T120000 | DURATION:PT24H | 10-24T12:00+02:00/10-25T11:00+01:00",
        // a start in the gap has the offset before it, a doubled one is the first (3.3.5)
        "20260329T023000 | DURATION:PT1H | 03-29T03:30+02:00/03-29T04:30+02:00",
        "20261025T023000 | DURATION:PT1H | 10-25T02:30+02:00/10-25T02:30+01:00",
        // recurring with DTEND: the exact duration of the first (3.8.5.3)
        "20260328T230000 | DTEND;TZID=Europe/Vienna:20260329T070000 |"
            + " 03-28T23:00+01:00/03-29T07:00+02:00",
      })
  void daylightSaving_followsTheRfc(String start, String end, String expected) throws IOException {
    String text = calendar(event("DTSTART;TZID=Europe/Vienna:" + start + "\n" + end));
    String month = start.substring(4, 6);
    String window = month.equals("03") ? "2026-03-27/2026-03-31" : "2026-10-23/2026-10-27";
    assertThat(busy(text, window, VIENNA, Tentative.BUSY)).isEqualTo(expected);
  }

  @Test
  void recurringNight_keepsTheExactLengthOfTheFirst() throws IOException {
    // 22:00 to 06:00 is 8 hours; in the night to 29 March the clock then reads 07:00.
    assertThat(
            busy(
                calendar(
                    event(
                        """
                        DTSTART;TZID=Europe/Vienna:20260326T220000
                        DTEND;TZID=Europe/Vienna:20260327T060000
                        RRULE:FREQ=DAILY
                        """)),
                "2026-03-28T12:00/2026-03-30T12:00",
                VIENNA,
                Tentative.BUSY))
        .isEqualTo("03-28T22:00+01:00/03-29T07:00+02:00 03-29T22:00+02:00/03-30T06:00+02:00");
  }

  @Test
  void recurrenceIntoTheGap_isMovedByItForThatDayOnly() throws IOException {
    assertThat(
            busy(
                calendar(
                    event(
                        """
                        DTSTART;TZID=Europe/Vienna:20260301T023000
                        DURATION:PT15M
                        RRULE:FREQ=WEEKLY
                        """)),
                "2026-03-22/2026-04-05",
                VIENNA,
                Tentative.BUSY))
        .isEqualTo(
            "03-22T02:30+01:00/03-22T02:45+01:00 03-29T03:30+02:00/03-29T03:45+02:00"
                + " 04-05T02:30+02:00/04-05T02:45+02:00");
  }

  @Test
  void leapDay_isSkippedInCommonYears() throws IOException {
    String text = calendar(event("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY"));
    ZoneId utc = ZoneId.of("UTC");
    assertThat(busy(text, "2025-02-27/2025-03-02", utc, Tentative.BUSY)).isEmpty();
    assertThat(busy(text, "2028-02-27/2028-03-02", utc, Tentative.BUSY))
        .isEqualTo("02-29T00:00Z/03-01T00:00Z");
  }

  @Test
  void longEventFromBeforeTheWindow_blocksIt() throws IOException {
    assertThat(week(event("DTSTART:20261001T090000\nDTEND:20261124T090000")))
        .isEqualTo("23T00:00/24T09:00");
    assertThat(week(event("DTSTART:20260923T090000\nDURATION:P31D\nRRULE:FREQ=MONTHLY;COUNT=3")))
        .isEqualTo("23T00:00/30T00:00");
  }

  @Test
  void sloppyFiles_areUnderstood() throws IOException {
    String text =
        """

        begin:vcalendar\r

        BEGIN:VEVENT
        SUMMARY:folded
          and "quoted; text
        ATTENDEE;CN=5" disk:mailto:x@example.org
        DTSTART;TZID=Europe/V
         ienna:20261123T09
        \t0000

        dtend;tzid=Europe/Vienna:20261123T100000\r
        BEGIN:VALARM
        DURATION:PT5M
        TRIGGER:-PT5M
        END:VALARM
        END:VEVENT\r

        END:VCALENDAR
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        DTSTART:20261124T080000Z
        DURATION:PT1H
        END:VEVENT
        END:VCALENDAR\
        """;
    assertThat(busy(text, "2026-11-23/2026-11-25", VIENNA, Tentative.BUSY))
        .isEqualTo("11-23T09:00+01:00/11-23T10:00+01:00 11-24T09:00+01:00/11-24T10:00+01:00");
    assertThat(busy("\uFEFF" + text, "2026-11-23/2026-11-23", VIENNA, Tentative.BUSY))
        .isEqualTo("11-23T09:00+01:00/11-23T10:00+01:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "DTSTART:2026 | x.ics:5: not an iCalendar date or time '2026': DTSTART:2026",
        "DTSTART:20261332T000000 | x.ics:5: not an iCalendar date or time '20261332T000000':"
            + " DTSTART:20261332T000000",
        "DTEND:20261123T100000 | x.ics:3: an event without DTSTART: BEGIN:VEVENT",
        "DTSTART:20261123T090000;DTEND:20261123T080000 | x.ics:6: the end lies before the start:"
            + " DTEND:20261123T080000",
        "DTSTART:20261123T090000;DURATION:-PT1H | x.ics:6: a duration cannot be negative:"
            + " DURATION:-PT1H",
        "DTSTART:20261123T090000;DURATION:1H | x.ics:6: not a duration: DURATION:1H",
        "DTSTART:20261123T090000;RRULE:COUNT=3 | x.ics:6: a recurrence rule needs FREQ:"
            + " RRULE:COUNT=3",
        "DTSTART:20261123T090000;RRULE:FREQ=DAILY,COUNT=0 | x.ics:6: COUNT has to be a number from"
            + " 1 to 2147483647, not '0': RRULE:FREQ=DAILY;COUNT=0",
        "DTSTART:20261123T090000;SOMETHING | x.ics:6: not a line of iCalendar, NAME:VALUE:"
            + " SOMETHING",
        "BEGIN:VTODO | x.ics:6: nothing that this could end: END:VEVENT",
        "DTSTART;TZID=\"Europe/Vienna:20261123T090000 | x.ics:5: a quotation mark is not closed:"
            + " DTSTART;TZID=\"Europe/Vienna:20261123T090000",
      })
  void brokenEvent_namesItsLine(String properties, String message) {
    String text = properties.replace(";DT", "\nDT").replace(";DU", "\nDU").replace(";R", "\nR");
    text = text.replace(";S", "\nS").replace(",COUNT", ";COUNT");
    String broken = text;
    assertThatThrownBy(() -> week(event(broken)))
        .isInstanceOf(AgendaException.class)
        .hasMessage(message);
  }

  @Test
  void brokenFile_namesItsLine() {
    assertThatThrownBy(() -> read("hello:world\n"))
        .hasMessage("x.ics:1: outside BEGIN:VCALENDAR and END:VCALENDAR: hello:world");
    assertThatThrownBy(() -> read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"))
        .hasMessage("x.ics:2: BEGIN:VEVENT is never ended");
    assertThatThrownBy(() -> read("BEGIN:VCALENDAR\n".repeat(2)))
        .hasMessage("x.ics:2: a calendar in another: BEGIN:VCALENDAR");
    assertThatThrownBy(() -> read("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n".repeat(100_000)))
        .hasMessage("x.ics:21: components nested too deep: BEGIN:VEVENT");
    assertThatThrownBy(
            () ->
                read(calendar(
                        "BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n"
                            + event("DTSTART;TZID=X:20261123T090000")))
                    .over(grid("2026-11-23/2026-11-23", VIENNA), Tentative.BUSY))
        .hasMessage("x.ics:3: a VTIMEZONE needs STANDARD or DAYLIGHT with a DTSTART");
  }

  @Test
  void ruleWithoutEnd_isExpandedWithinTheWindowOnly() throws IOException {
    assertThat(
            busy(
                calendar(event("DTSTART:19700101T000000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")),
                "2026-11-23/2026-11-23",
                VIENNA,
                Tentative.BUSY))
        .isEqualTo("11-23T00:00+01:00/11-24T00:00+01:00");
    assertThat(
            week(
                event(
                    "DTSTART:19700101T000000\n"
                        + "DURATION:PT1M\n"
                        + "RRULE:FREQ=MINUTELY;BYDAY=WE;BYHOUR=9")))
        .isEqualTo("25T09:00/25T10:00");
  }

  @Test
  void ruleThatRecursTooOften_isAnErrorAtItsLine() {
    // Each second costs as much as its list is long, though the hour is found at once.
    String endless =
        "DTSTART:00010101T000000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;COUNT=2147483647;BYHOUR="
            + upTo(24)
            + ",23".repeat(10_000);
    assertThatThrownBy(() -> week(event(endless)))
        .hasMessageStartingWith(
            "x.ics:7: it recurs too often to be expanded: RRULE:FREQ=SECONDLY;COUNT=2147483647");
  }

  @Test
  void hostileFiles_takeNoLongerThanTheBudgetLets() throws IOException {
    // lists as long as a file can hold, times of day without number, one identifier for all
    String everySecond =
        "RRULE:FREQ=DAILY;BYHOUR=%s;BYMINUTE=%s;BYSECOND=%s"
            .formatted(upTo(24), upTo(60), upTo(60));
    String many = event("DTSTART:20260101T000000\nDURATION:PT1S\n" + everySecond).repeat(100);
    assertThatThrownBy(() -> week(many)).hasMessageContaining("recurs too often to be expanded");
    String list = "RRULE:FREQ=YEARLY;BYMONTHDAY=" + "30,31,".repeat(300_000) + "31;BYMONTH=2";
    assertThat(week(event("DTSTART:20260101T000000\nDURATION:PT1S\n" + list))).isEmpty();
    StringBuilder revisions = new StringBuilder();
    for (int i = 0; i < 4_000; i++) {
      revisions.append(event("DTSTART:20261123T090000\nDURATION:PT1H"));
      revisions.append(
          event(
              "RECURRENCE-ID:19700101T%06dZ\nSTATUS:CANCELLED"
                  .formatted(i % 60 + i / 60 % 60 * 100)));
    }
    assertThat(week(revisions.toString())).isEqualTo("23T09:00/23T10:00");
  }

  private static String upTo(int end) {
    return java.util.stream.IntStream.range(0, end)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  @Test
  void fiveThousandEvents_overTenThousandSlots() throws IOException {
    StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\n");
    for (int i = 0; i < 5000; i++) {
      // every event blocks the first half of one hour
      text.append("BEGIN:VEVENT\nUID:").append(i).append("\nDTSTART:20260101T000000Z\n");
      text.append("DURATION:PT30M\nRDATE:");
      text.append(
          java.time.LocalDateTime.of(2026, 1, 1, 0, 0)
              .plusHours(i + 1)
              .format(java.time.format.DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")));
      text.append("Z\nEND:VEVENT\n");
    }
    text.append("END:VCALENDAR\n");
    ZoneId utc = ZoneId.of("UTC");
    Grid grid =
        new Grid(
            Grid.window("2026-01-01T00:00/2026-07-28T08:30", utc),
            utc,
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Optional.empty(),
            Weekdays.ALL);
    assertThat(grid.slots()).isEqualTo(10_001);
    assertThat(read(text.toString()).over(grid, Tentative.BUSY).toString())
        .isEqualTo("01".repeat(5000) + "0");
  }
}
