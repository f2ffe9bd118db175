package io.privnet.meeting.sdc;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One party's part in computing E(u ∧ v) from E(u) and E(v) (§3.2), in three broadcasts, each of
 * which takes what all parties broadcast before.
 *
 * <p>What the others see of it hides this party's bits: the masks are encryptions, witnesses are
 * given only of wires masked by every party, and the product is blinded afresh, without which b
 * could be read off it. In constant time.
 */
public final class AndGate {
  private final JointKey joint;
  private final SecretKey key;
  private final Ciphertext u;
  private final Ciphertext v;
  private final RandomGenerator random;
  private final boolean b;
  private final boolean c;
  private Ciphertext maskedU;
  private Ciphertext maskedV;
  private Ciphertext productOfC;

  /**
   * What a party masks both inputs with.
   *
   * @param b encryption of its random bit for u
   * @param c the same for v
   */
  public record Masks(Ciphertext b, Ciphertext c) {
    /** What {@link #residues} gave. */
    public static Masks of(List<Residue> residues) {
      return new Masks(
          Ciphertext.of(residues.subList(0, 2)), Ciphertext.of(residues.subList(2, 4)));
    }

    /** What goes over the wire: α, β of b and of c. */
    public List<Residue> residues() {
      return List.of(b.alpha(), b.beta(), c.alpha(), c.beta());
    }
  }

  /**
   * A party's witnesses of the masked inputs.
   *
   * @param u α^(−K) of û'
   * @param v the same of v̂'
   */
  public record Witnesses(Residue u, Residue v) {
    /** What {@link #residues} gave. */
    public static Witnesses of(List<Residue> residues) {
      return new Witnesses(residues.get(0), residues.get(1));
    }

    /** What goes over the wire. */
    public List<Residue> residues() {
      return List.of(u, v);
    }
  }

  /**
   * Draws this party's bits.
   *
   * @param u first input
   * @param v second input
   * @param random secure
   */
  public AndGate(
      JointKey joint, SecretKey key, Ciphertext u, Ciphertext v, RandomGenerator random) {
    this.joint = joint;
    this.key = key;
    this.u = u;
    this.v = v;
    this.random = random;
    this.b = random.nextBoolean();
    this.c = random.nextBoolean();
  }

  /** Step 1: E(b), E(c). */
  public Masks masks() {
    return new Masks(joint.encrypt(b, random), joint.encrypt(c, random));
  }

  /**
   * Step 2: witnesses of û' = û·ΠE(b) and v̂' = v̂·ΠE(c).
   *
   * @param all masks of all parties, this one's among them
   */
  public Witnesses witnesses(List<Masks> all) {
    Ciphertext sumOfB = all.stream().map(Masks::b).reduce(Ciphertext::xor).orElseThrow();
    productOfC = all.stream().map(Masks::c).reduce(Ciphertext::xor).orElseThrow();
    maskedU = u.xor(sumOfB);
    maskedV = v.xor(productOfC);
    return new Witnesses(key.witness(maskedU), key.witness(maskedV));
  }

  /**
   * Step 3: E(w), w = (u ∧ c) ⊕ (v ∧ b) ⊕ (b ∧ ⊕c), where the last sum is over all parties.
   * Whatever this party's bits are, the work is the same.
   */
  public Ciphertext product() {
    Ciphertext nothing = joint.open(false);
    return Ciphertext.choose(c, u, nothing)
        .xor(Ciphertext.choose(b, v, nothing))
        .xor(Ciphertext.choose(b, productOfC, nothing))
        .xor(joint.encrypt(false, random));
  }

  /**
   * The result, E(u ∧ v) = E(u' ∧ v')·ΠE(w).
   *
   * @param witnesses of all parties, this one's among them
   * @param products of all parties, this one's among them
   * @throws IllegalArgumentException when a masked input cannot be decrypted with the witnesses
   */
  public Ciphertext output(List<Witnesses> witnesses, List<Ciphertext> products) {
    boolean opened =
        maskedU.decrypt(witnesses.stream().map(Witnesses::u).toList())
            & maskedV.decrypt(witnesses.stream().map(Witnesses::v).toList());
    return products.stream().reduce(joint.open(opened), Ciphertext::xor);
  }
}
