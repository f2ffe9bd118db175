package io.privnet.geo.simulation;

import io.privnet.geo.Covering;
import io.privnet.geo.Placement;
import io.privnet.geo.Scheme;
import java.time.Duration;

/**
 * What stays the same while the size of the system is varied.
 *
 * @param scheme the curve
 * @param placement how the virtual locations are chosen
 * @param epoch the length of time in which a vehicle has one position, its last
 * @param messages how many messages are sent, at least 1
 * @param k reports are truncated so that at least k vehicles share one; 0 if they are full
 * @param maxBits the longest truncated report in bits, 0 to 64
 * @param structure what routers keep vehicles in
 * @param lemma how clients find routers
 * @param maxCells the most cells an area is covered with, 1 to {@link Covering#MOST_CELLS}
 * @param messageBytes the size of a message, at least 1
 * @param reportBytes the size of a report, a connection or a disconnection, at least 1
 * @param seed of all random choices
 */
public record Scenario(
    Scheme scheme,
    Placement placement,
    Duration epoch,
    int messages,
    int k,
    int maxBits,
    Structure structure,
    Lemma lemma,
    int maxCells,
    int messageBytes,
    int reportBytes,
    long seed) {

  /** The most messages. */
  public static final int MOST_MESSAGES = 1_000_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public Scenario {
    require(
        epoch.compareTo(Duration.ofMillis(1)) >= 0,
        "an epoch has at least a millisecond, not " + epoch);
    require(
        messages >= 1 && messages <= MOST_MESSAGES,
        "1 to " + MOST_MESSAGES + " messages can be sent, not " + messages);
    require(k >= 0, "k is 0 for full reports or at least 1, not " + k);
    require(maxBits >= 0 && maxBits <= 64, "a code has 0 to 64 bits, not " + maxBits);
    require(
        maxCells >= 1 && maxCells <= Covering.MOST_CELLS,
        "a covering has 1 to " + Covering.MOST_CELLS + " cells, not " + maxCells);
    require(messageBytes >= 1, "a message has at least 1 byte, not " + messageBytes);
    require(reportBytes >= 1, "a report has at least 1 byte, not " + reportBytes);
  }

  /** Whether vehicles report prefixes rather than full positions. */
  public boolean truncated() {
    return k > 0;
  }

  static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
