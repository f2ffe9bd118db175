package io.privnet.geo.overlay;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What vehicles look up on their trips: the cell in which they are, each time that it is another
 * one. There are two ways to lay an overlay over the cells:
 *
 * <ul>
 *   <li>The keys are the codes, and nodes are placed among the vehicles as routers are by random
 *       intervals: at the full codes of sightings. The overlay is as uneven as the traffic.
 *   <li>The keys are interval numbers (Fig. 7 of Geographic dissemination): how many of the
 *       different positions in the trace come before the cell, as a part of all. Nodes choose their
 *       places as in any overlay.
 * </ul>
 *
 * <p>It takes 16 bytes for each row of the trace at most.
 */
public final class TripLookups {
  private final long[][] cells;

  /** All different positions. */
  private final Identifiers positions;

  /**
   * Follows all vehicles of a trace.
   *
   * @param bits the length of a cell's code, 0 to 64
   * @throws IllegalArgumentException if the length is not 0 to 64, or the trace is empty
   */
  public TripLookups(Trace trace, Scheme scheme, int bits) {
    if (bits < 0 || bits > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + bits);
    }
    if (trace.size() == 0) {
      throw new IllegalArgumentException("a trace without positions");
    }
    cells = new long[trace.vehicles()][];
    long[] codes = new long[trace.size()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = scheme.bits(trace.latitude(row), trace.longitude(row));
    }
    for (int vehicle = 0; vehicle < cells.length; vehicle++) {
      int[] rows = trace.rowsOf(vehicle);
      long[] trip = new long[rows.length];
      int count = 0;
      for (int row : rows) {
        long cell = new Code(scheme, codes[row], 64).prefix(bits).lo();
        if (count == 0 || trip[count - 1] != cell) {
          trip[count++] = cell;
        }
      }
      cells[vehicle] = Arrays.copyOf(trip, count);
    }
    positions = new Identifiers(Arrays.stream(codes).distinct().toArray());
  }

  /** How many vehicles there are. */
  public int vehicles() {
    return cells.length;
  }

  /** Returns for each vehicle the first full codes of the cells that it looks up, in order. */
  public long[][] codes() {
    return cells;
  }

  /** Returns for each vehicle the interval numbers of the cells that it looks up, in order. */
  public long[][] intervals() {
    long[][] numbers = new long[cells.length][];
    for (int vehicle = 0; vehicle < cells.length; vehicle++) {
      numbers[vehicle] = Arrays.stream(cells[vehicle]).map(this::interval).toArray();
    }
    return numbers;
  }

  private long interval(long code) {
    return Long.divideUnsigned((long) positions.below(code) << 32, positions.size()) << 32;
  }

  /**
   * Chooses positions at random where the nodes of an overlay of codes are.
   *
   * @throws IllegalArgumentException if there are fewer different positions than nodes
   */
  public long[] places(int nodes, long seed) {
    if (nodes > positions.size()) {
      throw new IllegalArgumentException(
          positions.size() + " different positions are too few for " + nodes + " nodes");
    }
    SplittableRandom random = new SplittableRandom(seed);
    long[] shuffled = new long[positions.size()];
    Arrays.setAll(shuffled, positions::get);
    for (int i = 0; i < nodes; i++) {
      int chosen = random.nextInt(i, shuffled.length);
      long place = shuffled[chosen];
      shuffled[chosen] = shuffled[i];
      shuffled[i] = place;
    }
    return Arrays.copyOf(shuffled, nodes);
  }
}
