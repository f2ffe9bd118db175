package io.privnet.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Cells that together contain an area: every position of the area has a code in one of them. They
 * are disjoint, in order, and no more than was allowed; fewer cells reach further over the border.
 *
 * @param scheme the scheme of all cells
 * @param cells in ascending order, at least one
 */
public record Covering(Scheme scheme, List<Code> cells) {

  /** The most cells a covering may be asked for. */
  public static final int MOST_CELLS = 1 << 16;

  /** What {@link Footprint#overhang} says of a cell that has nothing in common with the area. */
  static final double DISJOINT = -1;

  /** Copies the list. */
  public Covering {
    cells = List.copyOf(cells);
  }

  /**
   * Covers an area. Starting from the world, the cell that reaches furthest over the border is
   * halved, as long as the budget allows.
   *
   * @param maxCells the most cells, 1 to {@link #MOST_CELLS}
   * @param maxBits the longest cell in bits, 0 to 64
   * @throws IllegalArgumentException if a limit is out of range
   */
  public static Covering of(Area area, Scheme scheme, int maxCells, int maxBits) {
    if (maxCells < 1 || maxCells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a covering has 1 to " + MOST_CELLS + " cells, not " + maxCells);
    }
    if (maxBits < 0 || maxBits > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + maxBits);
    }
    Footprint footprint =
        switch (area) {
          case Rectangle rectangle -> footprint(rectangle, scheme);
          case Region region -> footprint(region, scheme);
        };
    return new Covering(scheme, joined(descend(footprint, scheme, maxCells, maxBits), scheme));
  }

  /** Whether a full code lies in one of the cells. */
  public boolean contains(long full) {
    int low = 0;
    int high = cells.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(cells.get(middle).lo(), full) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && cells.get(low - 1).contains(full);
  }

  private static List<Candidate> descend(
      Footprint footprint, Scheme scheme, int maxCells, int maxBits) {
    List<Candidate> done = new ArrayList<>();
    PriorityQueue<Candidate> open = new PriorityQueue<>();
    Candidate world = candidate(0, 0, footprint, scheme);
    (world.overhang == 0 || maxBits == 0 ? done : open).add(world);
    while (!open.isEmpty()) {
      Candidate widest = open.poll();
      int length = widest.length + 1;
      long upper = widest.bits | 1L << (64 - length);
      Candidate first = candidate(widest.bits, length, footprint, scheme);
      Candidate second = candidate(upper, length, footprint, scheme);
      boolean both = first.overhang != DISJOINT && second.overhang != DISJOINT;
      if (both && done.size() + open.size() + 2 > maxCells) {
        done.add(widest);
        continue;
      }
      if (first.overhang != DISJOINT) {
        (first.overhang == 0 || length == maxBits ? done : open).add(first);
      }
      if (second.overhang != DISJOINT) {
        (second.overhang == 0 || length == maxBits ? done : open).add(second);
      }
    }
    return done;
  }

  /** Puts cells in order and replaces two halves by their whole. */
  private static List<Code> joined(List<Candidate> found, Scheme scheme) {
    found.sort((a, b) -> Long.compareUnsigned(a.bits, b.bits));
    List<Code> cells = new ArrayList<>(found.size());
    for (Candidate candidate : found) {
      Code cell = new Code(scheme, candidate.bits, candidate.length);
      while (!cells.isEmpty() && cell.length() > 0 && isSibling(cells.getLast(), cell)) {
        cells.removeLast();
        cell = cell.parent();
      }
      cells.add(cell);
    }
    return cells;
  }

  private static boolean isSibling(Code earlier, Code later) {
    return earlier.length() == later.length() && later.parent().contains(earlier);
  }

  private static Candidate candidate(long bits, int length, Footprint footprint, Scheme scheme) {
    return new Candidate(bits, length, footprint.overhang(scheme.block(bits, length)));
  }

  /** A cell that meets the area, those that reach furthest over its border first. */
  private record Candidate(long bits, int length, double overhang)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int order = Double.compare(other.overhang, overhang);
      return order != 0 ? order : Long.compareUnsigned(bits, other.bits);
    }
  }

  /** An area as it lies on the grid of a scheme. */
  private interface Footprint {
    /** How much of a block lies outside: 0 if nothing does, {@link #DISJOINT} if all does. */
    double overhang(Block block);
  }

  private static Footprint footprint(Rectangle area, Scheme scheme) {
    long south = scheme.row(area.south());
    long north = scheme.row(area.north());
    long west = scheme.column(area.west());
    long east = scheme.column(area.east());
    long firstRow = Math.min(south, north);
    long lastRow = Math.max(south, north);
    long lastColumn = (1L << 32) - 1;
    if (!area.crossesAntimeridian()) {
      return within(new Block(west, east, firstRow, lastRow));
    }
    if (west <= east) {
      // The gap is narrower than a column.
      return within(new Block(0, lastColumn, firstRow, lastRow));
    }
    Block western = new Block(west, lastColumn, firstRow, lastRow);
    Block eastern = new Block(0, east, firstRow, lastRow);
    return block -> overhang(block, block.shared(western) + block.shared(eastern));
  }

  private static Footprint within(Block whole) {
    return block -> overhang(block, block.shared(whole));
  }

  private static double overhang(Block block, double shared) {
    return shared == 0 ? DISJOINT : Math.max(0, block.squares() - shared);
  }

  private static Footprint footprint(Region area, Scheme scheme) {
    return block ->
        area.overhang(
            scheme.west(block),
            scheme.southReach(block),
            scheme.east(block),
            scheme.northReach(block));
  }
}
