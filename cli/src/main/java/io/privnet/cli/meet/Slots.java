package io.privnet.cli.meet;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Grid;
import java.util.Optional;

/**
 * The slots of a meeting, as people are told of them.
 *
 * @param count how many there are
 * @param first the first that is tried
 * @param grid when they are; absent when only their numbers are known
 */
record Slots(int count, int first, Optional<Grid> grid) {
  /** Those of an invitation. */
  static Slots of(Invitation invitation) {
    return new Slots(invitation.slots(), invitation.first(), invitation.grid());
  }

  /** The first that is tried; the last of all when none is left to try. */
  int firstShown() {
    return Math.min(first, count - 1);
  }

  /** The start of a slot, or its number. */
  String start(int slot) {
    return grid.map(g -> g.start(slot).toOffsetDateTime().toString()).orElse("slot " + slot);
  }

  /** A slot as a result: its start and end, or its number. */
  String span(int slot) {
    return grid.map(g -> g.start(slot).toOffsetDateTime() + "/" + g.end(slot).toOffsetDateTime())
        .orElse(Integer.toString(slot));
  }
}
