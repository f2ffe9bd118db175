package io.privnet.meeting.sdc;

import java.util.Collection;
import java.util.random.RandomGenerator;

/**
 * The public keys of several parties in one: what is encrypted with it only all of them together
 * can decrypt. As long as one keeps its witnesses back the others learn nothing, given that the
 * quadratic residuosity and decisional Diffie–Hellman problems modulo N are hard, and that nobody
 * knows the factors of N.
 *
 * <p>Keys come without a proof that their owners know the secret. Whoever announces the inverse of
 * all others' product as its own breaks the rules, and reads everything.
 */
public final class JointKey {
  private final Modulus modulus;
  private final FixedBase g;
  private final FixedBase h;

  /**
   * @param publicKeys of all parties
   */
  public JointKey(PublicSetup setup, Collection<Residue> publicKeys) {
    this.modulus = setup.modulus();
    this.g = setup.generator().base();
    Residue product = Residue.one(modulus);
    for (Residue key : publicKeys) {
      product = product.times(key);
    }
    this.h = product.base();
  }

  /**
   * Encrypts a bit, in a time that does not tell it.
   *
   * @param random secure
   */
  public Ciphertext encrypt(boolean bit, RandomGenerator random) {
    int[] r = modulus.exponent(random);
    Residue zero = new Residue(modulus, h.power(r));
    return new Ciphertext(
        new Residue(modulus, g.power(r)), Residue.choose(bit, zero.negated(), zero));
  }

  /** The encryption of a public bit that everybody forms alike: [1, ±1]. */
  public Ciphertext open(boolean bit) {
    Residue one = Residue.one(modulus);
    return new Ciphertext(one, bit ? one.negated() : one);
  }
}
