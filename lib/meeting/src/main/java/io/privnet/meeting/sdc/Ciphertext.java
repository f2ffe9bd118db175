package io.privnet.meeting.sdc;

import java.util.Collection;
import java.util.List;

/**
 * A bit encrypted for several parties together, [α, β] = [g^r, (−1)^b · (Π g^K)^r] mod N: anybody
 * can encrypt, and it takes all of them to decrypt.
 *
 * @param alpha g^r
 * @param beta the bit, masked
 */
public record Ciphertext(Residue alpha, Residue beta) {
  /** E(a ⊕ b), from the encryptions of a and b, without knowing either. */
  public Ciphertext xor(Ciphertext other) {
    return new Ciphertext(alpha.times(other.alpha), beta.times(other.beta));
  }

  /** E(1 ⊕ b). */
  public Ciphertext not() {
    return new Ciphertext(alpha, beta.negated());
  }

  /** One or the other, in a time that does not tell which. */
  static Ciphertext choose(boolean first, Ciphertext one, Ciphertext other) {
    return new Ciphertext(
        Residue.choose(first, one.alpha, other.alpha), Residue.choose(first, one.beta, other.beta));
  }

  /** What {@link #residues} gave. */
  public static Ciphertext of(List<Residue> residues) {
    return new Ciphertext(residues.get(0), residues.get(1));
  }

  /** What goes over the wire: α, β. */
  public List<Residue> residues() {
    return List.of(alpha, beta);
  }

  /**
   * The bit, given the witnesses of all.
   *
   * @throws IllegalArgumentException when they leave neither 1 nor −1: a witness or the ciphertext
   *     is wrong
   */
  public boolean decrypt(Collection<Residue> witnesses) {
    Residue sign = beta;
    for (Residue witness : witnesses) {
      sign = sign.times(witness);
    }
    if (sign.isOne()) {
      return false;
    }
    if (sign.negated().isOne()) {
      return true;
    }
    throw new IllegalArgumentException("the witnesses of a joint encryption leave no bit");
  }
}
