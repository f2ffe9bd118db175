package io.privnet.qoe.capture;

import java.io.IOException;

/** A compressed stream that cannot be read on; the message says why. */
final class CompressionException extends IOException {
  private static final long serialVersionUID = 1L;

  CompressionException(String message, Throwable cause) {
    super(message, cause);
  }

  static CompressionException cut() {
    return new CompressionException("the compressed data are cut off", null);
  }

  static CompressionException damaged(String what) {
    return new CompressionException("the compressed data are damaged: " + what, null);
  }
}
