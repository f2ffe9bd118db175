package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;
import io.privnet.geo.trace.Snapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tracks the vehicles of a trace under one or several announcements, to choose k by: an {@link
 * Observer} and a {@link Utility} for each announcer. All vehicles report what is announced; an
 * announcement is made in the first step of its epoch in which vehicles are seen, from these, and
 * holds to its end, while vehicles move. An epoch in which nobody is seen ends hysteresis.
 */
public final class Tracking {
  private final List<Case> cases = new ArrayList<>();
  private final long epochMillis;

  /** The epoch of the announcements at hand. */
  private long epoch;

  private boolean begun;
  private int[] vehicles = new int[64];
  private long[] codes = new long[64];
  private int[] ranks = new int[64];

  /** The step in which each vehicle was seen last, counted from 1; 0 if never. */
  private int[] lastSeen = new int[64];

  private int step;
  private long sightings;
  private long unseen;

  private static final class Case {
    private final Announcer announcer;
    private final Observer observer;
    private final Utility utility = new Utility();
    private Announcement announcement;
    private double[] sizes;
    private int[] reporters;

    Case(Announcer announcer, int horizon) {
      this.announcer = announcer;
      observer = new Observer(announcer.k(), horizon);
    }
  }

  /**
   * Begins before the first step.
   *
   * @param announcers at least one, all of one scheme
   * @param epochMillis how long an announcement holds, above 0; a multiple of the steps
   * @param horizon for how many steps a vehicle is followed after its first report, 0 or more
   */
  public Tracking(List<Announcer> announcers, long epochMillis, int horizon) {
    this.epochMillis = epochMillis;
    for (Announcer announcer : announcers) {
      cases.add(new Case(announcer, horizon));
    }
  }

  /** Takes the next step, which may be one in which nobody was seen. */
  public void see(Snapshots step) {
    int size = step.size();
    countUnseen(step);
    if (size > vehicles.length) {
      vehicles = new int[size + size / 2];
      codes = new long[vehicles.length];
      ranks = new int[vehicles.length];
    }
    for (int i = 0; i < size; i++) {
      vehicles[i] = step.vehicle(i);
      codes[i] = cases.getFirst().announcer.scheme().bits(step.latitude(i), step.longitude(i));
    }
    long at = Math.floorDiv(step.startMillis(), epochMillis);
    if (size > 0 && (!begun || at != epoch)) {
      if (!begun || at != epoch + 1) {
        cases.forEach(each -> each.announcement = each.announcer.announce(new Histogram()));
      }
      begun = true;
      epoch = at;
      announce(size);
    }
    cases.forEach(each -> see(each, size));
  }

  private void countUnseen(Snapshots snapshot) {
    step++;
    sightings += snapshot.size();
    for (int i = 0; i < snapshot.size(); i++) {
      int vehicle = snapshot.vehicle(i);
      if (vehicle >= lastSeen.length) {
        lastSeen = Arrays.copyOf(lastSeen, vehicle + vehicle / 2 + 1);
      }
      if (lastSeen[vehicle] > 0) {
        unseen += step - lastSeen[vehicle] - 1;
      }
      lastSeen[vehicle] = step;
    }
  }

  /**
   * In which share of the steps between its first and its last a vehicle was not seen, 0 to 1; NaN
   * if there is none. A vehicle that is not seen counts as sending nothing, so where this is large,
   * steps are too short for the trace and tell vehicles apart by when they were looked at.
   */
  public double unseenShare() {
    return (double) unseen / (unseen + sightings);
  }

  private void announce(int size) {
    Histogram histogram = new Histogram();
    for (int i = 0; i < size; i++) {
      histogram.add(codes[i]);
    }
    for (Case each : cases) {
      each.announcement = each.announcer.announce(histogram, each.announcement);
      each.sizes = new double[each.announcement.size()];
      for (int rank = 0; rank < each.sizes.length; rank++) {
        each.sizes[rank] = Utility.sizeMetres(each.announcement.prefix(rank));
      }
      each.reporters = new int[each.sizes.length];
    }
  }

  private void see(Case each, int size) {
    int silent = 0;
    for (int i = 0; i < size; i++) {
      int rank = each.announcement.find(codes[i]);
      ranks[i] = rank;
      if (rank < 0) {
        silent++;
      } else {
        each.reporters[rank]++;
      }
    }
    each.observer.see(vehicles, ranks, size);
    each.utility.addSilent(silent);
    for (int rank = 0; rank < each.reporters.length; rank++) {
      if (each.reporters[rank] > 0) {
        int length = each.announcement.length(rank);
        each.utility.add(length, each.sizes[rank], each.reporters[rank], each.announcer.k());
      }
    }
    Arrays.fill(each.reporters, 0);
  }

  /** Returns what became of the candidates, by the rank of the announcer. */
  public Exposure exposure(int rank) {
    return cases.get(rank).observer.exposure();
  }

  /** Returns how exact reports were, by the rank of the announcer. */
  public Utility utility(int rank) {
    return cases.get(rank).utility;
  }
}
