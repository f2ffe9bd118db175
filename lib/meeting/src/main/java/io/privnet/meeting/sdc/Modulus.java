package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Arithmetic modulo an odd number N in Montgomery's form (Montgomery 1985): x stands for x·R mod N,
 * R = 2^(28·limbs). The time of every operation depends on N alone, but for {@link #inverse}.
 *
 * <p>Limbs have 28 bits, least significant first: a column of products of up to 128 limbs fits into
 * 64 bits, so that carries are passed on once for each row, and the inner loop is one that the
 * compiler turns into vector instructions.
 */
final class Modulus {
  private static final int LIMB_BITS = 28;
  private static final int LIMB = (1 << LIMB_BITS) - 1;
  private static final int WINDOW_BITS = 5;

  /**
   * An exponent is this much longer than N, so that modulo the order of g it is all but uniform.
   */
  private static final int EXPONENT_SURPLUS_BITS = 64;

  private final BigInteger value;
  private final int[] n;
  private final int negatedInverse;
  private final int[] one;
  private final int[] rSquared;

  /**
   * @param value odd, 3 or more, at most 3,500 bits
   */
  Modulus(BigInteger value) {
    this.value = value;
    // Two bits to spare: what a multiplication leaves is less than 2N before the last subtraction.
    int limbs = (value.bitLength() + 2 + LIMB_BITS - 1) / LIMB_BITS;
    this.n = split(value, limbs);
    BigInteger limb = BigInteger.ONE.shiftLeft(LIMB_BITS);
    this.negatedInverse = limb.subtract(value.modInverse(limb)).intValue();
    BigInteger r = BigInteger.ONE.shiftLeft(LIMB_BITS * limbs);
    this.one = split(r.mod(value), limbs);
    this.rSquared = split(r.multiply(r).mod(value), limbs);
  }

  BigInteger value() {
    return value;
  }

  /** The number 1 in Montgomery's form. */
  int[] one() {
    return one.clone();
  }

  /** Bits of an exponent. */
  int exponentBits() {
    return (value.bitLength() + EXPONENT_SURPLUS_BITS + Integer.SIZE - 1) & -Integer.SIZE;
  }

  /** A random exponent, least significant word first. */
  int[] exponent(RandomGenerator random) {
    byte[] bytes = new byte[exponentBits() / Byte.SIZE];
    random.nextBytes(bytes);
    int[] words = new int[bytes.length / Integer.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      words[i / Integer.BYTES] |= (bytes[i] & 0xff) << (Byte.SIZE * (i % Integer.BYTES));
    }
    Arrays.fill(bytes, (byte) 0);
    return words;
  }

  /** Brings 0 ≤ x < N into Montgomery's form. */
  int[] enter(BigInteger x) {
    return multiply(split(x, n.length), rSquared);
  }

  /** Brings it back. */
  BigInteger leave(int[] x) {
    int[] unit = new int[n.length];
    unit[0] = 1;
    int[] plain = multiply(x, unit);
    byte[] bytes = new byte[(LIMB_BITS * n.length + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < bytes.length; i++) {
      int bit = Byte.SIZE * i;
      int limb = bit / LIMB_BITS;
      long two = plain[limb] | (limb + 1 < n.length ? (long) plain[limb + 1] << LIMB_BITS : 0);
      bytes[bytes.length - 1 - i] = (byte) (two >>> (bit % LIMB_BITS));
    }
    return new BigInteger(1, bytes);
  }

  private static int[] split(BigInteger x, int limbs) {
    int[] split = new int[limbs];
    for (int i = 0; i < limbs; i++) {
      split[i] = x.shiftRight(LIMB_BITS * i).intValue() & LIMB;
    }
    return split;
  }

  int[] multiply(int[] a, int[] b) {
    int[] product = new int[n.length];
    multiply(a, b, product, columns());
    return product;
  }

  /** Room for the columns of one multiplication. */
  long[] columns() {
    return new long[2 * n.length];
  }

  /**
   * Multiplies.
   *
   * @param product where the result goes; may be {@code a} or {@code b}
   * @param columns room to work in
   */
  void multiply(int[] a, int[] b, int[] product, long[] columns) {
    int limbs = n.length;
    Arrays.fill(columns, 0);
    for (int i = 0; i < limbs; i++) {
      long digit = a[i];
      long quotient = ((int) (columns[i] + digit * b[0]) * negatedInverse) & LIMB;
      addRow(columns, i, digit, b, quotient, n);
      columns[i + 1] += columns[i] >>> LIMB_BITS;
    }
    long carry = 0;
    for (int i = 0; i < limbs; i++) {
      carry += columns[limbs + i];
      product[i] = (int) carry & LIMB;
      carry >>>= LIMB_BITS;
    }
    subtractIfNotLess(product);
  }

  private static void addRow(long[] columns, int at, long x, int[] a, long y, int[] b) {
    for (int j = 0; j < b.length; j++) {
      columns[at + j] += x * a[j] + y * b[j];
    }
  }

  /** Makes x < 2N less than N. */
  private void subtractIfNotLess(int[] x) {
    int borrow = 0;
    for (int i = 0; i < n.length; i++) {
      borrow = (x[i] - n[i] + borrow) >> LIMB_BITS;
    }
    int subtracted = ~borrow;
    int carry = 0;
    for (int i = 0; i < n.length; i++) {
      carry += x[i] - (n[i] & subtracted);
      x[i] = carry & LIMB;
      carry >>= LIMB_BITS;
    }
  }

  /** N − x for 0 < x < N. */
  int[] negate(int[] x) {
    int[] negated = new int[n.length];
    int carry = 0;
    for (int i = 0; i < n.length; i++) {
      carry += n[i] - x[i];
      negated[i] = carry & LIMB;
      carry >>= LIMB_BITS;
    }
    return negated;
  }

  /**
   * x^exponent.
   *
   * @param exponent {@link #exponentBits} bits, least significant word first
   */
  int[] power(int[] x, int[] exponent) {
    int limbs = n.length;
    long[] columns = columns();
    int[] powers = new int[limbs << WINDOW_BITS];
    int[] next = one();
    for (int i = 0; i < 1 << WINDOW_BITS; i++) {
      System.arraycopy(next, 0, powers, i * limbs, limbs);
      multiply(next, x, next, columns);
    }
    int[] result = one();
    int[] factor = next;
    for (int window = (exponentBits() - 1) / WINDOW_BITS; window >= 0; window--) {
      for (int i = 0; i < WINDOW_BITS; i++) {
        multiply(result, result, result, columns);
      }
      look(powers, window(exponent, window), factor);
      multiply(result, factor, result, columns);
    }
    return result;
  }

  private static int window(int[] exponent, int number) {
    int digit = 0;
    for (int i = WINDOW_BITS - 1; i >= 0; i--) {
      digit = digit << 1 | bit(exponent, number * WINDOW_BITS + i);
    }
    return digit;
  }

  /** Bit {@code at} of an exponent, 0 beyond its end. */
  static int bit(int[] exponent, int at) {
    return at / Integer.SIZE < exponent.length
        ? exponent[at / Integer.SIZE] >>> (at % Integer.SIZE) & 1
        : 0;
  }

  /** Copies entry {@code index} of a table, reading all of it so that the cache does not tell. */
  static void look(int[] table, int index, int[] entry) {
    Arrays.fill(entry, 0);
    for (int i = 0; i * entry.length < table.length; i++) {
      int difference = i ^ index;
      int wanted = (difference - 1) >> (Integer.SIZE - 1);
      for (int j = 0; j < entry.length; j++) {
        entry[j] |= table[i * entry.length + j] & wanted;
      }
    }
  }

  /**
   * 1/x, in a time that depends on x, which therefore is no secret.
   *
   * @throws ArithmeticException when x has a factor in common with N
   */
  int[] inverse(int[] x) {
    return enter(leave(x).modInverse(value));
  }
}
