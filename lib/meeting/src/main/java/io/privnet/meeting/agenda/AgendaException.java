package io.privnet.meeting.agenda;

import java.io.IOException;

/**
 * An agenda that cannot be understood. The message is written for whoever made the file: {@code
 * file:line: what is wrong: the text}, without the line where none can be named.
 */
public final class AgendaException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 80;

  AgendaException(String source, String message) {
    super(source + ": " + message);
  }

  AgendaException(String source, long line, String message) {
    super(source + ":" + line + ": " + message);
  }

  AgendaException(String source, long line, String message, CharSequence text) {
    super(source + ":" + line + ": " + message + ": " + quote(text));
  }

  /** The text on one line of printable characters, cut where it gets long. */
  private static String quote(CharSequence text) {
    StringBuilder quote = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_QUOTE; i++) {
      char c = text.charAt(i);
      quote.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '\uFFFD' : c);
    }
    return (text.length() > LONGEST_QUOTE ? quote.append("...") : quote).toString();
  }
}
