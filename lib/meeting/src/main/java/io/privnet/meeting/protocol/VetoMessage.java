package io.privnet.meeting.protocol;

import io.privnet.meeting.veto.Commitments;
import io.privnet.meeting.veto.Share;
import io.privnet.meeting.veto.View;
import java.util.Map;
import java.util.Optional;

/** What is said in {@code veto}. */
sealed interface VetoMessage {
  /**
   * Round 1: {@code commitments}.
   *
   * @param commitments to all slots, with their proof, as {@link Commitments} are encoded
   */
  record Commit(byte[] commitments) implements VetoMessage, Message.Counted {
    @Override
    public Optional<String> topic() {
      return Optional.of("commitments");
    }

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
      Map<String, Object> fields = Message.kind("commit");
      fields.put("commitments", commitments);
      return fields;
    }
  }

  /**
   * Round 2 for one or more slots in a row: {@code slot, view, shares}.
   *
   * @param slot the first of them
   * @param view the hash of what the sender has received in round 1, see {@link View#hash}
   * @param shares one a slot with its proof, as a {@link Share} is encoded
   */
  record Open(int slot, byte[] view, byte[] shares) implements VetoMessage, Message.Counted {
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
      Map<String, Object> fields = Message.kind("open");
      fields.put("slot", slot);
      fields.put("view", view);
      fields.put("shares", shares);
      return fields;
    }
  }

  /** Reads commitments. */
  static Commit commit(Content content) throws Malformed {
    return new Commit(
        content.bytes(
            "commitments",
            Commitments.encodedLength(1),
            Commitments.encodedLength(VetoProtocol.MAX_SLOTS)));
  }

  /** Reads shares. */
  static Open open(Content content) throws Malformed {
    return new Open(
        Message.slot(content),
        content.bytes("view", View.HASH_LENGTH, View.HASH_LENGTH),
        content.bytes(
            "shares", Share.ENCODED_LENGTH, Share.ENCODED_LENGTH * VetoProtocol.MAX_OPEN));
  }
}
