package io.privnet.geo.simulation;

import io.privnet.geo.RouterTable;

/**
 * The size of a system.
 *
 * @param scale how many vehicles there are for each one of the trace, above 0
 * @param routers how many routers, M, at least 1
 * @param locationsEach virtual locations of each router, at least 1
 * @param sideMetres the side of the square relevance areas in metres, above 0
 */
public record Setting(double scale, int routers, int locationsEach, double sideMetres) {

  /** The longest side of an area in metres: half the earth's circumference. */
  public static final double LONGEST_SIDE = 20_000_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public Setting {
    Scenario.require(
        scale > 0 && scale <= 1e7, "a scale is above 0 and at most 10000000, not " + scale);
    Scenario.require(
        routers >= 1 && routers <= RouterTable.MOST_LOCATIONS,
        "1 to " + RouterTable.MOST_LOCATIONS + " routers are possible, not " + routers);
    Scenario.require(locationsEach >= 1, "at least one virtual location for each router is needed");
    Scenario.require(
        sideMetres > 0 && sideMetres <= LONGEST_SIDE,
        "the side of an area is above 0 and at most 20000 km, not " + sideMetres + " m");
  }
}
