package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import java.util.Optional;
import java.util.OptionalInt;

/** One party's part of the negotiation phase, with the secrets that it keeps for this one. */
interface Negotiator {
  /** What all others have to be told of it together with its reply: a public key, for instance. */
  default Optional<String> key() {
    return Optional.empty();
  }

  /**
   * Negotiates.
   *
   * @return the first common slot from the invitation's first one on, or none
   */
  OptionalInt negotiate(Channel channel, Session session, Availability own)
      throws NegotiationException, InterruptedException;

  /**
   * Looks at what another party has shown to prove its report, in the negotiation or after it.
   *
   * @param failure which may be such a report
   * @return what this party has seen by itself now, or {@code failure} when it proves nothing
   */
  default NegotiationException judged(NegotiationException failure) {
    return failure;
  }
}
