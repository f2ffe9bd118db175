package io.privnet.geo.index;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a router knows of its vehicles: the last report of each, a full code or a truncated one, in
 * the order of the curve (§III-B of Geographic dissemination). It answers which reports meet an
 * area, that is, contain, equal or lie in one of its cells, each vehicle once, and takes new
 * reports as the vehicles move.
 *
 * <p>Reports stand in leaves of up to 128, each a stretch of the curve, as in a B<sup>+</sup>-tree
 * with one inner node. A report that stays in its leaf costs one write; a query visits the leaves
 * in which an answer may be and skips from one to the next that can have any. Memory grows with the
 * vehicles, about 24 bytes each, and with the largest vehicle number, 4 bytes each.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class VehicleIndex {
  private static final int ABSENT = -1;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int PLACE_BITS = Integer.numberOfTrailingZeros(Leaf.CAPACITY);

  /** Two neighbours with so few reports together become one leaf. */
  private static final int FEW = Leaf.CAPACITY / 2;

  private final Scheme scheme;
  private final Leaves leaves = new Leaves();

  /** For each vehicle the number of its leaf and, in the lowest bits, its place in it. */
  private int[] slots = new int[0];

  private int size;

  /** How many reports there are of each length. */
  private final int[] ofLength = new int[65];

  /** Bit n is set if there are reports of n bits, n below 64. */
  private long truncated;

  private long visits;

  /** Makes an index without vehicles for reports of one scheme. */
  public VehicleIndex(Scheme scheme) {
    this.scheme = scheme;
  }

  /** How many vehicles have a report. */
  public int size() {
    return size;
  }

  /**
   * How many operations all calls so far have taken: comparisons in the search for leaves, leaves
   * visited, reports compared or moved. They are added up once a leaf, so counting costs nothing
   * that can be measured.
   */
  public long operations() {
    return visits + leaves.steps();
  }

  /**
   * Replaces the report of a vehicle, or adds the vehicle.
   *
   * @param vehicle a number, not negative; numbers should be dense, as memory grows with the
   *     largest
   * @throws IllegalArgumentException if the number is negative or the report of another scheme
   */
  public void put(int vehicle, Code report) {
    requireScheme(report.scheme());
    place(vehicle, report.bits(), report.length());
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
    place(vehicle, bits, length);
  }

  private void place(int vehicle, long bits, int length) {
    if (vehicle < 0) {
      throw new IllegalArgumentException("a vehicle's number is not negative: " + vehicle);
    }
    if (vehicle >= slots.length) {
      int before = slots.length;
      long roomy = Math.min(before + (before >> 1) + 1L, LONGEST_ARRAY);
      slots = Arrays.copyOf(slots, (int) Math.max(vehicle + 1L, roomy));
      Arrays.fill(slots, before, slots.length, ABSENT);
    }
    int slot = slots[vehicle];
    visits++;
    if (slot != ABSENT) {
      Leaf leaf = leaves.numbered(slot >>> PLACE_BITS);
      int place = slot & Leaf.CAPACITY - 1;
      count(leaf.length(place), -1);
      if (leaf.spans(bits)) {
        leaf.set(place, vehicle, bits, length);
        count(length, 1);
        return;
      }
      vacate(leaf, place);
    } else {
      size++;
    }
    count(length, 1);
    add(vehicle, bits, length);
  }

  /** Removes a vehicle and says whether it was there. */
  public boolean remove(int vehicle) {
    if (vehicle < 0 || vehicle >= slots.length || slots[vehicle] == ABSENT) {
      return false;
    }
    int slot = slots[vehicle];
    Leaf leaf = leaves.numbered(slot >>> PLACE_BITS);
    int place = slot & Leaf.CAPACITY - 1;
    count(leaf.length(place), -1);
    slots[vehicle] = ABSENT;
    vacate(leaf, place);
    size--;
    return true;
  }

  /** Returns the last report of a vehicle. */
  public Optional<Code> report(int vehicle) {
    if (vehicle < 0 || vehicle >= slots.length || slots[vehicle] == ABSENT) {
      return Optional.empty();
    }
    Leaf leaf = leaves.numbered(slots[vehicle] >>> PLACE_BITS);
    int place = slots[vehicle] & Leaf.CAPACITY - 1;
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
      query(box(area, area.west(), area.east(), null), found);
    } else if (Long.compareUnsigned(west, east) <= 0) {
      // The gap is narrower than a column.
      query(box(area, -180, 180, null), found);
    } else {
      Box western = box(area, area.west(), 180, null);
      query(western, found);
      query(box(area, -180, area.east(), western), found);
    }
  }

  private Box box(Rectangle area, double west, double east, Box answered) {
    return new Box(scheme.bits(area.south(), west), scheme.bits(area.north(), east), answered);
  }

  private void requireScheme(Scheme other) {
    if (other != scheme) {
      throw new IllegalArgumentException(
          "a " + other + " code in an index of " + scheme + " codes");
    }
  }

  private void count(int length, int change) {
    ofLength[length] += change;
    if (length < 64) {
      truncated = ofLength[length] > 0 ? truncated | 1L << length : truncated & ~(1L << length);
    }
  }

  private void add(int vehicle, long bits, int length) {
    int rank = leaves.floor(bits, 0);
    Leaf leaf = leaves.get(rank);
    if (leaf.isFull()) {
      leaf = divide(rank, leaf, bits);
    }
    append(leaf, vehicle, bits, length);
  }

  private void append(Leaf leaf, int vehicle, long bits, int length) {
    leaf.set(leaf.size, vehicle, bits, length);
    slots[vehicle] = leaf.id << PLACE_BITS | leaf.size;
    leaf.size++;
  }

  /** Divides a full leaf and returns the part that spans a code. */
  private Leaf divide(int rank, Leaf leaf, long code) {
    visits += leaf.size;
    long[] sorted = leaf.bits.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    long least = sorted[0] ^ Long.MIN_VALUE;
    long most = sorted[sorted.length - 1] ^ Long.MIN_VALUE;
    if (least == most) {
      if (code == least) {
        return leaves.cut(rank, code, true);
      }
      long border = Long.compareUnsigned(code, least) > 0 ? code : least;
      Leaf upper = leaves.cut(rank, border, false);
      if (border == code) {
        return upper;
      }
      move(leaf, upper, border);
      return leaf;
    }
    // Of the codes about the median, a border that ends with many zeros makes leaves that are
    // cells or few cells, and so meet fewer areas than others would.
    long below = sorted[sorted.length * 3 / 8] ^ Long.MIN_VALUE;
    long above = sorted[sorted.length * 5 / 8] ^ Long.MIN_VALUE;
    if (below == above) {
      if (below == least) {
        above = most;
      } else {
        below = least;
      }
    }
    long border = above & -Long.highestOneBit(below ^ above);
    Leaf upper = leaves.cut(rank, border, false);
    move(leaf, upper, border);
    return upper.spans(code) ? upper : leaf;
  }

  /** Moves the reports that do not lie before a border. */
  private void move(Leaf from, Leaf to, long border) {
    for (int i = from.size - 1; i >= 0; i--) {
      if (Long.compareUnsigned(from.bits[i], border) >= 0) {
        append(to, from.vehicles[i], from.bits[i], from.length(i));
        take(from, i);
      }
    }
  }

  /** Fills a place with the last report of the leaf. */
  private void take(Leaf leaf, int place) {
    int end = --leaf.size;
    if (place < end) {
      int vehicle = leaf.vehicles[end];
      leaf.set(place, vehicle, leaf.bits[end], leaf.length(end));
      slots[vehicle] = leaf.id << PLACE_BITS | place;
    }
  }

  private void vacate(Leaf leaf, int place) {
    take(leaf, place);
    if (leaf.size > FEW / 2 || leaves.count() == 1) {
      return;
    }
    int rank = leaves.rank(leaf);
    if (rank + 1 < leaves.count() && leaf.size + leaves.get(rank + 1).size <= FEW) {
      join(rank);
    } else if (rank > 0 && leaf.size + leaves.get(rank - 1).size <= FEW) {
      join(rank - 1);
    }
  }

  private void join(int rank) {
    Leaf lower = leaves.get(rank);
    Leaf upper = leaves.get(rank + 1);
    visits += upper.size;
    for (int i = 0; i < upper.size; i++) {
      append(lower, upper.vehicles[i], upper.bits[i], upper.length(i));
    }
    upper.size = 0;
    leaves.join(rank);
  }

  private void query(Target target, IntConsumer found) {
    int[] some = new int[Leaf.CAPACITY];
    int next = 0;
    long code = target.first();
    while (true) {
      int rank = leaves.firstSpanning(code, next);
      if (truncated != 0 && next < rank) {
        next = queryAncestors(code, next, rank, target, some, found);
      }
      visit(leaves.get(rank), target, some, found);
      next = rank + 1;
      if (next == leaves.count()
          || Long.compareUnsigned(leaves.get(next).first, target.last()) > 0) {
        return;
      }
      code = target.next(leaves.get(next).first);
    }
  }

  /**
   * Visits the leaves, from one rank to before another, in which reports may begin that contain a
   * code. No other report in these leaves can meet the target. Returns the next rank not visited.
   */
  private int queryAncestors(
      long code, int from, int to, Target target, int[] some, IntConsumer found) {
    int next = from;
    for (long left = truncated; left != 0; left &= left - 1) {
      long lo = code & ~Leaf.below(Long.numberOfTrailingZeros(left));
      if (Long.compareUnsigned(lo, leaves.get(to).first) > 0) {
        return next;
      }
      if (Long.compareUnsigned(lo, leaves.get(next).first) >= 0) {
        next = leaves.firstSpanning(lo, next);
        while (next < to && leaves.get(next).spans(lo)) {
          visit(leaves.get(next++), target, some, found);
        }
        if (next == to) {
          return next;
        }
      }
    }
    return next;
  }

  private void visit(Leaf leaf, Target target, int[] some, IntConsumer found) {
    int count = target.select(leaf, some);
    visits += 1 + leaf.size;
    for (int i = 0; i < count; i++) {
      found.accept(some[i]);
    }
  }
}
