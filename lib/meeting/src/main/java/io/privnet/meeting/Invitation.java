package io.privnet.meeting;

import io.privnet.meeting.agenda.Grid;
import io.privnet.meeting.identity.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the initiator proposes to everybody (paper §2.2): who, over which slots, by which protocol.
 * Nothing of an agenda is in it, and every party derives the same slots from it.
 *
 * @param protocol short name of the protocol, such as {@code xor}
 * @param terms how it is run
 * @param parties complete list of those invited, the initiator first; two or more, with names and
 *     keys all different
 * @param thirdParty who is trusted with all agendas, if the protocol has one; none of the parties
 * @param slots number of slots of the grid, 1 or more
 * @param first slot at which the negotiation starts, 0 to {@code slots}; with {@code slots} there
 *     is none left to try
 * @param grid when the slots are; absent when only their numbers are known
 * @param expires until when replies are waited for, a whole second; absent when everybody replies
 *     at once
 * @param nonce 32 hexadecimal digits drawn afresh for this meeting, which all know before they are
 *     invited: an initiator that signs two invitations with the same one has cheated
 */
public record Invitation(
    String protocol,
    Terms terms,
    List<Party> parties,
    Optional<Party> thirdParty,
    int slots,
    int first,
    Optional<Grid> grid,
    Optional<Instant> expires,
    String nonce) {
  /** Names at most this many parties. */
  public static final int MAX_PARTIES = 1000;

  private static final int NONCE = 16;

  /**
   * @throws IllegalArgumentException when there are fewer than two parties, a name or a key occurs
   *     twice, a dummy is run by nobody, a slot is out of range or the nonce is none
   */
  public Invitation {
    parties = List.copyOf(parties);
    if (parties.size() < 2 || parties.size() > MAX_PARTIES) {
      throw new IllegalArgumentException(
          "a meeting takes 2 to " + MAX_PARTIES + " parties, not " + parties.size());
    }
    Set<String> names = new HashSet<>();
    Set<PublicKey> keys = new HashSet<>();
    for (Party party : parties) {
      checkNew(party, names, keys);
    }
    thirdParty.ifPresent(party -> checkNew(party, names, keys));
    for (Party party : parties) {
      if (party.runBy().isPresent() && !isRealParty(party.runBy().get(), parties)) {
        throw new IllegalArgumentException(
            "'" + party.name() + "' is run by '" + party.runBy().get() + "', who is no party");
      }
    }
    check(slots, first, grid, expires, nonce);
  }

  /**
   * @throws IllegalArgumentException when a slot is out of range or the nonce is none
   */
  static void check(
      int slots, int first, Optional<Grid> grid, Optional<Instant> expires, String nonce) {
    if (slots < 1 || slots > Grid.MAX_SLOTS) {
      throw new IllegalArgumentException(
          "a grid has 1 to " + Grid.MAX_SLOTS + " slots, not " + slots);
    }
    if (first < 0 || first > slots) {
      throw new IllegalArgumentException("there is no slot " + first + " among " + slots);
    }
    if (grid.isPresent() && grid.get().slots() != slots) {
      throw new IllegalArgumentException(
          "the grid has " + grid.get().slots() + " slots, not " + slots);
    }
    if (expires.isPresent() && expires.get().getNano() != 0) {
      throw new IllegalArgumentException("an invitation expires at a whole second");
    }
    checkNonce(nonce);
  }

  /**
   * Checks what is said to be a nonce.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static void checkNonce(String nonce) {
    if (!nonce.matches("[0-9a-f]{" + 2 * NONCE + "}")) {
      throw new IllegalArgumentException(
          "a nonce has " + 2 * NONCE + " hexadecimal digits, lower case");
    }
  }

  private static void checkNew(Party party, Set<String> names, Set<PublicKey> keys) {
    if (!names.add(party.name())) {
      throw new IllegalArgumentException("two parties are called '" + party.name() + "'");
    }
    if (!keys.add(party.key())) {
      throw new IllegalArgumentException("'" + party.name() + "' has the key of another party");
    }
  }

  private static boolean isRealParty(String name, List<Party> parties) {
    return parties.stream().anyMatch(party -> party.name().equals(name) && party.runBy().isEmpty());
  }

  /** A fresh nonce. */
  public static String freshNonce() {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }

  /** The party that invites. */
  public Party initiator() {
    return parties.getFirst();
  }

  /** What the parties are called, in order. */
  public List<String> names() {
    return parties.stream().map(Party::name).toList();
  }

  /** What those are called that another party runs. */
  public List<String> dummies() {
    return parties.stream().filter(party -> party.runBy().isPresent()).map(Party::name).toList();
  }

  /** The party, or the third party, of a name. */
  public Optional<Party> party(String name) {
    return parties.stream()
        .filter(party -> party.name().equals(name))
        .findFirst()
        .or(() -> thirdParty.filter(party -> party.name().equals(name)));
  }

  /** The keys of all, the third party included, by name. */
  public Map<String, PublicKey> keys() {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    parties.forEach(party -> keys.put(party.name(), party.key()));
    thirdParty.ifPresent(party -> keys.put(party.name(), party.key()));
    return keys;
  }
}
