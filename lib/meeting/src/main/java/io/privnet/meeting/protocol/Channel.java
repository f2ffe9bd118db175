package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.Message.Counted;
import io.privnet.meeting.protocol.Transport.Arrival;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One party's view of all others, which is all that a protocol sees of them: send, broadcast,
 * receive from anyone, gather from everyone. Used by one thread.
 *
 * <p>Every frame is checked before a protocol sees the message: its number, its length, that it is
 * well formed, of this session, from whom the connection says and to this party. Anything else ends
 * the negotiation, naming the party; so does a message out of turn, a connection that is cut, and
 * silence. The length of a frame does not depend on who sends it to whom: shorter names are made up
 * for with spaces.
 *
 * <p>Silence: who waits longer than two thirds of the permitted time says so to everybody, and who
 * hears that says so too. Whoever has not by the end of the time is named. In this way nobody is
 * blamed for waiting in turn for somebody else.
 */
final class Channel {
  /** A message and whose it is. */
  record Received<T extends Message>(String from, T message) {}

  private record Pending(String from, String session, Message message) {}

  private final String self;
  private final Transport transport;
  private final Duration silence;
  private final Trace trace;
  private final long start = System.nanoTime();
  private final Map<String, Integer> nameLengths = new HashMap<>();
  private final int longestName;
  private final Map<String, Integer> sentFrames = new HashMap<>();
  private final Map<String, Integer> receivedFrames = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private String session;
  private boolean left;
  private final Map<Phase, Long> sentMessages = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> sentBytes = new EnumMap<>(Phase.class);
  private int rounds;

  /**
   * @param silence how long a party may say nothing while others wait for it
   */
  Channel(String self, Transport transport, Duration silence, Trace trace) {
    this.self = self;
    this.transport = transport;
    this.silence = silence;
    this.trace = trace;
    nameLengths.put(self, encodedLength(self));
    for (String peer : transport.peers()) {
      nameLengths.put(peer, encodedLength(peer));
    }
    longestName = nameLengths.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  private static int encodedLength(String name) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(name).length;
  }

  String self() {
    return self;
  }

  Set<String> peers() {
    return transport.peers();
  }

  /** Messages and bytes that this party has sent so far. */
  Traffic sent() {
    return new Traffic(sentMessages, sentBytes);
  }

  /** Rounds that this party has gone through so far. */
  int rounds() {
    return rounds;
  }

  /** Counts {@code more} steps, each of which had to wait for messages of the one before. */
  void passRounds(int more) {
    rounds += more;
  }

  /**
   * Names the session; every message but an invitation has to be of it.
   *
   * @throws NegotiationException when a message that came early is of another one
   */
  void open(String name) throws NegotiationException {
    session = name;
    for (Pending early : pending) {
      checkSession(early.from, early.session);
    }
  }

  private void checkSession(String from, String name) throws NegotiationException {
    if (!session.equals(name)) {
      throw NegotiationException.by(from, "sent a message of another session");
    }
  }

  /** Sends to one peer. */
  void send(String to, Message message) throws NegotiationException, InterruptedException {
    byte[] body =
        new Envelope(self, to, session, message)
            .encode(2 * longestName - nameLengths.get(self) - nameLengths.get(to));
    byte[] frame = frame(to, body);
    if (message instanceof Counted counted) {
      sentMessages.merge(counted.phase(), 1L, Long::sum);
      sentBytes.merge(counted.phase(), (long) frame.length, Long::sum);
    }
    watch(true, to, frame.length, body);
    if (!transport.send(to, frame, silence.toNanos())) {
      throw NegotiationException.by(to, "takes no messages");
    }
  }

  private byte[] frame(String to, byte[] body) {
    return new Frame(sentFrames.merge(to, 1, Integer::sum) - 1, body).encode();
  }

  private void watch(boolean out, String peer, int bytes, byte[] body) {
    if (trace != Trace.NONE) {
      trace.seen(
          new Trace.Sighting(
              Duration.ofNanos(System.nanoTime() - start),
              self,
              out,
              peer,
              bytes,
              new String(body, StandardCharsets.UTF_8).stripTrailing()));
    }
  }

