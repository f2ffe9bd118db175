package io.privnet.meeting.identity;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The public half of an {@link Identity}.
 *
 * <p>Guarantees: the point is on the curve, in its canonical encoding, and of the full prime order,
 * so that whoever signs two messages has made two signatures; equal keys have equal encodings.
 */
public final class PublicKey {
  /** Length of a key in bytes. */
  public static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;

  /** Length of a signature in bytes. */
  public static final int SIGNATURE = Ed25519.SIGNATURE_SIZE;

  /** What stands before the key in its SubjectPublicKeyInfo (RFC 8410, 4). */
  private static final String INFO = "302a300506032b6570032100";

  private final byte[] encoded;
  private final Ed25519.PublicPoint point;
  private final Fingerprint fingerprint;

  /**
   * @param encoded as in RFC 8032, 5.1.2
   * @throws IllegalArgumentException when it is no public key
   */
  public PublicKey(byte[] encoded) {
    this.encoded = encoded.clone();
    this.point =
        encoded.length == LENGTH ? Ed25519.validatePublicKeyFullExport(this.encoded, 0) : null;
    if (point == null) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    this.fingerprint = Fingerprint.of(subjectPublicKeyInfo());
  }

  /**
   * The key in a SubjectPublicKeyInfo in DER, as a certificate holds it.
   *
   * @throws IllegalArgumentException when it holds anything else
   */
  public static PublicKey ofSubjectPublicKeyInfo(byte[] info) {
    int prefix = INFO.length() / 2;
    if (info.length != prefix + LENGTH || !HexFormat.of().formatHex(info, 0, prefix).equals(INFO)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new PublicKey(Arrays.copyOfRange(info, prefix, info.length));
  }

  /** The key as a SubjectPublicKeyInfo in DER. */
  public byte[] subjectPublicKeyInfo() {
    return HexFormat.of().parseHex(INFO + HexFormat.of().formatHex(encoded));
  }

  /** The key as in RFC 8032, 5.1.2. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Whether {@code signature} is this key's of {@code message}; false when it is malformed. */
  public boolean verifies(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }

  /** Its fingerprint. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** Its fingerprint. */
  @Override
  public String toString() {
    return fingerprint.toString();
  }
}
