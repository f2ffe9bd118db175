package io.privnet.qoe;

import java.io.IOException;

/**
 * Input that is not what it should be: a file that is no capture, a session table with a broken
 * row. The message names the file and the place in it: {@code sessions.csv:4: rating 7 is not
 * between 1 and 5}.
 */
public final class QoeDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message file, place and what is wrong there, in lower case without a full stop
   */
  public QoeDataException(String message) {
    super(message);
  }

  /**
   * @param message file, place and what is wrong there, in lower case without a full stop
   * @param cause what found it
   */
  public QoeDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
