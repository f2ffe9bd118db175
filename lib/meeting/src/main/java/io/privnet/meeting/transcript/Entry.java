package io.privnet.meeting.transcript;

import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Kept;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One line of a transcript. */
public sealed interface Entry {
  /**
   * The first line: who keeps the transcript.
   *
   * @param name of the party, as in the invitation
   * @param key with which it signs
   * @param time when it began
   */
  record Opening(String name, PublicKey key, Instant time) implements Entry {}

  /** What passed between the party and one of the others. */
  record Passed(Kept frame) implements Entry {}

  /**
   * How the negotiation ended for the party.
   *
   * @param time when it ended
   * @param slot the common one; absent when there was none, or the negotiation failed
   * @param failure why it failed, if it did
   * @param accused who is said to have made it fail
   */
  record Closing(Instant time, OptionalInt slot, Optional<String> failure, List<String> accused)
      implements Entry {
    public Closing {
      accused = List.copyOf(accused);
    }
  }

  /** The last line: the party's signature over all lines before it, 64 bytes. */
  record Seal(byte[] signature) implements Entry {
    @Override
    public boolean equals(Object other) {
      return other instanceof Seal that && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(signature);
    }
  }
}
