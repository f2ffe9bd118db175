package io.privnet.geo;

import io.privnet.geo.trace.Snapshots;
import java.io.IOException;
import java.util.Arrays;

/**
 * What it brings and costs to place routers anew as traffic moves (§V-B of Geographic
 * dissemination). At the start of each epoch the routers are placed by the vehicles of the epoch
 * before; beside them, the first placement is kept as it is. So no placement knows the traffic that
 * it serves, except the first.
 *
 * <p>While there are too few different codes, routers stay as they are, and before the first
 * placement there are none. Memory grows with the vehicles: some 60 bytes each.
 */
public final class Reallocation {
  private final Snapshots snapshots;
  private final Placement placement;
  private final int routers;
  private final int locationsEach;
  private final long seed;

  private final Reports reports;

  /** What each vehicle reported last, and in which epoch, counted from 1. */
  private long[] lastPoint = new long[64];

  private int[] lastEpoch = new int[64];
  private int epoch;

  private Ring fixed;
  private Ring current;

  private Epoch latest;

  /**
   * One epoch.
   *
   * @param startMillis when it begins, on the clock of the trace
   * @param vehicles how many vehicles are seen in it
   * @param placed whether there are routers; if not, all that follows is 0 or NaN
   * @param reallocated whether they were placed anew at its start, or for the first time in it
   * @param fixedImbalance the load, maximum over mean, with the first placement
   * @param imbalance the load, maximum over mean, with the placement of this epoch
   * @param staying how many of the vehicles were also seen in the epoch before
   * @param handoversByDriving how many of those would have changed router if no router had moved
   * @param handoversByReallocation how many of those changed router where they are now, because
   *     routers moved
   */
  public record Epoch(
      long startMillis,
      int vehicles,
      boolean placed,
      boolean reallocated,
      double fixedImbalance,
      double imbalance,
      int staying,
      int handoversByDriving,
      int handoversByReallocation) {}

  /**
   * Begins before the first epoch.
   *
   * @param reports of the scheme and the length of what vehicles report; its vehicles are replaced
   *     by those of each epoch
   * @throws IllegalArgumentException if a number is out of range
   */
  public Reallocation(
      Snapshots snapshots,
      Reports reports,
      Placement placement,
      int routers,
      int locationsEach,
      long seed) {
    this.snapshots = snapshots;
    this.reports = reports;
    this.placement = placement;
    this.routers = routers;
    this.locationsEach = locationsEach;
    this.seed = seed;
  }

  /**
   * Moves to the next epoch; false after the last.
   *
   * @throws GeoFormatException if the trace is unusable
   */
  public boolean next() throws IOException {
    // The reports at hand are still those of the epoch before.
    Ring before = current;
    boolean reallocated = current != null && place();
    if (!snapshots.next()) {
      return false;
    }
    epoch++;
    reports.clear();
    int staying = 0;
    int driving = 0;
    int moved = 0;
    for (int i = 0; i < snapshots.size(); i++) {
      int vehicle = snapshots.vehicle(i);
      long point =
          reports.cut(reports.scheme().bits(snapshots.latitude(i), snapshots.longitude(i)));
      reports.add(point);
      makeRoom(vehicle);
      if (before != null && lastEpoch[vehicle] == epoch - 1) {
        staying++;
        String old = before.owner(point);
        driving += before.owner(lastPoint[vehicle]).equals(old) ? 0 : 1;
        moved += old.equals(current.owner(point)) ? 0 : 1;
      }
      lastPoint[vehicle] = point;
      lastEpoch[vehicle] = epoch;
    }
    if (current == null) {
      reallocated = place();
      fixed = current;
    }
    boolean placed = current != null;
    latest =
        new Epoch(
            snapshots.startMillis(),
            reports.size(),
            placed,
            reallocated,
            placed ? fixed.load(reports).imbalance() : Double.NaN,
            placed ? current.load(reports).imbalance() : Double.NaN,
            staying,
            driving,
            moved);
    return true;
  }

  /** Places the routers by the reports at hand; false if there are too few. */
  private boolean place() {
    if (reports.size() == 0) {
      return false;
    }
    try {
      current = placement.place(reports, routers, locationsEach, seed).ring();
      return true;
    } catch (TooFewCodesException e) {
      return false;
    }
  }

  private void makeRoom(int vehicle) {
    if (vehicle >= lastPoint.length) {
      int room = (int) Math.min(Integer.MAX_VALUE - 8, vehicle + (vehicle >> 1) + 8L);
      lastPoint = Arrays.copyOf(lastPoint, room);
      lastEpoch = Arrays.copyOf(lastEpoch, room);
    }
  }

  /** The epoch at hand. */
  public Epoch epoch() {
    return latest;
  }
}
