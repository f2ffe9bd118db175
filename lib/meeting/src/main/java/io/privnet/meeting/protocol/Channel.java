package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Endpoint.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One party's view of all others, which is all that a protocol sees of them: send, broadcast,
 * receive from anyone, gather from everyone. Used by one thread.
 *
 * <p>A message has to cite what it answers to, as all others do, and to come in turn. Anything else
 * ends the negotiation, naming the party, and so do a connection that is cut, silence, and whatever
 * {@link Endpoint} refuses.
 *
 * <p>Silence: who waits longer than two thirds of the permitted time says so to everybody, and who
 * hears that says so too. Whoever has not by the end of the time is named, see {@link RollCall}.
 */
final class Channel {
  // Cited by who has nothing yet to answer to.
  private static final String NO_LABEL = "";

  // How long an event may go unnoticed while somebody thinks, in ms.
  private static final long DECISION_PAUSE = 20;

  /**
   * A message and whose it is.
   *
   * @param session the label that it cites
   * @param signed what its sender can be held to
   */
  record Received<T extends Message>(String from, String session, T message, Signed signed) {}

  private final Endpoint endpoint;
  private final RollCall rollCall;
  private final Farewell farewell;
  private final Progress progress;
  private final List<Event.Said> pending = new ArrayList<>();
  private final Inquiry inquiry;
  private String invitation = NO_LABEL;
  private String session;
  private int rounds;

  /**
   * @param silence how long a party may say nothing while others wait for it
   */
  Channel(Endpoint endpoint, Duration silence, Progress progress) {
    this.endpoint = endpoint;
    this.rollCall = new RollCall(endpoint, silence);
    this.farewell = new Farewell(endpoint, rollCall, silence);
    this.progress = progress;
    this.inquiry = new Inquiry(endpoint, silence);
  }

  String self() {
    return endpoint.self();
  }

  Set<String> peers() {
    return endpoint.peers();
  }

  /** Makes parties known. */
  void introduce(Map<String, PublicKey> parties) {
    endpoint.introduce(parties);
  }

  /** Messages and bytes that this party has sent so far. */
  Traffic sent() {
    return endpoint.sent();
  }

  /** Rounds that this party has gone through so far. */
  int rounds() {
    return rounds;
  }

  /** Counts {@code more} steps, each of which had to wait for messages of the one before. */
  void passRounds(int more) {
    rounds += more;
  }

  /** Reports that a slot is about to be tried, the lowest of those tried together. */
  void trying(int slot) {
    progress.happened(new Progress.Event.Trying(slot, rounds, sent()));
  }

  /** Reports something else. */
  void report(Progress.Event event) {
    progress.happened(event);
  }

  /** Sets the label of the invitation, which replies cite. */
  void invited(String label) {
    invitation = label;
  }

  /** Sets the label of the session, which all other messages cite from now on. */
  void open(String label) {
    session = label;
  }

  /** Sends to one peer. */
  Signed send(String to, Message message) throws NegotiationException, InterruptedException {
    Signed signed = endpoint.send(to, label(), message);
    inquiry.keep(label(), message, signed);
    return signed;
  }

  private String label() {
    return session != null ? session : invitation;
  }

  /**
   * Sends to each of {@code to}.
   *
   * @return what was sent to whom
   */
  Map<String, Signed> broadcast(Collection<String> to, Message message)
      throws NegotiationException, InterruptedException {
    Map<String, Signed> sent = new LinkedHashMap<>();
    for (String peer : to) {
      sent.put(peer, send(peer, message));
    }
    return sent;
  }

  /**
   * Waits for one message from any of some peers.
   *
   * @param kind of message
   * @param from whose; messages of others are left for later
   * @param now which of the kind to take
   * @param later which other messages these peers may send meanwhile; they are kept
   * @throws NegotiationException on any other message, or when none comes
   */
  <T extends Message> Received<T> receive(
      Class<T> kind, Collection<String> from, Predicate<T> now, Predicate<Message> later)
      throws NegotiationException, InterruptedException {
    return take(kind, from, now, later, rollCall.due(), List.of());
  }

  /**
   * Waits for one message from each of some peers.
   *
   * @param kind of message
   * @param from whose; messages of others are left for later
   * @param later which messages these peers may send after it; they are kept
   * @return a message for each, in the order of {@code from}
   * @throws NegotiationException on any other message, or when one is missing
   */
  <T extends Message> Map<String, Received<T>> gather(
      Class<T> kind, Collection<String> from, Predicate<Message> later)
      throws NegotiationException, InterruptedException {
    return gather(kind, from, message -> true, later);
  }

