package io.privnet.geo.anonymity;

import io.privnet.geo.trace.Trace;
import java.time.Duration;
import java.util.Arrays;

/**
 * The trips in a trace. A trip is what a vehicle drives until it is not seen for {@link #PAUSE}.
 * Where it is first and last seen is its origin and its destination, which is right only for traces
 * that begin and end with the trips.
 *
 * <p>4 bytes a row and 8 a trip.
 */
public final class Trips {
  /** A vehicle that is not seen for so long has ended its trip. */
  public static final Duration PAUSE = Duration.ofMinutes(10);

  private final Trace trace;
  private final int[] tripOf;
  private int[] origins;
  private int[] destinations;
  private int count;

  /** Finds the trips of a trace. */
  public Trips(Trace trace) {
    this.trace = trace;
    tripOf = new int[trace.size()];
    origins = new int[Math.max(1, trace.vehicles())];
    destinations = new int[origins.length];
    int[] current = new int[trace.vehicles()];
    Arrays.fill(current, -1);
    for (int row = 0; row < trace.size(); row++) {
      int vehicle = trace.vehicle(row);
      int trip = current[vehicle];
      if (trip < 0
          || trace.timeMillis(row) - trace.timeMillis(destinations[trip]) > PAUSE.toMillis()) {
        trip = begin(row);
        current[vehicle] = trip;
      }
      tripOf[row] = trip;
      destinations[trip] = row;
    }
  }

  private int begin(int row) {
    if (count == origins.length) {
      origins = Arrays.copyOf(origins, count + (count >> 1) + 8);
      destinations = Arrays.copyOf(destinations, origins.length);
    }
    origins[count] = row;
    return count++;
  }

  /** The trace that the trips are in. */
  public Trace trace() {
    return trace;
  }

  /** How many trips there are. */
  public int count() {
    return count;
  }

  /** Returns the trip to which a row belongs, 0 to {@link #count} - 1 in order of their origins. */
  public int tripOf(int row) {
    return tripOf[row];
  }

  /** Returns the first row of a trip. */
  public int origin(int trip) {
    return origins[trip];
  }

  /** Returns the last row of a trip. */
  public int destination(int trip) {
    return destinations[trip];
  }
}
