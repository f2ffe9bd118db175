package io.privnet.meeting.sdc;

import java.util.random.RandomGenerator;

/**
 * One party's secret K and public g^K, for one negotiation.
 *
 * <p>K is even, which costs nothing since g has odd order, and closes a leak that a party with an
 * odd one has: asked for a witness of [−1, β] it would tell K modulo 2.
 */
public final class SecretKey {
  private final int[] exponent;
  private final Residue publicKey;

  SecretKey(PublicSetup setup, int[] exponent) {
    this.exponent = exponent;
    this.publicKey = setup.generator().power(exponent);
  }

  /**
   * Draws a key.
   *
   * @param random secure
   */
  public static SecretKey generate(PublicSetup setup, RandomGenerator random) {
    int[] exponent = setup.modulus().exponent(random);
    exponent[0] &= ~1;
    return new SecretKey(setup, exponent);
  }

  /** g^K. */
  public Residue publicKey() {
    return publicKey;
  }

  /**
   * This party's witness of a joint encryption, α^(−K). With the witnesses of all parties of the
   * joint key the bit can be read: none is given of a bit that is not masked, but for the output.
   */
  public Residue witness(Ciphertext joint) {
    return joint.alpha().inverse().power(exponent);
  }
}
