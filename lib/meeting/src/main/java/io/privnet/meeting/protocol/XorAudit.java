package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.Message.Result;
import io.privnet.meeting.protocol.XorMessage.Bit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be checked of {@code xor}: whether the protected bits fit the result. That all are equal
 * tells that all are free or all busy, which of the two only the parties themselves know; so the
 * result rests on what they said it is.
 */
final class XorAudit {
  private final Audit audit;
  private final Session session;

  XorAudit(Audit audit) {
    this.audit = audit;
    this.session = audit.negotiation();
  }

  Optional<Audit.Conclusion> conclusion() {
    Map<Integer, int[]> slots = protectedBits();
    Map<String, Result> results = audit.broadcast(Result.class);
    int first = session.invitation().first();
    OptionalInt found = results.values().stream().mapToInt(Result::slot).min();
    int last = found.orElse(session.invitation().slots() - 1);
    int n = session.negotiators().size();
    for (int slot = first; slot <= last; slot++) {
      int[] bits = slots.getOrDefault(slot, new int[2]);
      if (bits[0] + bits[1] < n) {
        audit.lacks(
            "only " + (bits[0] + bits[1]) + " of " + n + " protected bits for slot " + slot);
        return Optional.empty();
      }
      if (bits[0] + bits[1] > n) {
        audit.found(Set.of(), "slot " + slot + " has more protected bits than parties");
        return Optional.empty();
      }
    }
    if (slots.keySet().stream().anyMatch(slot -> slot > last || slot < first)) {
      audit.found(Set.of(), "bits were protected for slots that were not to be tried");
    }
    if (found.isPresent()) {
      int[] bits = slots.get(found.getAsInt());
      if (bits[0] > 0 && bits[1] > 0) {
        audit.found(
            Set.of(),
            "slot " + found.getAsInt() + " is said to be common, but its bits are not all equal");
        return Optional.empty();
      }
    }
    audit.holds(
        "protected bits of " + (last - first + 1) + " slots, on the word of " + audit.keeper());
    return Optional.of(new Audit.Conclusion(found, false));
  }

  /** How many are 0 and how many 1, by slot: of the others, and those sent to one of them. */
  private Map<Integer, int[]> protectedBits() {
    Map<Integer, int[]> slots = new TreeMap<>();
    String one = session.others().getFirst();
    for (Audit.Heard heard : audit.heard()) {
      boolean counts = !heard.from().equals(audit.keeper()) || heard.to().equals(one);
      if (counts && heard.message() instanceof Bit bit) {
        slots.computeIfAbsent(bit.slot(), _ -> new int[2])[bit.bit() ? 1 : 0]++;
      }
    }
    return slots;
  }
}
