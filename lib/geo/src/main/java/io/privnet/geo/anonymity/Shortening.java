package io.privnet.geo.anonymity;

import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.BitSet;

/** The rows of a trace in which a vehicle says less than it might, for each rule that has such. */
final class Shortening {
  private Shortening() {}

  /** Returns the rows to which a rule of the policy applies. */
  static BitSet rows(Trips trips, ReportPolicy policy) {
    BitSet rows = new BitSet(trips.trace().size());
    if (policy.has(ReportPolicy.Rule.TRIP_ENDS)) {
      nearTripEnds(trips, policy.tripEndsMetres(), rows);
    }
    if (policy.has(ReportPolicy.Rule.SPEED)) {
      slow(trips, policy.fastMetresPerSecond(), rows);
    }
    if (policy.has(ReportPolicy.Rule.ROAD)) {
      offMajorRoads(trips.trace(), policy, rows);
    }
    return rows;
  }

  private static void nearTripEnds(Trips trips, double metres, BitSet rows) {
    Trace trace = trips.trace();
    for (int row = 0; row < trace.size(); row++) {
      int trip = trips.tripOf(row);
      if (Distance.metres(trace, row, trips.origin(trip)) <= metres
          || Distance.metres(trace, row, trips.destination(trip)) <= metres) {
        rows.set(row);
      }
    }
  }

  /**
   * Where the trace has no speeds, it is that since the row before; a vehicle that is seen first
   * counts as standing.
   */
  private static void slow(Trips trips, double metresPerSecond, BitSet rows) {
    Trace trace = trips.trace();
    int[] before = new int[trips.count()];
    Arrays.fill(before, -1);
    for (int row = 0; row < trace.size(); row++) {
      int trip = trips.tripOf(row);
      int last = before[trip];
      before[trip] = row;
      double speed = trace.speed(row);
      if (Double.isNaN(speed)) {
        double seconds = last < 0 ? 0 : (trace.timeMillis(row) - trace.timeMillis(last)) / 1e3;
        speed = seconds > 0 ? Distance.metres(trace, last, row) / seconds : 0;
      }
      if (speed < metresPerSecond) {
        rows.set(row);
      }
    }
  }

  private static void offMajorRoads(Trace trace, ReportPolicy policy, BitSet rows) {
    BitSet known = new BitSet();
    BitSet major = new BitSet();
    for (int row = 0; row < trace.size(); row++) {
      int road = trace.road(row);
      if (!known.get(road)) {
        known.set(road);
        major.set(road, policy.majorRoads().contains(trace.roadClass(road)));
      }
      if (!major.get(road)) {
        rows.set(row);
      }
    }
  }
}
