package io.privnet.qoe.capture;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Zstandard frames one after the other. */
final class ZstdInput extends FilterInputStream {
  /** Of the window, 128 MiB: what the zstd tool takes without being asked. */
  private static final int MAX_WINDOW_LOG = 27;

  private final ZstdInputStreamNoFinalizer zstd;

  static ZstdInput of(InputStream in) throws IOException {
    try {
      return new ZstdInput(new ZstdInputStreamNoFinalizer(new Sips(in)));
    } catch (LinkageError e) {
      throw new CompressionException(
          "the Zstandard library cannot be unpacked into "
              + System.getProperty("java.io.tmpdir")
              + " and loaded; decompress with zstd -dc",
          e);
    }
  }

  private ZstdInput(ZstdInputStreamNoFinalizer zstd) throws IOException {
    super(zstd);
    this.zstd = zstd;
    zstd.setLongMax(MAX_WINDOW_LOG);
    // What was decompressed before a cut is handed out; the cut is asked for afterwards.
    zstd.setContinuous(true);
  }

  /**
   * Input in small pieces, no two in one call: what a call decompressed before it met damage is
   * lost.
   */
  private static final class Sips extends FilterInputStream {
    private static final int SIP = 1 << 14;

    Sips(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return super.read(bytes, from, Math.min(length, SIP));
    }

    @Override
    public int available() {
      return 0;
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int read = zstd.read(bytes, from, length);
      if (read < 0) {
        requireEndOfFrame(bytes, from, length);
      }
      return read;
    } catch (ZstdIOException e) {
      if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
        throw new CompressionException(
            "a zstd window of more than 128 MiB; decompress with zstd -dc --long=31", e);
      }
      throw CompressionException.damaged(e.getMessage());
    }
  }

  private void requireEndOfFrame(byte[] bytes, int from, int length) throws IOException {
    zstd.setContinuous(false);
    try {
      zstd.read(bytes, from, length);
    } catch (ZstdIOException e) {
      throw CompressionException.cut();
    }
  }
}
