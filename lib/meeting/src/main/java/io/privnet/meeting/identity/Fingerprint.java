package io.privnet.meeting.identity;

import java.util.Arrays;
import java.util.Base64;

/**
 * What a public key is known by: SHA-256 of its SubjectPublicKeyInfo, written {@code SHA256:} and
 * base64url without padding.
 *
 * @param sha256 32 bytes
 */
public record Fingerprint(byte[] sha256) {
  private static final String PREFIX = "SHA256:";
  private static final int LENGTH = 32;

  /**
   * @throws IllegalArgumentException when it has not 32 bytes
   */
  public Fingerprint {
    sha256 = sha256.clone();
    if (sha256.length != LENGTH) {
      throw new IllegalArgumentException("a fingerprint has " + LENGTH + " bytes");
    }
  }

  @Override
  public byte[] sha256() {
    return sha256.clone();
  }

  /**
   * Reads a fingerprint.
   *
   * @param text as {@link #toString} writes it
   * @throws IllegalArgumentException when it is anything else
   */
  public static Fingerprint parse(String text) {
    if (text.startsWith(PREFIX)) {
      try {
        Fingerprint fingerprint =
            new Fingerprint(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
        if (fingerprint.toString().equals(text)) {
          return fingerprint;
        }
      } catch (IllegalArgumentException e) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "a fingerprint is " + PREFIX + " and 43 characters, not '" + text + "'");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && Arrays.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
  }
}
