package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The unit that crosses a connection: length of the body (4 bytes, big-endian), number of the frame
 * (4 bytes, big-endian), body, signature (64 bytes).
 *
 * <p>The signature is the sender's, Ed25519, over {@code privnet-meeting-1 frame}, a zero byte, the
 * number (4 bytes, big-endian) and the body.
 *
 * <p>Frames are numbered from 0 in each direction of each connection, so that a frame that is lost,
 * repeated or overtaken is noticed and laid at the door of whoever sent it. On a connection that
 * keeps the order the number tells the receiver nothing that the order of arrival does not.
 *
 * <p>A frame without a body ends its direction: its sender has done its part. A connection that
 * closes without one was cut.
 *
 * @param number counts from 0
 * @param body a JSON object in UTF-8, or empty
 * @param signature by whoever sends it
 */
record Frame(int number, byte[] body, byte[] signature) {
  /** Length of the header in bytes. */
  static final int HEADER = 8;

  /** Longest body in bytes. */
  static final int MAX_BODY = 1 << 22;

  private static final byte[] DOMAIN =
      "privnet-meeting-1 frame\0".getBytes(StandardCharsets.US_ASCII);

  /** A frame signed by {@code sender}. */
  static Frame signed(Identity sender, int number, byte[] body) {
    return new Frame(number, body, sender.sign(statement(number, body)));
  }

  /** Whether {@code key} made the signature. */
  boolean isBy(PublicKey key) {
    return key.verifies(statement(number, body), signature);
  }

  private static byte[] statement(int number, byte[] body) {
    return ByteBuffer.allocate(DOMAIN.length + Integer.BYTES + body.length)
        .put(DOMAIN)
        .putInt(number)
        .put(body)
        .array();
  }

  byte[] encode() {
    return ByteBuffer.allocate(HEADER + body.length + signature.length)
        .putInt(body.length)
        .putInt(number)
        .put(body)
        .put(signature)
        .array();
  }

  /** As {@link Transport#readFrame}. */
  static byte[] readBytes(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    int length = header.length < HEADER ? -1 : ByteBuffer.wrap(header).getInt();
    if (length < 0 || length > MAX_BODY) {
      return header;
    }
    byte[] rest = in.readNBytes(length + PublicKey.SIGNATURE);
    return ByteBuffer.allocate(HEADER + rest.length).put(header).put(rest).array();
  }

  /**
   * Reads one frame; a body longer than {@link #MAX_BODY} is refused before memory is taken for it.
   *
   * @throws Malformed when it is too long or the stream ends inside it
   */
  static Frame read(InputStream in) throws IOException, Malformed {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new Malformed("a frame ends inside its header");
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int length = fields.getInt();
    int number = fields.getInt();
    if (length < 0 || length > MAX_BODY) {
      throw new Malformed(
          "a frame of "
              + Integer.toUnsignedLong(length)
              + " bytes, longer than the "
              + MAX_BODY
              + " allowed");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new Malformed("a frame ends after " + body.length + " of " + length + " bytes");
    }
    byte[] signature = in.readNBytes(PublicKey.SIGNATURE);
    if (signature.length < PublicKey.SIGNATURE) {
      throw new Malformed("a frame ends inside its signature");
    }
    return new Frame(number, body, signature);
  }

  /**
   * Reads one frame and nothing else.
   *
   * @throws Malformed when it is too long, or too many or too few bytes
   */
  static Frame read(byte[] bytes) throws Malformed {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      Frame frame = read(in);
      if (in.available() > 0) {
        throw new Malformed("a frame with " + in.available() + " bytes too many");
      }
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
