package io.privnet.qoe.capture;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** gzip members one after the other; anything else behind them is damage. */
final class GzipInput extends GZIPInputStream {
  private static final int BLOCK = 1 << 16;
  private static final int TRAILER = 8;

  private boolean ended;

  static GzipInput of(InputStream in) throws IOException {
    try {
      return new GzipInput(new Endless(in));
    } catch (EOFException e) {
      throw CompressionException.cut();
    } catch (ZipException e) {
      throw new CompressionException("a damaged gzip header", e);
    }
  }

  private GzipInput(InputStream in) throws IOException {
    super(in, BLOCK);
  }

  /** GZIPInputStream takes a pipe in which nothing waits just now for the end. */
  private static final class Endless extends FilterInputStream {
    Endless(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (ended) {
      return -1;
    }
    try {
      int read = super.read(bytes, from, length);
      if (read < 0) {
        ended = true;
        if (inf.getRemaining() > TRAILER || in.read() >= 0) {
          throw CompressionException.damaged("something else stands behind the gzip members");
        }
      }
      return read;
    } catch (EOFException e) {
      throw CompressionException.cut();
    } catch (ZipException e) {
      throw CompressionException.damaged(e.getMessage());
    }
  }
}
