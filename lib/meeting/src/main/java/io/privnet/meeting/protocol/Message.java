package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.agenda.Availability;
import io.privnet.meeting.agenda.Grid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one party says to another. The fields listed at each kind, and {@code kind} itself, are all
 * that its content has on the wire.
 */
sealed interface Message {
  /** A message of the negotiation proper, which is counted. */
  sealed interface Counted extends Message {
    Phase phase();
  }

  /** KQML's performative. */
  String performative();

  /** The content's fields, {@code kind} first. */
  Map<String, Object> fields();

  /** {@code protocol, parties, slots, first} and, where there is one, {@code grid}. */
  record Invite(Invitation invitation) implements Counted {
    @Override
    public Phase phase() {
      return Phase.INVITATION;
    }

    @Override
    public String performative() {
      return "ask-one";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("invitation");
      fields.put("protocol", invitation.protocol());
      fields.put("parties", invitation.parties());
      fields.put("slots", invitation.slots());
      fields.put("first", invitation.first());
      invitation.grid().ifPresent(grid -> fields.put("grid", grid.toString()));
      return fields;
    }
  }

  /** {@code accept}: true, or false to decline. */
  record Reply(boolean accept) implements Counted {
    @Override
    public Phase phase() {
      return Phase.INVITATION;
    }

    @Override
    public String performative() {
      return accept ? "tell" : "sorry";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("reply");
      fields.put("accept", accept);
      return fields;
    }
  }

  /**
   * A bit on its way round, or, with nobody left to visit, protected: {@code slot, left, bit}. The
   * two look alike and are equally long.
   *
   * @param left a character for each negotiator in the order of the invitation: 1 for those that
   *     have not masked the bit yet
   */
  record Bit(int slot, String left, boolean bit) implements Counted {
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
      Map<String, Object> fields = kind("bit");
      fields.put("slot", slot);
      fields.put("left", left);
      fields.put("bit", bit ? 1 : 0);
      return fields;
    }
  }

  /**
   * To the trusted third party: {@code parties, first, bits}.
   *
   * @param parties all who negotiate
   * @param first slot that the first of the bits is for
   */
  record Agenda(List<String> parties, int first, Availability bits) implements Counted {
    @Override
    public Phase phase() {
      return Phase.NEGOTIATION;
    }

    @Override
    public String performative() {
      return "ask-one";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("agenda");
      fields.put("parties", parties);
      fields.put("first", first);
      fields.put("bits", bits.toString());
      return fields;
    }
  }

  /** From the trusted third party: {@code slot}, absent when there is no common one. */
  record Answer(OptionalInt slot) implements Counted {
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
      Map<String, Object> fields = kind("answer");
      slot.ifPresent(s -> fields.put("slot", s));
      return fields;
    }
  }

  /** {@code slot}: the one that the sender found common. */
  record Result(int slot) implements Counted {
    @Override
    public Phase phase() {
      return Phase.CHECK;
    }

    @Override
    public String performative() {
      return "tell";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("result");
      fields.put("slot", slot);
      return fields;
    }
  }

  /**
   * The sender has waited too long, or answers one who has: it is there, and ends the negotiation.
   */
  record Stalled() implements Message {
    @Override
    public String performative() {
      return "error";
    }

    @Override
    public Map<String, Object> fields() {
      return kind("stalled");
    }
  }

  /**
   * The sender ends the negotiation: {@code accused, reason}.
   *
   * @param accused who made it fail, empty when that cannot be told
   */
  record Failure(List<String> accused, String reason) implements Message {
    @Override
    public String performative() {
      return "error";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("failure");
      fields.put("accused", accused);
      fields.put("reason", reason);
      return fields;
    }
  }

  private static Map<String, Object> kind(String kind) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", kind);
    return fields;
  }

  /** The kind's name and fields, for a person. */
  default String describe() {
    Object slot = fields().get("slot");
    return "a message of kind '"
        + fields().get("kind")
        + "'"
        + (slot == null ? "" : ", slot " + slot);
  }

  /**
   * Reads a content.
   *
   * @throws Malformed when it is of no known kind, lacks a field or has one too many, or a value is
   *     out of range
   */
  static Message parse(Map<String, Object> fields) throws Malformed {
    Content content = new Content(fields);
    String kind = content.text("kind");
    Message message =
        switch (kind) {
          case "invitation" -> invite(content);
          case "reply" -> new Reply(content.flag("accept"));
          case "bit" ->
              new Bit(slot(content), content.bits("left"), content.number("bit", 0, 1) == 1);
          case "agenda" ->
              new Agenda(
                  content.texts("parties"),
                  content.number("first", 0, Grid.MAX_SLOTS),
                  Availability.parse(content.bits("bits")));
          case "answer" -> new Answer(content.optionalNumber("slot", 0, Grid.MAX_SLOTS - 1));
          case "result" -> new Result(slot(content));
          case "stalled" -> new Stalled();
          case "failure" -> new Failure(content.texts("accused"), content.text("reason"));
          default -> throw new Malformed("a message of unknown kind '" + kind + "'");
        };
    content.end();
    return message;
  }

  private static int slot(Content content) throws Malformed {
    return content.number("slot", 0, Grid.MAX_SLOTS - 1);
  }

  private static Invite invite(Content content) throws Malformed {
    String protocol = content.text("protocol");
    List<String> parties = content.texts("parties");
    int slots = content.number("slots", 1, Grid.MAX_SLOTS);
    int first = content.number("first", 0, slots);
    Optional<String> grid = content.optionalText("grid");
    try {
      return new Invite(new Invitation(protocol, parties, slots, first, grid.map(Grid::parse)));
    } catch (IllegalArgumentException e) {
      throw new Malformed("an invitation that cannot be: " + e.getMessage());
    }
  }
}
