package io.privnet.geo;

import java.util.ArrayList;
import java.util.List;

/** What a router takes that joins others, so that it has as many vehicles as they on average. */
final class EvenShare {
  private final Reports reports;
  private final int routers;
  private final List<Long> locations = new ArrayList<>();

  EvenShare(Reports reports, RouterTable table) {
    this.reports = reports;
    this.routers = table.routers().size();
    table.routers().forEach(router -> router.locations().forEach(l -> locations.add(l.lo())));
  }

  /** The vehicles that belong to a location: by their ranks, which go on from the last to 0. */
  private record Stretch(long location, int first, int count) {}

  /**
   * Chooses locations: each is put so far before the end of the stretch with the most vehicles that
   * it takes its part of the share, at most half of them.
   *
   * @throws TooFewCodesException if no stretch has vehicles in two cells any more
   */
  List<Code> take(int wanted) {
    int share = reports.size() / (routers + 1);
    List<Code> chosen = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      int part = (int) (((long) share * (i + 1)) / wanted - (long) share * i / wanted);
      long location = divide(Math.max(1, part), wanted - i);
      locations.add(location);
      chosen.add(reports.code(location));
    }
    return chosen;
  }

  private long divide(int part, int wanted) {
    List<Stretch> stretches = stretches();
    stretches.sort((a, b) -> Integer.compare(b.count, a.count));
    for (Stretch stretch : stretches) {
      int taken = Math.min(part, stretch.count / 2);
      long location = report(stretch, stretch.count - taken);
      // A crowd in the cell of the location itself stays there; what comes after it can move.
      for (int i = stretch.count - taken; location == stretch.location && i < stretch.count; i++) {
        location = report(stretch, i);
      }
      if (taken > 0 && location != stretch.location) {
        return location;
      }
    }
    throw new TooFewCodesException(0, wanted);
  }

  private long report(Stretch stretch, int place) {
    return reports.point((int) ((stretch.first + (long) place) % reports.size()));
  }

  private List<Stretch> stretches() {
    locations.sort(Long::compareUnsigned);
    List<Stretch> stretches = new ArrayList<>();
    int lowest = reports.rankOf(locations.getFirst());
    for (int i = 0; i < locations.size(); i++) {
      int first = reports.rankOf(locations.get(i));
      boolean last = i == locations.size() - 1;
      int end = last ? reports.size() + lowest : reports.rankOf(locations.get(i + 1));
      stretches.add(new Stretch(locations.get(i), first, end - first));
    }
    return stretches;
  }
}
