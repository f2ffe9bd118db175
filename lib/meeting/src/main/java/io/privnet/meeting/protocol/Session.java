package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.CheckWords;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.protocol.InvitationMessage.Invite;
import io.privnet.meeting.protocol.InvitationMessage.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A negotiation once the invitation phase is over, as one party sees it.
 *
 * <p>Its label is SHA-256, in 64 hexadecimal digits, of these items, each after its length in bytes
 * (4 bytes, big-endian): the text {@code privnet-meeting-1 session}; the label of the invitation;
 * the starts of all slots in seconds since 1970, 8 bytes each, or nothing when there is no grid;
 * the fingerprints of all parties, the third party included, sorted bytewise; and the content of
 * every invitee's reply, in the order of the invitation. So whoever has the same label has been
 * told the same by everybody, and each party has a share of fresh randomness in it.
 *
 * @param invite what was proposed
 * @param replies of all invitees, by name
 * @param self this party
 */
record Session(Invite invite, Map<String, Reply> replies, String self) {
  Session {
    replies = Map.copyOf(replies);
  }

  /** What was proposed. */
  Invitation invitation() {
    return invite.invitation();
  }

  /** Those who accepted, this party among them if it did, in the order of the invitation. */
  List<String> negotiators() {
    return invitation().names().stream()
        .filter(name -> name.equals(initiator()) || replies.get(name).accept())
        .toList();
  }

  /** The negotiators that nobody else runs. */
  List<String> persons() {
    List<String> dummies = invitation().dummies();
    return negotiators().stream().filter(name -> !dummies.contains(name)).toList();
  }

  /** The other negotiators. */
  List<String> others() {
    return negotiators().stream().filter(name -> !name.equals(self)).toList();
  }

  private String initiator() {
    return invitation().initiator().name();
  }

  /** What the protocol of a negotiator has told of it beforehand, if anything. */
  Optional<String> announced(String name) {
    return name.equals(initiator()) ? invite.key() : replies.get(name).key();
  }

  /** Who signs as {@code name}. */
  PublicKey key(String name) {
    return invitation().party(name).orElseThrow().key();
  }

  /** Words for people to compare, which stand for {@link #id()}. */
  String checkWords() {
    return CheckWords.of(HexFormat.of().parseHex(id()), CheckWords.OF_SESSION);
  }

  /** The label of all messages after the replies. */
  String id() {
    List<byte[]> items = new ArrayList<>();
    items.add("privnet-meeting-1 session".getBytes(StandardCharsets.US_ASCII));
    items.add(invite.id().getBytes(StandardCharsets.US_ASCII));
    items.add(invitation().grid().map(Session::starts).orElse(new byte[0]));
    Stream.concat(invitation().parties().stream(), invitation().thirdParty().stream())
        .map(Party::key)
        .map(key -> key.fingerprint().sha256())
        .sorted(Arrays::compareUnsigned)
        .forEach(items::add);
    invitation().names().stream()
        .skip(1)
        .forEach(name -> items.add(Envelope.content(replies.get(name))));
    return sha256(
        items.stream()
            .flatMap(item -> Stream.of(ByteBuffer.allocate(4).putInt(item.length).array(), item))
            .toList());
  }

  private static byte[] starts(Grid grid) {
    ByteBuffer starts = ByteBuffer.allocate(Long.BYTES * grid.slots());
    for (int slot = 0; slot < grid.slots(); slot++) {
      starts.putLong(grid.startSecond(slot));
    }
    return starts.array();
  }

  /** SHA-256 of the parts one after another, in hexadecimal. */
  static String sha256(List<byte[]> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
