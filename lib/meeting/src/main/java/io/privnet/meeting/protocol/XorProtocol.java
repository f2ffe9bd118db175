package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.Message.Result;
import io.privnet.meeting.protocol.XorMessage.Bit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The paper's custom protocol (§2.3): bits are masked by everybody and compared under the mask.
 *
 * <p><b>What it protects.</b> Among five or more parties who all follow the rules, over connections
 * that nobody else can read, a party learns of a slot that is not common how many parties are of
 * one kind and how many of the other, free or busy, but not who. No third party is trusted. As long
 * as one party keeps its part of the mask to itself, the others cannot compute the mask from their
 * parts; what can betray it is a bit recognised on its way (below). Slots after the first common
 * one are not touched.
 *
 * <p><b>What it does not protect</b> (§2.4):
 *
 * <ul>
 *   <li><i>Bad slots.</i> When all are busy, all protected bits are equal, and everybody learns
 *       that everybody is busy then.
 *   <li><i>Counts.</i> Everybody sees how many protected bits are 0 and how many are 1. Which of
 *       the two means free, one's own bit and common sense may tell.
 *   <li><i>Two parties.</i> Whether the two bits differ tells each the other's. It is not run among
 *       two unless the user insists.
 *   <li><i>Tracing.</i> The list of those not visited yet has to travel with a bit, and shows who
 *       has masked it; the first to receive a bit sees that it is its sender's own, and its owner
 *       is never the one who broadcasts it. A party that recognises its own bit among the protected
 *       ones knows the mask, and so all bits of the slot. With three or four parties that is
 *       sometimes possible, with five or more less and less.
 *   <li><i>Passive colluders.</i> Parties that pool what they see trace bits past the others: the
 *       more they are, the more they see. All but one of them know the last one's bit, except where
 *       as many of them are free as busy.
 *   <li><i>Whoever watches the network.</i> Connections have to be encrypted. Lengths tell nothing:
 *       within a slot every message has the same length, on its way or protected. Who sends to whom
 *       and when remains visible.
 *   <li><i>The last sender.</i> Who waits until all other protected bits are in knows the outcome
 *       first, and may broadcast a false bit and so spoil the slot, knowing everybody's bit while
 *       the others do not.
 *   <li><i>Who breaks the rules.</i> A party that changes its mask, flips a bit or withholds one
 *       makes the outcome wrong or the negotiation fail, and the same random routes that hide
 *       owners hide the culprit. The result check finds results that differ, not a wrong one that
 *       all share. And a party may always claim to be busy.
 * </ul>
 *
 * <p><b>How.</b> For each slot every party draws a fresh random bit, its part of the mask. It masks
 * its own bit, and sends it to a random other; whoever receives a bit masks it and passes it on to
 * a random one of those left on its list. Who finds nobody left keeps the bit, protected now, until
 * it has masked the bits of all parties, and then broadcasts what it keeps in random order, so that
 * the time of a broadcast links it to no arrival. The slot is complete when n protected bits are
 * seen, and common when they are all equal and one's own bit is 1. A message carries the slot, the
 * list and the bit; no owner, no number, no label. One slot at a time, since the masks of a longer
 * string can be told by its entropy (§2.4).
 *
 * <p><b>Cost</b> (§2.5): 2n(n-1) messages a slot, (2 + 2l)n(n-1) in all when the last of l slots is
 * the common one; n rounds a slot.
 */
public final class XorProtocol extends Protocol {
  static final String NAME = "xor";

  XorProtocol() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int leastParties() {
    return 3;
  }

  @Override
  public int advisedParties() {
    return 5;
  }

  @Override
  public boolean takesDummies() {
    return true;
  }

  @Override
  public void check(Terms terms) {
    checkPlain(terms);
  }

  @Override
  public long negotiationMessages(Terms terms, int parties, int tried) {
    return 2L * tried * parties * (parties - 1);
  }

