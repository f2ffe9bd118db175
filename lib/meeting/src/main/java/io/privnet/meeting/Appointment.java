package io.privnet.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The meeting that was agreed on, as calendars take it in.
 *
 * @param start when it starts, whole seconds
 * @param end when it ends, whole seconds
 * @param summary its title
 * @param participants names of those who agreed
 */
public record Appointment(Instant start, Instant end, String summary, List<String> participants) {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  // RFC 5545, 3.1: lines should not be longer than 75 octets.
  private static final int LINE_OCTETS = 75;

  public Appointment {
    participants = List.copyOf(participants);
  }

  /**
   * An iCalendar object with this as its only event (RFC 5545). Times are in UTC. The UID is
   * derived from the event, so that it replaces itself when taken in twice.
   *
   * @param stamp when it is written
   */
  public String toICalendar(Instant stamp) {
    String participantsText = String.join(", ", participants);
    UUID id =
        UUID.nameUUIDFromBytes(
            String.join("\n", start.toString(), end.toString(), summary, participantsText)
                .getBytes(StandardCharsets.UTF_8));
    StringBuilder calendar = new StringBuilder();
    line(calendar, "BEGIN:VCALENDAR");
    line(calendar, "VERSION:2.0");
    line(calendar, "PRODID:-//privnet//meet//EN");
    line(calendar, "BEGIN:VEVENT");
    line(calendar, "UID:" + id);
    line(calendar, "DTSTAMP:" + UTC.format(stamp.truncatedTo(ChronoUnit.SECONDS)));
    line(calendar, "DTSTART:" + UTC.format(start));
    line(calendar, "DTEND:" + UTC.format(end));
    line(calendar, "SUMMARY:" + escaped(summary));
    line(calendar, "DESCRIPTION:" + escaped("Agreed by " + participantsText));
    line(calendar, "END:VEVENT");
    line(calendar, "END:VCALENDAR");
    return calendar.toString();
  }

  /** RFC 5545, 3.3.11. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  private static void line(StringBuilder calendar, String content) {
    int octets = 0;
    for (int i = 0; i < content.length(); ) {
      int c = content.codePointAt(i);
      int length = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LINE_OCTETS) {
        calendar.append("\r\n ");
        octets = 1;
      }
      calendar.appendCodePoint(c);
      octets += length;
      i += Character.charCount(c);
    }
    calendar.append("\r\n");
  }
}
