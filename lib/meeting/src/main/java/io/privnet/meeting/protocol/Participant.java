package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Channel.Received;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import io.privnet.meeting.protocol.Message.Result;
import io.privnet.meeting.protocol.Message.TooFew;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One party going through the three phases of paper §2.2, in one process with the others or across
 * machines. Takes part once.
 */
public final class Participant {
  private static final Duration LONGEST_THOUGHT = Duration.ofDays(366);

  /** How long an answer that is of no use any more may still take. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  private final String name;
  private final Identity identity;
  private final Map<String, PublicKey> known;
  private final Transport transport;
  private Duration silence = LocalNegotiation.SILENCE;
  private RandomGenerator random = new SecureRandom();
  private Function<String, Protocol> protocols = Protocol::named;
  private Trace trace = Trace.NONE;
  private FrameLog log = FrameLog.NONE;
  private Progress progress = Progress.NONE;
  private int coverRate;
  private Optional<CoveredTransport> cover = Optional.empty();
  private Channel channel;

  /**
   * @param name what this party is called
   * @param identity signs all that it says
   * @param known keys of those whose messages may come before the invitation has made them known:
   *     at least that of the initiator
   * @param transport connects it to the others; stays open
   */
  public Participant(
      String name, Identity identity, Map<String, PublicKey> known, Transport transport) {
    this.name = name;
    this.identity = identity;
    this.known = Map.copyOf(known);
    this.transport = transport;
  }

  /** Sets how long a party may say nothing before the negotiation fails. */
  public Participant silence(Duration longest) {
    silence = longest;
    return this;
  }

  /** Sends so many cells a second to each peer, see {@link io.privnet.meeting.Terms#cover}. */
  public Participant covered(int cellsPerSecond) {
    coverRate = cellsPerSecond;
    return this;
  }

  /** Lets {@code watcher} see every message that this party sends or receives. */
  public Participant watchedBy(Trace watcher) {
    trace = watcher;
    return this;
  }

  /** Gives every frame that this party sends or receives to {@code keeper}. */
  public Participant loggedBy(FrameLog keeper) {
    log = keeper;
    return this;
  }

  /** Tells {@code observer} how far this party has got. */
  public Participant observedBy(Progress observer) {
    progress = observer;
    return this;
  }

  /** Takes randomness from elsewhere; whoever can predict it reads the agenda. */
  Participant random(RandomGenerator source) {
    random = source;
    return this;
  }

  /** Speaks other protocols than all do. */
  Participant speaking(Function<String, Protocol> others) {
    protocols = others;
    return this;
  }

  /**
   * Takes part as the initiator.
   *
   * @param agenda over the invitation's slots
   * @throws IllegalArgumentException when the invitation lacks what its protocol needs, or this
   *     party is not its initiator
   * @throws NegotiationException when a party fails
   */
  public Outcome initiate(Invitation invitation, Availability agenda)
      throws NegotiationException, InterruptedException {
    Protocol protocol = protocols.apply(invitation.protocol());
    protocol.check(invitation);
    if (!invitation.initiator().name().equals(name)
        || !invitation.initiator().key().equals(identity.publicKey())) {
      throw new IllegalArgumentException("'" + name + "' does not initiate this meeting");
    }
    long start = System.nanoTime();
    channel = channel();
    try {
      Negotiator negotiator = protocol.negotiator(invitation, random);
      Invite invite = new Invite(invitation, negotiator.key());
      channel.introduce(invitation.keys());
      channel.invited(invite.id());
      channel.broadcast(others(invitation), invite);
      channel.passRounds(1);
      channel.report(new Progress.Event.Invited(invitation));
      Map<String, Reply> replies = hearReplies(invitation, negotiator);
      return negotiate(new Session(invite, replies, name), negotiator, agenda, start);
    } catch (NegotiationException e) {
      channel.abort(e);
      throw e;
    } finally {
      endCover();
    }
  }

