package io.privnet.meeting.veto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of a point by secret scalars: the same steps whatever the scalar, 1 to q − 1, and every
 * entry of a table read whichever is wanted.
 *
 * <p>A scalar is made odd by adding q, which is odd, where it is even, and written in odd signed
 * digits of five bits, none of which is zero (Joye, Tunstall 2009). Two multiples are added up with
 * common doublings (Straus 1964).
 */
final class SecretMultiples {
  private static final int WIDTH = 5;
  private static final int ENTRIES = 1 << WIDTH;

  /** For scalars of up to 257 bits. */
  private static final int PLACES = 52;

  /** -31, -29, …, 29, 31 times the point. */
  private final ECLookupTable odd;

  SecretMultiples(ECPoint point) {
    ECPoint[] multiples = new ECPoint[ENTRIES];
    ECPoint twice = point.twice();
    multiples[ENTRIES / 2] = point;
    for (int i = ENTRIES / 2 + 1; i < ENTRIES; i++) {
      multiples[i] = multiples[i - 1].add(twice);
    }
    ECCurve curve = point.getCurve();
    curve.normalizeAll(multiples, ENTRIES / 2, ENTRIES / 2, null);
    for (int i = 0; i < ENTRIES / 2; i++) {
      multiples[i] = multiples[ENTRIES - 1 - i].negate();
    }
    odd = curve.createCacheSafeLookupTable(multiples, 0, ENTRIES);
  }

  /** a·P + b·Q. */
  static ECPoint sum(BigInteger a, SecretMultiples p, BigInteger b, SecretMultiples q) {
    byte[] first = entries(a);
    byte[] second = entries(b);
    ECPoint sum = p.odd.lookup(first[PLACES - 1]).add(q.odd.lookup(second[PLACES - 1]));
    for (int place = PLACES - 2; place >= 0; place--) {
      sum = sum.timesPow2(WIDTH).add(p.odd.lookup(first[place])).add(q.odd.lookup(second[place]));
    }
    return sum;
  }

  /** For each digit of a scalar, the lowest first, which of the odd multiples it stands for. */
  private static byte[] entries(BigInteger scalar) {
    BigInteger[] odd = {scalar.add(Group.ORDER), scalar};
    byte[] bytes = Group.encode(odd[scalar.intValue() & 1], PLACES * WIDTH / Byte.SIZE + 2);
    byte[] entries = new byte[PLACES];
    for (int place = 0; place < PLACES; place++) {
      // The digit is ((scalar >> 5 · place) | 1) mod 64 - 32: odd, from -31 to 31.
      int bit = WIDTH * place + 1;
      int low = bytes.length - 1 - bit / Byte.SIZE;
      int bits = (bytes[low] & 0xff | (bytes[low - 1] & 0xff) << Byte.SIZE) >>> bit % Byte.SIZE;
      entries[place] = (byte) (bits & ENTRIES - 1);
    }
    // The last digit has no carry to give, and is positive.
    entries[PLACES - 1] |= ENTRIES / 2;
    return entries;
  }
}
