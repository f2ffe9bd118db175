package io.privnet.cli.meet;

import io.privnet.cli.Failure;
import io.privnet.meeting.agenda.Grid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A slot or a time that people turned down: the negotiation goes on after it.
 *
 * @param text the number of a slot, or an ISO 8601 time, with or without offset, or a date, which
 *     means its first moment
 */
record Turndown(String text) {
  /**
   * The first slot that starts later, or the number of slots when none does.
   *
   * @throws Failure when the text is neither, or there is no such slot
   */
  int firstAfter(int slots, Optional<Grid> grid) {
    if (text.matches("[0-9]{1,9}")) {
      int slot = Integer.parseInt(text);
      if (slot >= slots) {
        throw Failure.usage("--after: there is no slot " + slot + ", the last is " + (slots - 1));
      }
      return slot + 1;
    }
    if (grid.isEmpty()) {
      throw Failure.usage(
          "--after: without a grid it takes the number of a slot, not '" + text + "'");
    }
    Instant time = time(grid.get().zone());
    int slot = 0;
    while (slot < slots && !grid.get().start(slot).toInstant().isAfter(time)) {
      slot++;
    }
    return slot;
  }

  private Instant time(ZoneId zone) {
    try {
      return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text.contains("T") ? text : text + "T00:00", OffsetDateTime::from, LocalDateTime::from)) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.atZone(zone).toInstant();
        default -> throw new DateTimeException("neither with nor without offset");
      };
    } catch (DateTimeException e) {
      throw Failure.usage(
              "--after: neither the number of a slot nor an ISO 8601 time: '" + text + "'")
          .because(e);
    }
  }
}
