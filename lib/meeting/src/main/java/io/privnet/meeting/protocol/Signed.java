package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import java.util.Arrays;
import java.util.Objects;

/**
 * A message as its sender signed it. Whoever has it and the sender's key can prove to anybody that
 * the sender said this: the body names sender, receiver and session.
 *
 * @param sender who signed it
 * @param number of its frame
 * @param body a JSON object in UTF-8
 * @param signature by the sender, {@link PublicKey#SIGNATURE} bytes
 */
public record Signed(String sender, int number, byte[] body, byte[] signature) {
  /** Whether {@code key} made the signature. */
  public boolean isBy(PublicKey key) {
    return new Frame(number, body, signature).isBy(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signed that
        && sender.equals(that.sender)
        && number == that.number
        && Arrays.equals(body, that.body)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sender, number, Arrays.hashCode(body), Arrays.hashCode(signature));
  }

  @Override
  public String toString() {
    return "frame " + number + " of " + sender;
  }
}
