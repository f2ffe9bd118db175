package io.privnet.meeting.veto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The group: points of NIST P-256 (SEC 2: secp256r1), of prime order q, with two generators. Nobody
 * knows the discrete logarithm of one to the base of the other.
 */
final class Group {
  static final ECCurve CURVE = CustomNamedCurves.getByName("P-256").getCurve();

  /** q. */
  static final BigInteger ORDER = CURVE.getOrder();

  /** The standard generator. */
  static final ECPoint G = CustomNamedCurves.getByName("P-256").getG();

  /** Domain of the derivation of {@link #H}. */
  static final String DOMAIN = "privnet-veto-V01-with-P256_XMD:SHA-256_SSWU_RO_";

  /** The other one: hash-to-curve (RFC 9380) of the letter H. */
  static final ECPoint H = hashToCurve(DOMAIN, new byte[] {'H'});

  static final int POINT_BYTES = 33;

  static final int SCALAR_BYTES = 32;

  private static final FixedPointCombMultiplier COMB = new FixedPointCombMultiplier();

  private static final BigInteger FIELD = CURVE.getField().getCharacteristic();

  private Group() {}

  /** P256_XMD:SHA-256_SSWU_RO_ (RFC 9380 §8.2). */
  static ECPoint hashToCurve(String domain, byte[] message) {
    HashToEllipticCurve hash =
        HashToEllipticCurve.getInstance(HashToCurveProfile.P256_XMD_SHA_256, domain);
    return CURVE.importPoint(hash.hashToCurve(message)).normalize();
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
