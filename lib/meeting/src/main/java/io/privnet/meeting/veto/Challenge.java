package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The challenge of a proof: SHA-512, modulo q, over everything the proof speaks of. Every part is
 * preceded by its length, 4 bytes, big-endian.
 */
final class Challenge {
  private final MessageDigest digest;

  private Challenge() {
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins with protocol, version, kind of proof, session, author's fingerprint, slot, G and H. */
  static Challenge of(String kind, Author author, int slot) {
    return new Challenge()
        .with("privnet-veto")
        .with("1")
        .with(kind)
        .with(author.session())
        .with(author.fingerprint())
        .with(ByteBuffer.allocate(4).putInt(slot).array())
        .with(Group.G)
        .with(Group.H);
  }

  Challenge with(byte[] part) {
    return with(part, 0, part.length);
  }

  Challenge with(byte[] bytes, int offset, int length) {
    digest.update(ByteBuffer.allocate(4).putInt(length).array());
    digest.update(bytes, offset, length);
    return this;
  }

  private Challenge with(String part) {
    return with(part.getBytes(StandardCharsets.UTF_8));
  }

  Challenge with(ECPoint point) {
    return with(Group.encode(point));
  }

  BigInteger scalar() {
    return new BigInteger(1, digest.digest()).mod(Group.ORDER);
  }
}
