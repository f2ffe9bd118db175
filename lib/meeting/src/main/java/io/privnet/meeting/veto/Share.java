package io.privnet.meeting.veto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Round 2 of one party for one slot: S = ρ·C − r·Q, where C and Q are the sums of all parties' Com
 * and Q, and a proof that it was made with the very v, r, ρ of the party's own commitments. The sum
 * of all parties' S is the identity exactly when all are free, up to an error of 2/q.
 *
 * <p>The proof, with nonces a, b, c: T<sub>1</sub> = a·G + b·H, T<sub>2</sub> = c·H, T<sub>3</sub>
 * = c·C − b·Q; the challenge e; z<sub>1</sub> = a + e·v, z<sub>2</sub> = b + e·r, z<sub>3</sub> = c
 * + e·ρ modulo q. It holds when z<sub>1</sub>·G + z<sub>2</sub>·H = T<sub>1</sub> + e·Com,
 * z<sub>3</sub>·H = T<sub>2</sub> + e·Q<sub>own</sub> and z<sub>3</sub>·C − z<sub>2</sub>·Q =
 * T<sub>3</sub> + e·S.
 *
 * <p>Encoded as 228 bytes: S; T<sub>1</sub>, T<sub>2</sub>, T<sub>3</sub>; z<sub>1</sub>,
 * z<sub>2</sub>, z<sub>3</sub>; points and scalars as in {@link Commitments}. Any of the points may
 * be the identity: others can make that of an honest party's S.
 */
public final class Share {
  private static final int POINTS = 4;

  /** The length of an encoding, in bytes. */
  public static final int ENCODED_LENGTH = POINTS * Group.POINT_BYTES + Answers.ENCODED_LENGTH;

  private final Author author;
  private final View view;
  private final int slot;

  /** S and the three T. */
  private final ECPoint[] points;

  private final Answers answers;
  private final boolean made;

  private Share(
      Author author, View view, int slot, ECPoint[] points, Answers answers, boolean made) {
    this.author = author;
    this.view = view;
    this.slot = slot;
    this.points = points;
    this.answers = answers;
    this.made = made;
  }

  /** Of the secrets that are known here. */
  static Share make(Author author, View view, int slot, ECPoint[] points, Answers answers) {
    return new Share(author, view, slot, points, answers, true);
  }

  /**
   * Reads what a party of a view sent. The proof is not yet verified.
   *
   * @param slot from 0
   * @throws ProofException when it is not the encoding of a share
   */
  public static Share decode(Author author, View view, int slot, byte[] encoded)
      throws ProofException {
    if (view.of(author) == null || slot < 0 || slot >= view.slots()) {
      throw new IllegalArgumentException("the view has no such party or slot");
    }
    if (encoded.length != ENCODED_LENGTH) {
      throw new ProofException(List.of(author), "sent a share of a wrong length");
    }
    try {
      ECPoint[] points = new ECPoint[POINTS];
      for (int i = 0; i < POINTS; i++) {
        points[i] = Group.point(encoded, i * Group.POINT_BYTES);
      }
      Answers answers = Answers.decode(encoded, POINTS * Group.POINT_BYTES);
      return new Share(author, view, slot, points, answers, false);
    } catch (IllegalArgumentException e) {
      throw new ProofException(List.of(author), "sent a share with what is no point or scalar");
    }
  }

  static BigInteger challenge(Author author, View view, int slot, ECPoint[] points) {
    Commitments own = view.of(author);
    return Challenge.of("share", author, slot)
        .with(own.com(slot))
        .with(own.q(slot))
        .with(points[1])
        .with(points[2])
        .with(points[3])
        .with(view.hash())
        .with(view.sum(slot))
        .with(view.key(slot))
        .with(points[0])
        .scalar();
  }

  /** The party. */
  public Author author() {
    return author;
  }

  /** From 0. */
  public int slot() {
    return slot;
  }

  /** As sent; see above. */
  public byte[] encoded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ECPoint point : points) {
      bytes.writeBytes(Group.encode(point));
    }
    answers.encode(bytes);
    return bytes.toByteArray();
  }

  View view() {
    return view;
  }

  /** S. */
  ECPoint point() {
    return points[0];
  }

  /** Whether it was made here, and needs no verification. */
  boolean made() {
    return made;
  }

  /** That the proof holds. */
  Claim claim() {
    BigInteger e = challenge(author, view, slot, points);
    Commitments own = view.of(author);
    return new Claim(
        author,
        List.of(
            new Equation()
                .plus(answers.z1(), Group.G)
                .plus(answers.z2(), Group.H)
                .minus(points[1])
                .minus(e, own.com(slot)),
            new Equation().plus(answers.z3(), Group.H).minus(points[2]).minus(e, own.q(slot)),
            new Equation()
                .plus(answers.z3(), view.sum(slot))
                .minus(answers.z2(), view.key(slot))
                .minus(points[3])
                .minus(e, points[0])));
  }
}
