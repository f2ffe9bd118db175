package io.privnet.geo;

import java.io.IOException;

/** What every position has to be. */
final class PositionsOf {
  private PositionsOf() {}

  static void requireUsable(PositionReader positions) throws IOException {
    while (positions.next()) {
      new Position(positions.latitude(), positions.longitude());
      if (positions.line() < 1) {
        throw new AssertionError("line " + positions.line());
      }
      if (positions.hasTime() && Math.abs(positions.timeMillis()) > 400_000_000_000_000L) {
        throw new AssertionError("time " + positions.timeMillis());
      }
      if (positions.hasVehicle() && positions.vehicleId(positions.vehicle()).isEmpty()) {
        throw new AssertionError("a vehicle without a name");
      }
    }
  }
}