  /**
   * Waits for one message from each of some peers, who may already be ahead with the same kind.
   *
   * @param now which of the kind to take
   */
  <T extends Message> Map<String, Received<T>> gather(
      Class<T> kind, Collection<String> from, Predicate<T> now, Predicate<Message> later)
      throws NegotiationException, InterruptedException {
    return gather(kind, from, now, later, Duration.ZERO, received -> {});
  }

  /**
   * Waits longer, and tells of each message as it comes.
   *
   * @param more how much longer than the silence that is permitted, as people take their time
   */
  <T extends Message> Map<String, Received<T>> gather(
      Class<T> kind,
      Collection<String> from,
      Predicate<Message> later,
      Duration more,
      Consumer<Received<T>> each)
      throws NegotiationException, InterruptedException {
    return gather(kind, from, message -> true, later, more, each);
  }

  private <T extends Message> Map<String, Received<T>> gather(
      Class<T> kind,
      Collection<String> from,
      Predicate<T> now,
      Predicate<Message> later,
      Duration more,
      Consumer<Received<T>> each)
      throws NegotiationException, InterruptedException {
    long deadline = rollCall.due() + more.toNanos();
    Map<String, Received<T>> gathered = new HashMap<>();
    Set<String> missing = new TreeSet<>(from);
    while (!missing.isEmpty()) {
      Received<T> next = take(kind, from, now, later, deadline, missing);
      if (gathered.put(next.from, next) != null) {
        throw NegotiationException.by(next.from, "sent " + next.message.describe() + " twice");
      }
      missing.remove(next.from);
      each.accept(next);
    }
    Map<String, Received<T>> ordered = new LinkedHashMap<>();
    from.forEach(peer -> ordered.put(peer, gathered.get(peer)));
    return ordered;
  }

  /**
   * Waits for a decision, however long it takes, while whatever comes is kept.
   *
   * @throws NegotiationException when that fails, or the negotiation does meanwhile
   */
  <T> T await(Future<T> decision) throws NegotiationException, InterruptedException {
    long pause = 1;
    while (true) {
      try {
        if (decision.isDone()) {
          return decision.get();
        }
        return decision.get(pause, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        pause = DECISION_PAUSE;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof NegotiationException failure) {
          throw failure;
        }
        throw new IllegalStateException("a decision broke down", e.getCause());
      }
      for (Event event = endpoint.receive(0); event != null; event = endpoint.receive(0)) {
        Event.Said said = heard(event, List.of());
        if (said != null) {
          keep(said);
        }
      }
    }
  }

  /**
   * Hears what has come so far, when nothing is due.
   *
   * @throws NegotiationException when something has
   */
  void expectNothing() throws NegotiationException, InterruptedException {
    for (Event event = endpoint.receive(0); event != null; event = endpoint.receive(0)) {
      Event.Said said = heard(event, List.of());
      if (said != null) {
        throw outOfTurn(said);
      }
    }
  }

  /**
   * @param needed those from each of whom something has to come; empty when it may be any of {@code
   *     from}
   */
  private <T extends Message> Received<T> take(
      Class<T> kind,
      Collection<String> from,
      Predicate<T> now,
      Predicate<Message> later,
      long deadline,
      Collection<String> needed)
      throws NegotiationException, InterruptedException {
    for (Iterator<Event.Said> kept = pending.iterator(); kept.hasNext(); ) {
      Event.Said next = kept.next();
      if (fits(next, kind, from, now, later, needed)) {
        kept.remove();
        return received(kind, next);
      }
    }
    while (true) {
      checkStillThere(from, needed);
      Event.Said next = next(deadline, needed);
      if (next == null) {
        continue;
      }
      if (fits(next, kind, from, now, later, needed)) {
        return received(kind, next);
      }
      keep(next);
    }
  }

  private static <T extends Message> Received<T> received(Class<T> kind, Event.Said said) {
    return new Received<>(said.from(), said.session(), kind.cast(said.message()), said.signed());
  }

  private <T extends Message> boolean fits(
      Event.Said next,
      Class<T> kind,
      Collection<String> from,
      Predicate<T> now,
      Predicate<Message> later,
      Collection<String> needed)
      throws NegotiationException, InterruptedException {
    if (!from.contains(next.from())) {
      return false;
    }
    if (kind.isInstance(next.message()) && now.test(kind.cast(next.message()))) {
      checkLabel(next);
      return true;
    }
    // What comes later comes after what is needed, since each connection keeps the order.
    if (needed.contains(next.from()) || !later.test(next.message())) {
      // Who was told something else may take another turn.
      checkLabel(next);
      throw outOfTurn(next);
    }
    return false;
  }

