package io.privnet.meeting.identity;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of keys cannot be used. The message is {@code file: what is wrong} or {@code file:line:
 * what is wrong}, lower case, and never holds anything secret.
 */
public final class IdentityException extends IOException {
  private static final long serialVersionUID = 1L;

  IdentityException(Path file, String what) {
    super(file + ": " + what);
  }

  IdentityException(Path file, int line, String what) {
    super(file + ":" + line + ": " + what);
  }
}
