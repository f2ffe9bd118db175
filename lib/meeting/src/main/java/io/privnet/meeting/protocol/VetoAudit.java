package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.VetoMessage.Commit;
import io.privnet.meeting.protocol.VetoMessage.Open;
import io.privnet.meeting.veto.Author;
import io.privnet.meeting.veto.Commitments;
import io.privnet.meeting.veto.ProofException;
import io.privnet.meeting.veto.Share;
import io.privnet.meeting.veto.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything in {@code veto} that is not secret: all proofs, and the sums that are the outcomes.
 */
final class VetoAudit {
  private final Audit audit;
  private final Session session;
  private final Map<Author, String> names = new LinkedHashMap<>();
  private final int first;
  private final int slots;

  VetoAudit(Audit audit) {
    this.audit = audit;
    session = audit.negotiation();
    first = session.invitation().first();
    slots = session.invitation().slots() - first;
    for (String name : session.negotiators()) {
      names.put(new Author(session.id(), session.key(name).fingerprint().toString()), name);
    }
  }

  Optional<Audit.Conclusion> conclusion() {
    if (slots == 0) {
      return Optional.of(new Audit.Conclusion(OptionalInt.empty(), true));
    }
    try {
      Optional<View> view = view();
      return view.isPresent() ? outcome(view.get(), shares(view.get())) : Optional.empty();
    } catch (ProofException e) {
      Set<String> cheaters = e.authors().stream().map(names::get).collect(Collectors.toSet());
      audit.found(cheaters, String.join(", ", cheaters) + " " + e.getMessage());
      audit.lacks("a proof does not hold");
      return Optional.empty();
    }
  }

  /** Round 1. */
  private Optional<View> view() throws ProofException {
    Map<String, Commit> commits = audit.broadcast(Commit.class);
    if (!commits.keySet().containsAll(names.values())) {
      audit.lacks(Audit.missing(names.values(), commits.keySet(), "commitments"));
      return Optional.empty();
    }
    List<Commitments> all = new ArrayList<>();
    for (Map.Entry<Author, String> author : names.entrySet()) {
      all.add(
          Commitments.decode(author.getKey(), slots, commits.get(author.getValue()).commitments()));
    }
    View view = new View(all);
    view.verify();
    audit.holds(
        "commitments of " + all.size() + " parties to " + slots + " slots, and their proofs");
    return Optional.of(view);
  }

  /** Round 2: for each slot opened, who sent which share; their proofs are verified. */
  private Map<Integer, Map<String, Share>> shares(View view) throws ProofException {
    Map<Integer, Map<String, Share>> shares = new TreeMap<>();
    for (Audit.Heard heard : audit.heard()) {
      if (!(heard.message() instanceof Open open)) {
        continue;
      }
      if (!Arrays.equals(open.view(), view.hash())) {
        audit.found(Set.of(), heard.from() + " has another view of round 1 than " + audit.keeper());
        continue;
      }
      Author author = author(heard.from());
      int length = Share.ENCODED_LENGTH;
      if (open.shares().length % length != 0) {
        audit.found(Set.of(heard.from()), heard.from() + " sent shares of a wrong length");
      }
      for (int i = 0; (i + 1) * length <= open.shares().length; i++) {
        int slot = open.slot() - first + i;
        byte[] encoded = Arrays.copyOfRange(open.shares(), i * length, (i + 1) * length);
        if (slot < 0 || slot >= slots) {
          audit.found(
              Set.of(heard.from()),
              heard.from() + " opened slot " + (slot + first) + ", which was not to be tried");
        } else if (!shares
            .computeIfAbsent(slot, _ -> new LinkedHashMap<>())
            .containsKey(heard.from())) {
          shares.get(slot).put(heard.from(), Share.decode(author, view, slot, encoded));
        }
      }
    }
    view.verify(shares.values().stream().flatMap(slot -> slot.values().stream()).toList());
    return shares;
  }

  private Author author(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private Optional<Audit.Conclusion> outcome(View view, Map<Integer, Map<String, Share>> shares) {
    int opened = 0;
    OptionalInt found = OptionalInt.empty();
    for (int slot = 0; slot < slots && found.isEmpty(); slot++, opened++) {
      Map<String, Share> all = shares.getOrDefault(slot, Map.of());
      if (!all.keySet().containsAll(names.values())) {
        audit.lacks(
            Audit.missing(names.values(), all.keySet(), "share for slot " + (first + slot)));
        return Optional.empty();
      }
      if (view.allFree(all.values())) {
        found = OptionalInt.of(first + slot);
      }
    }
    int proofs = shares.values().stream().mapToInt(Map::size).sum();
    audit.holds(proofs + " shares for " + shares.size() + " opened slots, and their proofs");
    if (shares.size() < slots) {
      audit.holds("slots that were never opened, and stay hidden: " + (slots - shares.size()));
    }
    return Optional.of(new Audit.Conclusion(found, true));
  }
}
