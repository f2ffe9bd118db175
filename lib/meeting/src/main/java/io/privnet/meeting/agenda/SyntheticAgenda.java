package io.privnet.meeting.agenda;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Random;

/**
 * An invented agenda like those of people who work in an office: lunch, a daily and some weekly
 * meetings with an occurrence cancelled or moved here and there, a monthly one, appointments, days
 * off, a birthday that blocks nothing. The same parameters give the same bytes.
 */
public final class SyntheticAgenda {
  private static final String[] WEEKLY = {
    "Project meeting", "Review", "Reading group", "Lab time", "One to one", "Office hour"
  };
  private static final String[] SINGLE = {
    "Visitors", "Interview", "Dentist", "Talk", "Phone call", "Workshop", "Experiment"
  };
  private static final String[] DAYS = {"MO", "TU", "WE", "TH", "FR"};
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

  private final String person;
  private final ZoneId zone;
  private final LocalDate monday;
  private final LocalDate end;
  private final int weeks;
  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int events;

  private SyntheticAgenda(String person, long seed, LocalDate from, int weeks, ZoneId zone) {
    this.person = person;
    this.zone = zone;
    this.monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    this.weeks = weeks;
    this.end = monday.plusWeeks(weeks);
    this.random = new Random(seed * 1_000_003 + person.hashCode());
  }

  /**
   * Invents an agenda.
   *
   * @param person whose it is; also decides, with the seed, what is in it
   * @param from a day in the first week
   * @param weeks how many weeks, 1 to 520
   * @param zone of its times
   * @return an iCalendar text
   * @throws IllegalArgumentException when the number of weeks is out of range, or the first day is
   *     outside the years 1 to 9900
   */
  public static String of(String person, long seed, LocalDate from, int weeks, ZoneId zone) {
    if (weeks < 1 || weeks > 520) {
      throw new IllegalArgumentException("the number of weeks has to be from 1 to 520");
    }
    if (from.getYear() < 1 || from.getYear() > 9900) {
      throw new IllegalArgumentException("the first day has to be in the years 1 to 9900");
    }
    return new SyntheticAgenda(person, seed, from, weeks, zone).write();
  }

  private String write() {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//privnet//synthetic agenda//EN");
    line("X-WR-TIMEZONE:" + zone);
    zone();
    lunch();
    standUp();
    for (int i = 0; i < 4; i++) {
      weekly();
    }
    monthly();
    for (LocalDate week = monday; week.isBefore(end); week = week.plusWeeks(1)) {
      int singles = 3 + random.nextInt(4);
      for (int i = 0; i < singles; i++) {
        single(week.plusDays(random.nextInt(5)));
      }
    }
    if (random.nextInt(2) == 0) {
      daysOff();
    }
    birthday();
    line("END:VCALENDAR");
    return text.toString();
  }

