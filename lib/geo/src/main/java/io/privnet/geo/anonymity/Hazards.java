package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages about made-up hazards, and whom they reach. A hazard is where and when a vehicle was
 * seen, drawn at random; its message concerns all that is within some metres to the north, east,
 * south and west, and goes to the cells of a covering of that area. It reaches the vehicles whose
 * report meets one of these cells.
 *
 * <p>A delivery is in vain if the vehicle is not in the area. A vehicle in the area that the
 * message does not reach has missed it; only silent ones can. To compare, the same messages are
 * delivered to vehicles that report all bits.
 */
public final class Hazards {
  private static final int MOST_CELLS = 16;

  private final Trace trace;
  private final Scheme scheme;
  private final int maxBits;
  private final double radiusMetres;

  /** The rows in which hazards are, ascending. */
  private final int[] rows;

  private int next;
  private long concerned;
  private long deliveries;
  private long vain;
  private long fullDeliveries;
  private long fullVain;

  /**
   * Draws hazards.
   *
   * @param trace in which they happen, not empty
   * @param scheme of the codes that vehicles report
   * @param maxBits the bits of a full report, 0 to 64
   * @param count how many, 0 or more
   * @param radiusMetres how far a message concerns vehicles, 0 or more
   * @param seed of the random choices; the same gives the same hazards whatever vehicles report
   * @throws IllegalArgumentException if the count or the radius is below 0
   */
  public Hazards(
      Trace trace, Scheme scheme, int maxBits, int count, double radiusMetres, long seed) {
    if (count < 0 || !(radiusMetres >= 0)) {
      throw new IllegalArgumentException("the number of hazards and their radius are 0 or more");
    }
    this.trace = trace;
    this.scheme = scheme;
    this.maxBits = maxBits;
    this.radiusMetres = radiusMetres;
    SplittableRandom random = new SplittableRandom(seed);
    rows = random.ints(count, 0, trace.size()).toArray();
    Arrays.sort(rows);
  }

  /** Delivers the messages of a step. */
  public void see(Reporting step) {
    for (; next < rows.length && rows[next] < step.endRow(); next++) {
      deliver(area(trace.latitude(rows[next]), trace.longitude(rows[next])), step);
    }
  }

  private Rectangle area(double latitude, double longitude) {
    double height = Math.toDegrees(radiusMetres / Distance.EARTH_RADIUS);
    double south = Math.max(-90, latitude - height);
    double north = Math.min(90, latitude + height);
    double cosine = Math.cos(Math.toRadians(Math.max(Math.abs(south), Math.abs(north))));
    double width = height / cosine;
    if (!(width < 180)) {
      return new Rectangle(south, -180, north, 180);
    }
    double west = longitude - width;
    double east = longitude + width;
    return new Rectangle(
        south, west < -180 ? west + 360 : west, north, east > 180 ? east - 360 : east);
  }

  private void deliver(Rectangle area, Reporting step) {
    List<Code> cells = Covering.of(area, scheme, MOST_CELLS, maxBits, 1).cells();
    long[] los = cells.stream().mapToLong(Code::lo).toArray();
    long[] his = cells.stream().mapToLong(Code::hi).toArray();
    for (int i = 0; i < step.size(); i++) {
      // A full report is within a shorter one, and the area within the cells, so that most vehicles
      // are far from all of it.
      int length = step.length(i) < 0 ? maxBits : step.length(i);
      long lo = Announcement.cell(step.code(i), length);
      if (Long.compareUnsigned(last(lo, length), los[0]) < 0
          || Long.compareUnsigned(lo, his[his.length - 1]) > 0) {
        continue;
      }
      int row = step.row(i);
      boolean inside = area.contains(trace.latitude(row), trace.longitude(row));
      boolean reached = step.length(i) >= 0 && meet(los, his, step.code(i), step.length(i));
      boolean reachedInFull = meet(los, his, step.code(i), maxBits);
      concerned += inside ? 1 : 0;
      deliveries += reached ? 1 : 0;
      vain += reached && !inside ? 1 : 0;
      fullDeliveries += reachedInFull ? 1 : 0;
      fullVain += reachedInFull && !inside ? 1 : 0;
    }
  }

  /** Whether a report has something in common with one of the cells. */
  private static boolean meet(long[] los, long[] his, long full, int length) {
    long lo = Announcement.cell(full, length);
    long hi = last(lo, length);
    for (int cell = 0; cell < los.length; cell++) {
      if (Long.compareUnsigned(his[cell], lo) >= 0) {
        return Long.compareUnsigned(los[cell], hi) <= 0;
      }
    }
    return false;
  }

  /** The last full code in a cell. */
  private static long last(long lo, int length) {
    return lo | (length == 64 ? 0 : -1L >>> length);
  }

  /** How many messages there were. */
  public int messages() {
    return next;
  }

  /** How often a vehicle was in the area of a message. */
  public long concerned() {
    return concerned;
  }

  /** How often a message reached a vehicle. */
  public long deliveries() {
    return deliveries;
  }

  /** How many of the deliveries reached a vehicle outside of the message's area. */
  public long vain() {
    return vain;
  }

  /** How often a message did not reach a vehicle in its area. */
  public long missed() {
    return concerned - (deliveries - vain);
  }

  /** How many deliveries there would be if vehicles reported all bits. */
  public long fullDeliveries() {
    return fullDeliveries;
  }

  /** How many of these would be in vain, because cells reach over the border of an area. */
  public long fullVain() {
    return fullVain;
  }
}
