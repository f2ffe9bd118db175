package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import java.util.Optional;

/** Decides on an invitation. */
@FunctionalInterface
public interface Guest {
  /**
   * Answers. It may take as long as people take; it is interrupted when the negotiation fails
   * meanwhile. Where parties have yet to connect to each other, they do that here: when it returns,
   * the transport has a connection to everybody in the invitation.
   *
   * @return the agenda over the invitation's slots, to accept; none to decline
   * @throws NegotiationException when the invitation is not what was promised, or somebody in it
   *     cannot be reached
   */
  Optional<Availability> answer(Invitation invitation)
      throws NegotiationException, InterruptedException;
}
