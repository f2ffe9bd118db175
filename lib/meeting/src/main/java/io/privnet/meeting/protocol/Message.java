package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.protocol.SdcMessage.Step;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one party says to another. The fields listed at each kind, and {@code kind} itself, are all
 * that its content has on the wire.
 */
sealed interface Message {
  /** A message of the negotiation proper, which is counted. */
  sealed interface Counted extends Message
      permits InvitationMessage.Invite,
          InvitationMessage.Reply,
          VetoMessage.Commit,
          VetoMessage.Open,
          SdcMessage,
          XorMessage.Bit,
          TtpMessage.Agenda,
          TtpMessage.Answer,
          Result {
    Phase phase();
  }

  /** KQML's performative. */
  String performative();

  /** The content's fields, {@code kind} first. */
  Map<String, Object> fields();

  /** How much of a message may be kept. */
  enum Disclosure {
    /** All of it. */
    OPEN,
    /** That it passed. */
    WITHHELD,
    /** Nothing, and no number or signature of any frame after it, see {@link FrameLog#keep}. */
    UNTRACED
  }

  /** What others have signed, which it shows. */
  default List<Signed> shown() {
    return List.of();
  }

  /** How much of it may be kept without betraying an agenda. */
  default Disclosure disclosure() {
    return Disclosure.OPEN;
  }

  /**
   * What the message is about, if all others are told the same by their sender, who may say only
   * one thing about it under a label.
   */
  default Optional<String> topic() {
    return Optional.empty();
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
   * The sender ends the negotiation: {@code accused, reason, of, numbers, bodies, signatures}.
   *
   * @param accused who made it fail, empty when that cannot be told
   * @param evidence what proves it: nothing, a frame that one of the accused signed, or two that
   *     contradict each other
   */
  record Failure(List<String> accused, String reason, List<Signed> evidence) implements Message {
    @Override
    public List<Signed> shown() {
      return evidence;
    }

    @Override
    public String performative() {
      return "error";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("failure");
      fields.put("accused", accused);
      fields.put("reason", reason);
      putFrames(fields, evidence);
      return fields;
    }
  }

  /** The sender goes no further, since too few are left to negotiate. */
  record TooFew() implements Message {
    @Override
    public String performative() {
      return "sorry";
    }

    @Override
    public Map<String, Object> fields() {
      return kind("too-few");
    }
  }

  /**
   * What the sender was told that all should have been told alike, because somebody was not: {@code
   * more, of, numbers, bodies, signatures}, lists of equal length.
   *
   * @param more whether more of it follows in another message
   * @param statements each as its author signed it
   */
  record Evidence(boolean more, List<Signed> statements) implements Message {
    public Evidence {
      statements = List.copyOf(statements);
    }

    @Override
    public List<Signed> shown() {
      return statements;
    }

    @Override
    public String performative() {
      return "tell";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("evidence");
      fields.put("more", more);
      putFrames(fields, statements);
      return fields;
    }
  }

  private static void putFrames(Map<String, Object> fields, List<Signed> frames) {
    Base64.Encoder base64 = Base64.getEncoder();
    fields.put("of", frames.stream().map(Signed::sender).toList());
    fields.put("numbers", frames.stream().map(f -> Integer.toString(f.number())).toList());
    fields.put("bodies", frames.stream().map(f -> base64.encodeToString(f.body())).toList());
    fields.put(
        "signatures", frames.stream().map(f -> base64.encodeToString(f.signature())).toList());
  }

  private static List<Signed> frames(Content content, int least, int most) throws Malformed {
    List<String> of = content.texts("of");
    List<Integer> numbers = content.numbers("numbers");
    List<byte[]> bodies = content.bytes("bodies");
    List<byte[]> signatures = content.bytes("signatures");
    if (of.size() < least
        || of.size() > most
        || numbers.size() != of.size()
        || bodies.size() != of.size()
        || signatures.size() != of.size()) {
      throw new Malformed("evidence whose lists do not fit together");
    }
    List<Signed> frames = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      frames.add(new Signed(of.get(i), numbers.get(i), bodies.get(i), signatures.get(i)));
    }
    return frames;
  }

  /** The fields of a kind, which its own are added to. */
  static Map<String, Object> kind(String kind) {
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
          case "invitation" -> InvitationMessage.invite(content);
          case "reply" -> InvitationMessage.reply(content);
          case "commit" -> VetoMessage.commit(content);
          case "open" -> VetoMessage.open(content);
          case "bit" -> XorMessage.bit(content);
          case "inputs" -> SdcMessage.parse(Step.INPUTS, content);
          case "masks" -> SdcMessage.parse(Step.MASKS, content);
          case "witnesses" -> SdcMessage.parse(Step.WITNESSES, content);
          case "products" -> SdcMessage.parse(Step.PRODUCTS, content);
          case "outputs" -> SdcMessage.parse(Step.OUTPUTS, content);
          case "agenda" -> TtpMessage.agenda(content);
          case "answer" -> TtpMessage.answer(content);
          case "result" -> new Result(slot(content));
          case "too-few" -> new TooFew();
          case "evidence" ->
              new Evidence(content.flag("more"), frames(content, 0, Integer.MAX_VALUE));
          case "stalled" -> new Stalled();
          case "failure" ->
              new Failure(content.texts("accused"), content.text("reason"), frames(content, 0, 2));
          default -> throw new Malformed("a message of unknown kind '" + kind + "'");
        };
    content.end();
    return message;
  }

  /** The field {@code slot}. */
  static int slot(Content content) throws Malformed {
    return content.number("slot", 0, Grid.MAX_SLOTS - 1);
  }
}
