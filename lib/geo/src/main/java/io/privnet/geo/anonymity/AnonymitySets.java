package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;

/**
 * How many of the vehicles that are present report each prefix of an announcement, whatever the
 * announcement says. The anonymity set of a prefix is the vehicles whose longest announced prefix
 * it is: those in its cell but in no smaller announced cell, because the others report that one.
 *
 * <p>4 bytes a prefix, however many vehicles there are.
 */
public final class AnonymitySets {
  private final Announcement announcement;
  private final int[] sizes;
  private long vehicles;
  private long silent;
  private long reportedBits;

  /** Begins without vehicles. */
  public AnonymitySets(Announcement announcement) {
    this.announcement = announcement;
    this.sizes = new int[announcement.size()];
  }

  /**
   * Counts a vehicle; each may be counted once only.
   *
   * @param full its code of 64 bits
   */
  public void add(long full) {
    vehicles++;
    int rank = announcement.find(full);
    if (rank < 0) {
      silent++;
    } else {
      sizes[rank] = Math.addExact(sizes[rank], 1);
      reportedBits += announcement.length(rank);
    }
  }

  /** Counts all vehicles of an epoch. */
  public void add(Histogram present) {
    for (int rank = 0; rank < present.size(); rank++) {
      add(present.code(rank));
    }
  }

  /** What is counted by. */
  public Announcement announcement() {
    return announcement;
  }

  /** Returns how many vehicles report a prefix, by its rank. */
  public int size(int rank) {
    return sizes[rank];
  }

  /** How many vehicles there are. */
  public long vehicles() {
    return vehicles;
  }

  /** How many vehicles lie in no announced cell. */
  public long silent() {
    return silent;
  }

  /** How many bits the vehicles that report do report on average; NaN if none does. */
  public double meanBits() {
    return (double) reportedBits / (vehicles - silent);
  }

  /** How many prefixes are reported by somebody, but by fewer than k. */
  public int violations(int k) {
    int violations = 0;
    for (int size : sizes) {
      violations += size > 0 && size < k ? 1 : 0;
    }
    return violations;
  }

  /** How many vehicles report a prefix that fewer than k report. */
  public long exposed(int k) {
    long exposed = 0;
    for (int size : sizes) {
      exposed += size < k ? size : 0;
    }
    return exposed;
  }
}
