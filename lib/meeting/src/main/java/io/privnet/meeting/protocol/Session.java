package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import java.util.List;

/**
 * A negotiation once the invitation phase is over, as one party sees it.
 *
 * @param invitation what was proposed
 * @param negotiators those who accepted, this party among them, in the order of the invitation
 * @param self this party
 */
record Session(Invitation invitation, List<String> negotiators, String self) {
  Session {
    negotiators = List.copyOf(negotiators);
  }

  /** The other negotiators. */
  List<String> others() {
    return negotiators.stream().filter(name -> !name.equals(self)).toList();
  }
}
