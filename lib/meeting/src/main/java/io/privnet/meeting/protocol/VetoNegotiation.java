package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.protocol.Channel.Received;
import io.privnet.meeting.protocol.Message.Result;
import io.privnet.meeting.protocol.VetoMessage.Commit;
import io.privnet.meeting.protocol.VetoMessage.Open;
import io.privnet.meeting.veto.Author;
import io.privnet.meeting.veto.Ballots;
import io.privnet.meeting.veto.Commitments;
import io.privnet.meeting.veto.ProofException;
import io.privnet.meeting.veto.Share;
import io.privnet.meeting.veto.View;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One party's part in one negotiation by {@link VetoProtocol}. */
final class VetoNegotiation {
  private final Channel channel;
  private final Session session;
  private final int first;
  private final int end;
  private final Map<String, Author> authors = new LinkedHashMap<>();

  VetoNegotiation(Channel channel, Session session) {
    this.channel = channel;
    this.session = session;
    first = session.invitation().first();
    end = session.invitation().slots();
    String id = session.id();
    for (String name : session.negotiators()) {
      authors.put(name, new Author(id, session.key(name).fingerprint().toString()));
    }
  }

  /**
   * Negotiates.
   *
   * @param open slots opened together
   * @return the first common slot, or none
   */
  OptionalInt run(Availability own, int open) throws NegotiationException, InterruptedException {
    if (first == end) {
      return OptionalInt.empty();
    }
    Ballots ballots = Ballots.cast(authors.get(session.self()), bits(own));
    View view = commit(ballots);
    for (int from = first; from < end; from += open) {
      channel.trying(from);
      OptionalInt common = open(ballots, view, from, Math.min(end, from + open));
      if (common.isPresent()) {
        return common;
      }
    }
    return OptionalInt.empty();
  }

  private boolean[] bits(Availability own) {
    boolean[] free = new boolean[end - first];
    for (int slot = first; slot < end; slot++) {
      free[slot - first] = own.isFree(slot);
    }
    return free;
  }

  /** Round 1. */
  private View commit(Ballots ballots) throws NegotiationException, InterruptedException {
    channel.broadcast(session.others(), new Commit(ballots.commitments().encoded()));
    Map<String, Received<Commit>> commits =
        channel.gather(
            Commit.class,
            session.others(),
            message -> message instanceof Open open && open.slot() == first);
    channel.passRounds(1);
    try {
      List<Commitments> all = new ArrayList<>();
      for (String name : session.negotiators()) {
        all.add(
            name.equals(session.self())
                ? ballots.commitments()
                : Commitments.decode(
                    authors.get(name), end - first, commits.get(name).message().commitments()));
      }
      View view = new View(all);
      view.verify();
      return view;
    } catch (ProofException e) {
      throw failed(e);
    }
  }

  /** Round 2 for the slots from {@code from} to before {@code to}; the first common one of them. */
  private OptionalInt open(Ballots ballots, View view, int from, int to)
      throws NegotiationException, InterruptedException {
    List<Share> mine = ballots.shares(view, from - first, to - first);
    channel.broadcast(session.others(), new Open(from, view.hash(), encoded(mine)));
    Map<String, Received<Open>> opened =
        channel.gather(
            Open.class,
            session.others(),
            open -> open.slot() == from,
            message ->
                switch (message) {
                  case Open open -> open.slot() == to;
                  case Result result -> result.slot() >= from && result.slot() < to;
                  default -> false;
                });
    channel.passRounds(1);
    for (Map.Entry<String, Received<Open>> one : opened.entrySet()) {
      if (!Arrays.equals(one.getValue().message().view(), view.hash())) {
        throw NegotiationException.among(
            List.of(), one.getKey() + " has received other commitments than this party");
      }
    }
    try {
      List<List<Share>> shares = new ArrayList<>();
      for (int slot = from; slot < to; slot++) {
        shares.add(new ArrayList<>(List.of(mine.get(slot - from))));
      }
      for (Map.Entry<String, Received<Open>> one : opened.entrySet()) {
        byte[] encoded = one.getValue().message().shares();
        if (encoded.length != (to - from) * Share.ENCODED_LENGTH) {
          throw NegotiationException.by(one.getKey(), "sent too many shares, or too few");
        }
        for (int slot = from; slot < to; slot++) {
          int offset = (slot - from) * Share.ENCODED_LENGTH;
          shares
              .get(slot - from)
              .add(
                  Share.decode(
                      authors.get(one.getKey()),
                      view,
                      slot - first,
                      Arrays.copyOfRange(encoded, offset, offset + Share.ENCODED_LENGTH)));
        }
      }
      view.verify(shares.stream().flatMap(List::stream).toList());
      for (int slot = from; slot < to; slot++) {
        if (view.allFree(shares.get(slot - from))) {
          return OptionalInt.of(slot);
        }
      }
      return OptionalInt.empty();
    } catch (ProofException e) {
      throw failed(e);
    }
  }

  private static byte[] encoded(List<Share> shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    shares.forEach(share -> bytes.writeBytes(share.encoded()));
    return bytes.toByteArray();
  }

  private NegotiationException failed(ProofException e) {
    List<String> names =
        authors.entrySet().stream()
            .filter(one -> e.authors().contains(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return NegotiationException.among(
        names, names.isEmpty() ? e.getMessage() : String.join(", ", names) + ": " + e.getMessage());
  }
}
