package io.privnet.meeting.sdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against BigInteger. */
class ModulusTest {
  private static BigInteger odd(int bits, Random random) {
    return new BigInteger(bits, random).setBit(0).setBit(bits - 1);
  }

  /** Of all sizes, and with the extreme operands among them. */
  @Property(tries = 300)
  void products_asBigInteger(@ForAll @IntRange(min = 2, max = 3500) int bits, @ForAll long seed) {
    Random random = new Random(seed);
    BigInteger n =
        random.nextInt(4) == 0
            ? BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)
            : odd(bits, random);
    Modulus modulus = new Modulus(n);
    BigInteger most = n.subtract(BigInteger.ONE);
    BigInteger a = random.nextInt(3) == 0 ? most : new BigInteger(bits + 8, random).mod(n);
    BigInteger b = random.nextInt(3) == 0 ? most : new BigInteger(bits + 8, random).mod(n);
    assertThat(modulus.leave(modulus.enter(a))).isEqualTo(a);
    assertThat(modulus.leave(modulus.multiply(modulus.enter(a), modulus.enter(b))))
        .isEqualTo(a.multiply(b).mod(n));
    if (a.signum() > 0) {
      assertThat(modulus.leave(modulus.negate(modulus.enter(a)))).isEqualTo(n.subtract(a));
    }
    if (a.gcd(n).equals(BigInteger.ONE)) {
      assertThat(modulus.leave(modulus.inverse(modulus.enter(a)))).isEqualTo(a.modInverse(n));
    }
  }

  @Property(tries = 60)
  void powers_asBigInteger(@ForAll @IntRange(min = 2, max = 1100) int bits, @ForAll long seed) {
    Random random = new Random(seed);
    BigInteger n = odd(bits, random);
    Modulus modulus = new Modulus(n);
    BigInteger base = new BigInteger(bits + 8, random).mod(n);
    int[] exponent = modulus.exponent(random);
    BigInteger power = base.modPow(value(exponent), n);
    assertThat(modulus.leave(modulus.power(modulus.enter(base), exponent))).isEqualTo(power);
    FixedBase fixed = new FixedBase(modulus, modulus.enter(base));
    assertThat(modulus.leave(fixed.power(exponent))).isEqualTo(power);
    assertThat(modulus.leave(fixed.power(new int[exponent.length]))).isEqualTo(BigInteger.ONE);
  }

  static BigInteger value(int[] exponent) {
    BigInteger value = BigInteger.ZERO;
    for (int i = exponent.length - 1; i >= 0; i--) {
      value =
          value.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(Integer.toUnsignedLong(exponent[i])));
    }
    return value;
  }
}
