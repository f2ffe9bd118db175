package io.privnet.geo;

import java.util.Collection;

/**
 * What the vehicles report at one time, as points of the ring: the first full code of the cell that
 * each reports. 8 bytes a vehicle, half as much again while growing; 2<sup>31</sup> - 9 at most.
 */
public final class Reports {
  private final Scheme scheme;
  private final int length;

  /** The first full code of each. */
  private final Histogram points = new Histogram();

  /**
   * Begins without vehicles.
   *
   * @param length how many bits the longest reported code has, 0 to 64; what vehicles report is cut
   *     to it
   */
  public Reports(Scheme scheme, int length) {
    if (length < 0 || length > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + length);
    }
    this.scheme = scheme;
    this.length = length;
  }

  /**
   * Returns the reports that are in a collection, all of one scheme.
   *
   * @throws IllegalArgumentException if there is none, or they are of several schemes
   */
  public static Reports of(Collection<Code> codes) {
    Scheme scheme =
        codes.stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no reports"))
            .scheme();
    int length = codes.stream().mapToInt(Code::length).max().orElseThrow();
    Reports reports = new Reports(scheme, length);
    for (Code code : codes) {
      if (code.scheme() != scheme) {
        throw new IllegalArgumentException("reports of different schemes");
      }
      reports.add(code.lo());
    }
    return reports;
  }

  /**
   * Adds what a vehicle reports.
   *
   * @param full its code of 64 bits, or the first in the cell that it reports
   * @throws IllegalStateException if there are too many to be held
   */
  public void add(long full) {
    points.add(cut(full));
  }

  /** Begins anew without vehicles. */
  public void clear() {
    points.clear();
  }

  /** Returns the first point of the cell that a vehicle reports which is at a full code. */
  long cut(long full) {
    return full & ~Code.below(length);
  }

  /** The scheme of all reports. */
  public Scheme scheme() {
    return scheme;
  }

  /** How many bits the longest reported code has, 0 to 64. */
  public int length() {
    return length;
  }

  /** How many vehicles report. */
  public int size() {
    return points.size();
  }

  /** Returns a report by its rank along the ring, from 0; sorts in place the first time. */
  long point(int rank) {
    return points.code(rank);
  }

  /** Returns the code of a report, as long as the longest may be. */
  Code code(long point) {
    return new Code(scheme, point, length);
  }

  /** Returns the different reports in ascending order; 8 bytes for each. */
  long[] distinct() {
    int count = 0;
    for (int rank = 0; rank < size(); rank++) {
      count += rank == 0 || point(rank) != point(rank - 1) ? 1 : 0;
    }
    long[] distinct = new long[count];
    count = 0;
    for (int rank = 0; rank < size(); rank++) {
      if (rank == 0 || point(rank) != point(rank - 1)) {
        distinct[count++] = point(rank);
      }
    }
    return distinct;
  }

  /** Returns the rank of the first report that is not before a point of the ring. */
  int rankOf(long point) {
    return points.rankOf(point, 0, size());
  }
}
