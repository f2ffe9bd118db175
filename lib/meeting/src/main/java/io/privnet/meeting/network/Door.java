package io.privnet.meeting.network;

import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.protocol.NegotiationException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The host's door: lets in each of those invited once, as many as the host awaits, until the
 * meeting's expiry, and tells everybody else why not.
 *
 * <p>Whoever has been let in and goes before all are there leaves its place to whoever comes next:
 * so far nothing has been said about any agenda.
 */
final class Door {
  private static final byte[] WELCOME = {};

  private record Guest(PublicKey key, String nonce, Optional<Address> address) {}

  private final Ticket ticket;
  private final Map<Fingerprint, String> dummies;
  private final Mesh mesh;
  private final Attendance attendance;
  private final Map<String, Guest> guests = new LinkedHashMap<>();
  private final Set<String> inside = new HashSet<>();
  private boolean begun;

  /**
   * @param ticket which those who come should have
   * @param dummies names of those that the host runs, by key; they are let in besides the others
   * @param mesh gets the connections of those let in
   */
  Door(Ticket ticket, Map<Fingerprint, String> dummies, Mesh mesh, Attendance attendance) {
    this.ticket = ticket;
    this.dummies = Map.copyOf(dummies);
    this.mesh = mesh;
    this.attendance = attendance;
  }

  /** Lets somebody in, or not. */
  void answer(Caller caller) {
    JoinRequest request;
    try {
      request = JoinRequest.parse(caller.hello());
    } catch (IllegalArgumentException e) {
      refuse(caller, "not a request to join: " + e.getMessage());
      return;
    }
    Optional<String> reason = reserve(request, caller.key());
    if (reason.isPresent()) {
      refuse(caller, reason.get());
      return;
    }
    try {
      enter(request.name(), caller, caller.welcome(WELCOME));
    } catch (ConnectionException e) {
      release(request.name());
    }
  }

  private void refuse(Caller caller, String reason) {
    caller.refuse(reason);
    synchronized (this) {
      attendance.happened(
          new Attendance.Event.Refused(caller.address(), caller.key().fingerprint(), reason));
    }
  }

  /** Reserves a place, or says why there is none. */
  private synchronized Optional<String> reserve(JoinRequest request, PublicKey key) {
    Optional<String> reason = objection(request, key);
    if (reason.isEmpty()) {
      guests.put(request.name(), new Guest(key, request.nonce(), request.address()));
    }
    return reason;
  }

  private Optional<String> objection(JoinRequest request, PublicKey key) {
    if (!MessageDigest.isEqual(request.secret(), ticket.secret())) {
      return Optional.of("the secret is not that of this meeting's invitation");
    }
    if (isTooLate()) {
      return Optional.of("the invitation expired at " + ticket.proposal().expires());
    }
    if (key.fingerprint().equals(ticket.hostKey())
        || guests.values().stream().anyMatch(guest -> guest.key.equals(key))) {
      return Optional.of("your key has joined already");
    }
    boolean dummy = dummies.containsKey(key.fingerprint());
    Optional<Invitee> invitee = ticket.invitee(key.fingerprint());
    if (!dummy && !ticket.invitees().isEmpty() && invitee.isEmpty()) {
      return Optional.of("your key " + key + " is not on the list of those invited");
    }
    if (!dummy && places() == ticket.awaited()) {
      return Optional.of("all " + ticket.awaited() + " parties have joined already");
    }
    Optional<String> due =
        Optional.ofNullable(dummies.get(key.fingerprint()))
            .or(() -> invitee.flatMap(Invitee::name));
    if (due.isPresent() && !due.get().equals(request.name())) {
      return Optional.of("you are invited as '" + due.get() + "'");
    }
    if (due.isEmpty() && isTaken(request.name())) {
      return Optional.of("somebody else is called '" + request.name() + "'");
    }
    if (request.address().isEmpty() != ticket.viaHost()) {
      return Optional.of(
          ticket.viaHost()
              ? "this meeting goes by way of the host, and needs no address"
              : "an address at which the others reach you is missing");
    }
    return Optional.empty();
  }

  private boolean isTooLate() {
    return Instant.now().isAfter(ticket.proposal().expires());
  }

  private boolean isTaken(String name) {
    Proposal proposal = ticket.proposal();
    return name.equals(proposal.initiator())
        || proposal.thirdParty().map(Party::name).equals(Optional.of(name))
        || guests.containsKey(name)
        || dummies.containsValue(name)
        || ticket.invitees().stream().anyMatch(i -> i.name().equals(Optional.of(name)));
  }

  /** Number of those who have a place, dummies not counted; some may still be at the door. */
  private int places() {
    return (int) guests.values().stream().filter(guest -> !isDummy(guest.key)).count();
  }

  /** Number of those who are in, dummies not counted. */
  private int present() {
    return (int) inside.stream().filter(name -> !dummies.containsValue(name)).count();
  }

  private boolean isDummy(PublicKey key) {
    return dummies.containsKey(key.fingerprint());
  }

  private synchronized void enter(String name, Caller caller, SecureConnection connection) {
    inside.add(name);
    mesh.add(name, connection, () -> leave(name));
    if (!isDummy(caller.key())) {
      attendance.happened(
          new Attendance.Event.Joined(
              name, caller.key().fingerprint(), caller.checkWords(), present()));
    }
    notifyAll();
  }

  private synchronized void release(String name) {
    guests.remove(name);
  }

  private synchronized void leave(String name) {
    if (begun) {
      return;
    }
    Guest guest = guests.remove(name);
    inside.remove(name);
    mesh.remove(name);
    if (!isDummy(guest.key)) {
      attendance.happened(new Attendance.Event.Left(name, present()));
    }
  }

  /**
   * Waits until all have joined, or it is too late; from then on nobody's place becomes free.
   *
   * @return those who have, in the order in which they did, dummies last
   * @throws NegotiationException when the meeting expires before
   */
  synchronized List<Party> awaitAll() throws NegotiationException, InterruptedException {
    while (inside.size() < ticket.awaited() + dummies.size()) {
      if (isTooLate()) {
        begun = true;
        throw notAllCame();
      }
      wait(1 + Duration.between(Instant.now(), ticket.proposal().expires()).toMillis());
    }
    begun = true;
    List<Party> parties = new ArrayList<>();
    guests.forEach((name, guest) -> parties.add(party(name, guest)));
    // Those who dial the others come last: a dummy can reach all, but only dummies reach it.
    parties.sort(Comparator.comparing(party -> party.runBy().isPresent()));
    return parties;
  }

  /** The keys of those who have a place, by name. */
  synchronized Map<String, PublicKey> keys() {
    Map<String, PublicKey> keys = new HashMap<>();
    guests.forEach((name, guest) -> keys.put(name, guest.key));
    return keys;
  }

  private Party party(String name, Guest guest) {
    return new Party(
        name,
        guest.key,
        guest.address.map(Address::toString),
        isDummy(guest.key) ? Optional.of(ticket.proposal().initiator()) : Optional.empty(),
        Optional.of(guest.nonce));
  }

  private NegotiationException notAllCame() {
    Set<String> missing = new TreeSet<>();
    for (Invitee invitee : ticket.invitees()) {
      if (guests.values().stream().noneMatch(g -> g.key.fingerprint().equals(invitee.key()))) {
        missing.add(invitee.name().orElse(invitee.key().toString()));
      }
    }
    return NegotiationException.among(
        missing,
        present()
            + " of "
            + ticket.awaited()
            + " parties had joined when the invitation expired"
            + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing)));
  }
}
