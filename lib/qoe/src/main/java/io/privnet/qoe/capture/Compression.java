package io.privnet.qoe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How a capture file is compressed, told by its first bytes. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** gzip (RFC 1952), one member or several. */
  GZIP,
  /** Zstandard frames (RFC 8878), with windows of up to 128 MiB, as the tool itself takes them. */
  ZSTD,
  /** LZ4 frames, not its legacy format. */
  LZ4;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0xfd2fb528;
  private static final int LZ4_MAGIC = 0x184d2204;
  private static final int SKIPPABLE_MAGIC = 0x184d2a50;

  /** By the first bytes of a stream, up to four of which are looked at. */
  static Compression of(BlockInput in) {
    if (in.available() >= 2 && in.u16(in.position, false) == GZIP_MAGIC) {
      return GZIP;
    }
    if (in.available() < 4) {
      return NONE;
    }
    return switch (in.s32(in.position, true)) {
      case ZSTD_MAGIC -> ZSTD;
      case LZ4_MAGIC -> LZ4;
      default -> NONE;
    };
  }

  /** A frame that Zstandard and LZ4 decoders pass over, RFC 8878 §3.1.2. */
  static boolean isSkippable(int littleEndianMagic) {
    return (littleEndianMagic & ~0xf) == SKIPPABLE_MAGIC;
  }

  /**
   * A stream of the decompressed bytes.
   *
   * @throws CompressionException when the header is damaged, as do reads of what comes after
   */
  InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> GzipInput.of(in);
      case ZSTD -> ZstdInput.of(in);
      case LZ4 -> new Lz4Input(in);
    };
  }

  /** What people call it: {@code gzip}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
