package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.protocol.FrameLog;
import io.privnet.meeting.protocol.LocalNegotiation;
import io.privnet.meeting.protocol.NegotiationException;
import io.privnet.meeting.protocol.Outcome;
import io.privnet.meeting.protocol.Participant;
import io.privnet.meeting.protocol.Progress;
import io.privnet.meeting.protocol.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A meeting that other processes join: its initiator's part, from the door to the outcome. Used by
 * one thread, except that {@link #close} may come from any.
 *
 * <p>Guarantees: only those with the ticket's secret are let in, each key once, no more than are
 * awaited, not after the expiry and, where there is a list of invitees, nobody else; nobody is told
 * anything of an agenda before all have joined. Who is let in is not checked further: a host that
 * knows whom it wants lists their keys.
 */
public final class HostedMeeting implements AutoCloseable {
  private final Identity self;
  private final Proposal proposal;
  private final int awaited;
  private final Mesh mesh = new Mesh();
  private final Relay relay = new Relay();
  private final Map<String, Identity> dummies = new LinkedHashMap<>();
  private List<Invitee> invitees = List.of();
  private boolean viaHost;
  private Duration silence = LocalNegotiation.SILENCE;
  private Attendance attendance = Attendance.NONE;
  private Progress progress = Progress.NONE;
  private FrameLog log = FrameLog.NONE;
  private Ticket ticket;
  private Door door;
  private SecureAcceptor acceptor;

  /**
   * @param self the initiator's identity
   * @param proposal what everybody will be invited to
   * @param awaited number of parties besides the initiator and its dummies, 1 or more
   */
  public HostedMeeting(Identity self, Proposal proposal, int awaited) {
    this.self = self;
    this.proposal = proposal;
    this.awaited = awaited;
  }

  /** Lets in nobody else than these. */
  public HostedMeeting allowing(List<Invitee> only) {
    invitees = List.copyOf(only);
    return this;
  }

  /**
   * Adds always-free parties, each with a key of its own, run in this process (for {@code xor}).
   * They join like all others; their masks are known to the initiator, and everybody is told so.
   */
  public HostedMeeting dummies(int number) {
    for (int i = 1; i <= number; i++) {
      dummies.put(dummy(i), Identity.generate());
    }
    return this;
  }

  private static String dummy(int number) {
    return "dummy-" + number;
  }

  /** Lets the parties talk to each other by way of this one, for those who cannot otherwise. */
  public HostedMeeting viaHost() {
    viaHost = true;
    return this;
  }

  /** Sets how long a party may say nothing, once the negotiation has started. */
  public HostedMeeting silence(Duration longest) {
    silence = longest;
    return this;
  }

  /** Tells {@code watcher} who comes. */
  public HostedMeeting doorWatchedBy(Attendance watcher) {
    attendance = watcher;
    return this;
  }

  /** Tells {@code observer} how far the negotiation has got. */
  public HostedMeeting observedBy(Progress observer) {
    progress = observer;
    return this;
  }

  /** Gives every frame that this party sends or receives to {@code keeper}. */
  public HostedMeeting loggedBy(FrameLog keeper) {
    log = keeper;
    return this;
  }

  /**
   * Starts to listen and to let in those who come.
   *
   * @param listen where; port 0 is any free one
   * @param shown what the ticket says, such as the public address of a router; without it, where it
   *     listens, or the address of this machine when it listens at all of them
   * @return what the others need to join
   * @throws IllegalArgumentException when too few or too many are awaited for the protocol or for
   *     the list of those allowed, or two have the same key or name
   * @throws ConnectionException when the address cannot be used
   */
  public Ticket open(Address listen, Optional<Address> shown) throws ConnectionException {
    check(proposal, awaited, invitees, dummies.size());
    byte[] secret = Ticket.freshSecret();
    Ticket there = ticket(listen, secret);
    door = new Door(there, names(), mesh, attendance);
    acceptor = SecureAcceptor.listen(listen.resolve(), self, this::answer);
    Address bound = Address.of(acceptor.address());
    ticket =
        ticket(
            shown.orElse(bound.isWildcard() ? Address.ofThisMachine(bound.port()) : bound), secret);
    return ticket;
  }

  private void answer(Caller caller) {
    if (RelayRequest.is(caller.hello())) {
      relay.answer(caller);
    } else {
      door.answer(caller);
    }
  }

  /**
   * Checks what a meeting is to be, before there is any need of a key.
   *
   * @param awaited number of parties besides the initiator and its dummies
   * @param invitees who alone may join; empty when anybody may
   * @param dummies number of always-free parties that the initiator runs
   * @throws IllegalArgumentException when too few or too many are awaited for the protocol or for
   *     the list of those allowed, or two have the same key or name
   */
  public static void check(Proposal proposal, int awaited, List<Invitee> invitees, int dummies) {
    Protocol.named(proposal.protocol()).check(proposal, 1 + awaited, dummies);
    Ticket.check(awaited, invitees, proposal.initiator());
    for (int i = 1; i <= dummies; i++) {
      String dummy = dummy(i);
      if (dummy.equals(proposal.initiator())
          || invitees.stream().anyMatch(invitee -> invitee.name().equals(Optional.of(dummy)))) {
        throw new IllegalArgumentException("a dummy is called '" + dummy + "'");
      }
    }
  }

  private Ticket ticket(Address address, byte[] secret) {
    return new Ticket(
        address, self.publicKey().fingerprint(), secret, awaited, invitees, viaHost, proposal);
  }

  private Map<Fingerprint, String> names() {
    Map<Fingerprint, String> names = new HashMap<>();
    dummies.forEach((name, dummy) -> names.put(dummy.publicKey().fingerprint(), name));
    return names;
  }

  /**
   * Waits until all have joined, then invites them and negotiates.
   *
   * @param agenda the initiator's, over the proposal's slots
   * @throws NegotiationException when not all have joined before the proposal expires, or a party
   *     fails
   */
  public Outcome negotiate(Availability agenda) throws NegotiationException, InterruptedException {
    List<JoinedMeeting> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (String dummy : dummies.keySet()) {
          JoinedMeeting meeting = joined(dummy);
          running.add(meeting);
          threads.submit(() -> meeting.negotiate(HostedMeeting::alwaysFree));
        }
        Invitation invitation = prepare();
        return participant().initiate(invitation, agenda);
      } catch (NegotiationException | InterruptedException | RuntimeException e) {
        running.forEach(JoinedMeeting::close);
        throw e;
      }
    } finally {
      running.forEach(JoinedMeeting::close);
    }
  }

  private JoinedMeeting joined(String dummy) throws NegotiationException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress own = acceptor.address();
    Address near =
        Address.of(
            own.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(loopback, own.getPort())
                : own);
    JoinedMeeting meeting =
        new JoinedMeeting(ticket(near, ticket.secret()), dummies.get(dummy), dummy)
            .listening(Address.of(new InetSocketAddress(loopback, 0)), Optional.empty())
            .silence(silence);
    try {
      meeting.join();
      return meeting;
    } catch (ConnectionException e) {
      meeting.close();
      throw NegotiationException.by(dummy, e.getMessage());
    }
  }

  private static Optional<Availability> alwaysFree(Invitation invitation) {
    return Optional.of(Availability.always(invitation.slots()));
  }

  private Party host() {
    return new Party(
        proposal.initiator(),
        self.publicKey(),
        Optional.of(ticket.address().toString()),
        Optional.empty());
  }

  /** Waits for all, and reaches the third party; if that fails, those who have come are told. */
  private Invitation prepare() throws NegotiationException, InterruptedException {
    try {
      List<Party> parties = new ArrayList<>(List.of(host()));
      parties.addAll(door.awaitAll());
      Invitation invitation = proposal.to(parties);
      if (invitation.thirdParty().isPresent()) {
        String thirdParty = invitation.thirdParty().get().name();
        String name = proposal.initiator();
        mesh.add(thirdParty, TrustedThirdParty.call(self, name, invitation, silence));
      }
      if (viaHost) {
        relay.begin(invitation);
      }
      return invitation;
    } catch (NegotiationException e) {
      participant().callOff(e);
      throw e;
    }
  }

  private Participant participant() {
    return new Participant(proposal.initiator(), self, door.keys(), mesh)
        .silence(silence)
        .covered(proposal.terms().cover())
        .observedBy(progress)
        .loggedBy(log);
  }

  /** Closes the door and all connections; a negotiation that is under way fails for all. */
  @Override
  public void close() {
    if (acceptor != null) {
      acceptor.close();
    }
    mesh.close();
    relay.close(mesh.givenUp());
  }
}
