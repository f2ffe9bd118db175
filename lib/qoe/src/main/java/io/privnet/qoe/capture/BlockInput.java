package io.privnet.qoe.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A stream read in blocks into one array that never grows. Records are looked at where they lie in
 * the array; one that straddles its end is moved to the front first.
 */
final class BlockInput {
  /** The longest stretch that {@link #require} can make contiguous. */
  static final int MAX_CONTIGUOUS = 1 << 19;

  /** A block stays in the second-level cache between the system's copy and the look at it. */
  private static final int BLOCK = 1 << 18;

  final byte[] bytes = new byte[MAX_CONTIGUOUS + BLOCK];

  /** Index in {@link #bytes} of the next byte to be looked at. */
  int position;

  private int limit;
  private long offsetOfFirstByte;
  private final InputStream in;
  private String damage;

  BlockInput(InputStream in) {
    this.in = in;
  }

  /** Where {@link #position} lies in the stream. */
  long offset() {
    return offsetOfFirstByte + position;
  }

  /** Bytes that can be looked at without reading on. */
  int available() {
    return limit - position;
  }

  /** Why the stream ended before its end, or null: a damaged or cut-off compressed stream. */
  String damage() {
    return damage;
  }

  /** Makes {@code length} bytes available from {@link #position}; false when the stream is out. */
  boolean require(int length) throws IOException {
    return limit - position >= length || fill(length);
  }

  /** Moves on by {@code length} bytes; false when the stream ends before. */
  boolean skip(long length) throws IOException {
    long left = length;
    while (left > limit - position) {
      left -= limit - position;
      position = limit;
      if (!fill(1)) {
        return false;
      }
    }
    position += (int) left;
    return true;
  }

  private boolean fill(int length) throws IOException {
    if (length > MAX_CONTIGUOUS) {
      throw new IllegalArgumentException("more than a block can hold: " + length);
    }
    int kept = limit - position;
    System.arraycopy(bytes, position, bytes, 0, kept);
    offsetOfFirstByte += position;
    position = 0;
    limit = kept;
    while (limit < length) {
      int read = read();
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  private int read() throws IOException {
    try {
      return in.read(bytes, limit, Math.min(BLOCK, bytes.length - limit));
    } catch (EOFException e) {
      damage = "the compressed data are cut off";
      return -1;
    } catch (ZipException e) {
      damage = "the compressed data are damaged";
      return -1;
    }
  }

  int u8(int index) {
    return bytes[index] & 0xff;
  }

  int u16(int index, boolean littleEndian) {
    int first = bytes[index] & 0xff;
    int second = bytes[index + 1] & 0xff;
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  int s32(int index, boolean littleEndian) {
    int big =
        bytes[index] << 24
            | (bytes[index + 1] & 0xff) << 16
            | (bytes[index + 2] & 0xff) << 8
            | bytes[index + 3] & 0xff;
    return littleEndian ? Integer.reverseBytes(big) : big;
  }

  long u32(int index, boolean littleEndian) {
    return s32(index, littleEndian) & 0xffff_ffffL;
  }
}
