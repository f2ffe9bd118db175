package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;

/** Multiples of public points whose sum is to be the identity. */
final class Equation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int COEFFICIENT_BITS = 128;

  private final List<BigInteger> scalars = new ArrayList<>();
  private final List<ECPoint> points = new ArrayList<>();

  Equation plus(BigInteger scalar, ECPoint point) {
    scalars.add(scalar);
    points.add(point);
    return this;
  }

  Equation minus(BigInteger scalar, ECPoint point) {
    return plus(scalar.negate(), point);
  }

  Equation minus(ECPoint point) {
    return minus(BigInteger.ONE, point);
  }

  /**
   * Whether all hold. When one does not, the answer is true with probability 2<sup>-128</sup>: they
   * are added up with coefficients that nobody knows when the points are chosen (Bellare, Garay,
   * Rabin 1998).
   */
  static boolean allHold(Collection<Equation> equations) {
    Map<ECPoint, BigInteger> sum = new IdentityHashMap<>();
    for (Equation equation : equations) {
      BigInteger coefficient = new BigInteger(COEFFICIENT_BITS, RANDOM);
      for (int i = 0; i < equation.points.size(); i++) {
        sum.merge(
            equation.points.get(i), coefficient.multiply(equation.scalars.get(i)), BigInteger::add);
      }
    }
    List<ECPoint> points = new ArrayList<>(sum.keySet());
    List<BigInteger> scalars = points.stream().map(sum::get).map(Equation::reduced).toList();
    return PublicSum.of(points, scalars).isInfinity();
  }

  /** Modulo q; what is short already, with its sign, stays so. */
  private static BigInteger reduced(BigInteger scalar) {
    return scalar.bitLength() <= COEFFICIENT_BITS ? scalar : scalar.mod(Group.ORDER);
  }
}
