package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Search for safe primes p = 2p' + 1 with p' prime. They are 3 modulo 4.
 *
 * <p>From a random place on, all p' for which p' or p has a small factor are struck out (a sieve),
 * and what remains is tested in order. When a stretch has none, the next is at a new random place.
 */
final class SafePrimes {
  private static final int CERTAINTY_BITS = 128;

  // Every p' > 3 is 5 modulo 6: it is odd, and neither it nor 2p' + 1 is divisible by 3.
  private static final int STEP = 6;

  private final int bits;
  private final RandomGenerator random;
  private final LongConsumer progress;
  private final int[] smallPrimes;
  private final int stretch;
  private long tested;

  /**
   * @param bits of p, 12 or more
   * @param progress is told the number of candidates tested so far
   */
  SafePrimes(int bits, RandomGenerator random, LongConsumer progress) {
    this.bits = bits;
    this.random = random;
    this.progress = progress;
    // Where striking out more costs as much as the tests that it saves.
    this.smallPrimes = primesBelow(bits * bits / 2);
    // One in so many is expected.
    this.stretch = bits * bits / 16;
  }

  /** A random one of exactly {@code bits} bits, the upper two of which are 1. */
  BigInteger next() {
    while (true) {
      BigInteger start = start();
      BitSet struck = sieve(start);
      for (int k = struck.nextClearBit(0); k < stretch; k = struck.nextClearBit(k + 1)) {
        BigInteger half = start.add(BigInteger.valueOf((long) STEP * k));
        BigInteger whole = half.shiftLeft(1).add(BigInteger.ONE);
        progress.accept(++tested);
        if (half.isProbablePrime(1)
            && whole.isProbablePrime(1)
            && half.isProbablePrime(CERTAINTY_BITS)
            && whole.isProbablePrime(CERTAINTY_BITS)
            && whole.bitLength() == bits) {
          return whole;
        }
      }
    }
  }

  private BigInteger start() {
    byte[] bytes = new byte[(bits - 1 + Byte.SIZE - 1) / Byte.SIZE];
    random.nextBytes(bytes);
    BigInteger drawn =
        new BigInteger(1, bytes)
            .mod(BigInteger.ONE.shiftLeft(bits - 1))
            .setBit(bits - 2)
            .setBit(bits - 3);
    int over = drawn.mod(BigInteger.valueOf(STEP)).intValue();
    return drawn.add(BigInteger.valueOf(STEP - 1 - over));
  }

  /** The k for which start + 6k, or twice that and one, has a small factor. */
  private BitSet sieve(BigInteger start) {
    BitSet struck = new BitSet(stretch);
    for (int prime : smallPrimes) {
      int remainder = start.mod(BigInteger.valueOf(prime)).intValue();
      // 1/6 modulo a prime that is 1 or 5 modulo 6
      long inverse = prime % STEP == 1 ? prime - (prime - 1) / STEP : (prime + 1) / STEP;
      strike(struck, prime, (prime - remainder) * inverse);
      strike(struck, prime, ((prime - 1) / 2 - remainder + prime) * inverse);
    }
    return struck;
  }

  private void strike(BitSet struck, int prime, long first) {
    for (int k = (int) (first % prime); k < stretch; k += prime) {
      struck.set(k);
    }
  }

  /** All primes from 5 on. */
  private static int[] primesBelow(int limit) {
    BitSet composite = new BitSet(limit);
    for (int i = 2; (long) i * i < limit; i++) {
      if (!composite.get(i)) {
        for (int j = i * i; j < limit; j += i) {
          composite.set(j);
        }
      }
    }
    return IntStream.range(5, limit).filter(i -> !composite.get(i)).toArray();
  }
}
