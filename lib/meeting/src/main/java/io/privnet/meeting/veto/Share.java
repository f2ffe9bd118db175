package io.privnet.meeting.veto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Round 2 of one party for one slot: S = ρ·C − r·Q, where C and Q are the sums of all parties'
 * commitments, and a proof that it was made with the very v, r, ρ of the party's own commitments.
 *
 * <p>Encoded as 228 bytes: S; T<sub>1</sub>, T<sub>2</sub>, T<sub>3</sub>; z<sub>1</sub>,
 * z<sub>2</sub>, z<sub>3</sub>; points and scalars as in {@link Commitments}, the identity as 33
 * zeros.
 */
public final class Share {
  /** The length of an encoding, in bytes. */
  public static final int ENCODED_LENGTH = 4 * Group.POINT_BYTES + 3 * Group.SCALAR_BYTES;

  private final Author author;
  private final View view;
  private final int slot;
  private final ECPoint s;
  private final ECPoint[] nonces;
  private final BigInteger z1;
  private final BigInteger z2;
  private final BigInteger z3;

  Share(
      Author author,
      View view,
      int slot,
      ECPoint s,
      ECPoint[] nonces,
      BigInteger z1,
      BigInteger z2,
      BigInteger z3) {
    this.author = author;
    this.view = view;
    this.slot = slot;
    this.s = s;
    this.nonces = nonces;
    this.z1 = z1;
    this.z2 = z2;
    this.z3 = z3;
  }

  /**
   * Reads what a party of a view sent. The proof is not yet verified.
   *
   * @param slot from 0
   * @throws ProofException when it is not the encoding of a share
   */
  public static Share decode(Author author, View view, int slot, byte[] encoded)
      throws ProofException {
    if (encoded.length != ENCODED_LENGTH) {
      throw new ProofException(List.of(author), "sent a share of a wrong length");
    }
    try {
      ECPoint[] nonces = new ECPoint[3];
      int offset = Group.POINT_BYTES;
      for (int i = 0; i < nonces.length; i++, offset += Group.POINT_BYTES) {
        nonces[i] = Group.point(encoded, offset);
      }
      return new Share(
          author,
          view,
          slot,
          Group.point(encoded, 0),
          nonces,
          Group.scalar(encoded, offset),
          Group.scalar(encoded, offset + Group.SCALAR_BYTES),
          Group.scalar(encoded, offset + 2 * Group.SCALAR_BYTES));
    } catch (IllegalArgumentException e) {
      throw new ProofException(List.of(author), "sent a share with what is no point or scalar");
    }
  }

  static BigInteger challenge(Author author, View view, int slot, ECPoint s, ECPoint[] nonces) {
    Commitments own = view.of(author);
    return Challenge.of("share", author, slot)
        .with(own.com(slot))
        .with(own.q(slot))
        .with(nonces[0])
        .with(nonces[1])
        .with(nonces[2])
        .with(view.hash())
        .with(view.sum(slot))
        .with(view.key(slot))
        .with(s)
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
    bytes.writeBytes(Group.encode(s));
    for (ECPoint nonce : nonces) {
      bytes.writeBytes(Group.encode(nonce));
    }
    bytes.writeBytes(Group.encode(z1));
    bytes.writeBytes(Group.encode(z2));
    bytes.writeBytes(Group.encode(z3));
    return bytes.toByteArray();
  }

  ECPoint point() {
    return s;
  }

  View view() {
    return view;
  }

  /** The proof holds when these do. */
  List<Equation> equations() {
    BigInteger e = challenge(author, view, slot, s, nonces);
    Commitments own = view.of(author);
    return List.of(
        new Equation().plus(z1, Group.G).plus(z2, Group.H).minus(nonces[0]).minus(e, own.com(slot)),
        new Equation().plus(z3, Group.H).minus(nonces[1]).minus(e, own.q(slot)),
        new Equation()
            .plus(z3, view.sum(slot))
            .minus(z2, view.key(slot))
            .minus(nonces[2])
            .minus(e, s));
  }
}
