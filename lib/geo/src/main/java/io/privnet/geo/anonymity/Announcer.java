package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;

/**
 * Chooses the prefixes that vehicles may report, so that each is reported by at least k (§IV-C of
 * Geographic dissemination).
 *
 * <p>Privacy: for every announced prefix the vehicles of the histogram whose longest announced
 * prefix it is are at least k. That at least k vehicles are somewhere in the cell is not enough: of
 * 7 vehicles in 00, 5 of them in 000, announcing both prefixes would leave 2 that report 00 and are
 * known to be in 001. An announcement depends on the histogram and, with hysteresis, on the one
 * before; k holds in every epoch in either case. With fewer than k vehicles nothing is announced.
 *
 * <p>Hysteresis: a prefix that the announcement before had needs k reporters to stay; another needs
 * {@code k + hysteresis} to come. So a cell whose vehicles come and go by a few does not appear and
 * disappear, and vehicles that stand still keep their reports. Precisely:
 *
 * <ul>
 *   <li>{@link Algorithm#MERGE} walks up the tree of cells; the uncovered vehicles of a cell are
 *       those that no announced cell within it takes. A cell takes them when they are as many as it
 *       needs, and else hands them to its parent. Those that not even the world takes are announced
 *       by the smallest cell that contains them and everybody else, if they are at least k, and
 *       else stay silent.
 *   <li>{@link Algorithm#PARTITION} walks down; a cell is divided when each half has no vehicles or
 *       as many as it needs, which is k if the announcement before had prefixes within the cell,
 *       and {@code k + hysteresis} if not.
 * </ul>
 *
 * An announcement without prefixes is as good as none before.
 *
 * @param scheme of all codes
 * @param algorithm how cells are chosen
 * @param k the least number of reporters, at least 1
 * @param maxBits the longest prefix, 0 to 64 bits
 * @param hysteresis how many reporters more than k a new prefix needs; 0 makes announcements depend
 *     on nothing but the histogram
 */
public record Announcer(Scheme scheme, Algorithm algorithm, int k, int maxBits, int hysteresis) {

  /** How cells are chosen. */
  public enum Algorithm {
    /**
     * The smallest cells that have k vehicles announce; the vehicles left over are gathered by
     * larger cells around them. A prefix may contain another.
     */
    MERGE,

    /** Disjoint cells, divided for as long as every part has k vehicles or none. */
    PARTITION
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Announcer {
    if (k < 1) {
      throw new IllegalArgumentException("k has to be at least 1, not " + k);
    }
    if (maxBits < 0 || maxBits > 64) {
      throw new IllegalArgumentException("prefixes have 0 to 64 bits, not " + maxBits);
    }
    if (hysteresis < 0) {
      throw new IllegalArgumentException("hysteresis has to be at least 0, not " + hysteresis);
    }
    if (hysteresis > Integer.MAX_VALUE - k) {
      throw new IllegalArgumentException("k and hysteresis are too many vehicles together");
    }
  }

  /** An announcer whose hysteresis is half of k. */
  public Announcer(Scheme scheme, Algorithm algorithm, int k, int maxBits) {
    this(scheme, algorithm, k, maxBits, k / 2);
  }

  /**
   * Announces without an announcement before.
   *
   * @param codes the full code of each vehicle, in any order
   */
  public Announcement announce(long[] codes) {
    return announce(new Histogram(codes));
  }

  /** Announces without an announcement before. Sorts the histogram. */
  public Announcement announce(Histogram vehicles) {
    return announce(vehicles, new Announcement(scheme, new long[0], new byte[0], new int[0]));
  }

  /**
   * Announces with hysteresis. Sorts the histogram in place, then passes over it once; what is
   * needed beside it is 13 bytes for each announced prefix.
   *
   * @param before the announcement of the epoch before
   * @throws IllegalArgumentException if that is of another scheme
   */
  public Announcement announce(Histogram vehicles, Announcement before) {
    if (before.scheme() != scheme) {
      throw new IllegalArgumentException(
          "an announcement of " + before.scheme() + " codes before one of " + scheme + " codes");
    }
    int toCome = before.size() == 0 ? k : k + hysteresis;
    return switch (algorithm) {
      case MERGE -> new Merge(this, vehicles, before, toCome).announcement();
      case PARTITION -> new Partition(this, vehicles, before, toCome).announcement();
    };
  }
}
