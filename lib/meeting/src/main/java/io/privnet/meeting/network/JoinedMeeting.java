package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.protocol.FrameLog;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Participant;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.protocol.Protocol;
import io.privnet.meeting.protocol.Transport.Arrival;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A meeting that another process hosts: the part of one of those invited. Used by one thread,
 * except that {@link #close} may come from any.
 *
 * <p>Guarantees: this party takes part in what the ticket says, hosted by the key that the ticket
 * names, or not at all; whoever it talks to has proved the key that all parties have been told.
 * However often somebody joins one meeting with one key, the host cannot have one invitation
 * answered twice, and so make an honest party one that has said two different things.
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

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Ticket ticket;
  private final Identity self;
  private final String name;
  private final String nonce = Invitation.freshNonce();
  private final Mesh mesh = new Mesh();
  private final Neighbours neighbours;
  private Optional<Address> listen = Optional.empty();
  private Optional<Address> shown = Optional.empty();
  private Duration silence = LocalNegotiation.SILENCE;
  private Progress progress = Progress.NONE;
  private FrameLog log = FrameLog.NONE;
  private SecureConnection host;

  /**
   * @param self this party's identity
   * @param name what it wants to be called
   * @throws IllegalArgumentException when nobody can be called so, or this program does not know
   *     the ticket's protocol or terms
   */
  public JoinedMeeting(Ticket ticket, Identity self, String name) {
    Party.checkName(name);
    Protocol.named(ticket.proposal().protocol()).check(ticket.proposal().terms());
    this.ticket = ticket;
    this.self = self;
    this.name = name;
    this.neighbours = new Neighbours(self, name, ticket.proposal().nonce(), mesh);
  }

  /**
   * Listens at {@code address}, not where it seems best.
   *
   * @param shown what the others are to dial; without it, where it listens
   */
  public JoinedMeeting listening(Address address, Optional<Address> shown) {
    this.listen = Optional.of(address);
    this.shown = shown;
    return this;
  }

  /** Sets how long a party may say nothing, once the negotiation has started. */
  public JoinedMeeting silence(Duration longest) {
    silence = longest;
    return this;
  }

  /** Tells {@code observer} how far the negotiation has got. */
  public JoinedMeeting observedBy(Progress observer) {
    progress = observer;
    return this;
  }

  /** Gives every frame that this party sends or receives to {@code keeper}. */
  public JoinedMeeting loggedBy(FrameLog keeper) {
    log = keeper;
    return this;
  }

  /**
   * Joins.
   *
   * @return words that the host is shown, too, when nobody sits between it and this party
   * @throws ConnectionException when the host cannot be reached, is somebody else, or does not let
   *     this party in; the message says why
   */
  public String join() throws ConnectionException {
    InetSocketAddress address = ticket.address().resolve();
    Optional<Address> reachable =
        ticket.viaHost() ? Optional.empty() : Optional.of(listen(address));
    host = dial(address, new JoinRequest(ticket.secret(), name, nonce, reachable).encode());
    mesh.add(ticket.proposal().initiator(), host);
    return host.checkWords();
  }

  private SecureConnection dial(InetSocketAddress address, byte[] request)
      throws ConnectionException {
    try {
      return SecureConnection.dial(address, self, ticket.hostKey(), request);
    } catch (ConnectionException e) {
      Instant expires = ticket.proposal().expires();
      if (e.refused() || Instant.now().isBefore(expires)) {
        throw e;
      }
      // Nobody need be there any more, and it is no use to try again.
      throw ConnectionException.failed(
          e.getMessage() + "; the invitation expired at " + expires, e);
    }
  }

  /** Listens for the other parties, and says where they find it. */
  private Address listen(InetSocketAddress hostAddress) throws ConnectionException {
    Address near = Address.localTowards(hostAddress);
    Address bound = Address.of(neighbours.listen(listen.orElse(near).resolve()));
    return shown.orElse(bound.isWildcard() ? near.at(bound.port()) : bound);
  }

  /**
   * Waits to be invited, decides, and negotiates.
   *
   * @return the outcome; for one who declines, no slot
   * @throws NegotiationException when the host invites to something else than the ticket says, or a
   *     party fails
   */
  public Outcome negotiate(Decision decision) throws NegotiationException, InterruptedException {
    Proposal proposal = ticket.proposal();
    awaitInvitation(proposal);
    return new Participant(name, self, Map.of(proposal.initiator(), host.peer()), mesh)
        .silence(silence)
        .covered(proposal.terms().cover())
        .observedBy(progress)
        .loggedBy(log)
        .join(
            proposal.initiator(),
            proposal.nonce(),
            invitation -> {
              connect(invitation);
              return decision.on(invitation);
            });
  }

  /** Waits as long as others may still join; the invitation itself stays to be received. */
  private void awaitInvitation(Proposal proposal)
      throws NegotiationException, InterruptedException {
    Duration left = Duration.between(Instant.now(), proposal.expires());
    Arrival first = mesh.peek((left.isNegative() ? Duration.ZERO : left).plus(silence));
    if (first == null) {
      throw NegotiationException.by(
          proposal.initiator(), "has not invited until " + proposal.expires());
    }
    if (first instanceof Arrival.Closed) {
      throw NegotiationException.by(proposal.initiator(), "closed the meeting before it began");
    }
  }

  private void connect(Invitation invitation) throws NegotiationException, InterruptedException {
    String initiator = ticket.proposal().initiator();
    Optional<Party> own = invitation.party(name);
    if (!ticket.proposal().agreesWith(invitation)) {
      throw NegotiationException.by(initiator, "invites to something else than its ticket said");
    }
    if (own.isEmpty() || !own.get().key().equals(self.publicKey())) {
      throw NegotiationException.by(initiator, "invites others, but not this party");
    }
    if (!own.get().joined().equals(Optional.of(nonce))) {
      throw NegotiationException.by(
          initiator, "invites another that has joined with this party's key");
    }
    try {
      reachAll(invitation);
    } catch (NegotiationException e) {
      // Who ends the meeting closes its door and tells those it is connected to why: that is worth
      // more than that its door is closed, and ends this wait.
      Thread.sleep(GRACE);
      throw e;
    }
  }

  private void reachAll(Invitation invitation) throws NegotiationException, InterruptedException {
    if (ticket.viaHost()) {
      new Tunnels(self, name, ticket, mesh).connect(invitation, silence);
    } else {
      neighbours.connect(invitation, silence);
    }
    if (invitation.thirdParty().isPresent()) {
      Party thirdParty = invitation.thirdParty().get();
      mesh.add(thirdParty.name(), TrustedThirdParty.call(self, name, invitation, silence));
    }
  }

  /** Closes all connections; a negotiation that is under way fails for all. */
  @Override
  public void close() {
    neighbours.close();
    mesh.close();
  }
}
