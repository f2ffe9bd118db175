package io.privnet.meeting.agenda;

import java.util.List;
import java.util.Optional;

/** An agenda in the iCalendar format (RFC 5545). */
final class CalendarAgenda extends Agenda {
  static CalendarAgenda parse(String source, String text) throws AgendaException {
    throw new AgendaException(source, 1, "iCalendar is not read yet");
  }

  @Override
  public Availability over(Grid grid, Tentative tentative) throws AgendaException {
    throw new IllegalStateException();
  }

  @Override
  public Optional<List<Interval>> busy(Grid grid, Tentative tentative) throws AgendaException {
    throw new IllegalStateException();
  }
}
