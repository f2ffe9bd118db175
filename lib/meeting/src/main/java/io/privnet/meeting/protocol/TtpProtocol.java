package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.identity.Fingerprint;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.Channel.Received;
import io.privnet.meeting.protocol.TtpMessage.Agenda;
import io.privnet.meeting.protocol.TtpMessage.Answer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The trusted third party (§4.1): everybody sends it their bits, it answers with the first common
 * slot.
 *
 * <p><b>What it protects.</b> A participant learns the first common slot, or that there is none,
 * and nothing else, whoever else colludes, as long as the third party is honest. Slots before the
 * one at which the negotiation starts are not sent.
 *
 * <p><b>What it does not protect.</b> The third party learns every agenda from that slot on, and is
 * trusted with the answer: it may lie, though not differently to different participants, since they
 * compare their results. Whoever is told a slot at which it is busy says only that the answer
 * cannot be, not for which slot; those who were told the same slot may guess. A participant that
 * claims to be busy at all slots but one learns whether all others are free at that one.
 *
 * <p><b>Cost.</b> 2n messages in two rounds, however many slots there are. With the invitation, in
 * which the third party has no part, and the result check: 2n(n-1) + 2n when there is a common
 * slot.
 */
public final class TtpProtocol extends Protocol {
  /** What the third party is called, which no participant may be. */
  public static final String THIRD_PARTY = "ttp";

  TtpProtocol() {}

  @Override
  public String name() {
    return "ttp";
  }

  @Override
  public int leastParties() {
    return 2;
  }

  @Override
  public int advisedParties() {
    return 2;
  }

  @Override
  public Optional<String> thirdParty() {
    return Optional.of(THIRD_PARTY);
  }

  @Override
  public void check(Terms terms) {
    checkPlain(terms);
    if (terms.cover() > 0) {
      throw new IllegalArgumentException("protocol ttp knows no cover");
    }
  }

  @Override
  public long negotiationMessages(Terms terms, int parties, int tried) {
    return 2L * parties;
  }

  @Override
  public int negotiationRounds(Terms terms, int parties, int tried) {
    return 2;
  }

  @Override
  public String formula(Terms terms, int parties, int tried) {
    return "2n (n-1) + 2n";
  }

  @Override
  Negotiator negotiator(Invitation invitation, RandomGenerator random) {
    return TtpProtocol::negotiate;
  }

  private static OptionalInt negotiate(Channel channel, Session session, Availability own)
      throws NegotiationException, InterruptedException {
    int first = session.invitation().first();
    channel.trying(first);
    List<String> parties = session.negotiators();
    List<Fingerprint> keys = parties.stream().map(name -> session.key(name).fingerprint()).toList();
    channel.send(THIRD_PARTY, new Agenda(parties, keys, first, from(first, own)));
    OptionalInt slot =
        channel
            .gather(Answer.class, List.of(THIRD_PARTY), message -> false)
            .get(THIRD_PARTY)
            .message()
            .slot();
    channel.passRounds(2);
    if (slot.isPresent() && !isFree(own, first, slot.getAsInt())) {
      // The others are told this, and not when this party is busy.
      throw NegotiationException.by(THIRD_PARTY, "answered with a slot that cannot be");
    }
    return slot;
  }

  private static Availability from(int first, Availability own) {
    BitSet free = new BitSet();
    for (int slot = first; slot < own.slots(); slot++) {
      free.set(slot - first, own.isFree(slot));
    }
    return new Availability(own.slots() - first, free);
  }

  private static boolean isFree(Availability own, int first, int slot) {
    return slot >= first && slot < own.slots() && own.isFree(slot);
  }

  /**
   * Does the third party's part of one meeting.
   *
   * @param identity signs what it says
   * @param keys of all parties, by name
   * @param transport connects it to them; stays open
   * @param silence how long a party may say nothing
   * @throws NegotiationException when a party fails
   */
  public static Set<String> serve(
      Identity identity, Map<String, PublicKey> keys, Transport transport, Duration silence)
      throws NegotiationException, InterruptedException {
    return serve(channel(identity, keys, transport, silence), keys);
  }

