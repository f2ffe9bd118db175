package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A number modulo N that has no factor in common with it: a public key, half a ciphertext, a
 * witness.
 */
public final class Residue {
  private final Modulus modulus;
  private final int[] form;

  Residue(Modulus modulus, int[] form) {
    this.modulus = modulus;
    this.form = form;
  }

  static Residue of(Modulus modulus, BigInteger value) {
    return new Residue(modulus, modulus.enter(value));
  }

  static Residue one(Modulus modulus) {
    return new Residue(modulus, modulus.one());
  }

  Residue times(Residue other) {
    return new Residue(modulus, modulus.multiply(form, other.form));
  }

  /** N − x. */
  Residue negated() {
    return new Residue(modulus, modulus.negate(form));
  }

  Residue power(int[] exponent) {
    return new Residue(modulus, modulus.power(form, exponent));
  }

  /** 1/x, for an x that is no secret. */
  Residue inverse() {
    return new Residue(modulus, modulus.inverse(form));
  }

  /** Powers of this number. */
  FixedBase base() {
    return new FixedBase(modulus, form);
  }

  /** One or the other, in a time that does not tell which. */
  static Residue choose(boolean first, Residue one, Residue other) {
    int mask = first ? -1 : 0;
    int[] form = new int[one.form.length];
    for (int i = 0; i < form.length; i++) {
      form[i] = other.form[i] ^ (mask & (one.form[i] ^ other.form[i]));
    }
    return new Residue(one.modulus, form);
  }

  boolean isOne() {
    return Arrays.equals(form, modulus.one());
  }

  /** The number, 1 to N − 1. */
  BigInteger value() {
    return modulus.leave(form);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Residue that && Arrays.equals(form, that.form);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(form);
  }
}
