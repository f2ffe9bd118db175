package io.privnet.geo;

import java.util.List;

/**
 * One search for the cells of a covering. Starting from the world, the cell that reaches furthest
 * over the border of the area is divided, as long as the budget allows.
 *
 * <p>The cells found so far are a chain in the order of the curve; the parts of a cell take its
 * place. Those that may be divided are also in a queue. It tells how far they reach within a factor
 * of two, which costs a covering of 64 cells a thousandth of its area and saves half of the time.
 */
abstract class Descent {
  /** The overhang of a cell that lies within the area. */
  private static final int INSIDE = 64;

  private final Scheme scheme;
  private final int maxCells;
  private final int maxBits;
  private final int bitsPerDigit;
  private final Queue open = new Queue();
  private int count;

  private Descent(Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
    this.scheme = scheme;
    this.maxCells = maxCells;
    this.maxBits = maxBits / bitsPerDigit * bitsPerDigit;
    this.bitsPerDigit = bitsPerDigit;
  }

  /** Returns a search with limits as {@link Covering#of} has them. */
  static Descent of(Area area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
    return switch (area) {
      case Rectangle rectangle when scheme.keepsCorners() ->
          new OfRectangle(rectangle, scheme, maxCells, maxBits, bitsPerDigit);
      case Rectangle rectangle -> new OfBlocks(rectangle, scheme, maxCells, maxBits, bitsPerDigit);
      case Region region -> new OfRegion(region, scheme, maxCells, maxBits, bitsPerDigit);
    };
  }

  /**
   * Says whether a cell has anything in common with the area. If so, replaces it by a smaller one
   * that has the same in common, when one is at hand, and measures how far it reaches.
   */
  abstract boolean fit(Cell cell);

  /** Returns the cells in order. May be called once. */
  final List<Code> cells() {
    Cell world = new Cell();
    fit(world);
    count = 1;
    settle(world);
    while (!open.isEmpty()) {
      Cell widest = open.remove();
      if (!widest.dividesInTwo || count < maxCells) {
        divide(widest);
      }
    }
    return joined(world);
  }

  private void settle(Cell cell) {
    if (cell.overhang < INSIDE && cell.length < maxBits) {
      open.add(cell);
    }
  }

  /** Replaces a cell by those of its parts that meet the area, unless they are too many. */
  private void divide(Cell cell) {
    int length = cell.length + bitsPerDigit;
    Cell first = null;
    Cell last = null;
    Cell unused = null;
    int parts = 0;
    for (long digit = 0; digit < 1L << bitsPerDigit; digit++) {
      Cell part = unused == null ? new Cell() : unused;
      part.bits = cell.bits | digit << (64 - length);
      part.length = length;
      if (!fit(part)) {
        unused = part;
        continue;
      }
      unused = null;
      parts++;
      if (parts > 1 && count + parts - 1 > maxCells) {
        return;
      }
      if (first == null) {
        first = part;
      } else {
        last.next = part;
      }
      last = part;
    }
    count += parts - 1;
    last.next = cell.next;
    cell.become(first);
    for (Cell settled = cell; settled != last.next; settled = settled.next) {
      settle(settled);
    }
  }

  /** Returns the codes of a chain; where all parts of a cell are there, that cell instead. */
  private List<Code> joined(Cell chain) {
    int all = 1 << bitsPerDigit;
    Cell[] cells = new Cell[count];
    int size = 0;
    for (Cell cell = chain; cell != null; cell = cell.next) {
      cells[size++] = cell;
      while (size >= all && arePartsOfOne(cells, size - all, size)) {
        size -= all - 1;
        cells[size - 1].length -= bitsPerDigit;
      }
    }
    Code[] codes = new Code[size];
    for (int i = 0; i < size; i++) {
      codes[i] = new Code(scheme, cells[i].bits, cells[i].length);
    }
    return List.of(codes);
  }