  /**
   * Does the third party's part of a meeting that cannot begin, as not all have come: tells those
   * who have.
   *
   * @param identity signs what it says
   * @param keys of all parties, by name
   * @param transport connects it to those who have come; stays open
   * @param silence how long a party may take nothing
   * @param reason unless somebody has said another
   * @return why the meeting ends
   */
  public static NegotiationException callOff(
      Identity identity,
      Map<String, PublicKey> keys,
      Transport transport,
      Duration silence,
      NegotiationException reason)
      throws InterruptedException {
    Channel channel = channel(identity, keys, transport, silence);
    NegotiationException cause = reason;
    try {
      channel.expectNothing();
    } catch (NegotiationException said) {
      cause = said;
    }
    channel.abort(cause);
    return cause;
  }

  private static Channel channel(
      Identity identity, Map<String, PublicKey> keys, Transport transport, Duration silence) {
    Endpoint endpoint =
        new Endpoint(THIRD_PARTY, identity, transport, silence, Trace.NONE, FrameLog.NONE);
    endpoint.introduce(keys);
    return new Channel(endpoint, silence, Progress.NONE);
  }

  /**
   * Does the third party's part, for those who do not leave in the invitation phase.
   *
   * @param keys of those connected
   * @return who has been answered
   */
  static Set<String> serve(Channel channel, Map<String, PublicKey> keys)
      throws NegotiationException, InterruptedException {
    try {
      Map<String, Received<Agenda>> agendas =
          channel.gatherUnlessLeft(Agenda.class, channel.peers());
      if (!agendas.isEmpty()) {
        checkSession(channel, agendas.values());
        channel.broadcast(agendas.keySet(), new Answer(firstCommon(agendas, keys)));
      }
      channel.finish();
      return agendas.keySet();
    } catch (NegotiationException e) {
      channel.abort(e);
      throw e;
    }
  }

  private static void checkSession(Channel channel, Collection<Received<Agenda>> agendas)
      throws NegotiationException, InterruptedException {
    List<String> labels = agendas.stream().map(Received::session).distinct().toList();
    if (labels.size() > 1) {
      throw channel.inquire(
          agendas.stream()
              .map(agenda -> channel.suspectOfLabel(agenda.from(), agenda.session()))
              .toList());
    }
    channel.open(labels.getFirst());
  }

  private static OptionalInt firstCommon(
      Map<String, Received<Agenda>> agendas, Map<String, PublicKey> keys)
      throws NegotiationException {
    Received<Agenda> first = agendas.values().iterator().next();
    Agenda one = first.message();
    BitSet common = new BitSet();
    common.set(0, one.bits().slots());
    for (Received<Agenda> received : agendas.values()) {
      Agenda agenda = received.message();
      if (!agenda.parties().equals(one.parties())
          || !agendas.keySet().equals(Set.copyOf(agenda.parties()))
          || !agenda.keys().equals(one.keys())
          || agenda.first() != one.first()
          || agenda.bits().slots() != one.bits().slots()) {
        throw NegotiationException.by(
            received.from(), "sent an agenda for other participants or other slots than the rest");
      }
      int place = agenda.parties().indexOf(received.from());
      if (!agenda.keys().get(place).equals(keys.get(received.from()).fingerprint())) {
        throw NegotiationException.by(
            received.from(), "has not the key that the participants know it by");
      }
      for (int slot = 0; slot < agenda.bits().slots(); slot++) {
        if (!agenda.bits().isFree(slot)) {
          common.clear(slot);
        }
      }
    }
    int slot = common.nextSetBit(0);
    return slot < 0 ? OptionalInt.empty() : OptionalInt.of(one.first() + slot);
  }
}
