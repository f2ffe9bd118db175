package io.privnet.meeting;

import io.privnet.meeting.agenda.Grid;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the initiator proposes to everybody (paper §2.2): who, over which slots, by which protocol.
 * Nothing of an agenda is in it, and every party derives the same slots from it.
 *
 * @param protocol short name of the protocol, such as {@code xor}
 * @param parties complete list of those invited, the initiator first; two or more, all different
 * @param slots number of slots of the grid, 1 or more
 * @param first slot at which the negotiation starts, 0 to {@code slots}; with {@code slots} there
 *     is none left to try
 * @param grid when the slots are; absent when only their numbers are known
 */
public record Invitation(
    String protocol, List<String> parties, int slots, int first, Optional<Grid> grid) {
  /** A party's name has at most this many characters. */
  public static final int MAX_NAME = 255;

  /** Names at most this many parties. */
  public static final int MAX_PARTIES = 1000;

  /**
   * @throws IllegalArgumentException when a name is empty, too long, has a control character or
   *     occurs twice, when there are fewer than two, or a slot is out of range
   */
  public Invitation {
    parties = List.copyOf(parties);
    for (String party : parties) {
      checkName(party);
    }
    if (parties.size() < 2 || parties.size() > MAX_PARTIES) {
      throw new IllegalArgumentException(
          "a meeting takes 2 to " + MAX_PARTIES + " parties, not " + parties.size());
    }
    HashSet<String> seen = new HashSet<>();
    for (String party : parties) {
      if (!seen.add(party)) {
        throw new IllegalArgumentException("two parties are called '" + party + "'");
      }
    }
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
  }

  /** The party that invites. */
  public String initiator() {
    return parties.getFirst();
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a party's name has 1 to " + MAX_NAME + " characters: '" + name + "'");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a party's name has no control characters");
    }
  }
}
