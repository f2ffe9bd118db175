package io.privnet.qoe.capture;

import java.io.IOException;
import java.io.InputStream;

/**
 * LZ4 frames one after the other (LZ4 Frame Format 1.6.4), with blocks that stand alone or go on
 * from those before, as Wireshark writes them. All checksums are verified. Written here because no
 * library for Java both reads linked blocks and is fast.
 */
final class Lz4Input extends InputStream {
  private static final int MAGIC = 0x184d2204;
  private static final int HISTORY = 1 << 16;
  private static final int MIN_MATCH = 4;

  private final InputStream in;
  private final byte[] number = new byte[8];

  /** The history, then the block that is handed out from {@link #next} to {@link #end}. */
  private byte[] block = new byte[0];

  private byte[] packed = new byte[0];
  private int next;
  private int end;

  private boolean inFrame;
  private boolean ended;
  private int maxBlock;
  private boolean linked;
  private boolean blockChecksums;
  private XxHash32 content;
  private long contentLeft;

  /** Reads the first frame's header. */
  Lz4Input(InputStream in) throws IOException {
    this.in = in;
    ended = !header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    while (next == end) {
      if (ended) {
        return -1;
      }
      if (!inFrame) {
        ended = !header();
      } else {
        readBlock();
      }
    }
    int count = Math.min(length, end - next);
    System.arraycopy(block, next, bytes, from, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads a frame's header, passing over skippable frames; false at the end of the stream. */
  private boolean header() throws IOException {
    int first = in.readNBytes(number, 0, 4);
    if (first == 0) {
      return false;
    }
    if (first < 4) {
      throw CompressionException.cut();
    }
    int magic = s32(number, 0);
    if (Compression.isSkippable(magic)) {
      long left = number() & 0xffff_ffffL;
      while (left > 0) {
        long skipped = in.skip(left);
        if (skipped == 0) {
          if (in.read() < 0) {
            throw CompressionException.cut();
          }
          skipped = 1;
        }
        left -= skipped;
      }
      return header();
    }
    if (magic != MAGIC) {
      throw CompressionException.damaged("something else stands behind the lz4 frames");
    }
    byte[] descriptor = new byte[15];
    fill(descriptor, 2);
    int flags = descriptor[0];
    int sizes = descriptor[1] >> 4 & 7;
    int length = 2;
    if ((flags & 0xc0) != 0x40 || (flags & 0x02) != 0 || sizes < 4 || (descriptor[1] & 0x8f) != 0) {
      throw CompressionException.damaged("an lz4 frame header of no known kind");
    }
    boolean contentSize = (flags & 0x08) != 0;
    boolean dictionary = (flags & 0x01) != 0;
    int more = (contentSize ? 8 : 0) + (dictionary ? 4 : 0) + 1;
    byte[] rest = new byte[more];
    fill(rest, more);
    System.arraycopy(rest, 0, descriptor, 2, more);
    length += more - 1;
    XxHash32 check = new XxHash32();
    check.update(descriptor, 0, length);
    if ((byte) (check.digest() >> 8) != descriptor[length]) {
      throw CompressionException.damaged("an lz4 frame header's checksum");
    }
    if (dictionary) {
      throw new CompressionException("an lz4 frame that needs a dictionary", null);
    }
    contentLeft =
        contentSize
            ? s32(descriptor, 2) & 0xffff_ffffL | (long) s32(descriptor, 6) << 32
            : Long.MIN_VALUE;
    linked = (flags & 0x20) == 0;
    blockChecksums = (flags & 0x10) != 0;
    content = (flags & 0x04) != 0 ? new XxHash32() : null;
    maxBlock = 1 << 8 + 2 * sizes;
    if (block.length < HISTORY + maxBlock) {
      block = new byte[HISTORY + maxBlock];
      packed = new byte[maxBlock];
    }
    next = HISTORY;
    end = HISTORY;
    lowest = HISTORY;
    inFrame = true;
    return true;
  }

  /** Index of the oldest byte that a match may refer to. */
  private int lowest;

  private void readBlock() throws IOException {
    int size = number();
    if (size == 0) {
      if (content != null && number() != content.digest()) {
        throw CompressionException.damaged("an lz4 frame's checksum");
      }
      if (contentLeft > 0) {
        throw CompressionException.damaged("an lz4 frame shorter than it says");
      }
      inFrame = false;
      return;
    }
    boolean stored = size < 0;
    size &= 0x7fff_ffff;
    if (size > maxBlock) {
      throw CompressionException.damaged("an lz4 block of " + size + " bytes");
    }
    fill(packed, size);
    if (blockChecksums) {
      XxHash32 check = new XxHash32();
      check.update(packed, 0, size);
      if (check.digest() != number()) {
        throw CompressionException.damaged("an lz4 block's checksum");
      }
    }
    if (linked) {
      int kept = Math.min(HISTORY, end - lowest);
      System.arraycopy(block, end - kept, block, HISTORY - kept, kept);
      lowest = HISTORY - kept;
    }
    int length;
    if (stored) {
      System.arraycopy(packed, 0, block, HISTORY, size);
      length = size;
    } else {
      length = decompress(size);
    }
    if (content != null) {
      content.update(block, HISTORY, length);
    }
    if (contentLeft != Long.MIN_VALUE) {
      contentLeft -= length;
      if (contentLeft < 0) {
        throw CompressionException.damaged("an lz4 frame longer than it says");
      }
    }
    next = HISTORY;
    end = HISTORY + length;
  }

  /** LZ4 Block Format: literals, then a match that repeats what came before, and so on. */
  private int decompress(int size) throws IOException {
    byte[] from = packed;
    byte[] to = block;
    int limit = HISTORY + maxBlock;
    int read = 0;
    int write = HISTORY;
    while (read < size) {
      int token = from[read++];
      int literals = token >> 4 & 0xf;
      if (literals == 15) {
        int more;
        do {
          more = read < size ? from[read++] & 0xff : 0;
          literals += more;
        } while (more == 255 && literals <= maxBlock);
      }
      if (literals > size - read || literals > limit - write) {
        throw CompressionException.damaged("an lz4 block with too many literals");
      }
      if (literals > 16) {
        System.arraycopy(from, read, to, write, literals);
      } else {
        for (int i = 0; i < literals; i++) {
          to[write + i] = from[read + i];
        }
      }
      read += literals;
      write += literals;
      if (read == size) {
        return write - HISTORY;
      }
      if (read + 2 > size) {
        break;
      }
      int distance = from[read] & 0xff | (from[read + 1] & 0xff) << 8;
      read += 2;
      int match = (token & 0xf) + MIN_MATCH;
      if (match == 15 + MIN_MATCH) {
        int more;
        do {
          more = read < size ? from[read++] & 0xff : 0;
          match += more;
        } while (more == 255 && match <= maxBlock);
      }
      if (distance == 0 || distance > write - lowest || match > limit - write) {
        throw CompressionException.damaged("an lz4 match beyond its block");
      }
      int source = write - distance;
      if (match <= 16) {
        for (int i = 0; i < match; i++) {
          to[write + i] = to[source + i];
        }
        write += match;
        continue;
      }
      // What overlaps repeats itself: each copy doubles the stretch that the next can copy at once.
      int stop = write + match;
      while (write < stop) {
        int count = Math.min(write - source, stop - write);
        System.arraycopy(to, source, to, write, count);
        write += count;
      }
    }
    throw CompressionException.damaged("an lz4 block that ends in a match");
  }

  private int number() throws IOException {
    fill(number, 4);
    return s32(number, 0);
  }

  private void fill(byte[] bytes, int length) throws IOException {
    if (in.readNBytes(bytes, 0, length) < length) {
      throw CompressionException.cut();
    }
  }

  private static int s32(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
