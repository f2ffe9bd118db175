package io.privnet.geo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Placement;
import io.privnet.geo.Position;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NetworkTest {

  private static Scenario scenario(Scheme scheme, int k, Structure structure) {
    return new Scenario(
        scheme,
        Placement.UNIFORM,
        Duration.ofSeconds(60),
        1,
        k,
        30,
        structure,
        Lemma.CORRECTED,
        12,
        1,
        1,
        1);
  }

  private static Snapshot snapshot(Random random, int size) {
    double[][] towns = {{48, 16}, {-17, 179.999}, {0, 0}};
    double[] town = towns[random.nextInt(towns.length)];
    int[] number = new int[size];
    double[] latitude = new double[size];
    double[] longitude = new double[size];
    for (int i = 0; i < size; i++) {
      number[i] = i;
      latitude[i] = town[0] + random.nextGaussian() / 50;
      longitude[i] = town[1] + random.nextGaussian() / 50;
      longitude[i] -= longitude[i] > 180 ? 360 : 0;
    }
    return new Snapshot(number, latitude, longitude);
  }

  private static RouterTable routers(
      Random random, Scheme scheme, EpochReports reports, int count) {
    Set<Long> taken = new HashSet<>();
    List<Router> routers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Code> locations = new ArrayList<>();
      while (locations.size() < 2) {
        // Among the vehicles, mostly.
        long point =
            random.nextInt(4) == 0
                ? random.nextLong()
                : reports.bits()[random.nextInt(reports.size())] ^ random.nextLong() >>> 34;
        if (taken.add(point)) {
          locations.add(new Code(scheme, point, 64));
        }
      }
      routers.add(Router.of("r" + i, locations));
    }
    return new RouterTable(scheme, routers);
  }

  /** By distances from the southern and the western border rather than by comparing with four. */
  private static boolean isIn(Rectangle area, double latitude, double longitude) {
    double width = area.east() - area.west() + (area.crossesAntimeridian() ? 360 : 0);
    double eastward = longitude - area.west() + (longitude < area.west() ? 360 : 0);
    return latitude >= area.south() && latitude <= area.north() && eastward <= width;
  }

  @Property(tries = 120)
  void message_isDeliveredToTheVehiclesWhoseReportsMeetTheArea(
      @ForAll Random random,
      @ForAll Scheme scheme,
      @ForAll Structure structure,
      @ForAll @IntRange(min = 0, max = 5) int k,
      @ForAll @IntRange(min = 1, max = 8) int count) {
    Scenario scenario = scenario(scheme, k, structure);
    Snapshot snapshot = snapshot(random, 80);
    EpochReports reports = new Reporting(scenario, 0).reports(snapshot);
    RouterTable table = routers(random, scheme, reports, count);
    Map<Architecture, Assignment> assignments = new LinkedHashMap<>();
    assignments.put(Architecture.RING, new Assignment.Located(table, Lemma.CORRECTED));
    assignments.put(Architecture.SERVER, new Assignment.Central());
    assignments.put(Architecture.RANDOM, new Assignment.Random(count, snapshot.size, 5));

    int at = random.nextInt(snapshot.size);
    Rectangle area =
        Rectangle.around(
            new Position(snapshot.latitude[at], snapshot.longitude[at]),
            100 * Math.pow(10, 2.5 * random.nextDouble()));
    Target target = new Target(area, Covering.of(area, scheme, 12, 64, 1));
    Set<Integer> inside = new TreeSet<>();
    Set<Integer> meeting = new TreeSet<>();
    for (int i = 0; i < snapshot.size; i++) {
      boolean in = isIn(area, snapshot.latitude[i], snapshot.longitude[i]);
      if (in) {
        inside.add(i);
      }
      if (reports.isSilent(i)) {
        continue;
      }
      Code report = new Code(scheme, reports.bits()[i], reports.length()[i]);
      assertThat(report.contains(scheme.bits(snapshot.latitude[i], snapshot.longitude[i])))
          .isTrue();
      if (k == 0 ? in : target.covering().cells().stream().anyMatch(report::meets)) {
        meeting.add(i);
      }
    }
    assertThat(snapshot.in(area)).containsExactly(inside.toArray(Integer[]::new));

    Set<Set<Integer>> outcomes = new HashSet<>();
    assignments.forEach(
        (architecture, assignment) -> {
          Network network = new Network(architecture, assignment, scenario, snapshot.size);
          network.take(reports);
          Delivery delivery = new Delivery(snapshot.size);
          network.send(target, delivery);
          Set<Integer> reached = new TreeSet<>();
          for (int i = 0; i < snapshot.size; i++) {
            if (delivery.reached(i)) {
              reached.add(i);
            }
          }
          outcomes.add(reached);
          if (structure == Structure.TREE) {
            assertThat(reached).isEqualTo(meeting);
          }
          Outcome outcome = network.outcome(new Setting(1, count, 2, 1), 0);
          Set<Integer> served = new TreeSet<>(reached);
          served.retainAll(inside);
          Set<Integer> unserved = new TreeSet<>(inside);
          unserved.removeAll(reached);
          unserved.removeIf(reports::isSilent);
          assertThat(outcome.deliveries()).isEqualTo(reached.size());
          assertThat(outcome.targets()).isEqualTo(inside.size());
          assertThat(outcome.missed()).isEqualTo(unserved.size()).isZero();
          assertThat(outcome.vain()).isEqualTo(reached.size() - served.size());
          assertThat(outcome.requests())
              .isEqualTo(
                  switch (architecture) {
                    case RING -> table.ring().serving(target.covering(), reports.shortest()).size();
                    case SERVER -> 0;
                    case RANDOM -> count;
                  });
        });
    assertThat(outcomes).hasSize(1);
  }

  @Property(tries = 100)
  void client_findsTheRoutersThatTheRingNames(
      @ForAll Random random,
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 0, max = 64) int shortestReport) {
    Scenario scenario = scenario(scheme, 0, Structure.TREE);
    EpochReports reports = new Reporting(scenario, 0).reports(snapshot(random, 50));
    RouterTable table = routers(random, scheme, reports, count);
    Ring ring = table.ring();
    int[] owners = new int[ring.size()];
    for (int rank = 0; rank < owners.length; rank++) {
      owners[rank] = table.routers().indexOf(ring.router(rank));
    }
    Client client = new Client(ring, owners, count);
    for (int i = 0; i < 10; i++) {
      int at = random.nextInt(reports.size());
      Rectangle area =
          Rectangle.around(
              new Position(reports.snapshot().latitude[at], reports.snapshot().longitude[at]),
              10 * Math.pow(10, 5 * random.nextDouble()));
      Covering covering = Covering.of(area, scheme, 1 + random.nextInt(40), 64, 1);
      Set<Router> named = ring.serving(covering, shortestReport);
      long before = client.operations();
      int[] found = client.routersOf(covering, shortestReport);
      assertThat(found).doesNotHaveDuplicates().hasSize(named.size());
      for (int router : found) {
        assertThat(named).contains(table.routers().get(router));
      }
      if (shortestReport == 64) {
        double logLocations = Math.log(2 * count) / Math.log(2);
        double logCells = Math.log(covering.cells().size()) / Math.log(2);
        // Each location met costs a step and a search among cells and locations at most.
        assertThat(client.operations() - before)
            .isLessThanOrEqualTo(
                (long) ((2 * named.size() + 2) * (4 + 2 * logLocations + 2 * logCells)));
      }
    }
  }
}
