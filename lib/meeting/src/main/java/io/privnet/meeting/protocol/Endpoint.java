package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Message.Counted;
import io.privnet.meeting.protocol.Transport.Arrival;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * One party's end of all its connections: signs and numbers the frames that go out, and checks
 * those that come in before anything in them is believed.
 *
 * <p>A frame is refused, naming the party on whose connection it came, unless its number is the
 * next, its signature is that party's, and it holds a well-formed message from that party to this
 * one. The length of a frame does not depend on who sends it to whom: shorter names are made up for
 * with spaces.
 */
final class Endpoint {
  /** What comes from a peer. */
  sealed interface Event {
    String from();

    /**
     * A message.
     *
     * @param session the label that it cites
     */
    record Said(String from, String session, Message message, Signed signed) implements Event {}

    /** It is done, and will say nothing more. */
    record Ended(String from) implements Event {}

    /** Its connection closed before it was done. */
    record Cut(String from) implements Event {}
  }

  private final String self;
  private final Identity identity;
  private final Transport transport;
  private final Duration silence;
  private final Trace trace;
  private final FrameLog log;
  private final long start = System.nanoTime();
  private final Map<String, PublicKey> keys = new HashMap<>();
  private final Map<String, Integer> nameLengths = new HashMap<>();
  private final Map<String, Integer> sentFrames = new HashMap<>();
  private final Map<String, Integer> receivedFrames = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private final Map<Phase, Long> sentMessages = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> sentBytes = new EnumMap<>(Phase.class);
  private int longestName;

  /** Whether a bit that must leave no trace has gone by. */
  private boolean untraced;

  /**
   * @param silence how long to wait for room
   */
  Endpoint(
      String self,
      Identity identity,
      Transport transport,
      Duration silence,
      Trace trace,
      FrameLog log) {
    this.self = self;
    this.identity = identity;
    this.transport = transport;
    this.silence = silence;
    this.trace = trace;
    this.log = log;
    introduce(Map.of(self, identity.publicKey()));
  }

  /** Makes parties known. */
  void introduce(Map<String, PublicKey> parties) {
    keys.putAll(parties);
    for (String name : parties.keySet()) {
      int length = JsonStringEncoder.getInstance().quoteAsUTF8(name).length;
      nameLengths.put(name, length);
      longestName = Math.max(longestName, length);
    }
  }

  String self() {
    return self;
  }

  Set<String> peers() {
    return transport.peers();
  }

  /** The keys of all that are known, by name. */
  Map<String, PublicKey> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /** Who passes on what comes from {@code peer}, if anybody does. */
  Optional<String> relay(String peer) {
    return transport.relay(peer);
  }

  /** Whether {@code peer} has said that it is done. */
  boolean hasEnded(String peer) {
    return ended.contains(peer);
  }

  /** Whether nothing can be said to {@code peer} any more. */
  boolean isClosed(String peer) {
    return closed.contains(peer);
  }

  /** Messages and bytes that this party has sent so far. */
  Traffic sent() {
    return new Traffic(sentMessages, sentBytes, 0);
  }

  /** Sends a message under the label {@code session}. */
  Signed send(String to, String session, Message message)
      throws NegotiationException, InterruptedException {
    byte[] body =
        new Envelope(self, to, session, message)
            .encode(2 * longestName - nameLengths.get(self) - nameLengths.get(to));
    Frame frame = next(to, body);
    byte[] bytes = frame.encode();
    if (message instanceof Counted counted) {
      sentMessages.merge(counted.phase(), 1L, Long::sum);
      sentBytes.merge(counted.phase(), (long) bytes.length, Long::sum);
    }
    watch(true, to, bytes.length, body);
    Signed signed = signed(self, frame);
    log(true, to, signed, message);
    if (!transport.send(to, bytes, silence.toNanos())) {
      giveUp(to);
      throw NegotiationException.by(to, "takes no messages");
    }
    return signed;
  }

  /** Tells {@code to} that this party is done. */
  void sendEnd(String to) throws InterruptedException {
    Frame frame = next(to, new byte[0]);
    log(true, to, signed(self, frame), null);
    if (!transport.send(to, frame.encode(), silence.toNanos())) {
      giveUp(to);
    }
  }

