package io.privnet.meeting.network;

import io.privnet.meeting.identity.Fingerprint;
import java.util.List;

/**
 * What somebody needs to join a meeting: where its host listens, the key by which the host is known
 * there, a secret that opens its door, and what the meeting is about.
 *
 * <p>Guarantees: whoever has a ticket from the host talks to the host and nobody else. Whoever has
 * one is let in, as long as there is room and, when the ticket lists invitees, it is one of them:
 * it has to be kept from everybody else. It says nothing of anybody's agenda.
 *
 * @param address where the host listens
 * @param hostKey the host's
 * @param secret {@value #SECRET} bytes that the host asks for
 * @param awaited number of parties that the host waits for besides itself and the dummies it runs
 * @param invitees who alone may join; empty when anybody with the ticket may
 * @param viaHost whether all that the parties say to each other goes by way of the host
 * @param proposal what everybody will be invited to
 */
public record Ticket(
    Endpoint address,
    Fingerprint hostKey,
    byte[] secret,
    int awaited,
    List<Invitee> invitees,
    boolean viaHost,
    Proposal proposal) {
  /** Length of the secret in bytes. */
  public static final int SECRET = 16;

  /** A ticket is written in at most this many characters. */
  public static final int MAX_TEXT = 1 << 20;

  /**
   * Reads a ticket.
   *
   * @param text as {@link #toUri} writes it; white space at its ends is ignored
   * @throws IllegalArgumentException when it is no ticket, with a message that says why
   */
  public static Ticket parse(String text) {
    throw new UnsupportedOperationException();
  }

  /** The ticket as a URI, {@code privnet:…}, on one line of ASCII. It holds the secret. */
  public String toUri() {
    throw new UnsupportedOperationException();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    throw new UnsupportedOperationException();
  }
}
