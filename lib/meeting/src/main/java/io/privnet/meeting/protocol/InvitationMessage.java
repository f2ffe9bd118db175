package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said before it is known who negotiates. */
sealed interface InvitationMessage {
  /** Most characters of what a protocol has told together with an invitation or a reply. */
  int MAX_KEY = 2048;

  /**
   * {@code protocol, open, batch, setup, cover, insecure, parties, keys, addresses, run_by, joined,
   * third_party, slots, first, grid, expires, nonce, key}; what is absent does not stand there, or
   * as an empty text in a list.
   *
   * @param key what the initiator's protocol has to tell of it, as in a reply
   */
  record Invite(Invitation invitation, Optional<String> key)
      implements InvitationMessage, Message.Counted {
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
      Map<String, Object> fields = Message.kind("invitation");
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
  record Reply(boolean accept, String nonce, Optional<String> key)
      implements InvitationMessage, Message.Counted {
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
      Map<String, Object> fields = Message.kind("reply");
      fields.put("accept", accept);
      fields.put("nonce", nonce);
      key.ifPresent(text -> fields.put("key", text));
      return fields;
    }
  }

  /** Reads an invitation. */
  static Invite invite(Content content) throws Malformed {
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

  /** Reads a reply. */
  static Reply reply(Content content) throws Malformed {
    return new Reply(
        content.flag("accept"), content.nonce("nonce"), content.optionalText("key", MAX_KEY));
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
