package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.Message.Invite;
import io.privnet.meeting.protocol.Message.Reply;
import io.privnet.meeting.protocol.Message.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** One party going through the three phases of paper §2.2. */
final class Participant {
  private final Invitation invitation;
  private final Availability agenda;
  private final boolean accepts;
  private final int leastParties;
  private final RandomGenerator random;
  private final Channel channel;

  /**
   * @param invitation what this party proposes, or expects to be proposed
   * @param agenda over the invitation's slots
   * @param leastParties fewer than these do not negotiate
   */
  Participant(
      Invitation invitation,
      Availability agenda,
      boolean accepts,
      int leastParties,
      RandomGenerator random,
      Channel channel) {
    this.invitation = invitation;
    this.agenda = agenda;
    this.accepts = accepts;
    this.leastParties = leastParties;
    this.random = random;
    this.channel = channel;
  }

  /** Takes part as the initiator, who names the session. */
  Outcome initiate(String session) throws NegotiationException, InterruptedException {
    long start = System.nanoTime();
    try {
      channel.open(session);
      channel.broadcast(others(), new Invite(invitation));
      channel.passRounds(1);
      return takePart(start);
    } catch (NegotiationException e) {
      channel.abort(e);
      throw e;
    }
  }

  /** Takes part as one of those invited. */
  Outcome join(String session) throws NegotiationException, InterruptedException {
    long start = System.nanoTime();
    try {
      Map<String, Invite> invite =
          channel.gather(Invite.class, List.of(invitation.initiator()), message -> false);
      channel.open(session);
      if (!invite.get(invitation.initiator()).invitation().equals(invitation)) {
        throw NegotiationException.by(invitation.initiator(), "sent another invitation");
      }
      channel.passRounds(1);
      channel.broadcast(others(), new Reply(accepts));
      return takePart(start);
    } catch (NegotiationException e) {
      channel.abort(e);
      throw e;
    }
  }

  private List<String> others() {
    return invitation.parties().stream().filter(name -> !name.equals(channel.self())).toList();
  }

  private Outcome takePart(long start) throws NegotiationException, InterruptedException {
    Session session = hearReplies();
    if (!accepts) {
      channel.leave();
      return outcome(session, OptionalInt.empty(), 0, start);
    }
    if (session.negotiators().size() < Math.max(2, leastParties)) {
      channel.finish();
      return outcome(session, OptionalInt.empty(), 0, start);
    }
    OptionalInt slot =
        Protocol.named(invitation.protocol()).negotiate(channel, session, agenda, random);
    if (slot.isPresent()) {
      check(session, slot.getAsInt());
    }
    channel.finish();
    int last = slot.orElse(invitation.slots() - 1);
    return outcome(session, slot, last - invitation.first() + 1, start);
  }

  private Session hearReplies() throws NegotiationException, InterruptedException {
    List<String> invitees =
        others().stream().filter(name -> !name.equals(invitation.initiator())).toList();
    Map<String, Reply> replies =
        channel.gather(Reply.class, invitees, message -> !(message instanceof Invite));
    channel.passRounds(1);
    List<String> negotiators =
        invitation.parties().stream()
            .filter(
                name ->
                    name.equals(channel.self())
                        ? accepts
                        : name.equals(invitation.initiator()) || replies.get(name).accept())
            .toList();
    return new Session(invitation, negotiators, channel.self());
  }

  /** The result check: who found another slot, or went on, is named. */
  private void check(Session session, int slot) throws NegotiationException, InterruptedException {
    channel.broadcast(session.others(), new Result(slot));
    Map<String, Result> results = channel.gather(Result.class, session.others(), message -> false);
    channel.passRounds(1);
    List<String> differing =
        session.others().stream().filter(name -> results.get(name).slot() != slot).toList();
    if (!differing.isEmpty()) {
      throw NegotiationException.among(
          differing,
          String.join(", ", differing) + ": the result differs from slot " + slot + " found here");
    }
  }

  private Outcome outcome(Session session, OptionalInt slot, int tried, long start) {
    List<String> declined =
        invitation.parties().stream()
            .filter(name -> !session.negotiators().contains(name))
            .toList();
    return new Outcome(
        slot,
        session.negotiators(),
        declined,
        tried,
        channel.sent(),
        channel.rounds(),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
