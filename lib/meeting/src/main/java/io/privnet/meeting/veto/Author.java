package io.privnet.meeting.veto;

import java.util.Objects;

/**
 * Who commits and proves, and in which negotiation. Part of every challenge, so that nothing said
 * by one party, or in one negotiation, holds for another.
 *
 * @param session label of the negotiation, which no other has
 * @param fingerprint of the party's public key
 */
public record Author(String session, String fingerprint) {
  public Author {
    Objects.requireNonNull(session);
    Objects.requireNonNull(fingerprint);
  }
}
