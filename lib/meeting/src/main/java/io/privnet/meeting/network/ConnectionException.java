package io.privnet.meeting.network;

import java.io.IOException;
import java.util.Locale;

/**
 * No connection to a peer could be made, or it was refused. The message says with whom and why, in
 * words for a person, lower case without a full stop.
 */
public final class ConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MAX_MESSAGE = 500;

  private final boolean refused;

  private ConnectionException(String message, boolean refused, Throwable cause) {
    super(printable(message), cause);
    this.refused = refused;
  }

  /** A message may quote what a peer sent, which must not control a terminal or fill it. */
  private static String printable(String message) {
    String line = message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  static ConnectionException failed(String message, Throwable cause) {
    return new ConnectionException(message, false, cause);
  }

  static ConnectionException refused(String by, String reason) {
    return new ConnectionException(by + " refused the connection: " + reason, true, null);
  }

  /** What the system says of a connection, in lower case. */
  static String reason(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }

  /** Whether the peer was reached, knew who called, and said no: to try again is of no use. */
  public boolean refused() {
    return refused;
  }
}