  /** Sends to each of {@code to}. */
  void broadcast(Collection<String> to, Message message)
      throws NegotiationException, InterruptedException {
    for (String peer : to) {
      send(peer, message);
    }
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
    return take(kind, from, now, later, deadline(), List.of());
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
  <T extends Message> Map<String, T> gather(
      Class<T> kind, Collection<String> from, Predicate<Message> later)
      throws NegotiationException, InterruptedException {
    long deadline = deadline();
    Map<String, T> gathered = new HashMap<>();
    Set<String> missing = new TreeSet<>(from);
    while (!missing.isEmpty()) {
      Received<T> next = take(kind, from, message -> true, later, deadline, missing);
      if (gathered.put(next.from, next.message) != null) {
        throw NegotiationException.by(next.from, "sent " + next.message.describe() + " twice");
      }
      missing.remove(next.from);
    }
    Map<String, T> ordered = new LinkedHashMap<>();
    from.forEach(peer -> ordered.put(peer, gathered.get(peer)));
    return ordered;
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
    for (Iterator<Pending> kept = pending.iterator(); kept.hasNext(); ) {
      Pending next = kept.next();
      if (fits(next, kind, from, now, later)) {
        kept.remove();
        return new Received<>(next.from, kind.cast(next.message));
      }
    }
    while (true) {
      checkStillThere(from, needed);
      Pending next = next(deadline, needed);
      if (next == null) {
        continue;
      }
      if (fits(next, kind, from, now, later)) {
        return new Received<>(next.from, kind.cast(next.message));
      }
      keep(next);
    }
  }

  private <T extends Message> boolean fits(
      Pending next,
      Class<T> kind,
      Collection<String> from,
      Predicate<T> now,
      Predicate<Message> later)
      throws NegotiationException {
    if (!from.contains(next.from)) {
      return false;
    }
    if (kind.isInstance(next.message) && now.test(kind.cast(next.message))) {
      return true;
    }
    if (!later.test(next.message)) {
      throw NegotiationException.by(next.from, "sent " + next.message.describe() + " out of turn");
    }
    return false;
  }

  private void keep(Pending early) throws NegotiationException {
    pending.add(early);
    long ofOne = pending.stream().filter(kept -> kept.from.equals(early.from)).count();
    // An honest party is at most one slot of xor ahead: n bits, n protected bits, a result.
    if (ofOne > 2 * (peers().size() + 1) + 1) {
      throw NegotiationException.by(early.from, "sent too many messages ahead of its turn");
    }
  }

  private void checkStillThere(Collection<String> from, Collection<String> needed)
      throws NegotiationException {
    for (String peer : needed) {
      if (ended.contains(peer)) {
        throw NegotiationException.by(peer, "left before its part was done");
      }
    }
    if (needed.isEmpty() && ended.containsAll(from)) {
      throw NegotiationException.among(List.of(), "all others left before this party was done");
    }
  }

  private long deadline() {
    return System.nanoTime() + silence.toNanos() / 3 * 2;
  }

  /** The next message, or null when what came was none. */
  private Pending next(long deadline, Collection<String> needed)
      throws NegotiationException, InterruptedException {
    Arrival arrival = transport.receive(Math.max(0, deadline - System.nanoTime()));
    if (arrival == null) {
      throw rollCall(needed, new HashSet<>());
    }
    Pending next = open(arrival);
    if (next == null) {
      return null;
    }
    if (next.message instanceof Message.Failure failure) {
      throw reported(next.from, failure);
    }
    if (next.message instanceof Message.Stalled) {
      throw rollCall(needed, new HashSet<>(Set.of(next.from)));
    }
    return next;
  }

  /** Checks what arrived; null when it is no message but an end. */
  private Pending open(Arrival arrival) throws NegotiationException {
    String from = arrival.from();
    switch (arrival) {
      case Arrival.Closed end -> {
        closed.add(from);
        if (!ended.contains(from)) {
          throw NegotiationException.by(from, "the connection was cut");
        }
        return null;
      }
      case Arrival.Delivery delivery -> {
        try {
          return open(from, delivery.frame());
        } catch (Malformed e) {
          throw NegotiationException.by(from, "sent " + e.getMessage());
        }
      }
    }
  }

  private Pending open(String from, byte[] bytes) throws Malformed, NegotiationException {
    Frame frame = read(bytes);
    int expected = receivedFrames.merge(from, 1, Integer::sum) - 1;
    if (ended.contains(from)) {
      throw new Malformed("a frame after its last");
    }
    if (frame.number() < expected) {
      throw new Malformed("frame " + frame.number() + " again");
    }
    if (frame.number() > expected) {
      throw new Malformed(
          "frame " + frame.number() + ", but frame " + expected + " before it is missing");
    }
    if (frame.body().length == 0) {
      ended.add(from);
      return null;
    }
    Envelope envelope = Envelope.parse(frame.body());
    if (!envelope.sender().equals(from)) {
      throw new Malformed("a message in the name of '" + envelope.sender() + "'");
    }
    if (!envelope.receiver().equals(self)) {
      throw new Malformed("a message meant for '" + envelope.receiver() + "'");
    }
    if (session != null) {
      checkSession(from, envelope.session());
    }
    watch(false, from, bytes.length, frame.body());
    return new Pending(from, envelope.session(), envelope.message());
  }

  private static Frame read(byte[] bytes) throws Malformed {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      Frame frame = Frame.read(in);
      if (in.available() > 0) {
        throw new Malformed("a frame with " + in.available() + " bytes too many");
      }
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NegotiationException reported(String by, Message.Failure failure) {
    List<String> accused = failure.accused().stream().filter(nameLengths::containsKey).toList();
    return NegotiationException.reported(by, accused, failure.reason());
  }

  /**
   * Finds out who is silent: asks all, who then have a third of the permitted time to say anything.
   * All of it is waited for, since one of them may know the cause.
   *
   * @param needed from each of whom something was awaited
   * @param heard who has said that it is waiting, too
   */
  private NegotiationException rollCall(Collection<String> needed, Set<String> heard)
      throws InterruptedException {
    long deadline = System.nanoTime() + silence.toNanos() / 3;
    Set<String> silent = without(without(peers(), ended), heard);
    NegotiationException report = null;
    try {
      for (String peer : peers()) {
        if (!closed.contains(peer)) {
          send(peer, new Message.Stalled());
        }
      }
      while (report == null || !silent.isEmpty()) {
        Arrival arrival = transport.receive(Math.max(0, deadline - System.nanoTime()));
        if (arrival == null) {
          break;
        }
        if (arrival instanceof Arrival.Closed && !silent.contains(arrival.from())) {
          continue;
        }
        Pending next = open(arrival);
        if (next == null) {
          silent.remove(arrival.from());
        } else if (next.message instanceof Message.Stalled) {
          silent.remove(next.from);
        } else if (next.message instanceof Message.Failure failure) {
          silent.remove(next.from);
          if (!failure.accused().isEmpty()) {
            report = reported(next.from, failure);
          }
        }
      }
    } catch (NegotiationException e) {
      return e;
    }
    if (!silent.isEmpty()) {
      return silent(silent);
    }
    if (report != null) {
      return report;
    }
    return NegotiationException.stalled(needed);
  }

  private NegotiationException silent(Set<String> parties) {
    return NegotiationException.among(
        parties, String.join(", ", parties) + ": nothing came for " + seconds());
  }

  private String seconds() {
    return silence.toMillis() / 1000.0 + " s";
  }

  /** Tells all that this party is done, without waiting for them. */
  void leave() throws InterruptedException {
    if (!left) {
      left = true;
      for (String peer : peers()) {
        transport.send(peer, frame(peer, new byte[0]), silence.toNanos());
      }
    }
  }

  /**
   * Tells all that this party is done, and waits until all are.
   *
   * @throws NegotiationException when anybody says something more, or is not done in time
   */
  void finish() throws NegotiationException, InterruptedException {
    leave();
    for (Pending early : pending) {
      throw NegotiationException.by(
          early.from, "sent " + early.message.describe() + " out of turn");
    }
    long deadline = System.nanoTime() + silence.toNanos();
    Set<String> waiting = new HashSet<>();
    while (!ended.containsAll(peers())) {
      Arrival arrival = transport.receive(Math.max(0, deadline - System.nanoTime()));
      if (arrival == null) {
        Set<String> missing = without(peers(), ended);
        throw waiting.containsAll(missing)
            ? NegotiationException.stalled(missing)
            : silent(without(missing, waiting));
      }
      Pending next = open(arrival);
      if (next == null) {
        continue;
      }
      switch (next.message) {
        case Message.Failure failure -> throw reported(next.from, failure);
        // It will say more, or nothing, when its time is over.
        case Message.Stalled stalled -> waiting.add(next.from);
        default ->
            throw NegotiationException.by(
                next.from, "sent " + next.message.describe() + " when the negotiation was over");
      }
    }
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** Tells all why this party ends the negotiation, as far as it still can. */
  void abort(NegotiationException reason) throws InterruptedException {
    if (left || session == null) {
      return;
    }
    Message.Failure failure =
        new Message.Failure(List.copyOf(reason.parties()), reason.getMessage());
    for (String peer : peers()) {
      if (!closed.contains(peer) && !ended.contains(peer)) {
        try {
          send(peer, failure);
        } catch (NegotiationException e) {
          // The others still have to be told.
        }
      }
    }
    leave();
  }

  /**
   * Waits for one message from each of some peers that does not leave before it.
   *
   * @return a message for each of those, in the order of {@code from}
   * @throws NegotiationException on any other message, or when one neither comes nor leaves
   */
  <T extends Message> Map<String, T> gatherUnlessLeft(Class<T> kind, Collection<String> from)
      throws NegotiationException, InterruptedException {
    long deadline = deadline();
    Map<String, T> gathered = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>(from);
    while (!missing.isEmpty()) {
      Pending next = next(deadline, missing);
      missing.removeAll(ended);
      if (next == null) {
        continue;
      }
      if (!kind.isInstance(next.message) || !missing.remove(next.from)) {
        throw NegotiationException.by(
            next.from, "sent " + next.message.describe() + " out of turn");
      }
      gathered.put(next.from, kind.cast(next.message));
    }
    return gathered;
  }
}
