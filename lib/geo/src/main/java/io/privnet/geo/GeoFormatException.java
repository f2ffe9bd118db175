package io.privnet.geo;

import java.io.IOException;

/** Input data that cannot be used. The message reads {@code file:line: what is wrong: the text}. */
public final class GeoFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** Names the place and what is wrong there. */
  public GeoFormatException(String file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
  }

  /** Also quotes the beginning of the text. */
  public GeoFormatException(String file, long line, String problem, String text) {
    this(file, line, problem + ": " + Excerpt.of(text));
  }
}