  /**
   * Takes part as one of those invited.
   *
   * @param initiator name of who will invite
   * @param nonce of the meeting that it will invite to
   * @param guest decides
   * @throws NegotiationException when a party fails
   */
  public Outcome join(String initiator, String nonce, Guest guest)
      throws NegotiationException, InterruptedException {
    long start = System.nanoTime();
    channel = channel();
    try {
      Received<Invite> received =
          channel.gather(Invite.class, List.of(initiator), message -> false).get(initiator);
      Invite invite = received.message();
      Invitation invitation = invite.invitation();
      Negotiator negotiator = check(invite, initiator, nonce);
      channel.introduce(invitation.keys());
      channel.invited(invite.id());
      channel.passRounds(1);
      channel.report(new Progress.Event.Invited(invitation));
      Optional<Availability> agenda = ask(guest, invitation);
      Reply own =
          new Reply(
              agenda.isPresent(),
              Invitation.freshNonce(),
              agenda.flatMap(accepted -> negotiator.key()));
      channel.broadcast(others(invitation), own);
      channel.report(replied(name, own));
      Map<String, Reply> replies = hearReplies(invitation, negotiator);
      replies.put(name, own);
      Session session = new Session(invite, replies, name);
      if (agenda.isEmpty()) {
        channel.leave();
        return outcome(session, OptionalInt.empty(), 0, start);
      }
      return negotiate(session, negotiator, agenda.get(), start);
    } catch (NegotiationException e) {
      channel.abort(e);
      throw e;
    } finally {
      endCover();
    }
  }

  /** Tells all others that there is no negotiation, in place of initiating it. */
  public void callOff(NegotiationException reason) throws InterruptedException {
    channel = channel();
    try {
      channel.abort(reason);
    } finally {
      endCover();
    }
  }

  private Channel channel() {
    if (channel != null) {
      throw new IllegalStateException("a party takes part once");
    }
    if (coverRate > 0) {
      cover = Optional.of(new CoveredTransport(transport, coverRate, silence));
    }
    Transport line = cover.<Transport>map(covered -> covered).orElse(transport);
    Endpoint endpoint = new Endpoint(name, identity, line, silence, trace, log);
    endpoint.introduce(known);
    return new Channel(endpoint, silence, progress);
  }

  private void endCover() throws InterruptedException {
    if (cover.isPresent()) {
      cover.get().finish();
    }
  }

  private Negotiator check(Invite invite, String initiator, String nonce)
      throws NegotiationException {
    Invitation invitation = invite.invitation();
    try {
      if (!invitation.nonce().equals(nonce)) {
        throw new IllegalArgumentException("it is to another meeting");
      }
      if (!invitation.initiator().name().equals(initiator)
          || !invitation.initiator().key().equals(known.get(initiator))) {
        throw new IllegalArgumentException("its initiator is somebody else");
      }
      if (!Optional.of(identity.publicKey()).equals(invitation.party(name).map(p -> p.key()))) {
        throw new IllegalArgumentException("'" + name + "' is not in it, or with another key");
      }
      Protocol protocol = protocols.apply(invitation.protocol());
      protocol.check(invitation);
      Negotiator negotiator = protocol.negotiator(invitation, random);
      checkKey(initiator, invite.key(), negotiator);
      return negotiator;
    } catch (IllegalArgumentException e) {
      throw NegotiationException.by(
          initiator, "sent an invitation that cannot be: " + e.getMessage());
    }
  }

  private static void checkKey(String from, Optional<String> key, Negotiator negotiator)
      throws NegotiationException {
    if (key.isPresent() != negotiator.key().isPresent()) {
      throw NegotiationException.by(
          from, key.isPresent() ? "sent a key that nobody needs" : "sent no key");
    }
  }

  private List<String> others(Invitation invitation) {
    return invitation.names().stream().filter(other -> !other.equals(name)).toList();
  }

