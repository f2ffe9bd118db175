package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.XorMessage.Bit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of several parties of one negotiation beside each other. */
final class Comparison {
  private final List<Audit> audits;
  private final List<Audit.Finding> findings = new ArrayList<>();

  Comparison(List<Audit> audits) {
    this.audits = audits;
  }

  List<Audit.Finding> findings() {
    Statements all = new Statements();
    audits.forEach(audit -> all.addAll(audit.statements(), findings::add));
    Audit one = audits.getFirst();
    for (Audit other : audits.subList(1, audits.size())) {
      compare(one, other);
    }
    for (int i = 0; i < audits.size(); i++) {
      for (int j = i + 1; j < audits.size(); j++) {
        compareUnsigned(audits.get(i), audits.get(j));
      }
    }
    return findings;
  }

  private void compare(Audit one, Audit other) {
    String both = one.keeper() + " and " + other.keeper();
    if (one.keeper().equals(other.keeper())) {
      found(both + " kept two of the records");
    } else if (differ(one.session(), other.session())) {
      found(both + " took part in different negotiations");
    } else if (differ(one.conclusion(), other.conclusion())) {
      found("what " + both + " kept comes to different results");
    }
  }

  private static <T> boolean differ(Optional<T> one, Optional<T> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  /** Protected bits, which nobody has signed: each party has broadcast the same to all. */
  private void compareUnsigned(Audit one, Audit other) {
    if (one.conclusion().isEmpty() || other.conclusion().isEmpty()) {
      return;
    }
    Map<String, List<Bit>> heard = bits(one);
    Map<String, List<Bit>> also = bits(other);
    for (Map.Entry<String, List<Bit>> entry : heard.entrySet()) {
      if (!also.getOrDefault(entry.getKey(), List.of()).equals(entry.getValue())) {
        String author = entry.getKey();
        found(
            author
                + " broadcast other bits according to "
                + one.keeper()
                + " than according to "
                + other.keeper()
                + ": one of the three is not true to the facts");
      }
    }
  }

  /** By who broadcast them; of the keeper's own those that it sent to the other of the two. */
  private Map<String, List<Bit>> bits(Audit audit) {
    Map<String, List<Bit>> bits = new HashMap<>();
    String one = audit.negotiation().others().getFirst();
    for (Audit.Heard heard : audit.heard()) {
      boolean counts = !heard.from().equals(audit.keeper()) || heard.to().equals(one);
      if (counts && heard.message() instanceof Bit bit) {
        bits.computeIfAbsent(heard.from(), _ -> new ArrayList<>()).add(bit);
      }
    }
    bits.values()
        .forEach(list -> list.sort(Comparator.comparingInt(Bit::slot).thenComparing(Bit::bit)));
    return bits;
  }

  private void found(String what) {
    findings.add(new Audit.Finding(Set.of(), what));
  }
}
