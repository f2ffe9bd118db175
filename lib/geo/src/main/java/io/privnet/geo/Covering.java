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
          case Region region -> new Outline(region, scheme);
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
        if (widest.divides && done.size() + open.size() + 2 > maxCells) {
          done.add(widest);
          continue;
        }
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
      Candidate tight = tightened(cell);
      (tight.overhang == 0 || tight.length == maxBits ? done : open).add(tight);
    }

    /**
     * Replaces a cell by the smallest one within it that holds what it shares with the area, where
     * that can be computed at once rather than by halving.
     */
    private Candidate tightened(Candidate cell) {
      Block shared = footprint.shared(cell.block);
      if (shared == null || !scheme.keepsCorners()) {
        return cell;
      }
      long first = scheme.interleave(shared.firstColumn(), shared.firstRow());
      long last = scheme.interleave(shared.lastColumn(), shared.lastRow());
      int common = Long.numberOfLeadingZeros(first ^ last);
      int length = Math.min(common / bitsPerDigit * bitsPerDigit, maxBits);
      if (length <= cell.length) {
        return new Candidate(cell.bits, cell.length, cell.block, cell.overhang, true);
      }
      long bits = first & ~Code.below(length);
      Block block = scheme.block(bits, length);
      return new Candidate(bits, length, block, footprint.overhang(block), true);
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
        while (endsWithAllParts(cells, all)) {
          Code last = cells.getLast();
          cells.subList(cells.size() - all, cells.size()).clear();
          cells.add(last.prefix(last.length() - bitsPerDigit));
        }
      }
      return cells;
    }

    /** Whether the last cells are the parts of one; as all are disjoint, it is enough to count. */
    private boolean endsWithAllParts(List<Code> cells, int all) {
      int length = cells.getLast().length();
      if (cells.size() < all || length < bitsPerDigit) {
        return false;
      }
      long apart = ~Code.below(length - bitsPerDigit);
      for (int i = cells.size() - all; i < cells.size(); i++) {
        Code part = cells.get(i);
        boolean sibling = ((part.bits() ^ cells.getLast().bits()) & apart) == 0;
        if (part.length() != length || !sibling) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A cell that meets the area, those that reach furthest over its border first.
   *
   * @param divides whether it is known that more than one part of it meets the area
   */
  private record Candidate(long bits, int length, Block block, double overhang, boolean divides)
      implements Comparable<Candidate> {
    Candidate(long bits, int length, Block block, double overhang) {
      this(bits, length, block, overhang, false);
    }

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

    /** The smallest block round what the area and a block share; null if it is not known. */
    Block shared(Block block);
  }

  /** The area of a rectangle; across the antimeridian it is two blocks. */
  private record Blocks(Block western, Block eastern) implements Footprint {
    @Override
    public double overhang(Block block) {
      double shared = block.shared(western) + (eastern == null ? 0 : block.shared(eastern));
      return shared == 0 ? DISJOINT : Math.max(0, block.squares() - shared);
    }

    @Override
    public Block shared(Block block) {
      boolean meetsWestern = block.shared(western) > 0;
      if (eastern == null || block.shared(eastern) == 0) {
        return block.intersection(western);
      }
      Block inEastern = block.intersection(eastern);
      return meetsWestern ? inEastern.union(block.intersection(western)) : inEastern;
    }
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
      return new Blocks(new Block(west, east, firstRow, lastRow), null);
    }
    if (west <= east) {
      // The gap is narrower than a column.
      return new Blocks(new Block(0, lastColumn, firstRow, lastRow), null);
    }
    return new Blocks(
        new Block(west, lastColumn, firstRow, lastRow), new Block(0, east, firstRow, lastRow));
  }

  /** The area of a region. */
  private record Outline(Region area, Scheme scheme) implements Footprint {
    @Override
    public double overhang(Block block) {
      return area.overhang(
          scheme.west(block),
          scheme.southReach(block),
          scheme.east(block),
          scheme.northReach(block));
    }

    @Override
    public Block shared(Block block) {
      return null;
    }
  }
}
