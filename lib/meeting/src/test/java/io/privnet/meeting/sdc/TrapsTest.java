package io.privnet.meeting.sdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What breaks Franklin–Haber when it is left out: each attack is played, succeeds where the rule is
 * broken, and tells nothing where it is kept.
 */
class TrapsTest {
  private static final int TRIES = 200;

  /** How many of {@link #TRIES} random bits an eavesdropper reads. */
  private static int read(Circle circle, Predicate<Ciphertext> eavesdropper) {
    int right = 0;
    for (int i = 0; i < TRIES; i++) {
      boolean bit = circle.random.nextBoolean();
      right += eavesdropper.test(circle.encrypt(bit)) == bit ? 1 : 0;
    }
    return right;
  }

  /** 100 of 200, give or take five standard deviations. */
  private static void atChanceLevel(int right) {
    assertThat(right).isBetween(TRIES / 2 - 36, TRIES / 2 + 36);
  }

  /** Why whoever makes the setup is trusted: −1 is no square modulo p, and every power of g is. */
  @Test
  void whoKnowsTheFactors_readsEveryBit() {
    Circle circle = new Circle(3, 1);
    assertThat(read(circle, e -> Jacobi.symbol(e.beta().value(), circle.p) == -1)).isEqualTo(TRIES);
  }

  /** With p ≡ 1 (mod 4) the symbol of −1 modulo N is −1; with both 3 modulo 4 it is 1. */
  @Test
  void onePrimeIsOneModuloFour_theJacobiSymbolTellsTheBit() {
    Random random = new Random(2);
    BigInteger q = new SafePrimes(64, random, tested -> {}).next();
    BigInteger p = BigInteger.probablePrime(64, random);
    while ((p.intValue() & 3) != 1) {
      p = BigInteger.probablePrime(64, random);
    }
    BigInteger n = p.multiply(q);
    JointKey broken = new JointKey(Dealer.setup(p, q, random), List.of());
    for (int i = 0; i < TRIES; i++) {
      boolean bit = random.nextBoolean();
      BigInteger beta = broken.encrypt(bit, random).beta().value();
      assertThat(Jacobi.symbol(beta, n) == -1).isEqualTo(bit);
    }
    Circle sound = new Circle(3, 2);
    BigInteger soundN = sound.setup.modulus().value();
    atChanceLevel(read(sound, e -> Jacobi.symbol(e.beta().value(), soundN) == -1));
  }

  /** A generator that is no square: its powers' symbols tell the exponents modulo 2. */
  @Test
  void generatorThatIsNoSquare_tellsExponents() {
    Circle circle = new Circle(1, 3);
    BigInteger n = circle.setup.modulus().value();
    BigInteger x = BigInteger.TWO;
    while (Jacobi.symbol(x, n) != -1) {
      x = x.add(BigInteger.ONE);
    }
    PublicSetup broken = new PublicSetup(n, x);
    for (int i = 0; i < TRIES; i++) {
      int[] exponent = broken.modulus().exponent(circle.random);
      assertThat(Jacobi.symbol(new SecretKey(broken, exponent).publicKey().value(), n))
          .isEqualTo((exponent[0] & 1) == 0 ? 1 : -1);
      assertThat(Jacobi.symbol(new SecretKey(circle.setup, exponent).publicKey().value(), n))
          .isEqualTo(1);
    }
  }

