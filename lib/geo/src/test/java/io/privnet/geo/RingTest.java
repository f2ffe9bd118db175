package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RingTest {

  /** A world of few bits, so that reports, cells and locations meet in every way. */
  private static Code small(Random random, int shortest) {
    int length = shortest + random.nextInt(9 - shortest);
    return new Code(Scheme.ZORDER, random.nextLong(), 64).prefix(length);
  }

  private static Ring ring(Random random, int routers, int locationsEach) {
    Set<Long> points = new HashSet<>();
    List<Router> made = new ArrayList<>();
    for (int i = 0; i < routers; i++) {
      List<Code> own = new ArrayList<>();
      while (own.size() < locationsEach) {
        Code location = small(random, 0);
        if (random.nextInt(4) == 0) {
          location = new Code(Scheme.ZORDER, random.nextLong(), 64);
        }
        if (points.add(location.lo())) {
          own.add(location);
        }
      }
      made.add(Router.of("r" + i, own));
    }
    return new Ring(Scheme.ZORDER, made);
  }

  @Property(tries = 300)
  void floor_isThatOfATree(@ForAll Random random, @ForAll @IntRange(min = 1, max = 3000) int size) {
    TreeMap<Long, Integer> tree = new TreeMap<>(Long::compareUnsigned);
    while (tree.size() < size) {
      // Evenly spread, or in towns within towns.
      long point = random.nextLong();
      for (int zoom = random.nextInt(4); zoom > 0; zoom--) {
        point = 0x35C6_0000_0000_0000L >>> 13 * zoom ^ point >>> 15;
      }
      tree.put(point, 0);
    }
    List<Code> locations = new ArrayList<>();
    for (Map.Entry<Long, Integer> entry : tree.entrySet()) {
      entry.setValue(locations.size());
      locations.add(new Code(Scheme.ZORDER, entry.getKey(), 64));
    }
    Ring ring = new Ring(Scheme.ZORDER, List.of(Router.of("r", locations)));
    List<Long> questions = new ArrayList<>(List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    for (long point : tree.keySet()) {
      questions.addAll(List.of(point - 1, point, point + 1, point ^ random.nextLong() >>> 40));
    }
    for (long z : questions) {
      Map.Entry<Long, Integer> floor = tree.floorEntry(z);
      assertThat(ring.floor(z)).isEqualTo(floor == null ? size - 1 : floor.getValue());
    }
  }

  @Property
  void assignment_goesDownTheRingToTheNearestLocation(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int routers,
      @ForAll @IntRange(min = 1, max = 3) int locationsEach) {
    Ring ring = ring(random, routers, locationsEach);
    for (int i = 0; i < 20; i++) {
      Code report = small(random, 0);
      Ring.Assignment assignment = ring.assign(report);
      int nearest = nearestDown(ring, report.lo(), Optional.empty());
      assertThat(assignment.router()).isSameAs(ring.home(report)).isSameAs(ring.router(nearest));
      assertThat(assignment.location()).isEqualTo(ring.location(nearest));
      assertThat(assignment.distance()).isEqualTo(report.lo() - ring.location(nearest).lo());
      int next = nearestDown(ring, report.lo(), Optional.of(assignment.router()));
      assertThat(assignment.fallback())
          .isEqualTo(next < 0 ? Optional.empty() : Optional.of(ring.router(next)));
    }
  }

  /** Tries all locations; with a router gone, those of the others. */
  private static int nearestDown(Ring ring, long z, Optional<Router> gone) {
    int nearest = -1;
    for (int rank = 0; rank < ring.size(); rank++) {
      boolean there = gone.isEmpty() || ring.router(rank) != gone.get();
      if (there
          && (nearest < 0
              || Long.compareUnsigned(z - ring.location(rank).lo(), z - ring.location(nearest).lo())
                  < 0)) {
        nearest = rank;
      }
    }
    return nearest;
  }

  @Property(tries = 300)
  void message_reachesTheHomeRouterOfEveryReportThatMeetsItsCell(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int routers,
      @ForAll @IntRange(min = 1, max = 3) int locationsEach,
      @ForAll @IntRange(min = 0, max = 9) int shortestReport) {
    Ring ring = ring(random, routers, locationsEach);
    Code cell = small(random, 0);
    Set<Router> serving = ring.serving(cell, shortestReport);
    for (int length = Math.min(shortestReport, 9); length <= 9; length++) {
      for (long number = 0; number < 1 << length; number++) {
        Code report = new Code(Scheme.ZORDER, length == 0 ? 0 : number << (64 - length), length);
        if (report.meets(cell)) {
          assertThat(serving).contains(ring.home(report));
        }
      }
    }
  }

  @Property
  void message_goesToNoRouterThatCannotHaveAReportInItsCell(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int routers,
      @ForAll @IntRange(min = 0, max = 9) int shortestReport) {
    Ring ring = ring(random, routers, 1);
    Code cell = small(random, 0);
    Set<Router> possible = new HashSet<>();
    for (int length = Math.min(shortestReport, cell.length()); length <= cell.length(); length++) {
      possible.add(ring.home(cell.prefix(length)));
    }
    for (int rank = 0; rank < ring.size(); rank++) {
      if (cell.contains(ring.location(rank).lo())) {
        possible.add(ring.router(rank));
      }
    }
    assertThat(ring.serving(cell, shortestReport)).isEqualTo(possible);
  }

  @Property(tries = 200)
  void messageToAnArea_reachesEveryVehicleInIt(
      @ForAll Random random, @ForAll Scheme scheme, @ForAll boolean truncated) {
    List<Code> vehicles = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    List<Code> history = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Position position =
          new Position(48 + random.nextGaussian() / 10, 16 + random.nextGaussian() / 10);
      positions.add(position);
      Code full = scheme.encode(position.latitude(), position.longitude(), 64);
      history.add(full);
      vehicles.add(truncated ? full.prefix(20 + random.nextInt(20)) : full);
    }
    Ring ring = Placement.INTERVAL.place(history, 8, 2, random.nextLong()).ring();
    Rectangle area = new Rectangle(47.95, 15.95, 48.02, 16.03);
    Covering covering = Covering.of(area, scheme, 8, 40, 1);
    Set<Router> serving = ring.serving(covering, truncated ? 20 : 64);
    for (int i = 0; i < vehicles.size(); i++) {
      if (area.contains(positions.get(i).latitude(), positions.get(i).longitude())) {
        assertThat(serving).contains(ring.home(vehicles.get(i)));
      }
    }
  }

  @Example
  void aVehicleBelowAllLocations_wrapsToTheLargest() {
    Router low = Router.of("low", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "01")));
    Router high = Router.of("high", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "11")));
    Ring ring = new Ring(Scheme.ZORDER, List.of(low, high));
    assertThat(ring.home(CodeFormat.BITS.parse(Scheme.ZORDER, "00"))).isEqualTo(high);
    assertThat(ring.home(CodeFormat.BITS.parse(Scheme.ZORDER, "0100"))).isEqualTo(low);
    assertThat(ring.home(CodeFormat.BITS.parse(Scheme.ZORDER, "10"))).isEqualTo(low);
    assertThat(ring.assign(CodeFormat.BITS.parse(Scheme.ZORDER, "00")).turns()).isEqualTo(0.25);
  }

  @Example
  void twoRoutersAtOnePoint_areRefused() {
    Router a = Router.of("a", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "01")));
    Router b = Router.of("b", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "0100")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ring(Scheme.ZORDER, List.of(a, b)))
        .withMessage("routers a and b have the same location 0100");
  }

  @Example
  void codesOfAnotherScheme_areRefused() {
    Ring ring =
        new Ring(Scheme.ZORDER, List.of(Router.of("a", List.of(Code.world(Scheme.ZORDER)))));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.home(Code.world(Scheme.HILBERT)));
  }
}
