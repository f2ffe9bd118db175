package io.privnet.meeting.veto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Round 1 of one party: for each slot k the commitments Com<sub>k</sub> = v<sub>k</sub>·G +
 * r<sub>k</sub>·H and Q<sub>k</sub> = ρ<sub>k</sub>·H, and one proof that the party knows all
 * v<sub>k</sub>, r<sub>k</sub>, ρ<sub>k</sub>.
 *
 * <p>The proof, with nonces a, b, c: A = a·G + b·H and B = c·H; the challenge e; z<sub>1</sub> = a
 * + Σ e<sup>k</sup>·v<sub>k</sub>, z<sub>2</sub> = b + Σ e<sup>k</sup>·r<sub>k</sub>, z<sub>3</sub>
 * = c + Σ e<sup>k</sup>·ρ<sub>k</sub> modulo q, for k from 1 to l. It holds when z<sub>1</sub>·G +
 * z<sub>2</sub>·H = A + Σ e<sup>k</sup>·Com<sub>k</sub> and z<sub>3</sub>·H = B + Σ
 * e<sup>k</sup>·Q<sub>k</sub> (batched after Gennaro, Leigh, Sundaram, Yerazunis 2004; who does not
 * know them succeeds with probability l/q).
 *
 * <p>Encoded as 66·l + 162 bytes: Com<sub>1</sub>, Q<sub>1</sub>, …, Com<sub>l</sub>,
 * Q<sub>l</sub>; A, B; z<sub>1</sub>, z<sub>2</sub>, z<sub>3</sub>. A point is 33 bytes, compressed
 * (SEC 1 §2.3.3), and none of Com<sub>k</sub>, Q<sub>k</sub> is the identity; A and B may be, which
 * is 33 zeros. A scalar is 32 bytes, big-endian, less than q.
 */
public final class Commitments {
  private static final int PROOF_LENGTH = 2 * Group.POINT_BYTES + Answers.ENCODED_LENGTH;

  private final Author author;

  /** Com and Q in turn. */
  private final ECPoint[] points;

  private final ECPoint a;
  private final ECPoint b;
  private final Answers answers;
  private final byte[] encoded;
  private final boolean made;

  private Commitments(
      Author author,
      ECPoint[] points,
      ECPoint a,
      ECPoint b,
      Answers answers,
      byte[] encoded,
      boolean made) {
    this.author = author;
    this.points = points;
    this.a = a;
    this.b = b;
    this.answers = answers;
    this.encoded = encoded;
    this.made = made;
  }

  /** Of the secrets that are known here. */
  static Commitments make(Author author, ECPoint[] points, ECPoint a, ECPoint b, Answers answers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ECPoint point : points) {
      bytes.writeBytes(Group.encode(point));
    }
    bytes.writeBytes(Group.encode(a));
    bytes.writeBytes(Group.encode(b));
    answers.encode(bytes);
    return new Commitments(author, points, a, b, answers, bytes.toByteArray(), true);
  }

  /** The length of an encoding, in bytes. */
  public static int encodedLength(int slots) {
    return Math.addExact(Math.multiplyExact(2 * Group.POINT_BYTES, slots), PROOF_LENGTH);
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
    byte[] own = encoded.clone();
    try {
      ECPoint[] points =
          IntStream.range(0, 2 * slots)
              .parallel()
              .mapToObj(i -> Group.point(own, i * Group.POINT_BYTES))
              .toArray(ECPoint[]::new);
      if (Arrays.stream(points).anyMatch(ECPoint::isInfinity)) {
        throw new ProofException(List.of(author), "sent a commitment that is the identity");
      }
      int proof = points.length * Group.POINT_BYTES;
      return new Commitments(
          author,
          points,
          Group.point(own, proof),
          Group.point(own, proof + Group.POINT_BYTES),
          Answers.decode(own, proof + 2 * Group.POINT_BYTES),
          own,
          false);
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

  /** Whether they were made here, and need no verification. */
  boolean made() {
    return made;
  }

  /** That the proof holds. */
  Claim claim() {
    BigInteger e = challenge(author, points, a, b);
    Equation coms = new Equation().plus(answers.z1(), Group.G).plus(answers.z2(), Group.H).minus(a);
    Equation qs = new Equation().plus(answers.z3(), Group.H).minus(b);
    BigInteger power = BigInteger.ONE;
    for (int k = 0; k < slots(); k++) {
      power = power.multiply(e).mod(Group.ORDER);
      coms.minus(power, com(k));
      qs.minus(power, q(k));
    }
    return new Claim(author, List.of(coms, qs));
  }
}
