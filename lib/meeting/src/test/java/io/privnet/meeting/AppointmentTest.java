package io.privnet.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.CalendarComponent;
import org.junit.jupiter.api.Test;

class AppointmentTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant STAMP = Instant.parse("2026-11-22T06:00:00.5Z");

  private static String property(Calendar calendar, String name) {
    CalendarComponent event = calendar.getComponent(Component.VEVENT).orElseThrow();
    return event.<Property>getProperty(name).orElseThrow().getValue();
  }

  /** ical4j reads it, and by its own rules finds it valid. */
  @Test
  void awkwardNames_readBackByAnotherLibrary() throws Exception {
    List<String> names = List.of("Ann; the first", "b\\c", "ünï".repeat(30), "d,e");
    String text = new Appointment(START, END, "Plan; budget, 2027", names).toICalendar(STAMP);

    Calendar calendar = new CalendarBuilder().build(new StringReader(text));
    assertThat(calendar.validate().hasErrors()).isFalse();
    assertThat(property(calendar, "DTSTART")).isEqualTo("20261123T090000Z");
    assertThat(property(calendar, "DTEND")).isEqualTo("20261123T100000Z");
    assertThat(property(calendar, "DTSTAMP")).isEqualTo("20261122T060000Z");
    assertThat(property(calendar, "SUMMARY")).isEqualTo("Plan; budget, 2027");
    assertThat(property(calendar, "DESCRIPTION"))
        .isEqualTo("Agreed by " + String.join(", ", names));
  }

  @Test
  void lines_endInCrLfAndHaveAtMost75Octets() {
    String text =
        new Appointment(START, END, "ü".repeat(200), List.of("a", "b")).toICalendar(STAMP);
    assertThat(text).endsWith("\r\n");
    assertThat(text.split("\r\n"))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void sameAppointment_sameUid() throws Exception {
    Appointment one = new Appointment(START, END, "Meeting", List.of("a", "b"));
    Appointment other = new Appointment(START, END, "Meeting", List.of("a", "c"));
    assertThat(uid(one, STAMP)).isEqualTo(uid(one, STAMP.plusSeconds(100)));
    assertThat(uid(other, STAMP)).isNotEqualTo(uid(one, STAMP));
  }

  private static String uid(Appointment appointment, Instant stamp) throws Exception {
    return property(
        new CalendarBuilder().build(new StringReader(appointment.toICalendar(stamp))), "UID");
  }
}
