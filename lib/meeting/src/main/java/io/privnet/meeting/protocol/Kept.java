package io.privnet.meeting.protocol;

import java.util.Arrays;

/** What may be kept of a frame that crossed one of a party's connections, and shown to anybody. */
public sealed interface Kept {
  /** Whether the party sent it; otherwise it was received. */
  boolean sent();

  /** To whom or from whom. */
  String peer();

  /** All of it, which proves to anybody what its sender said. */
  record Open(boolean sent, String peer, Signed frame) implements Kept {}

  /**
   * What was said, on the word of who kept it.
   *
   * @param body as it was sent
   */
  record Unsigned(boolean sent, String peer, byte[] body) implements Kept {
    @Override
    public boolean equals(Object other) {
      return other instanceof Unsigned that
          && sent == that.sent
          && peer.equals(that.peer)
          && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(body);
    }
  }

  /**
   * That it passed, and nothing else: it holds an agenda.
   *
   * @param number of the frame in its direction, from 0
   */
  record Withheld(boolean sent, String peer, int number) implements Kept {}
}
