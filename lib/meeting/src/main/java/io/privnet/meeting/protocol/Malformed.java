package io.privnet.meeting.protocol;

/** What a peer sent cannot be read. The message says why, lower case, without the peer's name. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    super(message);
  }
}
