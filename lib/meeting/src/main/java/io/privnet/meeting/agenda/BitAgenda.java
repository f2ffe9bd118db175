package io.privnet.meeting.agenda;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** An agenda that is a bit string already: characters 0 and 1, white space between them ignored. */
final class BitAgenda extends Agenda {
  private final String source;
  private final Availability availability;

  private BitAgenda(String source, Availability availability) {
    this.source = source;
    this.availability = availability;
  }

  static BitAgenda parse(String source, String text) throws AgendaException {
    BitSet free = new BitSet();
    int slots = 0;
    long line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      } else if (c == '0' || c == '1') {
        if (slots == Grid.MAX_SLOTS) {
          throw new AgendaException(source, line, "more than " + Grid.MAX_SLOTS + " bits");
        }
        free.set(slots++, c == '1');
      } else if (!Character.isWhitespace(c)) {
        throw new AgendaException(
            source, line, "only 0 and 1 may stand in a bit string", text.substring(i, i + 1));
      }
    }
    return new BitAgenda(source, new Availability(slots, free));
  }

  @Override
  public Optional<Availability> bits() {
    return Optional.of(availability);
  }

  @Override
  public Availability over(Grid grid, Tentative tentative) throws AgendaException {
    if (availability.slots() != grid.slots()) {
      throw new AgendaException(
          source, availability.slots() + " bits do not fit a grid of " + grid.slots() + " slots");
    }
    return availability;
  }

  @Override
  public Optional<List<Interval>> busy(Grid grid, Tentative tentative) {
    return Optional.empty();
  }
}
