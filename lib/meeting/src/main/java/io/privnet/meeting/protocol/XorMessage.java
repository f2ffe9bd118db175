package io.privnet.meeting.protocol;

import java.util.Map;

/** What is said in {@code xor}. */
sealed interface XorMessage {
  /**
   * A bit on its way round, or, with nobody left to visit, protected: {@code slot, left, bit}. The
   * two look alike and are equally long.
   *
   * @param left a character for each negotiator in the order of the invitation: 1 for those that
   *     have not masked the bit yet
   */
  record Bit(int slot, String left, boolean bit) implements XorMessage, Message.Counted {
    /** Whether all have masked it. */
    boolean isProtected() {
      return left.indexOf('1') < 0;
    }

    @Override
    public Phase phase() {
      return Phase.NEGOTIATION;
    }

    @Override
    public String performative() {
      return "tell";
    }

    /**
     * A bit on its way shows, beside the same bit one hop later, a part of the mask; and that it
     * went by, whose it is.
     */
    @Override
    public Message.Disclosure disclosure() {
      return isProtected() ? Message.Disclosure.OPEN : Message.Disclosure.UNTRACED;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = Message.kind("bit");
      fields.put("slot", slot);
      fields.put("left", left);
      fields.put("bit", bit ? 1 : 0);
      return fields;
    }
  }

  /** Reads a bit. */
  static Bit bit(Content content) throws Malformed {
    return new Bit(Message.slot(content), content.bits("left"), content.number("bit", 0, 1) == 1);
  }
}
