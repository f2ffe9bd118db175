package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;

/**
 * One pass over the vehicles from the last to the first on the curve. The stack holds the cells in
 * which paths to vehicles part, from the largest to the one at hand, each with the vehicles below
 * it that no announced cell has taken: at most 65. A cell is left when the next vehicle is outside
 * of it, that is after all that it contains, so prefixes come out in descending order.
 */
final class Merge {
  private final Announcer announcer;
  private final Histogram vehicles;
  private final Announcement before;
  private final int toCome;
  private final Draft draft;

  private final long[] cells = new long[66];
  private final int[] lengths = new int[66];
  private final int[] uncovered = new int[66];
  private int top = -1;

  Merge(Announcer announcer, Histogram vehicles, Announcement before, int toCome) {
    this.announcer = announcer;
    this.vehicles = vehicles;
    this.before = before;
    this.toCome = toCome;
    this.draft = new Draft(announcer.scheme());
  }

  Announcement announcement() {
    int maxBits = announcer.maxBits();
    for (int rank = vehicles.size() - 1; rank >= 0; rank--) {
      long cell = Announcement.cell(vehicles.code(rank), maxBits);
      if (top >= 0) {
        if (cells[top] == cell) {
          uncovered[top]++;
          continue;
        }
        leaveUpTo(Long.numberOfLeadingZeros(cell ^ cells[top]));
      }
      push(cell, maxBits, 1);
    }
    if (top >= 0) {
      leaveUpTo(-1);
    }
    draft.reverse();
    return draft.announcement();
  }

  /** Leaves all cells of more than {@code length} bits; at least one is on the stack. */
  private void leaveUpTo(int length) {
    while (top >= 0 && lengths[top] > length) {
      int below = top - 1;
      int parent = Math.max(length, below < 0 ? -1 : lengths[below]);
      int left = offer(parent);
      long cell = cells[top];
      top = below;
      if (parent >= 0) {
        if (top >= 0 && lengths[top] == parent) {
          uncovered[top] += left;
        } else {
          push(Announcement.cell(cell, parent), parent, left);
        }
      }
    }
  }

  /**
   * Announces the cell at the top, or a larger one of more than {@code parent} bits, if there are
   * enough vehicles for it; they are the same in all these cells.
   *
   * @return how many vehicles are left over
   */
  private int offer(int parent) {
    int count = uncovered[top];
    if (count < announcer.k()) {
      return count;
    }
    int length = lengths[top];
    if (count < toCome) {
      int known = before.find(cells[top], length);
      if (known >= 0 && before.length(known) > parent) {
        length = before.length(known);
      } else if (parent >= 0) {
        return count;
      }
    }
    draft.add(Announcement.cell(cells[top], length), length, count);
    return 0;
  }

  private void push(long cell, int length, int count) {
    top++;
    cells[top] = cell;
    lengths[top] = length;
    uncovered[top] = count;
  }
}
