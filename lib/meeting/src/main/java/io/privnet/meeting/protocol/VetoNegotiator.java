package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.Channel.Received;
import io.privnet.meeting.protocol.Message.Result;
import io.privnet.meeting.protocol.VetoMessage.Commit;
import io.privnet.meeting.protocol.VetoMessage.Open;
import io.privnet.meeting.veto.Ballots;
import io.privnet.meeting.veto.ProofException;
import io.privnet.meeting.veto.Share;
import io.privnet.meeting.veto.View;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** One party's part in a negotiation by {@link VetoProtocol}. */
final class VetoNegotiator implements Negotiator {
  private final int open;
  private VetoRecord record;

  /**
   * @param open slots opened together
   */
  VetoNegotiator(int open) {
    this.open = open;
  }

  @Override
  public OptionalInt negotiate(Channel channel, Session session, Availability own)
      throws NegotiationException, InterruptedException {
    int first = session.invitation().first();
    if (first == own.slots()) {
      return OptionalInt.empty();
    }
    record = new VetoRecord(session, open);
    Ballots ballots = Ballots.cast(record.author(session.self()), free(own, first));

    Commit commit = new Commit(ballots.commitments().encoded());
    record.add(session.self(), commit);
    channel.broadcast(session.others(), commit);
    Map<String, Received<Commit>> commits =
        channel.gather(Commit.class, session.others(), message -> isOpening(message, first));
    channel.passRounds(1);
    commits.forEach((name, received) -> record.add(name, received.message()));
    View view = verified(commits);

    for (int slot = first; slot < own.slots(); slot += open) {
      channel.trying(slot);
      int opened = record.opened(slot);
      List<Share> shares = ballots.shares(view, slot - first, slot - first + opened);
      Open mine = new Open(slot, view.hash(), encoded(shares));
      record.add(session.self(), mine);
      channel.broadcast(session.others(), mine);
      Map<String, Received<Open>> opens =
          channel.gather(Open.class, session.others(), at(slot), ahead(slot, slot + opened));
      channel.passRounds(1);
      opens.forEach((name, received) -> record.add(name, received.message()));
      checkViews(channel, opens, slot == first);
      OptionalInt common = firstCommon(view, slot, shares, opens);
      if (common.isPresent()) {
        return common;
      }
    }
    return OptionalInt.empty();
  }

  private static boolean[] free(Availability own, int first) {
    boolean[] free = new boolean[own.slots() - first];
    for (int k = 0; k < free.length; k++) {
      free[k] = own.isFree(first + k);
    }
    return free;
  }

  private static byte[] encoded(List<Share> shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    shares.forEach(share -> bytes.writeBytes(share.encoded()));
    return bytes.toByteArray();
  }

  private static Predicate<Open> at(int slot) {
    return open -> open.slot() == slot;
  }

  private static boolean isOpening(Message message, int slot) {
    return message instanceof Open open && open.slot() == slot;
  }

  /** What a party may send that is through with the slots from {@code slot} to {@code next}. */
  private static Predicate<Message> ahead(int slot, int next) {
    return message ->
        isOpening(message, next)
            || (message instanceof Result result && result.slot() >= slot && result.slot() < next);
  }

  /** Round 1 with its proofs verified: nothing of round 2 leaves before that. */
  private View verified(Map<String, Received<Commit>> commits) throws NegotiationException {
    try {
      return record.verified();
    } catch (ProofException e) {
      throw wrong(e, commits);
    }
  }

  /**
   * Everybody has to have been told the same in round 1; before that a wrong share means nothing.
   */
  private void checkViews(Channel channel, Map<String, Received<Open>> opens, boolean first)
      throws NegotiationException, InterruptedException {
    Map<String, Signed> others = new LinkedHashMap<>();
    opens.forEach(
        (name, received) -> {
          if (!record.isOfThisView(received.message())) {
            others.put(name, received.signed());
          }
        });
    if (others.isEmpty()) {
      return;
    }
    if (first) {
      throw channel.inquire(
          others.keySet().stream()
              .map(
                  name ->
                      new Inquiry.Suspicion(
                          name, "claims to have been told what nobody signed", told -> false))
              .toList());
    }
    Map.Entry<String, Signed> one = others.entrySet().iterator().next();
    throw NegotiationException.by(one.getKey(), "claims another view of round 1 than before")
        .provedBy(one.getValue());
  }

  private OptionalInt firstCommon(
      View view, int slot, List<Share> own, Map<String, Received<Open>> opens)
      throws NegotiationException {
    try {
      List<Share> all = new ArrayList<>(own);
      for (Map.Entry<String, Received<Open>> one : opens.entrySet()) {
        all.addAll(record.shares(one.getKey(), one.getValue().message()));
      }
      view.verify(all);
      int opened = own.size();
      for (int k = 0; k < opened; k++) {
        int index = own.get(k).slot();
        if (view.allFree(all.stream().filter(share -> share.slot() == index).toList())) {
          return OptionalInt.of(slot + k);
        }
      }
      return OptionalInt.empty();
    } catch (ProofException e) {
      throw wrong(e, opens);
    }
  }

  private <T extends Message> NegotiationException wrong(
      ProofException e, Map<String, Received<T>> received) {
    List<String> names = record.names(e);
    if (names.isEmpty()) {
      return NegotiationException.among(names, e.getMessage());
    }
    return NegotiationException.among(names, String.join(", ", names) + ": " + e.getMessage())
        .provedBy(received.get(names.getFirst()).signed());
  }

  @Override
  public NegotiationException judged(NegotiationException failure) {
    return record == null ? failure : record.judged(failure);
  }
}
