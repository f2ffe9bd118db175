package io.privnet.meeting.sdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSetupTest {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 3072})
  void readySetup_hasItsSizeAndReadsBack(int bits) {
    PublicSetup setup = PublicSetup.ready(bits);
    assertThat(setup.modulusBits()).isEqualTo(bits);
    assertThat(PublicSetup.parse(setup.toString())).isEqualTo(setup);
    // A square modulo N that is none modulo p and q has the same symbol, but not the other one.
    assertThat(Jacobi.symbol(setup.generator().value(), setup.modulus().value())).isEqualTo(1);
  }

  @Test
  void noReadySetupOfThatSize_refused() {
    assertThatThrownBy(() -> PublicSetup.ready(1536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1536");
  }

  @Test
  void safePrimes_areSafeAndOfTheirSize() {
    SafePrimes primes = new SafePrimes(160, new Random(5), tested -> {});
    for (int i = 0; i < 4; i++) {
      BigInteger p = primes.next();
      assertThat(p.bitLength()).isEqualTo(160);
      assertThat(p.testBit(158)).isTrue();
      assertThat(p.isProbablePrime(100)).isTrue();
      assertThat(p.shiftRight(1).isProbablePrime(100)).isTrue();
    }
  }

  /**
   * The first safe primes, https://oeis.org/A005385, from a sieve that strikes out none of them.
   */
  @Test
  void smallSafePrimes_areAllFound() {
    SafePrimes primes = new SafePrimes(12, new Random(1), tested -> {});
    List<Integer> found =
        Stream.generate(() -> primes.next().intValue()).limit(400).distinct().sorted().toList();
    List<Integer> all =
        IntStream.range(3 << 10, 1 << 12)
            .filter(
                p ->
                    BigInteger.valueOf(p).isProbablePrime(50)
                        && BigInteger.valueOf(p / 2).isProbablePrime(50))
            .boxed()
            .toList();
    assertThat(found).isEqualTo(all).hasSizeGreaterThan(5);
  }

  /** g generates the squares: no smaller power of it is 1. */
  @Test
  void generator_hasTheWholeOrderOfTheSquares() {
    Random random = new Random(3);
    SafePrimes primes = new SafePrimes(80, random, tested -> {});
    BigInteger p = primes.next();
    BigInteger q = primes.next();
    PublicSetup setup = Dealer.setup(p, q, random);
    BigInteger n = p.multiply(q);
    BigInteger g = setup.generator().value();
    BigInteger halfP = p.shiftRight(1);
    BigInteger halfQ = q.shiftRight(1);
    assertThat(g.modPow(halfP.multiply(halfQ), n)).isEqualTo(BigInteger.ONE);
    assertThat(g.modPow(halfP, n)).isNotEqualTo(BigInteger.ONE);
    assertThat(g.modPow(halfQ, n)).isNotEqualTo(BigInteger.ONE);
  }

  @Test
  void dealer_dealsWhatParses() {
    long[] tested = new long[1];
    PublicSetup setup = new Dealer(new SecureRandom(), k -> tested[0] = k).deal(1024);
    assertThat(setup.modulusBits()).isEqualTo(1024);
    assertThat(PublicSetup.parse(setup + "\n")).isEqualTo(setup);
    assertThat(tested[0]).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1022, 1025, 3074, 0, -1024})
  void otherSizes_areNotDealt(int bits) {
    assertThatThrownBy(() -> new Dealer(new Random(1), tested -> {}).deal(bits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("" + bits);
  }

  @Test
  void setupsThatCannotBe_areRefused() {
    PublicSetup sound = PublicSetup.ready(1024);
    BigInteger n = sound.modulus().value();
    BigInteger g = sound.generator().value();
    refused("", "not a public setup");
    refused("privnet-sdc-setup-2 " + n.toString(16) + " " + g.toString(16), "not a public setup");
    refused(sound + " 1", "not a public setup");
    refused(text(n.shiftRight(1).setBit(0), g), "1023");
    refused(text(n.multiply(n).multiply(n).multiply(n), g), "hexadecimal");
    refused(text(n.add(BigInteger.TWO), g), "no product");
    refused(text(n.add(BigInteger.ONE), g), "no product");
    refused(text(BigInteger.probablePrime(1024, new Random(4)), g), "no product");
    BigInteger p = new BigInteger(512, new Random(4)).setBit(511).setBit(510).setBit(0).setBit(1);
    refused(text(p.multiply(p), g), "no product");
    refused(text(n, BigInteger.ONE), "generator");
    refused(text(n, n.subtract(BigInteger.ONE)), "generator");
    refused(text(n, n.add(g)), "generator");
    refused("privnet-sdc-setup-1 0" + n.toString(16) + " " + g.toString(16), "hexadecimal");
    refused("privnet-sdc-setup-1 " + n.toString(16) + " -5", "hexadecimal");
    refused("privnet-sdc-setup-1 " + n.toString(16).toUpperCase(Locale.ROOT) + " 5", "hex");
    BigInteger multiple = THREE.multiply(n.divide(THREE).setBit(0));
    while ((multiple.intValue() & 3) != 1 || multiple.bitLength() != 1024) {
      multiple = multiple.subtract(BigInteger.valueOf(6));
    }
    refused(text(multiple, BigInteger.valueOf(9)), "generator");
    refused(text(multiple, BigInteger.valueOf(16)), "generator");
  }

  private static String text(BigInteger n, BigInteger g) {
    return "privnet-sdc-setup-1 " + n.toString(16) + " " + g.toString(16);
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> PublicSetup.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void residues_readBackAndOthersAreRefused() {
    PublicSetup setup = PublicSetup.ready(1024);
    BigInteger n = setup.modulus().value();
    byte[] two = setup.encode(List.of(Residue.of(setup.modulus(), THREE), setup.generator()));
    assertThat(two).hasSize(256);
    assertThat(new BigInteger(1, two, 0, 128)).isEqualTo(THREE);
    assertThat(setup.encode(setup.decode(two, 2))).isEqualTo(two);
    assertThatThrownBy(() -> setup.decode(two, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> setup.decode(two, 3)).isInstanceOf(IllegalArgumentException.class);
    for (BigInteger bad :
        List.of(BigInteger.ZERO, BigInteger.ONE, n, n.add(THREE), BigInteger.TWO.pow(1023).or(n))) {
      byte[] bytes = two.clone();
      byte[] magnitude = bad.toByteArray();
      int length = Math.min(128, magnitude.length);
      Arrays.fill(bytes, 128, 256, (byte) 0);
      System.arraycopy(magnitude, magnitude.length - length, bytes, 256 - length, length);
      assertThatThrownBy(() -> setup.decode(bytes, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not between");
    }
  }

  /** A number that shares a factor with N gives the factor away, to its sender first. */
  @Test
  void factorInCommon_isRefused() {
    Random random = new Random(9);
    SafePrimes primes = new SafePrimes(64, random, tested -> {});
    BigInteger p = primes.next();
    PublicSetup setup = Dealer.setup(p, primes.next(), random);
    byte[] bytes = new byte[32];
    System.arraycopy(setup.encode(List.of(setup.generator())), 0, bytes, 0, 16);
    byte[] factor = p.toByteArray();
    System.arraycopy(factor, 0, bytes, 32 - factor.length, factor.length);
    assertThatThrownBy(() -> setup.decode(bytes, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor in common");
  }
}
