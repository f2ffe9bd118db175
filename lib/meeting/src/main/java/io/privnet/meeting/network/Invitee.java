package io.privnet.meeting.network;

import io.privnet.meeting.Party;
import io.privnet.meeting.identity.Fingerprint;
import java.util.Optional;

/**
 * Somebody whom the host knows and lets in.
 *
 * @param key the party's
 * @param name what it is called in this meeting; absent when it may say so itself
 */
public record Invitee(Fingerprint key, Optional<String> name) {
  /**
   * @throws IllegalArgumentException when no party can be called so
   */
  public Invitee {
    name.ifPresent(Party::checkName);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Invitee parse(String text) {
    String[] parts = text.split(" ", 2);
    return new Invitee(
        Fingerprint.parse(parts[0]), parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
  }

  /** The fingerprint and, after a space, the name if there is one. */
  @Override
  public String toString() {
    return key + name.map(n -> " " + n).orElse("");
  }
}
