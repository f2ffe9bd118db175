package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The prefixes that vehicles may report during one epoch (§IV-C of Geographic dissemination), the
 * same for everybody. A vehicle reports the longest announced prefix of its code, or nothing.
 *
 * <p>Privacy: an announcement made by an {@link Announcer} lets at least k vehicles of the
 * histogram that it was made from report each prefix. That holds for that histogram; {@link
 * AnonymitySets} counts what holds for the vehicles that are present. It says nothing of reports
 * that can be linked to each other.
 *
 * <p>Immutable. 17 bytes a prefix; prefixes are in ascending order and may contain one another.
 */
public final class Announcement {
  private final Scheme scheme;
  private final long[] bits;
  private final byte[] lengths;
  private final int[] reporters;

  /** The index of the longest other prefix that contains this one, -1 if none does. */
  private final int[] parents;

  private final int shortest;

  /** Takes over arrays whose prefixes are in ascending order. */
  Announcement(Scheme scheme, long[] bits, byte[] lengths, int[] reporters) {
    this.scheme = scheme;
    this.bits = bits;
    this.lengths = lengths;
    this.reporters = reporters;
    this.parents = new int[bits.length];
    int least = bits.length == 0 ? 0 : 64;
    for (int i = 0; i < bits.length; i++) {
      int parent = i - 1;
      while (parent >= 0 && !contains(parent, bits[i], lengths[i])) {
        parent = parents[parent];
      }
      parents[i] = parent;
      least = Math.min(least, lengths[i]);
    }
    this.shortest = least;
  }

  /** The scheme of all prefixes. */
  public Scheme scheme() {
    return scheme;
  }

  /** How many prefixes are announced; 0 when nobody may report. */
  public int size() {
    return bits.length;
  }

  /** Returns a prefix by its rank in ascending order, from 0. */
  public Code prefix(int rank) {
    return new Code(scheme, bits[rank], lengths[rank]);
  }

  /** Returns how many bits a prefix has, by its rank. */
  public int length(int rank) {
    return lengths[rank];
  }

  /** Returns how many vehicles of the histogram report a prefix, by its rank. */
  public int reporters(int rank) {
    return reporters[rank];
  }

  /** The prefixes in ascending order; a view. */
  public List<Code> prefixes() {
    return new Prefixes();
  }

  /** The length of the shortest prefix (Lmin), 0 when there is none. */
  public int shortest() {
    return shortest;
  }

  /**
   * Returns what a vehicle reports: the longest announced prefix of its code; empty when it has to
   * stay silent.
   *
   * @param full the vehicle's code of 64 bits
   */
  public Optional<Code> report(long full) {
    int rank = find(full);
    return rank < 0 ? Optional.empty() : Optional.of(prefix(rank));
  }

  /** Returns the rank of what a vehicle reports, -1 when it stays silent. */
  public int find(long full) {
    return find(full, 64);
  }

  /**
   * Returns the rank of the next shorter prefix that contains the one of this rank, -1 if there is
   * none: what a vehicle may report instead that wants to say less.
   */
  public int shorter(int rank) {
    return parents[rank];
  }

  /** Returns how many prefixes only one of two announcements has. */
  public int changes(Announcement other) {
    int same = 0;
    int own = 0;
    int its = 0;
    while (own < size() && its < other.size()) {
      int order = Long.compareUnsigned(bits[own], other.bits[its]);
      order = order != 0 ? order : Integer.compare(lengths[own], other.lengths[its]);
      same += order == 0 ? 1 : 0;
      own += order <= 0 ? 1 : 0;
      its += order >= 0 ? 1 : 0;
    }
    return size() + other.size() - 2 * same;
  }

  /** Returns the rank of the longest prefix that contains a cell, which may be that cell. */
  int find(long cell, int length) {
    // A prefix that contains the cell also contains every prefix between itself and the cell, so
    // it is found among those that contain the last one before the cell.
    int rank = last(cell);
    while (rank >= 0 && !contains(rank, cell, length)) {
      rank = parents[rank];
    }
    return rank;
  }

  /** Whether a prefix is announced that lies in a cell and is not that cell. */
  boolean divides(long cell, int length) {
    int rank = last(new Code(scheme, cell, length).hi());
    return rank >= 0 && Long.compareUnsigned(bits[rank], cell) >= 0 && lengths[rank] > length;
  }

  /** The rank of the last prefix that does not begin after a full code, -1 if all do. */
  private int last(long full) {
    int low = 0;
    int high = bits.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(bits[middle], full) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The cell of {@code length} bits that a full code lies in. */
  static long cell(long full, int length) {
    return length == 0 ? 0 : full & -1L << (64 - length);
  }

  private boolean contains(int rank, long cell, int length) {
    int own = lengths[rank];
    return own <= length && (own == 0 || (bits[rank] ^ cell) >>> (64 - own) == 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Announcement a
        && scheme == a.scheme
        && Arrays.equals(bits, a.bits)
        && Arrays.equals(lengths, a.lengths)
        && Arrays.equals(reporters, a.reporters);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bits) + Arrays.hashCode(lengths);
  }

  /** The prefixes with their reporters, as in {@code 0:5 001:7}; the world is {@code world}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int rank = 0; rank < size(); rank++) {
      Code prefix = prefix(rank);
      text.append(rank == 0 ? "" : " ")
          .append(AnnouncementWriter.name(prefix))
          .append(':')
          .append(reporters[rank]);
    }
    return text.toString();
  }

  private final class Prefixes extends AbstractList<Code> implements RandomAccess {
    @Override
    public Code get(int rank) {
      return prefix(rank);
    }

    @Override
    public int size() {
      return bits.length;
    }
  }
}
