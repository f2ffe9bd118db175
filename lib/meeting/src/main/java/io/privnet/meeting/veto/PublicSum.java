package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A sum of multiples of points, s<sub>1</sub>·P<sub>1</sub> + … + s<sub>N</sub>·P<sub>N</sub>, by
 * the method of buckets (Pippenger 1976), on all cores. The time it takes depends on the scalars:
 * for public ones only.
 *
 * <p>Scalars are written in signed digits of c bits. For each place, the points are sorted into
 * buckets by their digit, and each bucket is added up as often as its digit says.
 */
final class PublicSum {
  private static final int MAX_WIDTH = 12;

  private PublicSum() {}

  /**
   * The sum.
   *
   * @param scalars may be negative; cheaper the shorter they are
   */
  static ECPoint of(List<ECPoint> points, List<BigInteger> scalars) {
    int bits = scalars.stream().mapToInt(scalar -> scalar.abs().bitLength()).max().orElse(0);
    int width = width(points.size(), bits);
    int places = places(bits, width);
    int[][] digits =
        scalars.stream().map(scalar -> digits(scalar, width, places)).toArray(int[][]::new);
    ECPoint[] negated = points.stream().map(ECPoint::negate).toArray(ECPoint[]::new);
    List<ECPoint> sums =
        IntStream.range(0, places)
            .parallel()
            .mapToObj(place -> place(points, negated, digits, place, width))
            .toList();
    ECPoint sum = Group.CURVE.getInfinity();
    for (ECPoint each : sums.reversed()) {
      sum = sum.timesPow2(width).add(each);
    }
    return sum;
  }

  /** The width of a digit with which there is the least to add. */
  private static int width(int points, int bits) {
    int best = 2;
    for (int width = 3; width <= MAX_WIDTH; width++) {
      if (additions(points, bits, width) < additions(points, bits, best)) {
        best = width;
      }
    }
    return best;
  }

  private static long additions(int points, int bits, int width) {
    return places(bits, width) * (points + (1L << width));
  }

  /** Rounded up, with room for the carry. */
  private static int places(int bits, int width) {
    return bits / width + 1;
  }

  /** Digits from -2<sup>width-1</sup> + 1 to 2<sup>width-1</sup>, the lowest first. */
  private static int[] digits(BigInteger scalar, int width, int places) {
    int[] digits = new int[places];
    byte[] bytes = scalar.abs().toByteArray();
    int sign = scalar.signum();
    int carry = 0;
    for (int place = 0; place < places; place++) {
      int digit = bits(bytes, place * width, width) + carry;
      carry = digit + (1 << width - 1) - 1 >>> width;
      digit -= carry << width;
      digits[place] = sign * digit;
    }
    return digits;
  }

  private static int bits(byte[] bigEndian, int from, int count) {
    int value = 0;
    int first = bigEndian.length - 1 - from / Byte.SIZE;
    for (int i = 0; i < 3 && first - i >= 0; i++) {
      value |= (bigEndian[first - i] & 0xff) << (Byte.SIZE * i);
    }
    return value >>> from % Byte.SIZE & (1 << count) - 1;
  }

  private static ECPoint place(
      List<ECPoint> points, ECPoint[] negated, int[][] digits, int place, int width) {
    ECPoint[] buckets = new ECPoint[1 << width - 1];
    Arrays.fill(buckets, Group.CURVE.getInfinity());
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[i][place];
      if (digit > 0) {
        buckets[digit - 1] = buckets[digit - 1].add(points.get(i));
      } else if (digit < 0) {
        buckets[-digit - 1] = buckets[-digit - 1].add(negated[i]);
      }
    }
    ECPoint running = Group.CURVE.getInfinity();
    ECPoint sum = running;
    for (int i = buckets.length - 1; i >= 0; i--) {
      running = running.add(buckets[i]);
      sum = sum.add(running);
    }
    return sum;
  }
}
