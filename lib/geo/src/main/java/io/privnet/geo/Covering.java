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
   * divided, as long as the budget allows.
   *
   * @param maxCells the most cells, 1 to {@link #MOST_CELLS}
   * @param maxBits the longest cell in bits, 0 to 64
   * @param bitsPerDigit every cell's length is a multiple of this: 1 for cells of any length,
   *     {@link CodeFormat#bitsPerDigit} for cells that can be written in a format
   * @throws IllegalArgumentException if a limit is out of range
   */
  public static Covering of(Area area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
    if (maxCells < 1 || maxCells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a covering has 1 to " + MOST_CELLS + " cells, not " + maxCells);
    }
    if (maxBits < 0 || maxBits > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + maxBits);
    }
    if (bitsPerDigit < 1 || bitsPerDigit > 8) {
      throw new IllegalArgumentException("a digit has 1 to 8 bits, not " + bitsPerDigit);
    }
    Footprint footprint =
        switch (area) {
          case Rectangle rectangle -> footprint(rectangle, scheme);
          case Region region -> footprint(region, scheme);
        };
    Descent descent =
        new Descent(
            scheme, footprint, maxCells, maxBits / bitsPerDigit * bitsPerDigit, bitsPerDigit);
    return new Covering(scheme, descent.cells());
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

  /** One search for the cells of an area. */
  private static final class Descent {
    private final Scheme scheme;
    private final Footprint footprint;
    private final int maxCells;
    private final int maxBits;
    private final int bitsPerDigit;
    private final List<Candidate> done = new ArrayList<>();
    private final PriorityQueue<Candidate> open = new PriorityQueue<>();
    private final List<Candidate> parts = new ArrayList<>();

    Descent(Scheme scheme, Footprint footprint, int maxCells, int maxBits, int bitsPerDigit) {
      this.scheme = scheme;
      this.footprint = footprint;
      this.maxCells = maxCells;
      this.maxBits = maxBits;
      this.bitsPerDigit = bitsPerDigit;
    }

    List<Code> cells() {
      Block world = scheme.block(0, 0);
      settle(new Candidate(0, 0, world, footprint.overhang(world)));
      while (!open.isEmpty()) {
        Candidate widest = open.poll();
        parts.clear();
        divide(widest, widest.length + bitsPerDigit);
        if (parts.size() > 1 && done.size() + open.size() + parts.size() > maxCells) {
          done.add(widest);
        } else {
          parts.forEach(this::settle);
        }
      }
      return joined();
    }

    private void settle(Candidate cell) {
      (cell.overhang == 0 || cell.length == maxBits ? done : open).add(cell);
    }

    /** Adds those parts of a cell that meet the area, all of one length. */
    private void divide(Candidate cell, int length) {
      if (cell.length == length) {
        parts.add(cell);
        return;
      }
      int longer = cell.length + 1;
      for (int bit = 0; bit <= 1; bit++) {
        long bits = cell.bits | (long) bit << (64 - longer);
        Block block = scheme.half(cell.block, bits, longer);
        double overhang = footprint.overhang(block);
        if (overhang != DISJOINT) {
          divide(new Candidate(bits, longer, block, overhang), length);
        }
      }
    }

    /** Puts the cells in order and replaces the parts of a cell, when all are there, by it. */
    private List<Code> joined() {
      done.sort((a, b) -> Long.compareUnsigned(a.bits, b.bits));
      int all = 1 << bitsPerDigit;
      List<Code> cells = new ArrayList<>(done.size());
      for (Candidate found : done) {
        cells.add(new Code(scheme, found.bits, found.length));
        while (cells.size() >= all && isWhole(cells.subList(cells.size() - all, cells.size()))) {
          Code whole = cells.getLast().prefix(cells.getLast().length() - bitsPerDigit);
          cells.subList(cells.size() - all, cells.size()).clear();
          cells.add(whole);
        }
      }
      return cells;
    }

    private boolean isWhole(List<Code> parts) {
      Code last = parts.getLast();
      if (last.length() < bitsPerDigit) {
        return false;
      }
      Code whole = last.prefix(last.length() - bitsPerDigit);
      // The parts are disjoint, so that as many of this length as there can be are all.
      return parts.stream().allMatch(p -> p.length() == last.length() && whole.contains(p));
    }
  }

  /** A cell that meets the area, those that reach furthest over its border first. */
  private record Candidate(long bits, int length, Block block, double overhang)
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
