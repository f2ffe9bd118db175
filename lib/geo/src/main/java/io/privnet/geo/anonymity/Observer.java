package io.privnet.geo.anonymity;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Somebody who reads every report and knows from elsewhere where every vehicle was, and asks which
 * vehicle sent what. Time goes in steps; in each, a vehicle either sends one prefix or nothing. The
 * anonymity of §IV-C of Geographic dissemination is that of one step. This measures what is left of
 * it when steps are put together, in two cases:
 *
 * <ul>
 *   <li><em>linkable</em>: it is seen which reports come from the same vehicle, because a
 *       connection, an address or a pseudonym stays the same. The candidates for a vehicle are
 *       those that did as it did in every step since its first report: the same prefix where it
 *       sent one, nothing where it sent none. A vehicle that is not on the road sends nothing. So
 *       one that sets out later is no candidate, and one that stops is none any more as soon as the
 *       vehicle reports again.
 *   <li><em>not linkable</em>: it is seen how many send which prefix, but not which report follows
 *       which. The candidates are those that send the same in that step, and a vehicle is exposed
 *       from the first step in which they were too few.
 * </ul>
 *
 * <p>A vehicle is followed from its first report until it is last seen on the road, silent or not,
 * or until the horizon. It is a candidate for itself. Both are worst cases: an observer who knows
 * less has more candidates.
 *
 * <p>Time: the classes of vehicles that cannot be told apart are refined step by step, each in time
 * proportional to its size; one with fewer than k vehicles needs no more work. Memory: 20 bytes a
 * vehicle and 4 for each member of a class that is still followed, at most the vehicles on the road
 * times the steps of the horizon.
 */
public final class Observer {
  private static final int NEVER = Integer.MAX_VALUE;

  private final int k;
  private final int horizon;

  /** For each vehicle its first report, its last sighting, and when it was exposed; in steps. */
  private int[] first = new int[0];

  private int[] last = new int[0];
  private int[] exposedLinkable = new int[0];
  private int[] exposedUnlinkable = new int[0];
  private int vehicles;

  private int step = -1;
  private final ArrayDeque<Cohort> cohorts = new ArrayDeque<>();

  /** What each vehicle does in the step at hand: 0 nothing, else its report plus 1. */
  private int[] act = new int[0];

  /** How many vehicles do each act; zero between uses. */
  private int[] count = new int[16];

  /** Where the members of a class that do each act go. */
  private int[] place = new int[16];

  private int[] acts = new int[16];
  private int[] members = new int[16];

  /**
   * Vehicles that first reported in the same step, with all who might be them.
   *
   * @param start that step
   */
  private static final class Cohort {
    private final int start;
    private int[] members = new int[16];

    /** Where each class ends in the members. */
    private int[] ends = new int[4];

    private int classes;

    Cohort(int start) {
      this.start = start;
    }

    int size() {
      return classes == 0 ? 0 : ends[classes - 1];
    }

    void add(int[] from, int begin, int end) {
      int size = size();
      int grown = size + end - begin;
      if (grown > members.length) {
        members = Arrays.copyOf(members, Math.max(grown, 2 * members.length));
      }
      System.arraycopy(from, begin, members, size, end - begin);
      if (classes == ends.length) {
        ends = Arrays.copyOf(ends, 2 * classes);
      }
      ends[classes++] = grown;
    }
  }

  /**
   * Begins to observe.
   *
   * @param k how many candidates are enough, at least 1
   * @param horizon for how many steps a vehicle is followed after its first report, 0 or more
   * @throws IllegalArgumentException if one is out of range
   */
  public Observer(int k, int horizon) {
    if (k < 1) {
      throw new IllegalArgumentException("k is at least 1, not " + k);
    }
    if (horizon < 0) {
      throw new IllegalArgumentException("a vehicle is followed for 0 steps or more");
    }
    this.k = k;
    this.horizon = horizon;
  }

  /**
   * Sees the next step.
   *
   * @param vehicles the vehicles on the road, each once; small numbers, as memory grows with them
   * @param reports for each of these which prefix it sends, numbered from 0 in any way, or -1 if it
   *     sends nothing
   * @param size how many of both count
   */
  public void see(int[] vehicles, int[] reports, int size) {
    step++;
    for (int i = 0; i < size; i++) {
      makeRoom(vehicles[i], reports[i] + 1);
      act[vehicles[i]] = reports[i] + 1;
      last[vehicles[i]] = step;
      count[reports[i] + 1]++;
    }
    Cohort fresh = new Cohort(step);
    seeReports(vehicles, reports, size);
    gather(fresh, vehicles, reports, size);
    for (int i = 0; i < size; i++) {
      count[reports[i] + 1] = 0;
    }
    while (!cohorts.isEmpty() && step - cohorts.getFirst().start > horizon) {
      cohorts.removeFirst();
    }
    cohorts.forEach(this::refine);
    cohorts.removeIf(cohort -> cohort.classes == 0);
    if (fresh.classes > 0) {
      cohorts.addLast(fresh);
    }
    for (int i = 0; i < size; i++) {
      act[vehicles[i]] = 0;
    }
  }

