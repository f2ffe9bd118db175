package io.privnet.meeting.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032).
 *
 * @param encoded the point as of RFC 8032, 5.1.2
 */
public record PublicKey(byte[] encoded) {
  /** Length of the encoded key in bytes. */
  public static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;

  /** Length of a signature in bytes. */
  public static final int SIGNATURE = Ed25519.SIGNATURE_SIZE;

  // RFC 8410, 4: SubjectPublicKeyInfo with id-Ed25519, up to the key.
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * @throws IllegalArgumentException when it is no canonical point of the group's prime order
   */
  public PublicKey {
    encoded = encoded.clone();
    if (encoded.length != LENGTH || !Ed25519.validatePublicKeyFull(encoded, 0)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
  }

  @Override
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Whether {@code signature} is this key's signature of {@code message}. */
  public boolean verifies(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE
        && Ed25519.verify(signature, 0, encoded, 0, message, 0, message.length);
  }

  /** What people compare instead of the key. */
  public Fingerprint fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(SPKI_PREFIX);
      return new Fingerprint(digest.digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return fingerprint().toString();
  }
}
