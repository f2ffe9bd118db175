package io.privnet.meeting.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The SHA-256 of a key's SubjectPublicKeyInfo, which stands for the key: nobody can find another
 * key that has it. Written {@code SHA256:} and 43 characters of base64url.
 */
public final class Fingerprint implements Comparable<Fingerprint> {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final String PREFIX = "SHA256:";

  private final byte[] sha256;

  /**
   * @throws IllegalArgumentException when it does not have {@value #LENGTH} bytes
   */
  public Fingerprint(byte[] sha256) {
    if (sha256.length != LENGTH) {
      throw new IllegalArgumentException("a fingerprint has " + LENGTH + " bytes");
    }
    this.sha256 = sha256.clone();
  }

  static Fingerprint of(byte[] subjectPublicKeyInfo) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(subjectPublicKeyInfo));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toString} writes, and nothing else.
   *
   * @throws IllegalArgumentException when it is no fingerprint
   */
  public static Fingerprint parse(String text) {
    try {
      if (text.startsWith(PREFIX)) {
        Fingerprint read =
            new Fingerprint(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
        // Padding and unused bits would let one key have several fingerprints.
        if (read.toString().equals(text)) {
          return read;
        }
      }
    } catch (IllegalArgumentException e) {
      // Said below, with the text.
    }
    throw new IllegalArgumentException(
        "not a fingerprint (" + PREFIX + " and 43 letters, digits, - or _): '" + text + "'");
  }

  /** The hash. */
  public byte[] sha256() {
    return sha256.clone();
  }

  @Override
  public int compareTo(Fingerprint other) {
    return Arrays.compareUnsigned(sha256, other.sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint fingerprint && Arrays.equals(sha256, fingerprint.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  /** {@code SHA256:} and the hash in base64url without padding. */
  @Override
  public String toString() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
  }
}
