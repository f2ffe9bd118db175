package io.privnet.geo.index;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Scheme;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An interval tree over reports, each of which is the interval of full codes that begin with it:
 * the structure that Geographic dissemination (§V-A) proposes for truncated reports. It finds the k
 * of n reports that meet a cell in O(log n + k) operations, and is here to count them; {@link
 * VehicleIndex} does the same and lets vehicles move.
 *
 * <p>A report that meets a cell either contains the first code of the cell, which the interval tree
 * finds, or begins after it within the cell, which the order of the reports finds. Memory is about
 * 28 bytes a report and 24 a node.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-77974-2">M. de Berg et al., Computational
 *     Geometry, 3rd edition, 2008, chapter 10.1</a>
 */
public final class IntervalTree {
  private static final int NONE = -1;

  private final Scheme scheme;
  private final long[] los;
  private final long[] his;

  /** The reports in ascending order of their first codes. */
  private final int[] ascending;

  /** The reports of each node, in ascending order of their first codes, node after node. */
  private final int[] byLo;

  /** The reports of each node in the same places, in descending order of their last codes. */
  private final int[] byHi;

  private final long[] centres;
  private final int[] starts;
  private final int[] ends;
  private final int[] lower;
  private final int[] upper;
  private int nodes;
  private final int root;
  private long operations;

  /**
   * Makes the tree of some reports, which are numbered as in the arrays.
   *
   * @param bits the reports, left-aligned as in {@link Code}
   * @param lengths how many bits each has, 0 to 64
   * @throws IllegalArgumentException if the arrays differ in length or a report is not a code
   */
  public IntervalTree(Scheme scheme, long[] bits, int[] lengths) {
    if (bits.length != lengths.length) {
      throw new IllegalArgumentException(
          bits.length + " reports and " + lengths.length + " lengths");
    }
    this.scheme = scheme;
    int n = bits.length;
    los = bits.clone();
    his = new long[n];
    long[] downward = new long[n];
    for (int i = 0; i < n; i++) {
      his[i] = new Code(scheme, bits[i], lengths[i]).hi();
      downward[i] = ~his[i];
    }
    ascending = Ranking.ascending(los);
    byLo = ascending.clone();
    byHi = Ranking.ascending(downward);
    centres = new long[n];
    starts = new int[n];
    ends = new int[n];
    lower = new int[n];
    upper = new int[n];
    root = build(0, n, new int[n]);
  }

  private int build(int from, int to, int[] spare) {
    if (from == to) {
      return NONE;
    }
    int node = nodes++;
    long centre = median(from, to);
    centres[node] = centre;
    divide(byLo, from, to, centre, spare, node);
    divide(byHi, from, to, centre, spare, node);
    lower[node] = build(from, starts[node], spare);
    upper[node] = build(ends[node], to, spare);
    return node;
  }

  /** The median of the first and last codes of some reports. */
  private long median(int from, int to) {
    int lo = from;
    int hi = to - 1;
    long median = 0;
    for (int i = from; i < to; i++) {
      if (lo < to && Long.compareUnsigned(los[byLo[lo]], his[byHi[hi]]) <= 0) {
        median = los[byLo[lo++]];
      } else {
        median = his[byHi[hi--]];
      }
    }
    return median;
  }

  /** Puts the reports below a centre first, then those that contain it, then those above. */
  private void divide(int[] reports, int from, int to, long centre, int[] spare, int node) {
    int start = from;
    int end = to;
    for (int i = from; i < to; i++) {
      if (Long.compareUnsigned(his[reports[i]], centre) < 0) {
        start++;
      } else if (Long.compareUnsigned(los[reports[i]], centre) > 0) {
        end--;
      }
    }
    starts[node] = start;
    ends[node] = end;
    int below = from;
    int within = start;
    int above = end;
    for (int i = from; i < to; i++) {
      int report = reports[i];
      if (Long.compareUnsigned(his[report], centre) < 0) {
        spare[below++] = report;
      } else if (Long.compareUnsigned(los[report], centre) > 0) {
        spare[above++] = report;
      } else {
        spare[within++] = report;
      }
    }
    System.arraycopy(spare, from, reports, from, to - from);
  }

  /** How many reports there are. */
  public int size() {
    return los.length;
  }

  /**
   * How many operations all queries so far have taken: nodes visited, comparisons in searches, and
   * reports compared, which are those found and at most two more for each node.
   */
  public long operations() {
    return operations;
  }

  /**
   * Finds the reports that meet a cell.
   *
   * @param found is given the number of each report once, in no order
   * @throws IllegalArgumentException if the cell is of another scheme
   */
  public void query(Code cell, IntConsumer found) {
    query(new Covering(cell.scheme(), List.of(cell)), found);
  }

  /**
   * Finds the reports that meet a cell of a covering.
   *
   * @param found is given the number of each report once, in no order
   * @throws IllegalArgumentException if the covering is of another scheme
   */
  public void query(Covering area, IntConsumer found) {
    if (area.scheme() != scheme) {
      throw new IllegalArgumentException(
          "a " + area.scheme() + " code in a tree of " + scheme + " codes");
    }
    long[] firsts = area.cells().stream().mapToLong(Code::lo).toArray();
    stab(root, firsts, 0, firsts.length, found);
    for (Code cell : area.cells()) {
      int end = firstAfter(cell.hi());
      for (int i = firstAfter(cell.lo()); i < end; i++) {
        operations++;
        found.accept(ascending[i]);
      }
    }
  }

  /**
   * Finds the reports that contain at least one of some codes, each once, in a node and below it.
   */
  private void stab(int node, long[] codes, int from, int to, IntConsumer found) {
    if (node == NONE || from == to) {
      return;
    }
    operations++;
    int middle = from;
    while (middle < to && Long.compareUnsigned(codes[middle], centres[node]) <= 0) {
      middle++;
    }
    operations += middle - from;
    // A report of this node that contains a code up to the centre contains the last such one.
    if (middle > from) {
      for (int i = starts[node]; i < ends[node]; i++) {
        operations++;
        if (Long.compareUnsigned(los[byLo[i]], codes[middle - 1]) > 0) {
          break;
        }
        found.accept(byLo[i]);
      }
    }
    if (middle < to) {
      for (int i = starts[node]; i < ends[node]; i++) {
        operations++;
        int report = byHi[i];
        if (Long.compareUnsigned(his[report], codes[middle]) < 0) {
          break;
        }
        if (middle == from || Long.compareUnsigned(los[report], codes[middle - 1]) > 0) {
          found.accept(report);
        }
      }
    }
    stab(lower[node], codes, from, middle, found);
    stab(upper[node], codes, middle, to, found);
  }

  /** Returns how many reports have a first code up to a code. */
  private int firstAfter(long code) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      operations++;
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(los[ascending[middle]], code) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