  @Override
  public int negotiationRounds(Terms terms, int parties, int tried) {
    return tried * parties;
  }

  @Override
  public String formula(Terms terms, int parties, int tried) {
    return "(2 + 2l) n (n-1)";
  }

  @Override
  Negotiator negotiator(Invitation invitation, RandomGenerator random) {
    return (channel, session, own) -> negotiate(channel, session, own, random);
  }

  private static OptionalInt negotiate(
      Channel channel, Session session, Availability own, RandomGenerator random)
      throws NegotiationException, InterruptedException {
    for (int slot = session.invitation().first(); slot < own.slots(); slot++) {
      channel.trying(slot);
      int ones = protectedOnes(channel, session, slot, own.isFree(slot), random);
      boolean alike = ones == 0 || ones == session.negotiators().size();
      if (alike && own.isFree(slot)) {
        return OptionalInt.of(slot);
      }
    }
    return OptionalInt.empty();
  }

  /** Negotiates one slot; how many of the n protected bits are 1. */
  private static int protectedOnes(
      Channel channel, Session session, int slot, boolean own, RandomGenerator random)
      throws NegotiationException, InterruptedException {
    List<String> negotiators = session.negotiators();
    int n = negotiators.size();
    int self = negotiators.indexOf(session.self());
    boolean mask = random.nextBoolean();

    forward(channel, negotiators, visited(new Bit(slot, "1".repeat(n), own), self, mask), random);
    int masked = 1;
    List<Bit> kept = new ArrayList<>();
    int seen = 0;
    int ones = 0;
    while (masked < n || seen < n) {
      if (masked == n && !kept.isEmpty()) {
        Bit bit = kept.remove(random.nextInt(kept.size()));
        channel.broadcast(session.others(), bit);
        seen++;
        ones += bit.bit() ? 1 : 0;
        continue;
      }
      Channel.Received<Bit> next =
          channel.receive(Bit.class, session.others(), bit -> bit.slot() == slot, ahead(slot));
      Bit bit = next.message();
      check(next.from(), bit, negotiators, self);
      if (bit.isProtected()) {
        seen++;
        ones += bit.bit() ? 1 : 0;
      } else {
        masked++;
        Bit onward = visited(bit, self, mask);
        if (onward.isProtected()) {
          kept.add(onward);
        } else {
          forward(channel, negotiators, onward, random);
        }
      }
      if (masked > n || seen + kept.size() > n) {
        throw NegotiationException.among(
            List.of(), "slot " + slot + " has more bits than parties: somebody sent one twice");
      }
    }
    channel.passRounds(n);
    return ones;
  }

  /** What a party may send that is through with {@code slot} while this one is not. */
  private static Predicate<Message> ahead(int slot) {
    return message ->
        switch (message) {
          case Bit bit -> bit.slot() == slot + 1;
          case Result result -> result.slot() == slot;
          default -> false;
        };
  }

  private static void check(String from, Bit bit, List<String> negotiators, int self)
      throws NegotiationException {
    if (bit.left().length() != negotiators.size()
        || bit.left().charAt(negotiators.indexOf(from)) == '1'
        || (!bit.isProtected() && bit.left().charAt(self) == '0')) {
      throw NegotiationException.by(
          from, "sent a bit with an impossible list '" + bit.left() + "'");
    }
  }

  /** The bit after party number {@code self} has masked it. */
  private static Bit visited(Bit bit, int self, boolean mask) {
    StringBuilder left = new StringBuilder(bit.left());
    left.setCharAt(self, '0');
    return new Bit(bit.slot(), left.toString(), bit.bit() ^ mask);
  }

  private static void forward(
      Channel channel, List<String> negotiators, Bit bit, RandomGenerator random)
      throws NegotiationException, InterruptedException {
    int[] left =
        IntStream.range(0, negotiators.size()).filter(i -> bit.left().charAt(i) == '1').toArray();
    channel.send(negotiators.get(left[random.nextInt(left.length)]), bit);
  }
}
