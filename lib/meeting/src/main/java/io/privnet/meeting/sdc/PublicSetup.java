package io.privnet.meeting.sdc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What all parties of a Franklin–Haber negotiation agree on first (§3.2): N = pq with safe primes p
 * and q, and a generator g of the squares modulo N.
 *
 * <p><b>Whoever knows p and q reads every agenda</b>, and from N nobody can tell who does: whoever
 * made the setup is trusted to have forgotten them. What can be checked is checked: size, that g is
 * no obviously wrong element, that N is no prime and N ≡ 1 (mod 4). That N is a product of two safe
 * primes cannot be seen.
 *
 * <p>Setups hold no secret and may be used for any number of negotiations, each with fresh keys.
 */
public final class PublicSetup {
  /** Fewest bits of N, as in the paper of 2001; weaker than it was then. */
  public static final int LEAST_BITS = 1024;

  /** Bits of N unless told otherwise. */
  public static final int DEFAULT_BITS = 2048;

  /** Most bits of N. */
  public static final int MOST_BITS = 3072;

  private static final String FORMAT = "privnet-sdc-setup-1";
  private static final int PRIME_CERTAINTY_BITS = 64;

  private final Modulus modulus;
  private final BigInteger generator;

  PublicSetup(BigInteger n, BigInteger generator) {
    this.modulus = new Modulus(n);
    this.generator = generator;
  }

  /**
   * One that comes with privnet, made by {@link Dealer}, which keeps no factors.
   *
   * @param modulusBits 1024, 2048 or 3072
   * @throws IllegalArgumentException when there is none of that size
   */
  public static PublicSetup ready(int modulusBits) {
    try (InputStream in = PublicSetup.class.getResourceAsStream("setup-" + modulusBits + ".txt")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there are ready setups of 1024, 2048 and 3072 bits, none of " + modulusBits);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #toString} wrote, with or without the end of the line.
   *
   * @throws IllegalArgumentException when it is no setup, or one that cannot be right
   */
  public static PublicSetup parse(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 3 || !words[0].equals(FORMAT)) {
      throw new IllegalArgumentException(
          "not a public setup for sdc, which is '" + FORMAT + " MODULUS GENERATOR' on one line");
    }
    BigInteger n = hexadecimal(words[1], "modulus");
    BigInteger generator = hexadecimal(words[2], "generator");
    if (n.bitLength() < LEAST_BITS || n.bitLength() > MOST_BITS) {
      throw new IllegalArgumentException(
          "the modulus of a public setup has "
              + LEAST_BITS
              + " to "
              + MOST_BITS
              + " bits, not "
              + n.bitLength());
    }
    if ((n.intValue() & 3) != 1 || n.isProbablePrime(PRIME_CERTAINTY_BITS) || perfectSquare(n)) {
      throw new IllegalArgumentException(
          "the modulus of a public setup is no product of two primes that are 3 modulo 4");
    }
    if (generator.compareTo(BigInteger.ONE) <= 0
        || generator.compareTo(n.subtract(BigInteger.ONE)) >= 0
        || !generator.gcd(n).equals(BigInteger.ONE)
        || !generator.subtract(BigInteger.ONE).gcd(n).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException(
          "the generator of a public setup generates no group of the size that is needed");
    }
    return new PublicSetup(n, generator);
  }

  private static boolean perfectSquare(BigInteger n) {
    return n.sqrtAndRemainder()[1].signum() == 0;
  }

  private static BigInteger hexadecimal(String text, String what) {
    // No leading zero, so that a setup has one form only.
    if (text.length() > MOST_BITS / 4 || !text.matches("[1-9a-f][0-9a-f]*")) {
      throw new IllegalArgumentException(
          "the " + what + " of a public setup is at most " + MOST_BITS / 4 + " hexadecimal digits");
    }
    return new BigInteger(text, 16);
  }

  /** Bits of N. */
  public int modulusBits() {
    return modulus.value().bitLength();
  }

  /** Bytes of a {@link Residue}. */
  public int residueBytes() {
    return (modulusBits() + Byte.SIZE - 1) / Byte.SIZE;
  }

  Modulus modulus() {
    return modulus;
  }

  Residue generator() {
    return Residue.of(modulus, generator);
  }

  /** Numbers one after the other, big-endian, {@link #residueBytes} bytes each. */
  public byte[] encode(List<Residue> residues) {
    int length = residueBytes();
    byte[] bytes = new byte[length * residues.size()];
    for (int i = 0; i < residues.size(); i++) {
      byte[] one = residues.get(i).value().toByteArray();
      int significant = Math.min(length, one.length);
      System.arraycopy(
          one, one.length - significant, bytes, (i + 1) * length - significant, significant);
    }
    return bytes;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it is not {@code count} numbers, or one is not between 1
   *     and N (both excluded), or has a factor in common with N
   */
  public List<Residue> decode(byte[] bytes, int count) {
    int length = residueBytes();
    if (bytes.length != (long) length * count) {
      throw new IllegalArgumentException(
          "not " + count + " numbers of " + length + " bytes, but " + bytes.length + " bytes");
    }
    List<Residue> residues = new ArrayList<>(count);
    Residue product = Residue.one(modulus);
    for (int i = 0; i < count; i++) {
      BigInteger value = new BigInteger(1, bytes, i * length, length);
      if (value.compareTo(BigInteger.ONE) <= 0 || value.compareTo(modulus.value()) >= 0) {
        throw new IllegalArgumentException("a number that is not between 1 and the modulus");
      }
      Residue residue = Residue.of(modulus, value);
      product = product.times(residue);
      residues.add(residue);
    }
    if (!product.value().gcd(modulus.value()).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("a number that has a factor in common with the modulus");
    }
    return residues;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicSetup that
        && modulus.value().equals(that.modulus.value())
        && generator.equals(that.generator);
  }

  @Override
  public int hashCode() {
    return modulus.value().hashCode();
  }

  /** One line without its end: {@code privnet-sdc-setup-1}, N and g in hexadecimal. */
  @Override
  public String toString() {
    return FORMAT + " " + modulus.value().toString(16) + " " + generator.toString(16);
  }
}