  /** The offsets of the zone while the agenda lasts, each change on its own. */
  private void zone() {
    LocalDateTime first = monday.atStartOfDay().minusYears(1);
    ZoneOffset offset = zone.getRules().getOffset(first);
    line("BEGIN:VTIMEZONE");
    line("TZID:" + zone);
    observance("STANDARD", first, offset, offset);
    Instant at = first.toInstant(offset);
    Instant last = end.plusYears(1).atStartOfDay().toInstant(offset);
    while (true) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      if (change == null || change.getInstant().isAfter(last)) {
        break;
      }
      boolean daylight = zone.getRules().isDaylightSavings(change.getInstant());
      observance(
          daylight ? "DAYLIGHT" : "STANDARD",
          change.getDateTimeBefore(),
          change.getOffsetBefore(),
          change.getOffsetAfter());
      at = change.getInstant();
    }
    line("END:VTIMEZONE");
  }

  private void observance(String kind, LocalDateTime onset, ZoneOffset from, ZoneOffset to) {
    line("BEGIN:" + kind);
    line("DTSTART:" + TIME.format(onset));
    line("TZOFFSETFROM:" + text(from));
    line("TZOFFSETTO:" + text(to));
    line("END:" + kind);
  }

  private static String text(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+0000" : offset.getId().replace(":", "");
  }

  private void lunch() {
    LocalTime start = LocalTime.of(11, 30).plusMinutes(15L * random.nextInt(5));
    begin("Lunch");
    times(monday.atTime(start), 30 + 15 * random.nextInt(3));
    line("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    line("END:VEVENT");
  }

  private void standUp() {
    begin("Stand-up");
    times(monday.atTime(LocalTime.of(9, 15 * random.nextInt(3))), 15);
    line("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    line("END:VEVENT");
  }

  private void weekly() {
    int day = random.nextInt(5);
    LocalDateTime start = monday.plusDays(day).atTime(workTime());
    int minutes = 60 + 30 * random.nextInt(2);
    String uid = begin(WEEKLY[random.nextInt(WEEKLY.length)]);
    times(start, minutes);
    line("RRULE:FREQ=WEEKLY;INTERVAL=" + (1 + random.nextInt(2)) + ";BYDAY=" + DAYS[day]);
    LocalDateTime occurrence = start.plusWeeks(2L * random.nextInt(Math.max(1, weeks / 2 + 1)));
    boolean cancelled = random.nextBoolean();
    if (cancelled) {
      line(zoned("EXDATE", occurrence));
    }
    line("END:VEVENT");
    if (!cancelled) {
      line("BEGIN:VEVENT");
      line("UID:" + uid);
      line("DTSTAMP:" + TIME.format(monday.atStartOfDay()) + "Z");
      line(zoned("RECURRENCE-ID", occurrence));
      line("SUMMARY:Moved for once");
      times(occurrence.toLocalDate().atTime(workTime()), minutes);
      line("END:VEVENT");
    }
  }

  private void monthly() {
    int day = random.nextInt(5);
    begin("Monthly report");
    LocalDate first = monday.with(TemporalAdjusters.firstInMonth(DayOfWeek.of(day + 1)));
    times(first.atTime(workTime()), 120);
    line("RRULE:FREQ=MONTHLY;BYDAY=1" + DAYS[day]);
    line("END:VEVENT");
  }

  private void single(LocalDate day) {
    begin(SINGLE[random.nextInt(SINGLE.length)]);
    times(day.atTime(workTime()), 30 * (1 + random.nextInt(4)));
    if (random.nextInt(6) == 0) {
      line("STATUS:TENTATIVE");
    }
    line("END:VEVENT");
  }

  private void daysOff() {
    LocalDate first = monday.plusWeeks(random.nextInt(weeks)).plusDays(random.nextInt(4));
    begin("Days off");
    line("DTSTART;VALUE=DATE:" + DATE.format(first));
    line("DTEND;VALUE=DATE:" + DATE.format(first.plusDays(1 + random.nextInt(2))));
    line("END:VEVENT");
  }

  private void birthday() {
    begin("Birthday");
    line("DTSTART;VALUE=DATE:" + DATE.format(monday.plusDays(random.nextInt(7 * weeks))));
    line("RRULE:FREQ=YEARLY");
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  private LocalTime workTime() {
    return LocalTime.of(9, 0).plusMinutes(30L * random.nextInt(15));
  }

  private String begin(String summary) {
    String uid = person + "-" + ++events + "@privnet.example";
    line("BEGIN:VEVENT");
    line("UID:" + uid);
    line("DTSTAMP:" + TIME.format(monday.atStartOfDay()) + "Z");
    line("SUMMARY:" + summary);
    return uid;
  }

  private void times(LocalDateTime start, int minutes) {
    line(zoned("DTSTART", start));
    line(zoned("DTEND", start.plusMinutes(minutes)));
  }

  private String zoned(String property, LocalDateTime time) {
    return property + ";TZID=" + zone + ":" + TIME.format(time);
  }

  private void line(String line) {
    text.append(line).append("\r\n");
  }
}
