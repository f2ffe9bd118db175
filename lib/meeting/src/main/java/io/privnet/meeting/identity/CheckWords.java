package io.privnet.meeting.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that two people read to each other, to be sure that nobody sits between them: proquints
 * (Wilkerson 2009, arXiv:0901.4016), five letters for 16 bits, which are spoken and spelt alike.
 *
 * <p>What they guard against is somebody who tries many keys or nonces until both sides see the
 * same words. Between the two ends of a connection {@value #OF_CONNECTION} words, 64 bits, are
 * enough: the one in the middle has to find its match while a handshake waits, ten seconds at most,
 * and 2^40 trials in that time leave it a chance of 2^-24. A session's words show {@value
 * #OF_SESSION}, 128 bits: a host who invents parties can look for two sessions that agree, at
 * leisure and on both sides at once, and would need 2^64 trials.
 */
public final class CheckWords {
  /** Words that show two ends of a connection that it is theirs. */
  public static final int OF_CONNECTION = 4;

  /** Words that show all parties of a session that it is the same. */
  public static final int OF_SESSION = 8;

  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";

  private CheckWords() {}

  /**
   * The words for the first {@code 2 * words} bytes.
   *
   * @throws IllegalArgumentException when there are fewer
   */
  public static String of(byte[] bytes, int words) {
    if (bytes.length < 2 * words) {
      throw new IllegalArgumentException(words + " words need " + 2 * words + " bytes");
    }
    List<String> spoken = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      spoken.add(proquint((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff));
    }
    return String.join("-", spoken);
  }

  private static String proquint(int bits) {
    return new String(
        new char[] {
          CONSONANTS.charAt(bits >> 12),
          VOWELS.charAt(bits >> 10 & 3),
          CONSONANTS.charAt(bits >> 6 & 15),
          VOWELS.charAt(bits >> 4 & 3),
          CONSONANTS.charAt(bits & 15)
        });
  }
}
