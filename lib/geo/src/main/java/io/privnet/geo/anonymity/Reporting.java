package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What each vehicle of a trace sends under a policy, step by step. In every step the last sighting
 * of each vehicle counts.
 *
 * <p>Privacy: in the step in which an announcement is made, every prefix is sent by nobody or by at
 * least k vehicles. Somebody who sees the reports and knows the rule, all that is announced and
 * where everybody is has at least k candidates for each report:
 *
 * <ul>
 *   <li>An {@link Announcer} counts those who do not shorten and no others. Each of its prefixes
 *       has k of them, whoever joins.
 *   <li>One that shortens sends the longest of these prefixes that is short enough, and so joins
 *       the group of those that do not shorten and send it.
 *   <li>Those who find no such prefix have an announcement of their own, which counts them and no
 *       others. None of its prefixes is also in the first announcement, since all who shorten in
 *       the cell of such a prefix would have found it. So each of its prefixes is sent by k of
 *       those whom it counts, and it is seen of every report which of the two announcements it
 *       follows. A cell of the first announcement within such a prefix takes nobody away from these
 *       k: if it is short enough, who joins it is not counted; if not, nobody who shortens sends
 *       it.
 * </ul>
 *
 * <p>This hides where a vehicle is, not that it shortens. Only such vehicles send prefixes of the
 * second announcement, and the first is another when they are counted in it. Silence instead would
 * not hide it from somebody who knows who is on the road, but would from others. Whoever announces
 * has to learn how many shorten where. Both announcements are the same for everybody.
 *
 * <p>Until the next announcement vehicles move, and {@link Utility#exposed} counts the reports that
 * fewer than k sent. An epoch in which nobody is seen ends hysteresis.
 */
public final class Reporting {
  private final Trace trace;
  private final Announcer announcer;
  private final ReportPolicy policy;
  private final BitSet shortened;
  private final long stepMillis;
  private final int stepsPerEpoch;

  private int next;
  private long startMillis;

  /** The epoch of the announcements at hand. */
  private long announced;

  private Announcement announcement;

  /** For vehicles that shorten and are in no group of the others. */
  private Announcement coarse;

  private final Announcer coarseAnnouncer;

  /** The last row of each vehicle so far. */
  private final int[] rowOf;

  private int size;
  private int[] rows = new int[64];
  private long[] codes = new long[64];
  private byte[] lengths = new byte[64];

  /**
   * Begins before the first step.
   *
   * @param trips the trips in the trace
   * @param policy what vehicles send
   * @param announcer who announces the prefixes; for full reports its longest prefix is what they
   *     have
   * @param stepMillis how long a step is, above 0
   * @param stepsPerEpoch for how many steps an announcement holds, above 0
   */
  public Reporting(
      Trips trips, ReportPolicy policy, Announcer announcer, long stepMillis, int stepsPerEpoch) {
    this.trace = trips.trace();
    this.announcer = announcer;
    this.coarseAnnouncer =
        new Announcer(
            announcer.scheme(),
            announcer.algorithm(),
            announcer.k(),
            Math.min(announcer.maxBits(), policy.coarseBits()),
            announcer.hysteresis());
    this.policy = policy;
    this.stepMillis = stepMillis;
    this.stepsPerEpoch = stepsPerEpoch;
    this.shortened = Shortening.rows(trips, policy);
    this.rowOf = new int[trace.vehicles()];
  }

  /** Moves to the next step in which a vehicle was seen; false after the last. */
  public boolean next() {
    size = 0;
    if (next == trace.size()) {
      return false;
    }
    long at = Math.floorDiv(trace.timeMillis(next), stepMillis);
    long epoch = Math.floorDiv(at, stepsPerEpoch);
    startMillis = at * stepMillis;
    int begin = next;
    while (next < trace.size() && Math.floorDiv(trace.timeMillis(next), stepMillis) == at) {
      rowOf[trace.vehicle(next)] = next;
      next++;
    }
    for (int row = begin; row < next; row++) {
      if (rowOf[trace.vehicle(row)] == row) {
        add(row);
      }
    }
    if (!policy.isFull() && (announcement == null || epoch != announced)) {
      if (announcement == null || epoch != announced + 1) {
        announcement = announcer.announce(new Histogram());
        coarse = coarseAnnouncer.announce(new Histogram());
      }
      announce();
      announced = epoch;
    }
    for (int i = 0; i < size; i++) {
      decide(i);
    }
    return true;
  }

  private void add(int row) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    rows[size] = row;
    codes[size++] = announcer.scheme().bits(trace.latitude(row), trace.longitude(row));
  }

  private void announce() {
    Histogram histogram = new Histogram();
    for (int i = 0; i < size; i++) {
      if (!shortens(i)) {
        histogram.add(codes[i]);
      }
    }
    announcement = announcer.announce(histogram, announcement);
    if (shortened.isEmpty()) {
      return;
    }
    histogram = new Histogram();
    for (int i = 0; i < size; i++) {
      if (shortens(i) && joined(i) < 0) {
        histogram.add(codes[i]);
      }
    }
    coarse = coarseAnnouncer.announce(histogram, coarse);
  }

  private void decide(int i) {
    if (policy.isFull()) {
      lengths[i] = (byte) announcer.maxBits();
      return;
    }
    Announcement by = announcement;
    int rank = shortens(i) ? joined(i) : by.find(codes[i]);
    if (rank < 0 && shortens(i)) {
      by = coarse;
      rank = by.find(codes[i]);
    }
    lengths[i] = (byte) (rank < 0 ? -1 : by.length(rank));
  }

  /** The rank of the group of others that a vehicle joins when it shortens, -1 if there is none. */
  private int joined(int i) {
    int rank = announcement.find(codes[i]);
    while (rank >= 0 && announcement.length(rank) > policy.coarseBits()) {
      rank = announcement.shorter(rank);
    }
    return rank;
  }

  /** When the step began, in milliseconds of the trace's clock. */
  public long startMillis() {
    return startMillis;
  }

  /** The scheme of all codes. */
  Scheme scheme() {
    return announcer.scheme();
  }

  /** Returns the row after the last of the step. */
  public int endRow() {
    return next;
  }

  /** How many vehicles were seen in the step. */
  public int size() {
    return size;
  }

  /** Returns the last sighting of a vehicle in the step, by its place 0 to {@link #size} - 1. */
  public int row(int i) {
    return rows[i];
  }

  /** Returns the full code of a vehicle. */
  public long code(int i) {
    return codes[i];
  }

  /** Returns how many bits of its code a vehicle sends, -1 if it is silent. */
  public int length(int i) {
    return lengths[i];
  }

  /** Whether a rule makes a vehicle say less than it might. */
  public boolean shortens(int i) {
    return shortened.get(rows[i]);
  }

  /** Returns the first full code in the cell that a vehicle sends; 0 if it is silent. */
  public long lo(int i) {
    return lengths[i] < 0 ? 0 : Announcement.cell(codes[i], lengths[i]);
  }

  /** Returns the prefix that a vehicle sends; empty if it is silent. */
  public Optional<Code> report(int i) {
    return lengths[i] < 0
        ? Optional.empty()
        : Optional.of(
            new Code(announcer.scheme(), Announcement.cell(codes[i], lengths[i]), lengths[i]));
  }
}
