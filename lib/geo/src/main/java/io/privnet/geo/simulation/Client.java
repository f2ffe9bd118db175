package io.privnet.geo.simulation;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Ring;
import java.util.Arrays;
import java.util.List;

/**
 * What a client knows: the virtual locations of all routers, in order on the ring. It finds the
 * same routers as {@link Ring#serving(Covering, int)} does, but by binary search, as Lemma 1 of
 * Geographic dissemination has it, so that its operations can be counted.
 */
final class Client {
  private final long[] locations;
  private final int[] owners;

  /** The number of the request in which a router was found last. */
  private final int[] foundIn;

  private int request;
  private int[] found = new int[16];
  private int count;
  private long operations;

  /**
   * Makes a client that knows a ring.
   *
   * @param owners the router of each virtual location by its rank
   * @param routers how many routers there are
   */
  Client(Ring ring, int[] owners, int routers) {
    this.owners = owners;
    locations = new long[ring.size()];
    for (int rank = 0; rank < locations.length; rank++) {
      locations[rank] = ring.location(rank).lo();
    }
    foundIn = new int[routers];
  }

  /**
   * Returns every router that may have a vehicle whose report meets an area.
   *
   * @param shortestReport the length of the shortest prefix that vehicles report, 64 if they report
   *     full codes
   */
  int[] routersOf(Covering area, int shortestReport) {
    request++;
    count = 0;
    List<Code> cells = area.cells();
    Code previous = null;
    int rank = -1;
    int next = 0;
    while (next < cells.size()) {
      Code cell = cells.get(next);
      rank = floor(cell.lo(), rank);
      take(rank);
      takeAncestors(cell, previous, shortestReport, rank);
      while (rank + 1 < locations.length && isAtMost(rank + 1, cell.hi())) {
        rank++;
        take(rank);
      }
      previous = cell;
      next = firstReaching(rank + 1, cells, next + 1);
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * Adds the homes of truncated reports that contain a cell. Those that contain the cell before it
   * too were added then.
   */
  private void takeAncestors(Code cell, Code previous, int shortestReport, int rank) {
    int shared = previous == null ? -1 : Long.numberOfLeadingZeros(cell.bits() ^ previous.bits());
    long last = cell.lo();
    for (int length = cell.length() - 1; length > shared && length >= shortestReport; length--) {
      long lo = cell.prefix(length).lo();
      if (lo != last) {
        take(floor(lo, -1, rank + 1));
        last = lo;
      }
    }
  }

  /**
   * The first cell, from one on, that does not end before a location: the cells before it, and all
   * reports that begin in them, belong to the location before. In ever longer steps.
   */
  private int firstReaching(int rank, List<Code> cells, int from) {
    if (rank == locations.length) {
      return cells.size();
    }
    int low = from;
    int high = from;
    for (int step = 1; high < cells.size() && endsBefore(cells.get(high), rank); step *= 2) {
      low = high + 1;
      high += step;
    }
    high = Math.min(high, cells.size());
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (endsBefore(cells.get(middle), rank)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean endsBefore(Code cell, int rank) {
    return !isAtMost(rank, cell.hi());
  }

  /** Comparisons and virtual locations looked at in all requests so far. */
  long operations() {
    return operations;
  }

  /** Adds the router of a location; the one before the first location is the last. */
  private void take(int rank) {
    operations++;
    int router = owners[rank < 0 ? locations.length - 1 : rank];
    if (foundIn[router] != request) {
      foundIn[router] = request;
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = router;
    }
  }

  /** The last location that is not above a code, given one that is not: in ever longer steps. */
  private int floor(long code, int from) {
    int low = from;
    int step = 1;
    while (low + step < locations.length && isAtMost(low + step, code)) {
      low += step;
      step *= 2;
    }
    return floor(code, low, Math.min(low + step, locations.length));
  }

  /** The last location that is not above a code: from low on, and before high. */
  private int floor(long code, int low, int high) {
    int atMost = low;
    int above = high;
    while (above - atMost > 1) {
      int middle = (atMost + above) >>> 1;
      if (isAtMost(middle, code)) {
        atMost = middle;
      } else {
        above = middle;
      }
    }
    return atMost;
  }

  private boolean isAtMost(int rank, long code) {
    operations++;
    return Long.compareUnsigned(locations[rank], code) <= 0;
  }
}
