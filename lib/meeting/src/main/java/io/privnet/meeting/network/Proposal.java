package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An invitation before it is known who comes: all of it but the list of parties. Whoever is shown
 * it on a {@link Ticket} later checks that the host has invited to exactly this.
 *
 * @param initiator name of the party that invites
 * @param protocol short name of the protocol, such as {@code veto}
 * @param terms how it is run
 * @param thirdParty who is trusted with all agendas, if the protocol has one
 * @param slots number of slots of the grid, 1 or more
 * @param first slot at which the negotiation starts, 0 to {@code slots}
 * @param grid when the slots are; absent when only their numbers are known
 * @param expires until when parties may join and reply, a whole second
 * @param nonce 32 hexadecimal digits drawn afresh for this meeting, {@link Invitation#freshNonce()}
 */
public record Proposal(
    String initiator,
    String protocol,
    Terms terms,
    Optional<Party> thirdParty,
    int slots,
    int first,
    Optional<Grid> grid,
    Instant expires,
    String nonce) {
  /**
   * @throws IllegalArgumentException when no invitation could be made of it, whoever comes
   */
  public Proposal {
    Party.checkName(initiator);
    Invitation.check(terms, slots, first, grid, Optional.of(expires), nonce);
  }

  /**
   * The invitation of {@code parties}.
   *
   * @param parties the initiator first
   * @throws IllegalArgumentException when two have the same name or key, or there are too few or
   *     too many
   */
  Invitation to(List<Party> parties) {
    return new Invitation(
        protocol, terms, parties, thirdParty, slots, first, grid, Optional.of(expires), nonce);
  }

  /** Whether it is this that {@code invitation} invites to. */
  boolean agreesWith(Invitation invitation) {
    return to(invitation.parties()).equals(invitation);
  }

  /** Fills in a form. */
  void write(Form form) {
    form.with("initiator", initiator)
        .with("protocol", protocol)
        .with("open", terms.open())
        .withFlag("batch", terms.batch())
        .with("setup", terms.setup())
        .with("cover", terms.cover())
        .withFlag("insecure", terms.insecure())
        .with("third-party", thirdParty.map(Party::name))
        .with("third-party-key", thirdParty.map(party -> text(party.key())))
        .with("third-party-address", thirdParty.flatMap(Party::address))
        .with("slots", slots)
        .with("first", first)
        .with("grid", grid)
        .with("expires", expires)
        .with("nonce", nonce);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static Proposal read(Form form) {
    return new Proposal(
        form.text("initiator"),
        form.text("protocol"),
        new Terms(
            form.number("open", 0, Grid.MAX_SLOTS),
            form.flag("batch"),
            form.optionalText("setup"),
            form.number("cover", 0, Terms.MAX_COVER),
            form.flag("insecure")),
        thirdParty(form),
        form.number("slots", 1, Grid.MAX_SLOTS),
        form.number("first", 0, Grid.MAX_SLOTS),
        form.optionalText("grid").map(Grid::parse),
        instant(form.text("expires")),
        form.text("nonce"));
  }

  private static Optional<Party> thirdParty(Form form) {
    Optional<String> name = form.optionalText("third-party");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Party(
            name.get(),
            key(form.text("third-party-key")),
            Optional.of(form.text("third-party-address")),
            Optional.empty()));
  }

  /** Reads a time in UTC. */
  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'expires' is not a time of ISO 8601 in UTC", e);
    }
  }

  /** A public key in base64url, 43 characters. */
  static String text(PublicKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.encoded());
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException when it is no key
   */
  static PublicKey key(String text) {
    return new PublicKey(Base64.getUrlDecoder().decode(text));
  }
}