  private Optional<Availability> ask(Guest guest, Invitation invitation)
      throws NegotiationException, InterruptedException {
    FutureTask<Optional<Availability>> answer = new FutureTask<>(() -> guest.answer(invitation));
    Thread thinking = Thread.ofVirtual().start(answer);
    try {
      Optional<Availability> agenda = channel.await(answer);
      if (agenda.isPresent() && agenda.get().slots() != invitation.slots()) {
        throw new IllegalArgumentException(
            "the agenda has "
                + agenda.get().slots()
                + " slots, the invitation "
                + invitation.slots());
      }
      return agenda;
    } finally {
      thinking.interrupt();
      // It may just have reached others, who are to be told, too, how this ends.
      thinking.join(LONGEST_REST);
    }
  }

  /** The replies of all invitees but this party. */
  private Map<String, Reply> hearReplies(Invitation invitation, Negotiator negotiator)
      throws NegotiationException, InterruptedException {
    List<String> invitees =
        others(invitation).stream()
            .filter(other -> !other.equals(invitation.initiator().name()))
            .toList();
    Map<String, Received<Reply>> received =
        channel.gather(
            Reply.class,
            invitees,
            message -> !(message instanceof Invite),
            invitation.expires().map(Participant::until).orElse(Duration.ZERO),
            reply -> channel.report(replied(reply.from(), reply.message())));
    Map<String, Reply> replies = new HashMap<>();
    for (String from : invitees) {
      Reply reply = received.get(from).message();
      if (reply.accept()) {
        checkKey(from, reply.key(), negotiator);
      }
      replies.put(from, reply);
    }
    channel.passRounds(1);
    return replies;
  }

  private static Duration until(Instant expiry) {
    Duration left = Duration.between(Instant.now(), expiry);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(LONGEST_THOUGHT) > 0 ? LONGEST_THOUGHT : left;
  }

  private static Progress.Event replied(String party, Reply reply) {
    return new Progress.Event.Replied(party, reply.accept());
  }

  private Outcome negotiate(Session session, Negotiator negotiator, Availability agenda, long start)
      throws NegotiationException, InterruptedException {
    Invitation invitation = session.invitation();
    Protocol protocol = protocols.apply(invitation.protocol());
    channel.open(session.id());
    if (session.persons().size() < protocol.leastParties(invitation.terms())) {
      // Only if all say so under the same label has everybody heard the same replies.
      channel.broadcast(session.others(), new TooFew());
      channel.gather(TooFew.class, session.others(), message -> false);
      channel.finish();
      return finished(outcome(session, OptionalInt.empty(), 0, start));
    }
    channel.report(new Progress.Event.Negotiating(session.negotiators(), session.checkWords()));
    OptionalInt slot;
    try {
      slot = negotiator.negotiate(channel, session, agenda);
      if (slot.isPresent()) {
        check(session, slot.getAsInt());
      }
      channel.finish();
    } catch (NegotiationException e) {
      throw negotiator.judged(e);
    }
    int last = slot.orElse(invitation.slots() - 1);
    return finished(outcome(session, slot, last - invitation.first() + 1, start));
  }

  /** The result check: who found another slot, or went on, is named. */
  private void check(Session session, int slot) throws NegotiationException, InterruptedException {
    channel.broadcast(session.others(), new Result(slot));
    Map<String, Received<Result>> results =
        channel.gather(Result.class, session.others(), message -> false);
    channel.passRounds(1);
    List<String> differing =
        session.others().stream()
            .filter(other -> results.get(other).message().slot() != slot)
            .toList();
    if (!differing.isEmpty()) {
      throw NegotiationException.among(
          differing,
          String.join(", ", differing) + ": the result differs from slot " + slot + " found here");
    }
  }

  private Outcome finished(Outcome outcome) {
    channel.report(new Progress.Event.Finished(outcome));
    return outcome;
  }

  private Outcome outcome(Session session, OptionalInt slot, int tried, long start) {
    List<String> negotiators = session.negotiators();
    List<String> declined =
        session.invitation().names().stream()
            .filter(party -> !negotiators.contains(party))
            .toList();
    return new Outcome(
        slot,
        session.persons(),
        declined,
        session.invitation().dummies(),
        tried,
        channel.sent().covered(cover.map(CoveredTransport::bytes).orElse(0L)),
        channel.rounds(),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
