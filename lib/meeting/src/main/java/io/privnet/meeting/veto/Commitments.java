package io.privnet.meeting.veto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Round 1 of one party: for each slot k the commitments Com<sub>k</sub> = v<sub>k</sub>·G +
 * r<sub>k</sub>·H and Q<sub>k</sub> = ρ<sub>k</sub>·H, and one proof that the party knows all
 * v<sub>k</sub>, r<sub>k</sub>, ρ<sub>k</sub> (batched after Gennaro, Leigh, Sundaram, Yerazunis
 * 2004; knowledge error l/q).
 *
 * <p>Encoded as 66·l + 162 bytes: Com<sub>1</sub>, Q<sub>1</sub>, …, Com<sub>l</sub>,
 * Q<sub>l</sub>; A, B; z<sub>1</sub>, z<sub>2</sub>, z<sub>3</sub>. A point is 33 bytes, compressed
 * (SEC 1 §2.3.3), a scalar 32, big-endian, less than q.
 */
public final class Commitments {
  private static final int PROOF_BYTES = 2 * Group.POINT_BYTES + 3 * Group.SCALAR_BYTES;

  private final Author author;
  private final ECPoint[] points;
  private final ECPoint a;
  private final ECPoint b;
  private final BigInteger z1;
  private final BigInteger z2;
  private final BigInteger z3;
  private final byte[] encoded;

  Commitments(
      Author author,
      ECPoint[] points,
      ECPoint a,
      ECPoint b,
      BigInteger z1,
      BigInteger z2,
      BigInteger z3) {
    this.author = author;
    this.points = points;
    this.a = a;
    this.b = b;
    this.z1 = z1;
    this.z2 = z2;
    this.z3 = z3;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ECPoint point : points) {
      bytes.writeBytes(Group.encode(point));
    }
    bytes.writeBytes(Group.encode(a));
    bytes.writeBytes(Group.encode(b));
    bytes.writeBytes(Group.encode(z1));
    bytes.writeBytes(Group.encode(z2));
    bytes.writeBytes(Group.encode(z3));
    encoded = bytes.toByteArray();
  }

  /** The length of an encoding, in bytes. */
  public static int encodedLength(int slots) {
    return Math.addExact(Math.multiplyExact(2 * Group.POINT_BYTES, slots), PROOF_BYTES);
  }

  /**
   * Reads what a party sent. The proof is not yet verified.
   *
   * @param slots how many there are
   * @throws ProofException when it is not the encoding of commitments to so many slots
   */
  public static Commitments decode(Author author, int slots, byte[] encoded) throws ProofException {
    if (encoded.length != encodedLength(slots)) {
      throw new ProofException(List.of(author), "sent commitments of a wrong length");
    }
    try {
      ECPoint[] points = new ECPoint[2 * slots];
      int offset = 0;
      for (int i = 0; i < points.length; i++, offset += Group.POINT_BYTES) {
        points[i] = Group.point(encoded, offset);
        if (points[i].isInfinity()) {
          throw new ProofException(List.of(author), "committed to nothing: the identity");
        }
      }
      return new Commitments(
          author,
          points,
          Group.point(encoded, offset),
          Group.point(encoded, offset + Group.POINT_BYTES),
          Group.scalar(encoded, offset + 2 * Group.POINT_BYTES),
          Group.scalar(encoded, offset + 2 * Group.POINT_BYTES + Group.SCALAR_BYTES),
          Group.scalar(encoded, offset + 2 * Group.POINT_BYTES + 2 * Group.SCALAR_BYTES));
    } catch (IllegalArgumentException e) {
      throw new ProofException(List.of(author), "sent commitments with what is no point or scalar");
    }
  }

  static BigInteger challenge(Author author, ECPoint[] points, ECPoint a, ECPoint b) {
    Challenge challenge = Challenge.of("commitments", author, points.length / 2);
    for (ECPoint point : points) {
      challenge.with(point);
    }
    return challenge.with(a).with(b).scalar();
  }

  /** The party. */
  public Author author() {
    return author;
  }

  /** How many there are. */
  public int slots() {
    return points.length / 2;
  }

  /** As sent; see above. */
  public byte[] encoded() {
    return encoded.clone();
  }

  ECPoint com(int slot) {
    return points[2 * slot];
  }

  ECPoint q(int slot) {
    return points[2 * slot + 1];
  }

  /** The proof holds when these do. */
  List<Equation> equations() {
    BigInteger e = challenge(author, points, a, b);
    Equation coms = new Equation().plus(z1, Group.G).plus(z2, Group.H).minus(a);
    Equation qs = new Equation().plus(z3, Group.H).minus(b);
    BigInteger power = BigInteger.ONE;
    for (int k = 0; k < slots(); k++) {
      power = power.multiply(e).mod(Group.ORDER);
      coms.minus(power, com(k));
      qs.minus(power, q(k));
    }
    return List.of(coms, qs);
  }
}
