package io.privnet.meeting.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

/** An ISO 8601 date, local time, or time with offset, as people write it. */
sealed interface IsoTime {
  /** The instant at which it starts; {@code zone} counts when it has no offset. */
  Instant start(ZoneId zone);

  /** The instant at which it ends: the end of a date, the time itself otherwise. */
  Instant end(ZoneId zone);

  /** A whole day. */
  record Day(LocalDate date) implements IsoTime {
    @Override
    public Instant start(ZoneId zone) {
      return date.atStartOfDay(zone).toInstant();
    }

    @Override
    public Instant end(ZoneId zone) {
      return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
  }

  /** A time; without offset when {@code offset} is null. */
  record Time(LocalDateTime local, ZoneOffset offset) implements IsoTime {
    @Override
    public Instant start(ZoneId zone) {
      return (offset == null ? local.atZone(zone) : local.atOffset(offset).toZonedDateTime())
          .toInstant();
    }

    @Override
    public Instant end(ZoneId zone) {
      return start(zone);
    }
  }

  /**
   * Reads {@code 2026-11-23}, {@code 2026-11-23T09:00} or {@code 2026-11-23T09:00+01:00}, a blank
   * in place of the T allowed.
   *
   * @throws DateTimeParseException when the text is nothing like that, or outside the years 1 to
   *     9999
   */
  static IsoTime parse(String text) {
    IsoTime time;
    int year;
    if (text.length() <= 10) {
      LocalDate date = LocalDate.parse(text);
      year = date.getYear();
      time = new Day(date);
    } else {
      String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
      time =
          parsed instanceof OffsetDateTime zoned
              ? new Time(zoned.toLocalDateTime(), zoned.getOffset())
              : new Time(LocalDateTime.from(parsed), null);
      year = ((Time) time).local().getYear();
    }
    if (year < 1 || year > 9999) {
      throw new DateTimeParseException("outside the years 1 to 9999", text, 0);
    }
    return time;
  }
}
