package io.privnet.meeting.sdc;

import java.math.BigInteger;

/** The Jacobi symbol, which anybody can compute without the factors (Cohen 1993, 1.4.10). */
final class Jacobi {
  private Jacobi() {}

  static int symbol(BigInteger numerator, BigInteger odd) {
    BigInteger a = numerator.mod(odd);
    BigInteger n = odd;
    int sign = 1;
    while (a.signum() != 0) {
      while (!a.testBit(0)) {
        a = a.shiftRight(1);
        int eighth = n.intValue() & 7;
        if (eighth == 3 || eighth == 5) {
          sign = -sign;
        }
      }
      if ((a.intValue() & 3) == 3 && (n.intValue() & 3) == 3) {
        sign = -sign;
      }
      BigInteger swapped = a;
      a = n.mod(a);
      n = swapped;
    }
    return n.equals(BigInteger.ONE) ? sign : 0;
  }
}
