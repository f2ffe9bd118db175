package io.privnet.meeting.veto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * The answers of a proof of knowledge to its challenge: nonce plus challenge times secret, modulo
 * q, for v, r and ρ. Encoded as 96 bytes: three scalars, big-endian.
 */
record Answers(BigInteger z1, BigInteger z2, BigInteger z3) {
  static final int ENCODED_LENGTH = 3 * Group.SCALAR_BYTES;

  /** Throws {@link IllegalArgumentException} when a scalar is q or more. */
  static Answers decode(byte[] encoded, int offset) {
    return new Answers(
        Group.scalar(encoded, offset),
        Group.scalar(encoded, offset + Group.SCALAR_BYTES),
        Group.scalar(encoded, offset + 2 * Group.SCALAR_BYTES));
  }

  void encode(ByteArrayOutputStream bytes) {
    bytes.writeBytes(Group.encode(z1));
    bytes.writeBytes(Group.encode(z2));
    bytes.writeBytes(Group.encode(z3));
  }
}