  /** Notes who begins to report and who is in a group that is too small by itself. */
  private void seeReports(int[] vehicles, int[] reports, int size) {
    for (int i = 0; i < size; i++) {
      int vehicle = vehicles[i];
      if (reports[i] < 0) {
        continue;
      }
      boolean tooFew = count[reports[i] + 1] < k;
      if (first[vehicle] == NEVER) {
        first[vehicle] = step;
        exposedLinkable[vehicle] = tooFew ? step : NEVER;
      }
      if (tooFew) {
        exposedUnlinkable[vehicle] = Math.min(exposedUnlinkable[vehicle], step);
      }
    }
  }

  /** Makes the classes of a new cohort: the groups in which somebody reports for the first time. */
  private void gather(Cohort fresh, int[] vehicles, int[] reports, int size) {
    // The counts become places; only of the groups that are followed, the others get none.
    Arrays.fill(place, -1);
    int end = 0;
    int classes = 0;
    for (int i = 0; i < size; i++) {
      int act = reports[i] + 1;
      boolean begins = act > 0 && first[vehicles[i]] == step;
      if (begins && count[act] >= k && place[act] < 0) {
        place[act] = end;
        end += count[act];
        acts[classes++] = end;
      }
    }
    if (classes == 0) {
      return;
    }
    members = atLeast(members, end);
    for (int i = 0; i < size; i++) {
      int act = reports[i] + 1;
      if (place[act] >= 0) {
        members[place[act]++] = vehicles[i];
      }
    }
    int begin = 0;
    for (int c = 0; c < classes; c++) {
      fresh.add(members, begin, acts[c]);
      begin = acts[c];
    }
  }

  /** Splits each class by what its members do in this step. */
  private void refine(Cohort cohort) {
    int[] all = cohort.members;
    int[] ends = cohort.ends;
    int classes = cohort.classes;
    Cohort refined = new Cohort(cohort.start);
    refined.members = all.length == 0 ? all : new int[cohort.size()];
    int begin = 0;
    for (int c = 0; c < classes; c++) {
      split(cohort.start, all, begin, ends[c], refined);
      begin = ends[c];
    }
    cohort.members = refined.members;
    cohort.ends = refined.ends;
    cohort.classes = refined.classes;
  }

  private void split(int start, int[] all, int begin, int end, Cohort into) {
    int kinds = 0;
    for (int i = begin; i < end; i++) {
      int a = act[all[i]];
      if (count[a]++ == 0) {
        acts[kinds++] = a;
      }
    }
    members = atLeast(members, end - begin);
    int at = 0;
    for (int kind = 0; kind < kinds; kind++) {
      place[acts[kind]] = at;
      at += count[acts[kind]];
    }
    for (int i = begin; i < end; i++) {
      members[place[act[all[i]]]++] = all[i];
    }
    at = 0;
    for (int kind = 0; kind < kinds; kind++) {
      int size = count[acts[kind]];
      count[acts[kind]] = 0;
      keep(start, at, at + size, into);
      at += size;
    }
  }

  /** Keeps a class with enough candidates if one of its members is followed with this cohort. */
  private void keep(int start, int begin, int end, Cohort into) {
    boolean enough = end - begin >= k;
    boolean followed = false;
    for (int i = begin; i < end; i++) {
      if (first[members[i]] == start) {
        followed = true;
        if (!enough) {
          exposedLinkable[members[i]] = step;
        }
      }
    }
    if (enough && followed) {
      into.add(members, begin, end);
    }
  }

  private void makeRoom(int vehicle, int act) {
    if (vehicle >= first.length) {
      int length = Math.max(vehicle + 1, first.length + first.length / 2 + 16);
      int old = first.length;
      first = Arrays.copyOf(first, length);
      last = Arrays.copyOf(last, length);
      exposedLinkable = Arrays.copyOf(exposedLinkable, length);
      exposedUnlinkable = Arrays.copyOf(exposedUnlinkable, length);
      this.act = Arrays.copyOf(this.act, length);
      Arrays.fill(first, old, length, NEVER);
      Arrays.fill(exposedLinkable, old, length, NEVER);
      Arrays.fill(exposedUnlinkable, old, length, NEVER);
      Arrays.fill(last, old, length, -1);
    }
    vehicles = Math.max(vehicles, vehicle + 1);
    if (act >= count.length) {
      count = Arrays.copyOf(count, 2 * act);
      place = Arrays.copyOf(place, 2 * act);
      acts = Arrays.copyOf(acts, 2 * act);
    }
  }

  private static int[] atLeast(int[] array, int size) {
    return array.length >= size ? array : new int[size + size / 2];
  }

  /** Returns what has been found out so far. */
  public Exposure exposure() {
    int[] followed = new int[horizon + 2];
    int[] linkable = new int[horizon + 2];
    int[] unlinkable = new int[horizon + 2];
    int silent = 0;
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      int start = first[vehicle];
      if (start == NEVER) {
        silent += last[vehicle] >= 0 ? 1 : 0;
        continue;
      }
      int life = Math.min(horizon, last[vehicle] - start);
      addSpan(followed, 0, life);
      addSpan(linkable, exposedLinkable[vehicle] - start, life);
      addSpan(unlinkable, exposedUnlinkable[vehicle] - start, life);
    }
    return new Exposure(k, running(followed), running(linkable), running(unlinkable), silent);
  }

  private static void addSpan(int[] changes, int from, int to) {
    if (from <= to) {
      changes[from]++;
      changes[to + 1]--;
    }
  }

  private static int[] running(int[] changes) {
    Arrays.parallelPrefix(changes, Integer::sum);
    return Arrays.copyOf(changes, changes.length - 1);
  }
}
