package io.privnet.meeting.transcript;

import java.io.IOException;

/** A file is no transcript. The message is {@code file:line: what is wrong}. */
public final class TranscriptException extends IOException {
  private static final long serialVersionUID = 1L;

  TranscriptException(String file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