  /** Waits for {@code peer} no longer, see {@link Transport#giveUp}. */
  void giveUp(String peer) {
    transport.giveUp(peer);
  }

  private Frame next(String to, byte[] body) {
    return Frame.signed(identity, sentFrames.merge(to, 1, Integer::sum) - 1, body);
  }

  private static Signed signed(String sender, Frame frame) {
    return new Signed(sender, frame.number(), frame.body(), frame.signature());
  }

  /**
   * @param message in the frame; null when there is none, or none that can be read
   */
  private void log(boolean sent, String peer, Signed frame, Message message) {
    Message.Disclosure disclosure =
        message == null ? Message.Disclosure.OPEN : message.disclosure();
    switch (disclosure) {
      case UNTRACED -> untraced = true;
      case WITHHELD -> log.keep(new Kept.Withheld(sent, peer, frame.number()));
      case OPEN -> {
        if (!untraced || isOfInvitation(message)) {
          log.keep(new Kept.Open(sent, peer, frame));
        } else if (frame.body().length > 0) {
          log.keep(new Kept.Unsigned(sent, peer, frame.body()));
        }
      }
    }
  }

  /**
   * Such a message comes before any bit in its direction, if not before those of faster parties.
   */
  private static boolean isOfInvitation(Message message) {
    return message instanceof Counted counted && counted.phase() == Phase.INVITATION;
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

  /**
   * What comes next from anybody.
   *
   * @return null when nothing comes for {@code nanos}
   * @throws NegotiationException when what came is refused
   */
  Event receive(long nanos) throws NegotiationException, InterruptedException {
    Arrival arrival = transport.receive(Math.max(0, nanos));
    if (arrival == null) {
      return null;
    }
    String from = arrival.from();
    switch (arrival) {
      case Arrival.Closed end -> {
        closed.add(from);
        return ended.contains(from) ? new Event.Ended(from) : new Event.Cut(from);
      }
      case Arrival.Altered altered -> {
        closed.add(from);
        throw NegotiationException.altered(from, altered.by());
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

  /** What a failure that a peer tells of means. */
  NegotiationException reported(String by, Message.Failure failure) {
    List<String> accused = failure.accused().stream().filter(keys::containsKey).toList();
    return NegotiationException.reported(by, accused, failure.reason(), failure.evidence());
  }

  /** What it means that a peer's connection closed before it was done. */
  NegotiationException wasCut(Event.Cut cut) {
    return relay(cut.from())
        .map(relay -> NegotiationException.cut(cut.from(), relay))
        .orElseGet(() -> NegotiationException.by(cut.from(), "the connection was cut"));
  }

  private Event open(String from, byte[] bytes) throws Malformed {
    Frame frame = Frame.read(bytes);
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
    if (!keys.containsKey(from)) {
      throw new Malformed("a frame before it was introduced");
    }
    if (!frame.isBy(keys.get(from))) {
      throw new Malformed("a frame with a wrong signature");
    }
    Signed signed = signed(from, frame);
    if (frame.body().length == 0) {
      log(false, from, signed, null);
      ended.add(from);
      return new Event.Ended(from);
    }
    Envelope envelope = read(from, signed);
    watch(false, from, bytes.length, frame.body());
    return new Event.Said(from, envelope.session(), envelope.message(), signed);
  }

  private Envelope read(String from, Signed signed) throws Malformed {
    Message message = null;
    try {
      Envelope envelope = Envelope.parse(signed.body());
      message = envelope.message();
      if (!envelope.sender().equals(from)) {
        throw new Malformed("a message in the name of '" + envelope.sender() + "'");
      }
      if (!envelope.receiver().equals(self)) {
        throw new Malformed("a message meant for '" + envelope.receiver() + "'");
      }
      if (envelope.message().topic().isPresent() && signed.body().length > Inquiry.MAX_BODY) {
        throw new Malformed("a message that is too long to be shown to others");
      }
      return envelope;
    } finally {
      log(false, from, signed, message);
    }
  }
}
