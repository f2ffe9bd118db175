package io.privnet.geo.anonymity;

import io.privnet.geo.Histogram;

/** Walks down from the world; a cell is a run of vehicles on the curve. */
final class Partition {
  private final Announcer announcer;
  private final Histogram vehicles;
  private final Announcement before;
  private final int toCome;
  private final Draft draft;

  Partition(Announcer announcer, Histogram vehicles, Announcement before, int toCome) {
    this.announcer = announcer;
    this.vehicles = vehicles;
    this.before = before;
    this.toCome = toCome;
    this.draft = new Draft(announcer.scheme());
  }

  Announcement announcement() {
    if (vehicles.size() >= announcer.k()) {
      descend(0, 0, vehicles.size());
    }
    return draft.announcement();
  }

  /**
   * Divides the cell of {@code length} bits that has the vehicles of these ranks, or announces it.
   */
  private void descend(int length, int from, int to) {
    long first = vehicles.code(from);
    long difference = first ^ vehicles.code(to - 1);
    int common = Math.min(announcer.maxBits(), Long.numberOfLeadingZeros(difference));
    // As long as one half is empty there is nothing to divide but the room.
    int at = to - from >= toCome ? common : length;
    while (at < common && before.divides(Announcement.cell(first, at), at)) {
      at++;
    }
    if (at == common && common < announcer.maxBits()) {
      int middle = vehicles.rankOf(Announcement.cell(vehicles.code(to - 1), common + 1), from, to);
      int fewest = Math.min(middle - from, to - middle);
      if (fewest >= toCome
          || fewest >= announcer.k() && before.divides(Announcement.cell(first, at), at)) {
        descend(common + 1, from, middle);
        descend(common + 1, middle, to);
        return;
      }
    }
    draft.add(Announcement.cell(first, at), at, to - from);
  }
}
