package io.privnet.meeting.protocol;

import io.privnet.meeting.protocol.TtpMessage.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What can be checked of {@code ttp}: what the third party answered, not how it came to that, since
 * agendas are not kept.
 */
final class TtpAudit {
  private final Audit audit;

  TtpAudit(Audit audit) {
    this.audit = audit;
  }

  Optional<Audit.Conclusion> conclusion() {
    Map<String, Answer> answers = audit.broadcast(Answer.class);
    String thirdParty = TtpProtocol.THIRD_PARTY;
    if (!answers.containsKey(thirdParty)) {
      audit.lacks("no answer from " + thirdParty);
      return Optional.empty();
    }
    OptionalInt slot = answers.get(thirdParty).slot();
    int first = audit.negotiation().invitation().first();
    int slots = audit.negotiation().invitation().slots();
    if (slot.isPresent() && (slot.getAsInt() < first || slot.getAsInt() >= slots)) {
      audit.found(
          Set.of(thirdParty),
          thirdParty + " answered with slot " + slot.getAsInt() + ", which was not asked for");
      return Optional.empty();
    }
    audit.holds("the answer of " + thirdParty + ", which has to be trusted");
    return Optional.of(new Audit.Conclusion(slot, false));
  }
}
