package io.privnet.geo.simulation;

import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The vehicles of a trace, epoch by epoch, and as many of them as are wanted. With a scale below 1
 * each vehicle is kept with that probability. With a scale of s above 1 each vehicle has s - 1
 * copies, rounded at random: a copy makes the same trip at the same time, displaced by up to {@link
 * #DISPLACEMENT_METRES} to each side. So the traffic grows where traffic is.
 */
final class Traffic {

  /** The most vehicles: a range tree of them takes some gigabytes. */
  static final int MOST_VEHICLES = 10_000_000;

  /** How far a copy is from its vehicle at most, northward or southward, eastward or westward. */
  static final double DISPLACEMENT_METRES = 500;

  private static final double METRES_A_DEGREE = Math.toRadians(6_371_008.8);

  private final Trace trace;
  private final long epochMillis;

  /** The copies of vehicle v, itself included, are numbered from {@code first[v]}. */
  private final int[] first;

  private final float[] north;
  private final float[] east;

  /** The last sighting of each vehicle of the trace in the epoch at hand. */
  private final int[] seen;

  private int next;
  private long epoch;
  private int vehicles;

  Traffic(Trace trace, long epochMillis, double scale, long seed) {
    this.trace = trace;
    this.epochMillis = epochMillis;
    if (trace.vehicles() * scale > MOST_VEHICLES) {
      throw new IllegalArgumentException(
          "%.0f vehicles are more than %d: choose a smaller scale than %s"
              .formatted(trace.vehicles() * scale, MOST_VEHICLES, scale));
    }
    SplittableRandom random = new SplittableRandom(seed);
    first = new int[trace.vehicles() + 1];
    int whole = (int) scale;
    for (int vehicle = 0; vehicle < trace.vehicles(); vehicle++) {
      int copies = whole + (random.nextDouble() < scale - whole ? 1 : 0);
      first[vehicle + 1] = first[vehicle] + copies;
    }
    north = new float[first[trace.vehicles()]];
    east = new float[north.length];
    for (int vehicle = 0; vehicle < trace.vehicles(); vehicle++) {
      for (int copy = first[vehicle] + 1; copy < first[vehicle + 1]; copy++) {
        north[copy] = (float) ((2 * random.nextDouble() - 1) * DISPLACEMENT_METRES);
        east[copy] = (float) ((2 * random.nextDouble() - 1) * DISPLACEMENT_METRES);
      }
    }
    seen = new int[trace.vehicles()];
  }

  /**
   * The epoch of a row, counted from the first row's; epochs begin at multiples of their length.
   */
  static long epoch(Trace trace, int row, long epochMillis) {
    return Math.floorDiv(trace.timeMillis(row), epochMillis)
        - Math.floorDiv(trace.timeMillis(0), epochMillis);
  }

  /** How many vehicles there are in all epochs together; their numbers are below this. */
  int vehicles() {
    return north.length;
  }

  /** Goes on to the next epoch in which the trace saw vehicles. */
  boolean next() {
    if (next == trace.size()) {
      return false;
    }
    epoch = epoch(trace, next, epochMillis);
    Arrays.fill(seen, -1);
    vehicles = 0;
    for (; next < trace.size() && epoch(trace, next, epochMillis) == epoch; next++) {
      int vehicle = trace.vehicle(next);
      if (seen[vehicle] < 0) {
        vehicles += first[vehicle + 1] - first[vehicle];
      }
      seen[vehicle] = next;
    }
    return true;
  }

  /** Which epoch is at hand, counted from the one in which the trace began. */
  long epoch() {
    return epoch;
  }

  /** How many vehicles are seen in the epoch at hand. */
  int size() {
    return vehicles;
  }

  /** Where they are. */
  Snapshot snapshot() {
    int[] number = new int[vehicles];
    double[] latitude = new double[vehicles];
    double[] longitude = new double[vehicles];
    int size = 0;
    for (int vehicle = 0; vehicle < seen.length; vehicle++) {
      int row = seen[vehicle];
      for (int copy = first[vehicle]; row >= 0 && copy < first[vehicle + 1]; copy++) {
        number[size] = copy;
        latitude[size] = trace.latitude(row) + north[copy] / METRES_A_DEGREE;
        latitude[size] = Math.clamp(latitude[size], -90, 90);
        longitude[size] = displaced(trace.longitude(row), east[copy], latitude[size]);
        size++;
      }
    }
    return new Snapshot(number, latitude, longitude);
  }

  private static double displaced(double longitude, double metres, double latitude) {
    // Near a pole a metre is many degrees; there it counts as it does at 89.4 degrees.
    double cosine = Math.max(0.01, StrictMath.cos(Math.toRadians(latitude)));
    double moved = longitude + metres / (METRES_A_DEGREE * cosine);
    return moved > 180 ? moved - 360 : moved < -180 ? moved + 360 : moved;
  }
}
