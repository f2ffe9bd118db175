package io.privnet.cli.meet;

import io.privnet.meeting.Party;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.KnownPeers;
import java.util.Optional;

/**
 * What somebody says to be called, beside what the user knows of keys.
 *
 * @param key which it has proved to have
 * @param known whom the user knows
 */
record Introduction(String name, Fingerprint key, KnownPeers known) {
  /** As a party of an invitation introduces itself. */
  Introduction(Party party, KnownPeers known) {
    this(party.name(), party.key().fingerprint(), known);
  }

  /** Whether the user knows the key, or somebody else's of this name. */
  boolean isFamiliar() {
    return known.name(key).isPresent() || known.fingerprint(name).isPresent();
  }

  /** How the key is known, in a few words that end with "key" where nothing else needs saying. */
  String standing() {
    return known
        .name(key)
        .map(other -> other.equals(name) ? "known key" : "key known as " + other)
        .orElse("unknown key");
  }

  /** Why the user may be wrong about who this is, if there is anything. */
  Optional<String> doubt() {
    Optional<String> owner = known.name(key).filter(other -> !other.equals(name));
    Optional<Fingerprint> other = known.fingerprint(name).filter(theirs -> !theirs.equals(key));
    if (owner.isEmpty() && other.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        name
            + owner.map(o -> " has the key that you know as " + o + "'s").orElse("")
            + (owner.isPresent() && other.isPresent() ? ", and" : "")
            + other
                .map(o -> " does not have the key that you know as " + name + "'s, " + o)
                .orElse(""));
  }
}
