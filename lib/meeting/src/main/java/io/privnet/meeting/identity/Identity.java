package io.privnet.meeting.identity;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A party's Ed25519 key pair (RFC 8032), by which others know it again.
 *
 * <p>Guarantees: the private half is drawn from {@link SecureRandom}; signing takes a time that
 * does not depend on it; {@link #toString} does not show it. It lies in memory until it is
 * collected.
 */
public final class Identity {
  /** Length of the private key in bytes. */
  public static final int SEED = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final byte[] point;
  private final PublicKey publicKey;

  private Identity(byte[] seed) {
    this.seed = seed;
    this.point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    this.publicKey = new PublicKey(point);
  }

  /** Makes a new one. */
  public static Identity generate() {
    byte[] seed = new byte[SEED];
    Ed25519.generatePrivateKey(new SecureRandom(), seed);
    return new Identity(seed);
  }

  /**
   * The identity with the private key {@code seed}.
   *
   * @throws IllegalArgumentException when it does not have {@value #SEED} bytes
   */
  public static Identity of(byte[] seed) {
    if (seed.length != SEED) {
      throw new IllegalArgumentException("a private key has " + SEED + " bytes");
    }
    return new Identity(seed.clone());
  }

  /** The half that others may know. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The signature of {@code message}, {@value PublicKey#SIGNATURE} bytes. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, point, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The private key, {@value #SEED} bytes: secret. */
  public byte[] seed() {
    return seed.clone();
  }

  /** Its fingerprint. */
  @Override
  public String toString() {
    return publicKey.toString();
  }
}
