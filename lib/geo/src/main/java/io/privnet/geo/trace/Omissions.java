package io.privnet.geo.trace;

/**
 * Records that were left out because their vehicle had been seen at that time already: a vehicle is
 * one vehicle, and counting it twice would make groups look larger than they are.
 *
 * @param repeated how many said the same position again, to a centimetre
 * @param contradictory how many said another position; the first of them is what counts
 */
public record Omissions(long repeated, long contradictory) {

  /** Whether nothing was left out. */
  public boolean none() {
    return repeated == 0 && contradictory == 0;
  }
}
