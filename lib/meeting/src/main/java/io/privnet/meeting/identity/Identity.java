package io.privnet.meeting.identity;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A party's Ed25519 key pair (RFC 8032). Whoever has the seed can sign in its name. */
public final class Identity {
  /** Length of the seed in bytes. */
  public static final int SEED = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final PublicKey publicKey;

  private Identity(byte[] seed) {
    this.seed = seed;
    byte[] encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, encoded, 0);
    publicKey = new PublicKey(encoded);
  }

  /** A new identity. */
  public static Identity generate() {
    byte[] seed = new byte[SEED];
    new SecureRandom().nextBytes(seed);
    return new Identity(seed);
  }

  /**
   * The identity of a seed.
   *
   * @throws IllegalArgumentException when it has not {@link #SEED} bytes
   */
  public static Identity of(byte[] seed) {
    if (seed.length != SEED) {
      throw new IllegalArgumentException("an identity's seed has " + SEED + " bytes");
    }
    return new Identity(seed.clone());
  }

  /** By which others know it. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The signature of {@code message}, {@link PublicKey#SIGNATURE} bytes. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[PublicKey.SIGNATURE];
    Ed25519.sign(seed, 0, publicKey.encoded(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** The secret it is made from. */
  public byte[] seed() {
    return seed.clone();
  }
}
