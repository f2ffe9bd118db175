package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * A meeting that another process hosts: the part of one of those invited. Used by one thread,
 * except that {@link #close} may come from any.
 *
 * <p>The parties connect to each other. For that a joiner listens on the local address of its
 * connection to the host, at a port of its own, from when it joins until it is connected to all; it
 * lets in only those with whom it is invited. It listens elsewhere when told so, and not at all
 * when everything goes by way of the host.
 */
public final class JoinedMeeting implements AutoCloseable {
  /** Decides on the invitation, as soon as it is known who is invited and all are connected. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Answers; may take as long as people take, and is interrupted when the meeting fails
     * meanwhile.
     *
     * @return the agenda over the invitation's slots, to accept; none to decline
     */
    Optional<Availability> on(Invitation invitation) throws InterruptedException;
  }

  /**
   * @param self this party's identity
   * @param name what it wants to be called
   */
  public JoinedMeeting(Ticket ticket, Identity self, String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Listens at {@code address}, not where it seems best.
   *
   * @param shown what the others are to dial; without it, where it listens
   */
  public JoinedMeeting listening(Endpoint address, Optional<Endpoint> shown) {
    throw new UnsupportedOperationException();
  }

  /** Sets how long a party may say nothing, once the negotiation has started. */
  public JoinedMeeting silence(Duration longest) {
    throw new UnsupportedOperationException();
  }

  /** Tells {@code watcher} how far the negotiation has got. */
  public JoinedMeeting watchedBy(Progress watcher) {
    throw new UnsupportedOperationException();
  }

  /**
   * Joins.
   *
   * @return words that the host is shown, too, when nobody sits between it and this party
   * @throws ConnectionException when the host cannot be reached, is somebody else, or does not let
   *     this party in; the message says why
   */
  public String join() throws ConnectionException {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits to be invited, decides, and negotiates.
   *
   * @return the outcome; for one who declines, no slot
   * @throws NegotiationException when the host invites to something else than the ticket says, or a
   *     party fails
   */
  public Outcome negotiate(Decision decision) throws NegotiationException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Closes all connections; a negotiation that is under way fails for all. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
