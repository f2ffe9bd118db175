package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.Fingerprint;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody needs to join a meeting: where its host listens, the key by which the host is known
 * there, a secret that opens its door, and what the meeting is about.
 *
 * <p>Guarantees: whoever has a ticket from the host talks to the host and nobody else. Whoever has
 * one is let in, as long as there is room and, when the ticket lists invitees, it is one of them:
 * it has to be kept from everybody else. It says nothing of anybody's agenda.
 *
 * @param address where the host listens
 * @param hostKey the host's
 * @param secret {@value #SECRET} bytes that the host asks for
 * @param awaited number of parties that the host waits for besides itself and the dummies it runs
 * @param invitees who alone may join; empty when anybody with the ticket may
 * @param viaHost whether all that the parties say to each other goes by way of the host
 * @param proposal what everybody will be invited to
 */
public record Ticket(
    Address address,
    Fingerprint hostKey,
    byte[] secret,
    int awaited,
    List<Invitee> invitees,
    boolean viaHost,
    Proposal proposal) {
  /** Length of the secret in bytes. */
  public static final int SECRET = 16;

  /** A ticket is written in at most this many characters. */
  public static final int MAX_TEXT = 1 << 20;

  private static final String SCHEME = "privnet:";
  private static final String VERSION = "/meeting-1?";

  /**
   * @throws IllegalArgumentException when the secret has another length, nobody or too many are
   *     awaited, the invitees are too few, or two have the same key or name
   */
  public Ticket {
    secret = secret.clone();
    invitees = List.copyOf(invitees);
    if (secret.length != SECRET) {
      throw new IllegalArgumentException("the secret of an invitation has " + SECRET + " bytes");
    }
    check(awaited, invitees, proposal.initiator());
    if (invitees.stream().anyMatch(invitee -> invitee.key().equals(hostKey))) {
      throw new IllegalArgumentException("the host's own key is among those of its guests");
    }
  }

  /**
   * Checks who alone may join.
   *
   * @param awaited number of parties that the host waits for
   * @param invitees who may; empty when anybody may
   * @param host what the host is called
   * @throws IllegalArgumentException when they are too few, or two have the same key or name
   */
  static void check(int awaited, List<Invitee> invitees, String host) {
    if (awaited < 1 || awaited >= Invitation.MAX_PARTIES) {
      throw new IllegalArgumentException(
          "a host waits for 1 to " + (Invitation.MAX_PARTIES - 1) + " parties, not " + awaited);
    }
    if (!invitees.isEmpty() && invitees.size() < awaited) {
      throw new IllegalArgumentException(
          awaited + " parties are awaited, but only " + invitees.size() + " may join");
    }
    Set<Fingerprint> keys = new HashSet<>();
    Set<String> names = new HashSet<>(Set.of(host));
    for (Invitee invitee : invitees) {
      if (!keys.add(invitee.key())) {
        throw new IllegalArgumentException("the key " + invitee.key() + " is invited twice");
      }
      if (invitee.name().isPresent() && !names.add(invitee.name().get())) {
        throw new IllegalArgumentException("two parties are called '" + invitee.name().get() + "'");
      }
    }
  }

  /** A fresh secret. */
  static byte[] freshSecret() {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  /** The invitee with a key, if there is a list and it is on it. */
  public Optional<Invitee> invitee(Fingerprint key) {
    return invitees.stream().filter(invitee -> invitee.key().equals(key)).findFirst();
  }

  /**
   * Reads a ticket.
   *
   * @param text as {@link #toUri} writes it; white space at its ends is ignored
   * @throws IllegalArgumentException when it is no ticket, with a message that says why
   */
  public static Ticket parse(String text) {
    String uri = text.strip();
    if (!uri.startsWith(SCHEME)) {
      throw new IllegalArgumentException("not an invitation: it does not start with " + SCHEME);
    }
    try {
      return read(uri);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a damaged invitation: " + e.getMessage(), e);
    }
  }

  private static Ticket read(String uri) {
    if (uri.length() > MAX_TEXT || !uri.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "it is not one line of at most " + MAX_TEXT + " characters of ASCII");
    }
    int path = uri.indexOf('/', SCHEME.length() + 2);
    if (!uri.startsWith("//", SCHEME.length()) || path < 0) {
      throw new IllegalArgumentException("it has no address");
    }
    Address address = Address.parse(uri.substring(SCHEME.length() + 2, path));
    if (!uri.startsWith(VERSION, path)) {
      throw new IllegalArgumentException("it is of another version of privnet");
    }
    Form form = Form.parse(uri.substring(path + VERSION.length()));
    Ticket ticket =
        new Ticket(
            address,
            Fingerprint.parse(form.text("key")),
            secret(form.text("secret")),
            form.number("awaited", 1, Invitation.MAX_PARTIES - 1),
            form.texts("invitee").stream().map(Invitee::parse).toList(),
            form.flag("via-host"),
            proposal(form));
    form.end();
    return ticket;
  }

  private static byte[] secret(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its secret is not in Base64");
    }
  }

  /** The ticket as a URI, {@code privnet:…}, on one line of ASCII. It holds the secret. */
  public String toUri() {
    Form form =
        new Form()
            .with("key", hostKey)
            .with("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
            .with("awaited", awaited);
    invitees.forEach(invitee -> form.with("invitee", invitee));
    form.withFlag("via-host", viaHost);
    write(form, proposal);
    return SCHEME + "//" + address + VERSION + form;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ticket that
        && address.equals(that.address)
        && hostKey.equals(that.hostKey)
        && MessageDigest.isEqual(secret, that.secret)
        && awaited == that.awaited
        && invitees.equals(that.invitees)
        && viaHost == that.viaHost
        && proposal.equals(that.proposal);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, hostKey, Arrays.hashCode(secret), proposal);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "invitation of " + proposal.initiator() + " at " + address;
  }

  private static void write(Form form, Proposal proposal) {
    Terms terms = proposal.terms();
    form.with("initiator", proposal.initiator())
        .with("protocol", proposal.protocol())
        .with("open", terms.open())
        .withFlag("batch", terms.batch())
        .with("setup", terms.setup())
        .with("cover", terms.cover())
        .withFlag("insecure", terms.insecure())
        .with("third-party", proposal.thirdParty().map(Party::name))
        .with("third-party-key", proposal.thirdParty().map(party -> Form.text(party.key())))
        .with("third-party-address", proposal.thirdParty().flatMap(Party::address))
        .with("slots", proposal.slots())
        .with("first", proposal.first())
        .with("grid", proposal.grid())
        .with("expires", proposal.expires())
        .with("nonce", proposal.nonce());
  }

  private static Proposal proposal(Form form) {
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
        form.time("expires"),
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
            Form.key(form.text("third-party-key")),
            Optional.of(form.text("third-party-address")),
            Optional.empty()));
  }
}
