package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Makes public setups.
 *
 * <p><b>Whoever runs this is trusted with every agenda</b> that is negotiated with the setup, since
 * the factors are in its memory for a while. They are neither returned nor written, and dropped
 * when it is done. Best is a dealer who is no participant.
 */
public final class Dealer {
  private final RandomGenerator random;
  private final LongConsumer progress;

  /**
   * @param random secure: whoever can predict it has the factors
   * @param progress is told from time to time how many candidates for primes were tested; how many
   *     it takes is a matter of luck
   */
  public Dealer(RandomGenerator random, LongConsumer progress) {
    this.random = random;
    this.progress = progress;
  }

  /**
   * Makes a setup, which takes seconds to minutes.
   *
   * @param modulusBits {@link PublicSetup#LEAST_BITS} to {@link PublicSetup#MOST_BITS}, even
   * @throws IllegalArgumentException for another number of bits
   */
  public PublicSetup deal(int modulusBits) {
    check(modulusBits);
    SafePrimes primes = new SafePrimes(modulusBits / 2, random, progress);
    BigInteger p = primes.next();
    BigInteger q = primes.next();
    while (q.equals(p)) {
      q = primes.next();
    }
    return setup(p, q, random);
  }

  /**
   * Checks how long a modulus is to be.
   *
   * @throws IllegalArgumentException when none of so many bits is made
   */
  public static void check(int modulusBits) {
    if (modulusBits < PublicSetup.LEAST_BITS
        || modulusBits > PublicSetup.MOST_BITS
        || modulusBits % 2 != 0) {
      throw new IllegalArgumentException(
          "a modulus has "
              + PublicSetup.LEAST_BITS
              + " to "
              + PublicSetup.MOST_BITS
              + " bits, an even number, not "
              + modulusBits);
    }
  }

  /**
   * The setup of two safe primes: g is the square of a random number, and generates all squares.
   */
  static PublicSetup setup(BigInteger p, BigInteger q, RandomGenerator random) {
    BigInteger n = p.multiply(q);
    byte[] bytes = new byte[n.bitLength() / Byte.SIZE + Long.BYTES];
    BigInteger g;
    do {
      random.nextBytes(bytes);
      g = new BigInteger(1, bytes).mod(n).modPow(BigInteger.TWO, n);
      // The squares are a cyclic group of order p'q': g generates it unless it is 1 modulo p or q.
    } while (!g.gcd(n).equals(BigInteger.ONE)
        || !g.subtract(BigInteger.ONE).gcd(n).equals(BigInteger.ONE));
    return new PublicSetup(n, g);
  }
}
