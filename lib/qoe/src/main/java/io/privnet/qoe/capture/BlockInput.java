package io.privnet.qoe.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream read in blocks into arrays that never grow. Records are looked at where they lie in the
 * array; of one that straddles the end of a block the beginning is put before the next block.
 *
 * <p>From the second mebibyte on the next block is read, and decompressed, by a thread of its own
 * while this one is looked at.
 */
final class BlockInput implements Closeable {
  /** The longest stretch that {@link #require} can make contiguous. */
  static final int MAX_CONTIGUOUS = 1 << 19;

  /** A block stays in the second-level cache between the system's copy and the look at it. */
  private static final int BLOCK = 1 << 19;

  /** Most captures of a single action are shorter, and not worth a thread. */
  private static final int ALONE = 1 << 20;

  /** Of this length, {@link #MAX_CONTIGUOUS} bytes are for what is left of the block before. */
  byte[] bytes = new byte[MAX_CONTIGUOUS + BLOCK];

  /** Index in {@link #bytes} of the next byte to be looked at. */
  int position;

  private int limit;
  private long offsetOfFirstByte;
  private final InputStream in;
  private ReadAhead ahead;
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
    while (limit - position < length) {
      try {
        if (ahead == null && offset() >= ALONE) {
          ahead = new ReadAhead(in, bytes.length, MAX_CONTIGUOUS);
        }
        if (!(ahead == null ? readOn() : takeNext())) {
          return false;
        }
      } catch (CompressionException e) {
        damage = e.getMessage();
        return false;
      }
    }
    return true;
  }

  private boolean readOn() throws IOException {
    if (limit + BLOCK > bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      offsetOfFirstByte += position;
      limit -= position;
      position = 0;
    }
    int read = in.read(bytes, limit, Math.min(BLOCK, bytes.length - limit));
    if (read < 0) {
      return false;
    }
    limit += read;
    return true;
  }

  private boolean takeNext() throws IOException {
    ReadAhead.Block next = ahead.next();
    if (next == null) {
      return false;
    }
    int left = limit - position;
    int start = MAX_CONTIGUOUS - left;
    System.arraycopy(bytes, position, next.bytes, start, left);
    offsetOfFirstByte += position - start;
    ahead.giveBack(bytes);
    bytes = next.bytes;
    position = start;
    limit = next.end;
    return true;
  }

  /** Ends the reading ahead and closes the stream. */
  @Override
  public void close() throws IOException {
    if (ahead != null) {
      ahead.stop();
    } else {
      in.close();
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
