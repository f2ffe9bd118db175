package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.SdcMessage.Step;
import java.time.DateTimeException;
import java.time.Instant;
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
      permits Invite,
          Reply,
          VetoMessage.Commit,
          VetoMessage.Open,
          SdcMessage,
          XorMessage.Bit,
          TtpMessage.Agenda,
          TtpMessage.Answer,
          Result {
    Phase phase();
  }

  /** Most characters of what a protocol has told together with an invitation or a reply. */
  int MAX_KEY = 2048;

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

  /**
   * {@code protocol, open, batch, setup, cover, insecure, parties, keys, addresses, run_by, joined,
   * third_party, slots, first, grid, expires, nonce, key}; what is absent does not stand there, or
   * as an empty text in a list.
   *
   * @param key what the initiator's protocol has to tell of it, as in a reply
   */
  record Invite(Invitation invitation, Optional<String> key) implements Counted {
    @Override
    public Phase phase() {
      return Phase.INVITATION;
    }

    @Override
    public Optional<String> topic() {
      return Optional.of("invitation");
    }

    /** Its label: SHA-256 of the content, 64 hexadecimal digits. */
    String id() {
      return Session.sha256(List.of(Envelope.content(this)));
    }

    @Override
    public String performative() {
      return "ask-one";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = kind("invitation");
      Terms terms = invitation.terms();
      fields.put("protocol", invitation.protocol());
      fields.put("open", terms.open());
      fields.put("batch", terms.batch());
      terms.setup().ifPresent(setup -> fields.put("setup", setup));
      fields.put("cover", terms.cover());
      fields.put("insecure", terms.insecure());
      List<Party> parties = invitation.parties();
      fields.put("parties", invitation.names());
      fields.put("keys", parties.stream().map(party -> base64(party.key())).toList());
      fields.put("addresses", parties.stream().map(party -> party.address().orElse("")).toList());
      fields.put("run_by", parties.stream().map(party -> party.runBy().orElse("")).toList());
      fields.put("joined", parties.stream().map(party -> party.joined().orElse("")).toList());
      invitation
          .thirdParty()
          .ifPresent(
              party ->
                  fields.put(
                      "third_party",
                      List.of(party.name(), base64(party.key()), party.address().orElse(""))));
      fields.put("slots", invitation.slots());
      fields.put("first", invitation.first());
      invitation.grid().ifPresent(grid -> fields.put("grid", grid.toString()));
      invitation.expires().ifPresent(instant -> fields.put("expires", instant.toString()));
      fields.put("nonce", invitation.nonce());
      key.ifPresent(text -> fields.put("key", text));
      return fields;
    }
  }

  /**
   * {@code accept, nonce} and, where the protocol needs one, {@code key}.
   *
   * @param accept false to decline
   * @param nonce 32 hexadecimal digits drawn afresh
   * @param key what the protocol has to tell of the sender, such as a public key
   */
  record Reply(boolean accept, String nonce, Optional<String> key) implements Counted {
    @Override
    public Optional<String> topic() {
      return Optional.of("reply");
    }

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
      fields.put("nonce", nonce);
      key.ifPresent(text -> fields.put("key", text));
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
          case "invitation" -> invite(content);
          case "reply" ->
              new Reply(
                  content.flag("accept"),
                  content.nonce("nonce"),
                  content.optionalText("key", MAX_KEY));
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

  private static Invite invite(Content content) throws Malformed {
    try {
      Terms terms =
          new Terms(
              content.number("open", 0, Grid.MAX_SLOTS),
              content.flag("batch"),
              content.optionalText("setup"),
              content.number("cover", 0, Terms.MAX_COVER),
              content.flag("insecure"));
      int slots = content.number("slots", 1, Grid.MAX_SLOTS);
      Invitation invitation =
          new Invitation(
              content.text("protocol"),
              terms,
              parties(content),
              thirdParty(content),
              slots,
              content.number("first", 0, slots),
              content.optionalText("grid").map(Grid::parse),
              content.optionalText("expires").map(Instant::parse),
              content.nonce("nonce"));
      return new Invite(invitation, content.optionalText("key", MAX_KEY));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Malformed("an invitation that cannot be: " + e.getMessage());
    }
  }

  private static List<Party> parties(Content content) throws Malformed {
    List<String> names = content.texts("parties");
    List<String> keys = content.texts("keys");
    List<String> addresses = content.texts("addresses");
    List<String> runBy = content.texts("run_by");
    List<String> joined = content.texts("joined");
    int n = names.size();
    if (n > Invitation.MAX_PARTIES
        || keys.size() != n
        || addresses.size() != n
        || runBy.size() != n
        || joined.size() != n) {
      throw new Malformed("an invitation whose lists of parties do not fit together");
    }
    List<Party> parties = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      parties.add(
          new Party(
              names.get(i),
              key(keys.get(i)),
              given(addresses.get(i)),
              given(runBy.get(i)),
              given(joined.get(i))));
    }
    return parties;
  }

  private static Optional<Party> thirdParty(Content content) throws Malformed {
    if (!content.has("third_party")) {
      return Optional.empty();
    }
    List<String> party = content.texts("third_party");
    if (party.size() != 3) {
      throw new Malformed("an invitation whose third party has not name, key and address");
    }
    return Optional.of(
        new Party(party.get(0), key(party.get(1)), given(party.get(2)), Optional.empty()));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static String base64(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.encoded());
  }

  private static PublicKey key(String base64) {
    PublicKey key = new PublicKey(Base64.getDecoder().decode(base64));
    if (!base64(key).equals(base64)) {
      throw new IllegalArgumentException("a key that is not in Base64");
    }
    return key;
  }
}
