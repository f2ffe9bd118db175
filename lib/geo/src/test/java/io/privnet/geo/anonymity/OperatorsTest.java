package io.privnet.geo.anonymity;

import static io.privnet.geo.anonymity.ReportPolicy.Rule.FULL;
import static io.privnet.geo.anonymity.ReportPolicy.Rule.K_ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer.Algorithm;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OperatorsTest {

  /** Four trips over the middle of the world, from the south-west to the north-west or east. */
  private static Trips fourTrips() throws IOException {
    return new Trips(
        Worlds.of(
            "lat,lon,time,vehicle",
            "-10,-10,0,a",
            "-10,-10,0,b",
            "-10,-10,0,c",
            "-10,-10,0,d",
            "10,-10,60,a",
            "10,-10,60,b",
            "10,10,60,c",
            "10,10,60,d"));
  }

  @Test
  void layers_learnAsMuchAsFindsTheRouter() throws IOException {
    RouterTable table =
        new RouterTable(
            Scheme.ZORDER,
            List.of(
                router("south", "top", "0"),
                router("north", "top", "1"),
                router("r0", "regional", "0000"),
                router("r1", "regional", "1000"),
                router("r2", "regional", "1100")));
    Map<String, Operators.View> views = views(fourTrips(), table, 3);
    Operators.View top = views.get("top/all");
    assertThat(top.meanBits()).isEqualTo(1);
    assertThat(top.wholeTrips()).isEqualTo(4);
    assertThat(top.pairs()).isEqualTo(1);
    assertThat(top.pairEntropyBits()).isZero();
    assertThat(top.alike()).isEqualTo(4);
    assertThat(top.fewAlike()).isZero();
    Operators.View regional = views.get("regional/all");
    assertThat(regional.meanBits()).isEqualTo(36);
    assertThat(regional.pairs()).isEqualTo(2);
    assertThat(regional.pairEntropyBits()).isCloseTo(1, within(1e-12));
    assertThat(regional.alike()).isEqualTo(2);
    assertThat(regional.fewAlike()).isEqualTo(4);
    Operators.View south = views.get("top/south");
    assertThat(south.trips()).isEqualTo(4);
    assertThat(south.seenShare()).isEqualTo(0.5);
    assertThat(south.wholeTrips()).isZero();
    assertThat(south.pairs()).isZero();
    assertThat(south.alike()).isNaN();
    assertThat(views.get("regional/r1").trips()).isEqualTo(2);
    assertThat(views.get("regional/r2").trips()).isEqualTo(2);
  }

  @Test
  void tableWithoutLayers_isOneLayer() throws IOException {
    RouterTable table =
        new RouterTable(
            Scheme.ZORDER,
            List.of(Router.of("only", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "01")))));
    Map<String, Operators.View> views = views(fourTrips(), table, 3);
    assertThat(views.keySet()).containsExactlyInAnyOrder("-/all", "-/only");
    assertThat(views.get("-/only").meanBits()).isEqualTo(36);
    assertThat(views.get("-/only").wholeTrips()).isEqualTo(4);
  }

  @Test
  void routersInAndOutOfLayers_areRefused() throws IOException {
    Trips trips = fourTrips();
    RouterTable mixed =
        new RouterTable(
            Scheme.ZORDER,
            List.of(
                router("a", "top", "0"),
                Router.of("b", List.of(CodeFormat.BITS.parse(Scheme.ZORDER, "1")))));
    assertThatIllegalArgumentException().isThrownBy(() -> new Operators(trips, mixed, 1));
    RouterTable none = new RouterTable(Scheme.ZORDER, List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> new Operators(trips, none, 1));
  }

  @Property(tries = 100)
  void views_areThoseOfTheDefinition(@ForAll long seed) throws IOException {
    Trips trips = new Trips(Worlds.random(seed));
    SplittableRandom random = new SplittableRandom(seed);
    RouterTable table =
        new RouterTable(
            Scheme.ZORDER,
            Stream.of("top", "regional")
                .flatMap(
                    layer ->
                        random
                            .ints(3, 0, 40)
                            .distinct()
                            .mapToObj(
                                i ->
                                    new Router(
                                        layer + i,
                                        Optional.empty(),
                                        Optional.of(layer),
                                        List.of(
                                            Scheme.ZORDER.encode(
                                                47 + i / 40.0,
                                                15 + i / 20.0,
                                                layer.equals("top") ? 20 : 30)))))
                .collect(Collectors.toMap(r -> r.locations(), r -> r, (a, b) -> a))
                .values()
                .stream()
                .toList());
    if (table.layers().size() < 2) {
      return;
    }
    int k = 2;
    Map<String, Operators.View> views = new HashMap<>();
    Operators operators = new Operators(trips, table, k);
    Reporting reporting =
        new Reporting(
            trips,
            ReportingTest.policy(K_ANONYMOUS),
            new Announcer(Scheme.ZORDER, Algorithm.MERGE, k, 36),
            10_000,
            3);
    // trip -> step -> report
    Map<Integer, Map<Integer, Code>> sent = new HashMap<>();
    for (int step = 0; reporting.next(); step++) {
      operators.see(reporting);
      for (int i = 0; i < reporting.size(); i++) {
        int at = step;
        int trip = trips.tripOf(reporting.row(i));
        reporting
            .report(i)
            .ifPresent(code -> sent.computeIfAbsent(trip, t -> new HashMap<>()).put(at, code));
      }
    }
    operators.views().forEach(view -> views.put(name(view), view));
    for (String layer : table.layers()) {
      int bits = layer.equals("top") ? 20 : 64;
      for (Router router : table.layer(layer).routers()) {
        Set<Integer> seen = new HashSet<>();
        Map<String, Integer> pairs = new HashMap<>();
        sent.forEach(
            (trip, reports) -> {
              Map<Integer, Code> told = new HashMap<>();
              reports.forEach(
                  (step, code) -> {
                    Code part = code.prefix(Math.min(bits, code.length()));
                    if (table.layer(layer).ring().home(part).equals(router)) {
                      told.put(step, part);
                    }
                  });
              if (!told.isEmpty()) {
                seen.add(trip);
              }
              int first = reports.keySet().stream().min(Integer::compare).orElseThrow();
              int last = reports.keySet().stream().max(Integer::compare).orElseThrow();
              if (told.containsKey(first) && told.containsKey(last)) {
                pairs.merge(told.get(first) + " " + told.get(last), 1, Integer::sum);
              }
            });
        Operators.View view = views.get(layer + "/" + router.id());
        assertThat(view.trips()).isEqualTo(seen.size());
        assertThat(view.pairs()).isEqualTo(pairs.size());
        assertThat(view.wholeTrips())
            .isEqualTo(pairs.values().stream().mapToInt(Integer::intValue).sum());
        assertThat(view.fewAlike())
            .isEqualTo(
                pairs.values().stream().filter(n -> n < k).mapToInt(Integer::intValue).sum());
      }
    }
  }

  private static Map<String, Operators.View> views(Trips trips, RouterTable table, int k) {
    Operators operators = new Operators(trips, table, k);
    Reporting reporting = ReportingTest.reporting(trips, ReportingTest.policy(FULL), 1, 10_000);
    while (reporting.next()) {
      operators.see(reporting);
    }
    return operators.views().stream().collect(Collectors.toMap(OperatorsTest::name, view -> view));
  }

  private static String name(Operators.View view) {
    return view.layer().orElse("-") + "/" + view.router().orElse("all");
  }

  private static Router router(String id, String layer, String location) {
    return new Router(
        id,
        Optional.empty(),
        Optional.of(layer),
        List.of(CodeFormat.BITS.parse(Scheme.ZORDER, location)));
  }
}