  /** Exponents are longer than N: a short one can be tried out. */
  @Test
  void shortExponent_isFoundByTrying() {
    Circle circle = new Circle(2, 4);
    assertThat(circle.setup.modulus().exponentBits())
        .isGreaterThanOrEqualTo(circle.setup.modulusBits() + 64);
    assertThat(PublicSetup.ready(1024).modulus().exponentBits()).isEqualTo(1088);
    BigInteger longest = BigInteger.ZERO;
    for (int i = 0; i < 100; i++) {
      longest = longest.max(ModulusTest.value(circle.setup.modulus().exponent(circle.random)));
    }
    assertThat(longest.bitLength()).isEqualTo(circle.setup.modulus().exponentBits());

    BigInteger n = circle.setup.modulus().value();
    BigInteger g = circle.setup.generator().value();
    BigInteger h =
        circle.keys.stream()
            .map(key -> key.publicKey().value())
            .reduce((a, b) -> a.multiply(b))
            .get();
    Random shortSighted =
        new Random(5) {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] bytes) {
            bytes[0] = (byte) nextInt();
          }
        };
    for (int i = 0; i < 20; i++) {
      boolean bit = circle.random.nextBoolean();
      Ciphertext e = circle.joint.encrypt(bit, shortSighted);
      int r = 0;
      while (!g.modPow(BigInteger.valueOf(r), n).equals(e.alpha().value())) {
        r++;
      }
      assertThat(!h.modPow(BigInteger.valueOf(r), n).equals(e.beta().value())).isEqualTo(bit);
    }
  }

  /** A product that is not blinded afresh is one of four that anybody can form. */
  @Test
  void productWithoutBlinding_tellsTheBitsItIsMadeOf() {
    Circle circle = new Circle(3, 6);
    Ciphertext u = circle.encrypt(true);
    Ciphertext v = circle.encrypt(true);
    Ciphertext sumOfC = circle.encrypt(false);
    for (int i = 0; i < TRIES; i++) {
      boolean b = circle.random.nextBoolean();
      boolean c = circle.random.nextBoolean();
      assertThat(recognised(circle, u, v, sumOfC, unblinded(circle, u, v, sumOfC, b, c)))
          .containsExactly(b ? 1 : 0, c ? 1 : 0);
    }
    for (int i = 0; i < 20; i++) {
      List<AndGate> gates =
          circle.keys.stream().map(k -> new AndGate(circle.joint, k, u, v, circle.random)).toList();
      List<AndGate.Masks> masks = gates.stream().map(AndGate::masks).toList();
      gates.forEach(gate -> gate.witnesses(masks));
      Ciphertext sum = masks.stream().map(AndGate.Masks::c).reduce(Ciphertext::xor).orElseThrow();
      for (AndGate gate : gates) {
        assertThat(recognised(circle, u, v, sum, gate.product())).isEmpty();
      }
    }
  }

  private static Ciphertext unblinded(
      Circle circle, Ciphertext u, Ciphertext v, Ciphertext sumOfC, boolean b, boolean c) {
    Ciphertext product = circle.joint.open(false);
    product = c ? product.xor(u) : product;
    return b ? product.xor(v).xor(sumOfC) : product;
  }

  /** The bits b and c with which the product would be this one. */
  private static List<Integer> recognised(
      Circle circle, Ciphertext u, Ciphertext v, Ciphertext sumOfC, Ciphertext product) {
    for (int b = 0; b <= 1; b++) {
      for (int c = 0; c <= 1; c++) {
        if (unblinded(circle, u, v, sumOfC, b == 1, c == 1).equals(product)) {
          return List.of(b, c);
        }
      }
    }
    return List.of();
  }

  /** Witnesses open what they are for: an input's give its bit, a masked wire's a random one. */
  @Test
  void witnessOfAnInput_opensIt_ofAMaskedWireTellsNothing() {
    Circle circle = new Circle(3, 8);
    Predicate<Ciphertext> witnessed = e -> e.decrypt(circle.witnesses(e));
    assertThat(read(circle, witnessed)).isEqualTo(TRIES);
    Ciphertext other = circle.encrypt(true);
    atChanceLevel(
        read(
            circle,
            u -> {
              List<AndGate> gates = new ArrayList<>();
              for (SecretKey key : circle.keys) {
                gates.add(new AndGate(circle.joint, key, u, other, circle.random));
              }
              List<AndGate.Masks> masks = gates.stream().map(AndGate::masks).toList();
              Ciphertext masked = masks.stream().map(AndGate.Masks::b).reduce(u, Ciphertext::xor);
              return masked.decrypt(gates.stream().map(gate -> gate.witnesses(masks).u()).toList());
            }));
  }

  /** [−1, β] asks a party for K modulo 2; every K is even, and so are all answers alike. */
  @Test
  void alphaOfOrderTwo_tellsAnOddKeyFromAnEvenOne() {
    Circle circle = new Circle(1, 9);
    Residue minusOne = Residue.one(circle.setup.modulus()).negated();
    Ciphertext malformed = new Ciphertext(minusOne, minusOne);
    for (int i = 0; i < TRIES; i++) {
      int[] exponent = circle.setup.modulus().exponent(circle.random);
      boolean odd = new SecretKey(circle.setup, exponent).witness(malformed).equals(minusOne);
      assertThat(odd).isEqualTo((exponent[0] & 1) == 1);
      assertThat(SecretKey.generate(circle.setup, circle.random).witness(malformed).isOne())
          .isTrue();
    }
  }

  /** What the class of the joint key warns of: keys come without proof that the secret is known. */
  @Test
  void keyMadeFromAllOthers_readsEveryBit() {
    Circle circle = new Circle(3, 10);
    Residue others =
        circle.keys.stream().map(SecretKey::publicKey).reduce(Residue::times).orElseThrow();
    JointKey rogue = new JointKey(circle.setup, List.of(others, others.inverse()));
    for (int i = 0; i < TRIES; i++) {
      boolean bit = circle.random.nextBoolean();
      assertThat(!rogue.encrypt(bit, circle.random).beta().isOne()).isEqualTo(bit);
    }
  }
}
