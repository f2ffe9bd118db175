package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/**
 * The group: points of NIST P-256 (SEC 2: secp256r1), of prime order q, with two generators. Nobody
 * knows the discrete logarithm of one to the base of the other.
 */
final class Group {
  static final ECCurve CURVE = new SecP256R1Curve();

  /** q. */
  static final BigInteger ORDER = CURVE.getOrder();

  /** The standard generator (SEC 2 §2.4.2). */
  static final ECPoint G =
      point("036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

  /**
   * The other one: the letter H hashed by P256_XMD:SHA-256_SSWU_RO_ (RFC 9380 §8.2) with the domain
   * privnet-veto-V01-with-P256_XMD:SHA-256_SSWU_RO_. Written out, since the classes that hash take
   * longer to load than the rest of the group.
   */
  static final ECPoint H =
      point("0200be1efdf48db8d3f7a5a9878e88e83d6fbc4d8ac42874e0c63d1b5da5dd6434");

  static final int POINT_BYTES = 33;

  static final int SCALAR_BYTES = 32;

  private static final FixedPointCombMultiplier COMB = new FixedPointCombMultiplier();

  private static final BigInteger FIELD = CURVE.getField().getCharacteristic();

  private Group() {}

  private static ECPoint point(String encoded) {
    return CURVE.decodePoint(HexFormat.of().parseHex(encoded));
  }

  /** A scalar of 1 to q − 1, each as likely. */
  static BigInteger randomScalar(SecureRandom random) {
    while (true) {
      BigInteger scalar = new BigInteger(ORDER.bitLength(), random);
      if (scalar.signum() > 0 && scalar.compareTo(ORDER) < 0) {
        return scalar;
      }
    }
  }

  /**
   * A multiple of one of the generators by a secret scalar, 1 to q − 1: the same steps whatever the
   * scalar.
   */
  static ECPoint secretTimes(BigInteger scalar, ECPoint generator) {
    return COMB.multiply(generator, scalar);
  }

  /** a·G + b·H. */
  static ECPoint secretSum(BigInteger a, BigInteger b) {
    return secretTimes(a, G).add(secretTimes(b, H)).normalize();
  }

  /** 33 bytes: 02 or 03 and x, or zeros for the identity. */
  static byte[] encode(ECPoint point) {
    return point.isInfinity() ? new byte[POINT_BYTES] : point.getEncoded(true);
  }

  /** 32 bytes, big-endian. */
  static byte[] encode(BigInteger scalar) {
    return encode(scalar, SCALAR_BYTES);
  }

  /** Big-endian, in as many bytes as asked for, which have to be enough. */
  static byte[] encode(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] encoded = new byte[length];
    int copied = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - copied, encoded, length - copied, copied);
    return encoded;
  }

  /**
   * The point of an encoding, which may be the identity.
   *
   * @throws IllegalArgumentException when the bytes are not the encoding of a point
   */
  static ECPoint point(byte[] encoded, int offset) {
    if (encoded[offset] == 0) {
      for (int i = 1; i < POINT_BYTES; i++) {
        if (encoded[offset + i] != 0) {
          throw new IllegalArgumentException("no point");
        }
      }
      return CURVE.getInfinity();
    }
    BigInteger x = new BigInteger(1, encoded, offset + 1, POINT_BYTES - 1);
    if ((encoded[offset] != 2 && encoded[offset] != 3) || x.compareTo(FIELD) >= 0) {
      throw new IllegalArgumentException("no point");
    }
    return CURVE.decodePoint(Arrays.copyOfRange(encoded, offset, offset + POINT_BYTES));
  }

  /**
   * The scalar of an encoding, 0 to q − 1.
   *
   * @throws IllegalArgumentException when it is q or more
   */
  static BigInteger scalar(byte[] encoded, int offset) {
    BigInteger scalar = new BigInteger(1, encoded, offset, SCALAR_BYTES);
    if (scalar.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("no scalar");
    }
    return scalar;
  }
}
