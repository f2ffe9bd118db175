package io.privnet.meeting.network;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A meeting that other processes join: its initiator's part, from the door to the outcome. Used by
 * one thread, except that {@link #close} may come from any.
 */
public final class HostedMeeting implements AutoCloseable {
  /**
   * @param self the initiator's identity
   * @param proposal what everybody will be invited to
   * @param awaited number of parties besides the initiator and its dummies, 1 or more
   * @throws IllegalArgumentException when that number is out of range
   */
  public HostedMeeting(Identity self, Proposal proposal, int awaited) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets in nobody else than these.
   *
   * @throws IllegalArgumentException when there are fewer than awaited, or two with the same key or
   *     name
   */
  public HostedMeeting allowing(List<Invitee> invitees) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds always-free parties, each with a key of its own, run in this process (for {@code xor}).
   */
  public HostedMeeting dummies(int number) {
    throw new UnsupportedOperationException();
  }

  /** Lets the parties talk to each other by way of this one, for those who cannot otherwise. */
  public HostedMeeting viaHost() {
    throw new UnsupportedOperationException();
  }

  /** Sets how long a party may say nothing, once the negotiation has started. */
  public HostedMeeting silence(Duration longest) {
    throw new UnsupportedOperationException();
  }

  /** Tells {@code watcher} who comes. */
  public HostedMeeting doorWatchedBy(Attendance watcher) {
    throw new UnsupportedOperationException();
  }

  /** Tells {@code watcher} how far the negotiation has got. */
  public HostedMeeting watchedBy(Progress watcher) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts to listen and to let in those who come.
   *
   * @param listen where; port 0 is any free one
   * @param address what the ticket says, such as the public address of a router; without it, where
   *     it listens
   * @return what the others need to join
   * @throws ConnectionException when the address cannot be used
   */
  public Ticket open(Endpoint listen, Optional<Endpoint> address) throws ConnectionException {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until all have joined, then invites them and negotiates.
   *
   * @param agenda the initiator's, over the proposal's slots
   * @throws NegotiationException when not all have joined before the proposal expires, or a party
   *     fails
   */
  public Outcome negotiate(Availability agenda) throws NegotiationException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Closes the door and all connections; a negotiation that is under way fails for all. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
