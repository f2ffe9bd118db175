package io.privnet.meeting.agenda;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Whatever the bytes, a table of busy times is read or refused. */
class TableFuzzTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Grid GRID =
      new Grid(
          Grid.window("2026-10-19/2026-11-01", VIENNA),
          VIENNA,
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Optional.of(DailyHours.parse("09:00-17:00")),
          Weekdays.ALL);

  @FuzzTest(maxDuration = "60s")
  void table(byte[] bytes) {
    try {
      Agenda agenda = Agenda.read("fuzz.csv", new ByteArrayInputStream(bytes));
      agenda.over(GRID, Tentative.BUSY);
      agenda.over(GRID, Tentative.FREE);
    } catch (AgendaException e) {
      String message = e.getMessage();
      if (!message.startsWith("fuzz.csv:") || message.length() > 1000 || message.contains("\n")) {
        throw new AssertionError("a message that does not name its line: " + message);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
