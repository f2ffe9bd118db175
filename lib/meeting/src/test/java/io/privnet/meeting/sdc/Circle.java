package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Parties with their keys and one who, like nobody, has all of them, over a small modulus. */
final class Circle {
  final BigInteger p;
  final BigInteger q;
  final PublicSetup setup;
  final List<SecretKey> keys = new ArrayList<>();
  final JointKey joint;
  final Random random;
  private BigInteger sumOfKeys = BigInteger.ZERO;

  Circle(int parties, long seed) {
    random = new Random(seed);
    SafePrimes primes = new SafePrimes(64, random, tested -> {});
    p = primes.next();
    q = primes.next();
    setup = Dealer.setup(p, q, random);
    for (int i = 0; i < parties; i++) {
      int[] exponent = setup.modulus().exponent(random);
      exponent[0] &= ~1;
      keys.add(new SecretKey(setup, exponent));
      sumOfKeys = sumOfKeys.add(ModulusTest.value(exponent));
    }
    joint = new JointKey(setup, keys.stream().map(SecretKey::publicKey).toList());
  }

  Ciphertext encrypt(boolean bit) {
    return joint.encrypt(bit, random);
  }

  List<Residue> witnesses(Ciphertext joint) {
    return keys.stream().map(key -> key.witness(joint)).toList();
  }

  /** Decrypts by the definition, β·α^(−ΣK) mod N, with the JDK's arithmetic. */
  boolean read(Ciphertext ciphertext) {
    BigInteger n = setup.modulus().value();
    BigInteger mask = ciphertext.alpha().value().modPow(sumOfKeys.negate(), n);
    BigInteger sign = ciphertext.beta().value().multiply(mask).mod(n);
    if (sign.equals(BigInteger.ONE)) {
      return false;
    }
    if (sign.equals(n.subtract(BigInteger.ONE))) {
      return true;
    }
    throw new AssertionError("neither 1 nor -1");
  }

  /** All parties evaluate a gate. */
  Ciphertext and(Ciphertext u, Ciphertext v) {
    List<AndGate> gates = keys.stream().map(key -> new AndGate(joint, key, u, v, random)).toList();
    List<AndGate.Masks> masks = gates.stream().map(AndGate::masks).toList();
    List<AndGate.Witnesses> witnesses = gates.stream().map(gate -> gate.witnesses(masks)).toList();
    List<Ciphertext> products = gates.stream().map(AndGate::product).toList();
    List<Ciphertext> outputs =
        gates.stream().map(gate -> gate.output(witnesses, products)).distinct().toList();
    if (outputs.size() != 1) {
      throw new AssertionError("the parties have different outputs");
    }
    return outputs.getFirst();
  }

  static Stream<Boolean> bits(Random random) {
    return Stream.generate(random::nextBoolean);
  }
}
