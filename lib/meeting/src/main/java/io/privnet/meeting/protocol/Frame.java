package io.privnet.meeting.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The unit that crosses a connection: length of the body (4 bytes, big-endian), number of the frame
 * (4 bytes, big-endian), body.
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
 */
record Frame(int number, byte[] body) {
  /** Length of the header in bytes. */
  static final int HEADER = 8;

  /** Longest body in bytes. */
  static final int MAX_BODY = 1 << 22;

  byte[] encode() {
    return ByteBuffer.allocate(HEADER + body.length)
        .putInt(body.length)
        .putInt(number)
        .put(body)
        .array();
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
    return new Frame(number, body);
  }
}
