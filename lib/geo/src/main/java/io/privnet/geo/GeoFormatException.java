package io.privnet.geo;

import java.io.IOException;

/** Input data that cannot be used. The message reads {@code file:line: what is wrong: the text}. */
public final class GeoFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Names the place and the problem.
   *
   * @param file the name of the input
   * @param line from 1
   */
  public GeoFormatException(String file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
  }

  /**
   * Names the place, the problem and the text that has it, of which the beginning is shown.
   *
   * @param file the name of the input
   * @param line from 1
   */
  public GeoFormatException(String file, long line, String problem, String text) {
    this(file, line, problem + ": " + Excerpt.of(text));
  }
}
