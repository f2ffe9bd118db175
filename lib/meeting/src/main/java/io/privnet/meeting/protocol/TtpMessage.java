package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What is said to a trusted third party, and by it. */
sealed interface TtpMessage {
  /**
   * To the third party: {@code parties, keys, first, bits}.
   *
   * @param parties all who negotiate
   * @param keys their fingerprints, in the same order
   * @param first slot that the first of the bits is for
   */
  record Agenda(List<String> parties, List<Fingerprint> keys, int first, Availability bits)
      implements TtpMessage, Message.Counted {
    @Override
    public Phase phase() {
      return Phase.NEGOTIATION;
    }

    @Override
    public String performative() {
      return "ask-one";
    }

    @Override
    public Message.Disclosure disclosure() {
      return Message.Disclosure.WITHHELD;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = Message.kind("agenda");
      fields.put("parties", parties);
      fields.put("keys", keys.stream().map(Fingerprint::toString).toList());
      fields.put("first", first);
      fields.put("bits", bits.toString());
      return fields;
    }
  }

  /** From the third party: {@code slot}, absent when there is no common one. */
  record Answer(OptionalInt slot) implements TtpMessage, Message.Counted {
    @Override
    public Phase phase() {
      return Phase.NEGOTIATION;
    }

    @Override
    public String performative() {
      return "tell";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = Message.kind("answer");
      slot.ifPresent(s -> fields.put("slot", s));
      return fields;
    }
  }

  /** Reads an agenda. */
  static Agenda agenda(Content content) throws Malformed {
    List<String> parties = content.texts("parties");
    List<Fingerprint> keys = new ArrayList<>();
    for (String key : content.texts("keys")) {
      try {
        keys.add(Fingerprint.parse(key));
      } catch (IllegalArgumentException e) {
        throw new Malformed("an agenda with a wrong key: " + e.getMessage());
      }
    }
    if (keys.size() != parties.size()) {
      throw new Malformed("an agenda whose lists of parties and keys do not fit together");
    }
    return new Agenda(
        parties,
        keys,
        content.number("first", 0, Grid.MAX_SLOTS),
        Availability.parse(content.bits("bits")));
  }

  /** Reads an answer. */
  static Answer answer(Content content) throws Malformed {
    return new Answer(content.optionalNumber("slot", 0, Grid.MAX_SLOTS - 1));
  }
}
