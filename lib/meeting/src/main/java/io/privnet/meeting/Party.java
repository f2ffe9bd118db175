package io.privnet.meeting;

import io.privnet.meeting.identity.PublicKey;
import java.util.Optional;

/**
 * One of those who are to meet, as the invitation names it to all others.
 *
 * @param name what it is called; 1 to {@link #MAX_NAME} characters, none of them a control or
 *     format character or a separator of lines, and not blank
 * @param key signs all that it says
 * @param address {@code host:port} at which it takes connections, where there are any
 * @param runBy name of the party that runs this one as a dummy and so knows its part of a mask;
 *     absent for a party of its own
 * @param joined 32 hexadecimal digits that it drew afresh when it joined, by which it knows that it
 *     is invited and not another that has joined with its key; absent where nobody has to join
 */
public record Party(
    String name,
    PublicKey key,
    Optional<String> address,
    Optional<String> runBy,
    Optional<String> joined) {
  /** A name has at most this many characters. */
  public static final int MAX_NAME = 255;

  /** An address has at most this many characters. */
  public static final int MAX_ADDRESS = 300;

  /**
   * @throws IllegalArgumentException when the name, the address or what it drew is out of range
   */
  public Party {
    checkName(name);
    address.ifPresent(
        a -> {
          if (a.isBlank()
              || a.length() > MAX_ADDRESS
              || !a.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                "an address is 1 to " + MAX_ADDRESS + " characters of ASCII without spaces");
          }
        });
    joined.ifPresent(Invitation::checkNonce);
  }

  /** A party that did not have to join. */
  public Party(String name, PublicKey key, Optional<String> address, Optional<String> runBy) {
    this(name, key, address, runBy, Optional.empty());
  }

  /** A party of its own in this process. */
  public Party(String name, PublicKey key) {
    this(name, key, Optional.empty(), Optional.empty());
  }

  /**
   * Checks what a party wants to be called.
   *
   * @throws IllegalArgumentException when none can be called so
   */
  public static void checkName(String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a party's name has 1 to " + MAX_NAME + " characters: '" + name + "'");
    }
    if (name.codePoints().anyMatch(Party::isInvisible)) {
      throw new IllegalArgumentException("a party's name has no control or format characters");
    }
  }

  /** Whether it would control what shows the name, or deceive who reads it. */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