  private void checkLabel(Event.Said next) throws NegotiationException, InterruptedException {
    String due =
        switch (next.message()) {
          case InvitationMessage.Invite invite -> next.session();
          case InvitationMessage.Reply reply -> invitation;
          // Before there is one, none is known to be wrong.
          default -> session;
        };
    if (due != null && !next.session().equals(due)) {
      throw inquire(List.of(suspectOfLabel(next.from(), next.session())));
    }
    inquiry.keep(next.session(), next.message(), next.signed());
  }

  /** The suspicion that {@code party} had no reason to cite {@code label}. */
  Inquiry.Suspicion suspectOfLabel(String party, String label) {
    return new Inquiry.Suspicion(
        party, "sent a message of another session", shown -> inquiry.labels(shown).contains(label));
  }

  /**
   * Finds out who told different parties different things, by what everybody was told.
   *
   * @param suspicions why; each party that they fall on is named unless it is excused
   */
  NegotiationException inquire(List<Inquiry.Suspicion> suspicions) throws InterruptedException {
    return inquiry.hold(label(), suspicions, Optional.empty());
  }

  private static NegotiationException outOfTurn(Event.Said said) {
    return NegotiationException.by(
        said.from(), "sent " + said.message().describe() + " out of turn");
  }

  private void keep(Event.Said early) throws NegotiationException {
    pending.add(early);
    long ofOne = pending.stream().filter(kept -> kept.from().equals(early.from())).count();
    // An honest party is at most one slot of xor ahead: n bits, n protected bits, a result.
    if (ofOne > 2 * (peers().size() + 1) + 1) {
      throw NegotiationException.by(early.from(), "sent too many messages ahead of its turn");
    }
  }

  private void checkStillThere(Collection<String> from, Collection<String> needed)
      throws NegotiationException {
    for (String peer : needed) {
      if (endpoint.hasEnded(peer)) {
        throw NegotiationException.by(peer, "left before its part was done");
      }
    }
    if (needed.isEmpty() && from.stream().allMatch(endpoint::hasEnded)) {
      throw NegotiationException.among(List.of(), "all others left before this party was done");
    }
  }

  /** The next message, or null when what came was none. */
  private Event.Said next(long deadline, Collection<String> needed)
      throws NegotiationException, InterruptedException {
    Event event = endpoint.receive(deadline - System.nanoTime());
    if (event == null) {
      throw rollCall.hold(label(), needed, Optional.empty());
    }
    return heard(event, needed);
  }

  /** The message that came, or null when it was none. */
  private Event.Said heard(Event event, Collection<String> needed)
      throws NegotiationException, InterruptedException {
    return switch (event) {
      case Event.Ended end -> null;
      case Event.Cut cut -> throw endpoint.wasCut(cut);
      case Event.Said said ->
          switch (said.message()) {
            case Message.Failure failure -> throw endpoint.reported(said.from(), failure);
            case Message.Evidence evidence ->
                throw inquiry.hold(label(), List.of(), Optional.of(said));
            case Message.Stalled stalled ->
                throw rollCall.hold(label(), needed, Optional.of(said.from()));
            default -> said;
          };
    };
  }

  /** Tells all that this party is done, without waiting for them. */
  void leave() throws InterruptedException {
    farewell.leave();
  }

  /**
   * Tells all that this party is done, and waits until all are.
   *
   * @throws NegotiationException when anybody says something more, or is not done in time
   */
  void finish() throws NegotiationException, InterruptedException {
    farewell.leave();
    for (Event.Said early : pending) {
      throw outOfTurn(early);
    }
    farewell.awaitAll();
  }

  /** Tells all why this party ends the negotiation, as far as it still can. */
  void abort(NegotiationException reason) throws InterruptedException {
    farewell.abort(label(), reason);
  }

  /**
   * Waits for one message from each of some peers that does not leave before it.
   *
   * @return a message for each of those, in the order of {@code from}
   * @throws NegotiationException on any other message, or when one neither comes nor leaves
   */
  <T extends Message> Map<String, Received<T>> gatherUnlessLeft(
      Class<T> kind, Collection<String> from) throws NegotiationException, InterruptedException {
    long deadline = rollCall.due();
    Map<String, Received<T>> gathered = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>(from);
    while (!missing.isEmpty()) {
      Event.Said next = next(deadline, missing);
      missing.removeIf(endpoint::hasEnded);
      if (next == null) {
        continue;
      }
      if (!kind.isInstance(next.message()) || !missing.remove(next.from())) {
        throw outOfTurn(next);
      }
      gathered.put(next.from(), received(kind, next));
    }
    return gathered;
  }
}
