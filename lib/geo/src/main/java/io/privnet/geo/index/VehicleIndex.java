package io.privnet.geo.index;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a router knows of its vehicles: the last report of each, a full code or a truncated one, in
 * the order of the curve (§III-B of Geographic dissemination). It answers which reports meet an
 * area, that is, contain, equal or lie in one of its cells, each vehicle once, and takes new
 * reports as the vehicles move.
 *
 * <p>Reports stand in leaves of up to 256, each a stretch of the curve, as in a B<sup>+</sup>-tree
 * with one inner node. A report that stays in its leaf costs one write; a query visits the leaves
 * in which an answer may be and skips from one to the next that can have any. Memory grows with the
 * vehicles, about 22 bytes each, and with the largest vehicle number, 4 to 6 bytes each.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class VehicleIndex {
  private final Scheme scheme;
  private final Reports reports = new Reports();
  private long queries;

  /** Makes an index without vehicles for reports of one scheme. */
  public VehicleIndex(Scheme scheme) {
    this.scheme = scheme;
  }

  /** How many vehicles have a report. */
  public int size() {
    return reports.size();
  }

  /**
   * How many operations all calls so far have taken: comparisons in the search for leaves and
   * cells, leaves visited, reports compared, written or moved. They are added up a leaf at a time,
   * so counting costs nothing that can be measured.
   */
  public long operations() {
    return queries + reports.moves() + reports.leaves().steps();
  }

  /**
   * Replaces the report of a vehicle, or adds the vehicle.
   *
   * @param vehicle a number, 0 to 2<sup>31</sup> - 10; numbers should be dense, as memory grows
   *     with the largest
   * @throws IllegalArgumentException if the number is out of range or the report of another scheme
   */
  public void put(int vehicle, Code report) {
    requireScheme(report.scheme());
    put(vehicle, report.bits(), report.length());
  }

  /**
   * Replaces the report of a vehicle, or adds the vehicle.
   *
   * @param vehicle a number, not negative; numbers should be dense, as memory grows with the
   *     largest
   * @param bits the report, left-aligned as in {@link Code}
   * @param length how many bits it has, 0 to 64
   * @throws IllegalArgumentException if the number is negative or the report is not a code
   */
  public void put(int vehicle, long bits, int length) {
    if (length < 0 || length > 64 || (bits & Leaf.below(length)) != 0) {
      new Code(scheme, bits, length);
    }
    if (vehicle < 0 || vehicle > Reports.LARGEST_NUMBER) {
      throw new IllegalArgumentException(
          "a vehicle's number is 0 to " + Reports.LARGEST_NUMBER + ", not " + vehicle);
    }
    reports.put(vehicle, bits, length);
  }

  /** Removes a vehicle and says whether it was there. */
  public boolean remove(int vehicle) {
    boolean there = reports.has(vehicle);
    if (there) {
      reports.remove(vehicle);
    }
    return there;
  }

  /** Returns the last report of a vehicle. */
  public Optional<Code> report(int vehicle) {
    if (!reports.has(vehicle)) {
      return Optional.empty();
    }
    Leaf leaf = reports.leaf(vehicle);
    int place = reports.place(vehicle);
    return Optional.of(new Code(scheme, leaf.bits[place], leaf.length(place)));
  }

  /**
   * Finds the vehicles whose reports meet a cell.
   *
   * @param found is given each vehicle once, in no order; it must not change the index
   * @throws IllegalArgumentException if the cell is of another scheme
   */
  public void query(Code cell, IntConsumer found) {
    requireScheme(cell.scheme());
    query(new Cells(List.of(cell)), found);
  }

  /**
   * Finds the vehicles whose reports meet a cell of a covering.
   *
   * @param found is given each vehicle once, in no order; it must not change the index
   * @throws IllegalArgumentException if the covering is of another scheme
   */
  public void query(Covering area, IntConsumer found) {
    requireScheme(area.scheme());
    if (!area.cells().isEmpty()) {
      query(new Cells(area.cells()), found);
    }
  }

  /**
   * Finds the vehicles whose reports meet a rectangle: for full codes those whose squares of the
   * scheme's grid are in it or on its border, about a centimetre wide, and for truncated reports
   * those whose cells have such a square.
   *
   * @param found is given each vehicle once, in no order; it must not change the index
   * @throws IllegalArgumentException if the scheme is {@link Scheme#HILBERT}, for which the area
   *     has to be covered
   */
  public void query(Rectangle area, IntConsumer found) {
    if (scheme == Scheme.HILBERT) {
      throw new IllegalArgumentException("a rectangle of hilbert codes has to be covered");
    }
    long west = scheme.bits(area.south(), area.west());
    long east = scheme.bits(area.south(), area.east());
    if (!area.crossesAntimeridian()) {
      query(box(area, area.west(), area.east()), found);
    } else if (Long.compareUnsigned(west, east) <= 0) {
      // The gap is narrower than a column.
      query(box(area, -180, 180), found);
    } else {
      query(new TwoBoxes(box(area, area.west(), 180), box(area, -180, area.east())), found);
    }
  }

  private Box box(Rectangle area, double west, double east) {
    return new Box(scheme.bits(area.south(), west), scheme.bits(area.north(), east));
  }

  private void requireScheme(Scheme other) {
    if (other != scheme) {
      throw new IllegalArgumentException(
          "a " + other + " code in an index of " + scheme + " codes");
    }
  }

  private void query(Target target, IntConsumer found) {
    Leaves leaves = reports.leaves();
    int[] some = new int[Leaf.CAPACITY];
    int next = 0;
    long code = target.first();
    while (true) {
      int rank = leaves.firstSpanning(code, next);
      if (reports.truncated() != 0) {
        queryAncestors(code, next, rank, some, found);
      }
      Leaf leaf = leaves.get(rank);
      visit(leaf, some, target.select(leaf, some), found);
      next = rank + 1;
      if (next == leaves.count()
          || Long.compareUnsigned(leaves.get(next).first, target.last()) > 0) {
        break;
      }
      code = target.next(leaves.get(next).first);
    }
    queries += target.comparisons();
  }

  /**
   * Finds the reports that contain a code and begin in the leaves from one rank to before another.
   * As these leaves have no code of the target, no other report that begins in them can meet it.
   */
  private void queryAncestors(long code, int from, int to, int[] some, IntConsumer found) {
    Leaves leaves = reports.leaves();
    int next = from;
    for (long left = reports.truncated(); left != 0 && next < to; left &= left - 1) {
      long lo = code & ~Leaf.below(Long.numberOfTrailingZeros(left));
      if (Long.compareUnsigned(lo, leaves.get(next).first) >= 0) {
        next = leaves.firstSpanning(lo, next);
        while (next < to && leaves.get(next).spans(lo)) {
          Leaf leaf = leaves.get(next++);
          if (leaf.lengths != null) {
            visit(leaf, some, leaf.selectAncestors(code, some), found);
          }
        }
      }
    }
  }

  private void visit(Leaf leaf, int[] some, int count, IntConsumer found) {
    queries += 1 + leaf.size;
    for (int i = 0; i < count; i++) {
      found.accept(some[i]);
    }
  }
}
