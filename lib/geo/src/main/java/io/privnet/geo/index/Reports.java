package io.privnet.geo.index;

import java.util.Arrays;

/** The last report of each vehicle, in leaves in the order of the curve. */
final class Reports {
  private static final int ABSENT = -1;

  /** The largest number of a vehicle; no array has many more elements. */
  static final int LARGEST_NUMBER = Integer.MAX_VALUE - 9;

  private static final int PLACE_BITS = Integer.numberOfTrailingZeros(Leaf.CAPACITY);

  /** Two neighbours with so few reports together become one leaf. */
  private static final int FEW = Leaf.CAPACITY / 2;

  private final Leaves leaves = new Leaves();

  /** For each vehicle the number of its leaf and, in the lowest bits, its place in it. */
  private int[] slots = new int[0];

  private int size;

  /** How many reports there are of each length. */
  private final int[] ofLength = new int[65];

  private long truncated;
  private long moves;

  Leaves leaves() {
    return leaves;
  }

  int size() {
    return size;
  }

  /** Bit n is set if there are reports of n bits, n below 64. */
  long truncated() {
    return truncated;
  }

  /** How many reports were written or moved. */
  long moves() {
    return moves;
  }

  boolean has(int vehicle) {
    return vehicle >= 0 && vehicle < slots.length && slots[vehicle] != ABSENT;
  }

  /** The leaf of a vehicle that has a report. */
  Leaf leaf(int vehicle) {
    return leaves.numbered(slots[vehicle] >>> PLACE_BITS);
  }

  /** The place in the leaf of a vehicle that has a report. */
  int place(int vehicle) {
    return slots[vehicle] & Leaf.CAPACITY - 1;
  }

  void put(int vehicle, long bits, int length) {
    if (vehicle >= slots.length) {
      int before = slots.length;
      int roomy = (int) Math.min(before + 1L + (before >> 1), LARGEST_NUMBER + 1);
      slots = Arrays.copyOf(slots, Math.max(vehicle + 1, roomy));
      Arrays.fill(slots, before, slots.length, ABSENT);
    }
    if (slots[vehicle] != ABSENT) {
      Leaf leaf = leaf(vehicle);
      int place = place(vehicle);
      if (leaf.spans(bits)) {
        count(leaf.length(place), -1);
        count(length, 1);
        leaf.set(place, vehicle, bits, length);
        moves++;
        return;
      }
      remove(vehicle);
    }
    size++;
    count(length, 1);
    int rank = leaves.floor(bits, 0);
    Leaf leaf = leaves.get(rank);
    append(leaf.isFull() ? divide(rank, bits) : leaf, vehicle, bits, length);
  }

  void remove(int vehicle) {
    Leaf leaf = leaf(vehicle);
    int place = place(vehicle);
    count(leaf.length(place), -1);
    size--;
    slots[vehicle] = ABSENT;
    take(leaf, place);
    if (leaf.size <= FEW / 2) {
      joinToNeighbour(leaf);
    }
  }

  private void count(int length, int change) {
    ofLength[length] += change;
    if (length < 64) {
      truncated = ofLength[length] > 0 ? truncated | 1L << length : truncated & ~(1L << length);
    }
  }

  private void append(Leaf leaf, int vehicle, long bits, int length) {
    leaf.set(leaf.size, vehicle, bits, length);
    slots[vehicle] = leaf.id << PLACE_BITS | leaf.size;
    leaf.size++;
    moves++;
  }

  /** Takes a report out of a leaf and fills its place with the last one. */
  private void take(Leaf leaf, int place) {
    int end = --leaf.size;
    if (place < end) {
      int vehicle = leaf.vehicles[end];
      leaf.set(place, vehicle, leaf.bits[end], leaf.length(end));
      slots[vehicle] = leaf.id << PLACE_BITS | place;
      moves++;
    }
  }

  /** Divides a full leaf and returns the part that a report with a first code belongs to. */
  private Leaf divide(int rank, long code) {
    Leaf leaf = leaves.get(rank);
    long[] sorted = leaf.sorted();
    long least = sorted[0];
    long most = sorted[sorted.length - 1];
    if (least == code && most == code) {
      return leaves.cut(rank, code, true);
    }
    Leaf upper = leaves.cut(rank, border(sorted, code), false);
    for (int i = leaf.size - 1; i >= 0; i--) {
      if (upper.spans(leaf.bits[i])) {
        append(upper, leaf.vehicles[i], leaf.bits[i], leaf.length(i));
        take(leaf, i);
      }
    }
    return upper.spans(code) ? upper : leaf;
  }

  /**
   * Returns the code with which the upper part begins. Among the codes about the median it is one
   * that ends with many zeros: so leaves are cells or few cells, and meet fewer areas than others.
   */
  private static long border(long[] sorted, long code) {
    long least = sorted[0];
    long most = sorted[sorted.length - 1];
    long below = sorted[sorted.length * 3 / 8];
    long above = sorted[sorted.length * 5 / 8];
    if (least == most) {
      return Long.compareUnsigned(code, least) > 0 ? code : least;
    }
    if (below == above) {
      if (below == least) {
        above = most;
      } else {
        below = least;
      }
    }
    return above & -Long.highestOneBit(below ^ above);
  }

  private void joinToNeighbour(Leaf leaf) {
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
    for (int i = 0; i < upper.size; i++) {
      append(lower, upper.vehicles[i], upper.bits[i], upper.length(i));
    }
    leaves.join(rank);
  }
}