  /** Whether as many cells as one has parts, disjoint and in order, are those parts. */
  private static boolean arePartsOfOne(Cell[] cells, int from, int to) {
    int length = cells[from].length;
    long digits = (to - from - 1L) << (64 - length);
    if ((cells[from].bits & digits) != 0 || cells[to - 1].bits != (cells[from].bits | digits)) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (cells[i].length != length) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes a cell as small as can be.
   *
   * @param square one grid square that has to stay in it
   * @param differences the bits in which the codes of others that have to stay differ from it
   */
  private void shrink(Cell cell, long square, long differences) {
    int common = Long.numberOfLeadingZeros(differences);
    int length = Math.min(common - common % bitsPerDigit, maxBits);
    cell.bits = square & ~Code.below(length);
    cell.length = length;
  }

  /** A cell that meets the area. */
  static final class Cell {
    private long bits;
    private int length;

    /**
     * How much of this is outside of the area: 0 for as much as half of the world or more, one more
     * for each time it is halved, {@link #INSIDE} for nothing.
     */
    private int overhang;

    /** Whether it is known that more than one part of this meets the area. */
    private boolean dividesInTwo;

    private Cell next;
    private Cell below;

    private void become(Cell other) {
      bits = other.bits;
      length = other.length;
      overhang = other.overhang;
      dividesInTwo = other.dividesInTwo;
      next = other.next;
    }
  }

  /** Cells in stacks, one for each class of overhang; those that reach furthest come first. */
  private static final class Queue {
    private final Cell[] stacks = new Cell[INSIDE];

    /** A bit for each stack that has cells. */
    private long filled;

    boolean isEmpty() {
      return filled == 0;
    }

    void add(Cell cell) {
      cell.below = stacks[cell.overhang];
      stacks[cell.overhang] = cell;
      filled |= Long.MIN_VALUE >>> cell.overhang;
    }

    Cell remove() {
      int first = Long.numberOfLeadingZeros(filled);
      Cell cell = stacks[first];
      stacks[first] = cell.below;
      if (cell.below == null) {
        filled &= ~(Long.MIN_VALUE >>> first);
      }
      return cell;
    }
  }

  /** Returns the squares between two parallels and two meridians, west not beyond east. */
  private static Block block(Scheme scheme, double south, double west, double north, double east) {
    long southRow = scheme.row(south);
    long northRow = scheme.row(north);
    return new Block(
        scheme.column(west),
        scheme.column(east),
        Math.min(southRow, northRow),
        Math.max(southRow, northRow));
  }

  /** Returns the one block that a rectangle is, or those on either side of the antimeridian. */
  private static List<Block> blocks(Scheme scheme, Rectangle area) {
    double south = area.south();
    double west = area.west();
    double north = area.north();
    double east = area.east();
    if (!area.crossesAntimeridian()) {
      return List.of(block(scheme, south, west, north, east));
    }
    if (scheme.column(west) <= scheme.column(east)) {
      // The gap between the two ends is narrower than a column.
      return List.of(block(scheme, south, -180, north, 180));
    }
    return List.of(block(scheme, south, west, north, 180), block(scheme, south, -180, north, east));
  }

  /**
   * The search for the cells of a rectangle on a curve that interleaves bits. Columns and rows are
   * compared as they stand in a code, with other bits between theirs: in the places of the lower
   * bit of each pair.
   */
  private static final class OfRectangle extends Descent {
    private static final long PLACES = 0x5555555555555555L;

    private record Extent(long west, long east, long south, long north) {}

    private final int columnShift;
    private final int rowShift;
    private final Extent[] extents;

    OfRectangle(Rectangle area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
      super(scheme, maxCells, maxBits, bitsPerDigit);
      columnShift = scheme.columnShift();
      rowShift = 1 - columnShift;
      List<Block> blocks = blocks(scheme, area);
      extents = new Extent[blocks.size()];
      for (int i = 0; i < extents.length; i++) {
        Block block = blocks.get(i);
        extents[i] =
            new Extent(
                Long.expand(block.firstColumn(), PLACES),
                Long.expand(block.lastColumn(), PLACES),
                Long.expand(block.firstRow(), PLACES),
                Long.expand(block.lastRow(), PLACES));
      }
    }

    @Override
    boolean fit(Cell cell) {
      long lo = cell.bits;
      long hi = lo | Code.below(cell.length);
      boolean meets = false;
      long corner = 0;
      long differences = 0;
      long shared = 0;
      for (Extent extent : extents) {
        long west = Math.max(lo >>> columnShift & PLACES, extent.west);
        long east = Math.min(hi >>> columnShift & PLACES, extent.east);
        long south = Math.max(lo >>> rowShift & PLACES, extent.south);
        long north = Math.min(hi >>> rowShift & PLACES, extent.north);
        if (west <= east && south <= north) {
          long first = west << columnShift | south << rowShift;
          long last = east << columnShift | north << rowShift;
          differences |= first ^ last | (meets ? first ^ corner : 0);
          corner = first;
          shared += distance(west, east) * distance(south, north);
          meets = true;
        }
      }
      if (meets) {
        super.shrink(cell, corner, differences);
        cell.dividesInTwo = true;
        cell.overhang = overhang(cell.length, shared);
      }
      return meets;
    }

    private static long distance(long first, long last) {
      return Long.compress(last, PLACES) - Long.compress(first, PLACES) + 1;
    }
  }

  /** How far a cell reaches that has this many grid squares in common with the area, unsigned. */
  private static int overhang(int length, long shared) {
    // The world's 2^64 squares are 0 here, and an area that is all of it has 0 too.
    long squares = length == 0 ? 0 : 1L << (64 - length);
    return Long.numberOfLeadingZeros(squares - shared);
  }

  /** The search for the cells of a rectangle on any curve. */
  private static final class OfBlocks extends Descent {
    private final Scheme scheme;
    private final List<Block> parts;

    OfBlocks(Rectangle area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
      super(scheme, maxCells, maxBits, bitsPerDigit);
      this.scheme = scheme;
      parts = blocks(scheme, area);
    }

    @Override
    boolean fit(Cell cell) {
      Block block = scheme.block(cell.bits, cell.length);
      boolean meets = false;
      long shared = 0;
      for (Block part : parts) {
        if (block.meets(part)) {
          meets = true;
          shared += block.intersection(part).squares();
        }
      }
      cell.overhang = overhang(cell.length, shared);
      return meets;
    }
  }

  /** The search for the cells of a region: its area is approximate, whether it meets a cell not. */
  private static final class OfRegion extends Descent {
    private final Region area;
    private final Scheme scheme;
    private final Block bounds;

    OfRegion(Region area, Scheme scheme, int maxCells, int maxBits, int bitsPerDigit) {
      super(scheme, maxCells, maxBits, bitsPerDigit);
      this.area = area;
      this.scheme = scheme;
      Rectangle box = area.bounds();
      bounds = block(scheme, box.south(), box.west(), box.north(), box.east());
    }

    @Override
    boolean fit(Cell cell) {
      Block block = scheme.block(cell.bits, cell.length);
      if (!block.meets(bounds)) {
        return false;
      }
      if (scheme.keepsCorners()) {
        Block round = block.intersection(bounds);
        long first = scheme.interleave(round.firstColumn(), round.firstRow());
        long last = scheme.interleave(round.lastColumn(), round.lastRow());
        super.shrink(cell, first, first ^ last);
        block = scheme.block(cell.bits, cell.length);
      }
      double overhang =
          area.overhang(
              scheme.west(block),
              scheme.southReach(block),
              scheme.east(block),
              scheme.northReach(block));
      // From the world's 64,800 = 2^15.98 square degrees down to those of a grid square, 2^-48.02.
      cell.overhang =
          overhang == 0 ? INSIDE : Math.clamp(15 - Math.getExponent(overhang), 0, INSIDE - 1);
      return overhang != Region.DISJOINT;
    }
  }
}
