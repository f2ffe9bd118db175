package io.privnet.figure;

import java.io.IOException;

/** Text cannot be turned into pixels, because this machine or its Java has no fonts. */
public final class MissingFontsException extends IOException {
  private static final long serialVersionUID = 1;

  MissingFontsException(Throwable cause) {
    super("this machine has no fonts to draw text with", cause);
  }
}
