package io.privnet.meeting.sdc;

import java.math.BigInteger;

/** A setup that protects nothing, over which everything else is as it should be, but quick. */
public final class SmallSetup {
  private SmallSetup() {}

  /** N of 128 bits, the product of the two largest safe primes below 2^64. */
  public static PublicSetup of128Bits() {
    BigInteger p = safePrimeBelow(BigInteger.ONE.shiftLeft(64));
    BigInteger n = p.multiply(safePrimeBelow(p));
    return new PublicSetup(n, BigInteger.valueOf(4));
  }

  private static BigInteger safePrimeBelow(BigInteger bound) {
    BigInteger p = bound.subtract(BigInteger.ONE);
    while (!p.isProbablePrime(40) || !p.shiftRight(1).isProbablePrime(40)) {
      p = p.subtract(BigInteger.ONE);
    }
    return p;
  }
}
