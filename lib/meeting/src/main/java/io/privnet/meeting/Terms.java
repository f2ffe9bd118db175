package io.privnet.meeting;

import java.util.Optional;

/**
 * How a protocol is to be run, the same for all parties. Each protocol says which of these it
 * knows.
 *
 * @param open slots that are opened together in a round, 1 or more; 0 for all at once
 * @param batch whether all slots are evaluated in the same rounds
 * @param setup public setup of a cryptosystem, as text
 * @param cover cells a second that cross each link in each direction, whether there is anything to
 *     say or not, up to {@link #MAX_COVER}; 0 when only messages cross
 * @param insecure whether it is run even among so few parties that it hides nothing
 */
public record Terms(int open, boolean batch, Optional<String> setup, int cover, boolean insecure) {
  /** One slot at a time, nothing else. */
  public static final Terms DEFAULT = new Terms(1, false, Optional.empty(), 0, false);

  /** Most cells a second. */
  public static final int MAX_COVER = 1000;

  /** A setup has at most this many characters. */
  public static final int MAX_SETUP = 16_384;

  /**
   * @throws IllegalArgumentException when a value is out of range
   */
  public Terms {
    if (open < 0) {
      throw new IllegalArgumentException("slots are opened 1 or more at a time, not " + open);
    }
    if (cover < 0 || cover > MAX_COVER) {
      throw new IllegalArgumentException(
          "cover is 0 to " + MAX_COVER + " cells a second, not " + cover);
    }
    setup.ifPresent(
        text -> {
          if (text.length() > MAX_SETUP || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IllegalArgumentException(
                "a setup is at most " + MAX_SETUP + " characters of ASCII on one line");
          }
        });
  }

  /** The same with another number of slots opened together; 0 for all. */
  public Terms opening(int slots) {
    return new Terms(slots, batch, setup, cover, insecure);
  }

  /** The same with all slots in the same rounds. */
  public Terms batched() {
    return new Terms(open, true, setup, cover, insecure);
  }

  /** The same with a setup. */
  public Terms with(String publicSetup) {
    return new Terms(open, batch, Optional.of(publicSetup), cover, insecure);
  }

  /** The same with cover. */
  public Terms covered(int cellsPerSecond) {
    return new Terms(open, batch, setup, cellsPerSecond, insecure);
  }

  /** The same, run among however few. */
  public Terms evenIfInsecure() {
    return new Terms(open, batch, setup, cover, true);
  }
}
