package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What each vehicle of a trace sends under a policy, step by step. In every step the last sighting
 * of each vehicle counts.
 *
 * <p>Privacy: every prefix is sent by at least k vehicles, or by nobody, in the step in which an
 * announcement is made. For vehicles that do not shorten this is what an {@link Announcer}
 * promises, who counts only them. One that shortens joins a group of theirs, in a larger cell
 * around it. Where there is none, those that shorten have an announcement of their own, made from
 * those alone who would otherwise be silent. Until the next announcement vehicles move, and {@link
 * Utility#exposed} counts the reports that fewer than k sent.
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
  private long step = -1;
  private Announcement announcement;

  /** For vehicles that shorten and are in no group of the others; null while nobody shortens. */
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
    boolean newEpoch =
        step < 0 && announcement == null
            || Math.floorDiv(at, stepsPerEpoch) != Math.floorDiv(step, stepsPerEpoch);
    step = at;
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
    if (newEpoch && !policy.isFull()) {
      announce();
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
    announcement =
        announcement == null
            ? announcer.announce(histogram)
            : announcer.announce(histogram, announcement);
    if (shortened.isEmpty()) {
      return;
    }
    histogram = new Histogram();
    for (int i = 0; i < size; i++) {
      if (shortens(i) && joined(i) < 0) {
        histogram.add(codes[i]);
      }
    }
    coarse =
        coarse == null
            ? coarseAnnouncer.announce(histogram)
            : coarseAnnouncer.announce(histogram, coarse);
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
    while (rank >= 0
        && (announcement.length(rank) > policy.coarseBits()
            || announcement.reporters(rank) < announcer.k())) {
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
  int endRow() {
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
