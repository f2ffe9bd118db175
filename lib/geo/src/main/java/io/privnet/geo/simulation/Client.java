package io.privnet.geo.simulation;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Ring;
import java.util.Arrays;

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
    int rank = -1;
    Code previous = null;
    for (Code cell : area.cells()) {
      // Ancestors that this cell has in common with the one before it were looked up then.
      int shared = previous == null ? -1 : Long.numberOfLeadingZeros(cell.bits() ^ previous.bits());
      for (int length = Math.max(shortestReport, shared + 1); length < cell.length(); length++) {
        take(floor(cell.prefix(length).lo(), -1, rank + 1));
      }
      rank = floor(cell.lo(), rank);
      take(rank);
      while (rank + 1 < locations.length && isAtMost(rank + 1, cell.hi())) {
        rank++;
        take(rank);
      }
      previous = cell;
    }
    return Arrays.copyOf(found, count);
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
