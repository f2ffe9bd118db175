package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What each vehicle of a trace sends under a policy, step by step. In every step the last sighting
 * of each vehicle counts.
 *
 * <p>Privacy: vehicles that shorten do so to an announced prefix that at least k others report, and
 * are silent where there is none. So that those others remain at least k, an announcement is made
 * from the vehicles that do not shorten; the ones that do join their groups. This holds in the step
 * in which the announcement is made. Until the next, vehicles move, and {@link Utility#exposed}
 * counts the reports that fewer than k sent.
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
  private final Histogram histogram = new Histogram();

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
    histogram.clear();
    for (int i = 0; i < size; i++) {
      if (!shortened.get(rows[i])) {
        histogram.add(codes[i]);
      }
    }
    announcement =
        announcement == null
            ? announcer.announce(histogram)
            : announcer.announce(histogram, announcement);
  }

  private void decide(int i) {
    if (policy.isFull()) {
      lengths[i] = (byte) announcer.maxBits();
      return;
    }
    int rank = announcement.find(codes[i]);
    if (shortened.get(rows[i])) {
      while (rank >= 0
          && (announcement.length(rank) > policy.coarseBits()
              || announcement.reporters(rank) < announcer.k())) {
        rank = announcement.shorter(rank);
      }
    }
    lengths[i] = (byte) (rank < 0 ? -1 : announcement.length(rank));
  }

  /** When the step began, in milliseconds of the trace's clock. */
  public long startMillis() {
    return startMillis;
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

  /** Returns the prefix that a vehicle sends; empty if it is silent. */
  public Optional<Code> report(int i) {
    return lengths[i] < 0
        ? Optional.empty()
        : Optional.of(
            new Code(announcer.scheme(), Announcement.cell(codes[i], lengths[i]), lengths[i]));
  }
}
