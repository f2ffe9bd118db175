package io.privnet.meeting.network;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the host passes on between two parties: some bytes of their own encrypted connection, signed
 * by the one that sends them. Length (4 bytes, big-endian), signature (64 bytes), bytes.
 *
 * <p>The signature is over {@code privnet-meeting-1 piece}, a zero byte, the meeting's nonce, the
 * fingerprints of the sender's and the receiver's key, the number of the piece in its direction,
 * from 0 (8 bytes, big-endian), and the bytes. The host checks it before it passes a piece on; so a
 * receiver that gets a wrong one, or misses one, knows that it was the host.
 */
record Piece(byte[] bytes, byte[] signature) {
  /** Bytes in a piece, at most: more than a TLS record has. */
  static final int MAX = 1 << 15;

  private static final byte[] DOMAIN =
      "privnet-meeting-1 piece\0".getBytes(StandardCharsets.US_ASCII);

  /** Where pieces go, from one party of a meeting to another. */
  record Route(String meeting, PublicKey from, PublicKey to) {
    Route reversed() {
      return new Route(meeting, to, from);
    }

    private byte[] statement(long number, byte[] bytes) {
      byte[] nonce = meeting.getBytes(StandardCharsets.US_ASCII);
      byte[] sender = from.fingerprint().sha256();
      byte[] receiver = to.fingerprint().sha256();
      int length =
          DOMAIN.length
              + nonce.length
              + sender.length
              + receiver.length
              + Long.BYTES
              + bytes.length;
      return ByteBuffer.allocate(length)
          .put(DOMAIN)
          .put(nonce)
          .put(sender)
          .put(receiver)
          .putLong(number)
          .put(bytes)
          .array();
    }
  }

  static Piece signed(Identity sender, Route route, long number, byte[] bytes) {
    return new Piece(bytes, sender.sign(route.statement(number, bytes)));
  }

  /** Whether it is the one with this number, as its sender made it. */
  boolean isNext(Route route, long number) {
    return route.from().verifies(route.statement(number, bytes), signature);
  }

  byte[] encode() {
    return ByteBuffer.allocate(Integer.BYTES + signature.length + bytes.length)
        .putInt(bytes.length)
        .put(signature)
        .put(bytes)
        .array();
  }

  /**
   * Reads one piece.
   *
   * @return null at the end
   * @throws IOException when it is too long, has no bytes, or ends early
   */
  static Piece read(InputStream in) throws IOException {
    byte[] prefix = in.readNBytes(Integer.BYTES);
    if (prefix.length == 0) {
      return null;
    }
    int length = prefix.length < Integer.BYTES ? 0 : ByteBuffer.wrap(prefix).getInt();
    if (length < 1 || length > MAX) {
      throw new IOException("a piece of no possible length");
    }
    byte[] signature = in.readNBytes(PublicKey.SIGNATURE);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new Piece(bytes, signature);
  }
}
