package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlacementTest {

  /** Vehicles of two towns, of which many stand in the same few cells. */
  private static List<Code> reports(Random random, int count, int length) {
    List<Code> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double latitude = (i % 2 == 0 ? 48.2 : 47.07) + random.nextGaussian() / 20;
      double longitude = (i % 2 == 0 ? 16.37 : 15.44) + random.nextGaussian() / 20;
      reports.add(Scheme.ZORDER.encode(latitude, longitude, length));
    }
    return reports;
  }

  @Property(tries = 200)
  void everyPlacement_givesEachRouterItsLocations(
      @ForAll Placement placement,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 20) int routers,
      @ForAll @IntRange(min = 1, max = 4) int each) {
    List<Code> reports = reports(random, 500, 36);
    RouterTable table = placement.place(reports, routers, each, 7);
    assertThat(table.routers()).hasSize(routers).allMatch(r -> r.locations().size() == each);
    assertThat(table.ring().size()).isEqualTo(routers * each);
    assertThat(table.ring().load(reports).vehicles().stream().mapToLong(n -> n).sum())
        .isEqualTo(500);
    assertThat(placement.place(reports, routers, each, 7)).isEqualTo(table);
  }

  @Example
  void quantiles_loadEvenlyAndUniformDoesNot() {
    List<Code> reports = reports(new Random(3), 10_000, 60);
    Ring.Load even = Placement.QUANTILE.place(reports, 16, 1, 0).ring().load(reports);
    assertThat(even.max()).isEqualTo(625);
    assertThat(even.imbalance()).isEqualTo(1);
    Ring.Load uniform = Placement.UNIFORM.place(reports, 16, 1, 0).ring().load(reports);
    assertThat(uniform.imbalance()).isGreaterThan(8);
    Ring.Load interval = Placement.INTERVAL.place(reports, 16, 1, 0).ring().load(reports);
    assertThat(interval.imbalance()).isBetween(1.5, 6.0);
  }

  @Example
  void crowdsInOneCell_stillGetAsManyLocationsAsThereAreCells() {
    List<Code> reports = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> reports.add(Scheme.ZORDER.encode(48, 16, 20)));
    IntStream.range(0, 4).forEach(i -> reports.add(Scheme.ZORDER.encode(-48 + 9 * i, -16, 20)));
    for (Placement placement : List.of(Placement.QUANTILE, Placement.INTERVAL)) {
      assertThat(placement.place(reports, 5, 1, 1).ring().size()).isEqualTo(5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> placement.place(reports, 6, 1, 1))
          .withMessage("5 different codes are too few for 6 locations");
    }
  }

  @Example
  void moreUniformLocationsThanPoints_areRefused() {
    List<Code> reports = List.of(Scheme.ZORDER.encode(48, 16, 2));
    assertThat(Placement.UNIFORM.place(reports, 4, 1, 1).ring().size()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.UNIFORM.place(reports, 5, 1, 1));
  }

  /** The largest of M random parts of a circle is H(M) / M of it on average (L. Holst, 1980). */
  @Example
  void randomIntervals_areAsUnevenAsRandomPartsOfACircle() {
    List<Code> codes = reports(new Random(5), 4000, 64);
    Reports reports = Reports.of(codes);
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      sum += Placement.INTERVAL.place(reports, 16, 1, seed).ring().load(reports).imbalance();
    }
    double harmonic = IntStream.rangeClosed(1, 16).mapToDouble(i -> 1.0 / i).sum();
    assertThat(sum / 400).isCloseTo(harmonic, withinPercentage(5));
  }

  @Property(tries = 200)
  void loadOfReports_isThatOfEachCode(
      @ForAll Placement placement,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int routers) {
    List<Code> codes = reports(random, 300, 10 + random.nextInt(50));
    Reports reports = Reports.of(codes);
    RouterTable table = placement.place(reports, 1, 1, 3);
    try {
      table = placement.place(reports, routers, 2, 3);
    } catch (TooFewCodesException e) {
      assertThat(codes.stream().distinct().count()).isLessThan(2L * routers);
    }
    Ring ring = table.ring();
    List<Router> order = table.routers();
    List<Long> expected =
        order.stream()
            .map(router -> codes.stream().filter(c -> ring.home(c).equals(router)).count())
            .toList();
    assertThat(ring.load(reports).vehicles()).isEqualTo(expected);
    assertThat(ring.load(codes).vehicles()).isEqualTo(expected);
  }

  /** The law of consistent hashing: nobody moves but from what has failed and to what is new. */
  @Property(tries = 300)
  void failureAndAddition_moveOnlyThoseConcerned(
      @ForAll Placement placement,
      @ForAll Random random,
      @ForAll @IntRange(min = 2, max = 12) int routers,
      @ForAll @IntRange(min = 1, max = 4) int each) {
    List<Code> codes = reports(random, 400, 40);
    Reports reports = Reports.of(codes);
    RouterTable table = placement.place(reports, routers, each, random.nextLong());
    Ring ring = table.ring();

    String failed = "r" + (1 + random.nextInt(routers));
    Ring left = table.without(Set.of(failed)).ring();
    long moved = 0;
    for (Code code : codes) {
      String before = ring.home(code).id();
      String after = left.home(code).id();
      assertThat(after).isNotEqualTo(failed);
      if (!before.equals(failed)) {
        assertThat(after).isEqualTo(before);
      } else {
        moved++;
      }
    }
    assertThat(ring.handovers(left, reports)).isEqualTo(moved);
    int rank = Integer.parseInt(failed.substring(1)) - 1;
    assertThat(ring.load(reports).vehicles().get(rank)).isEqualTo(moved);

    RouterTable more = placement.add(table, reports, each, random.nextLong());
    Ring joined = more.ring();
    String added = more.routers().getLast().id();
    assertThat(added).isEqualTo("r" + (routers + 1));
    assertThat(more.routers().subList(0, routers)).isEqualTo(table.routers());
    long gained = 0;
    for (Code code : codes) {
      String after = joined.home(code).id();
      if (!after.equals(ring.home(code).id())) {
        assertThat(after).isEqualTo(added);
        gained++;
      }
    }
    assertThat(ring.handovers(joined, reports)).isEqualTo(gained);
  }

  @Example
  void aRouterAddedToALayer_isInItUnderANameThatIsFree() {
    Reports reports = Reports.of(reports(new Random(1), 100, 40));
    RouterTable table = Placement.QUANTILE.place(reports, 3, 1, 1);
    Optional<String> layer = Optional.of("top");
    List<Router> routers =
        table.routers().stream()
            .map(r -> new Router("top-" + r.id(), Optional.empty(), layer, r.locations()))
            .toList();
    RouterTable top = new RouterTable(Scheme.ZORDER, routers).without(Set.of("top-r2"));
    Router added = Placement.QUANTILE.add(top, reports, 1, 1).routers().getLast();
    assertThat(added.id()).isEqualTo("top-r4");
    assertThat(added.layer()).isEqualTo(layer);
  }

  @Property(tries = 100)
  void aRouterAddedByQuantile_takesItsShareAndNoMore(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int routers,
      @ForAll @IntRange(min = 1, max = 3) int each) {
    List<Code> codes = reports(random, 1000, 64);
    Reports reports = Reports.of(codes);
    RouterTable table = Placement.QUANTILE.place(reports, routers, 1, 1);
    Ring.Load load = Placement.QUANTILE.add(table, reports, each, 1).ring().load(reports);
    int share = 1000 / (routers + 1);
    assertThat(load.vehicles().getLast()).isBetween((long) Math.min(share, 1), (long) share + each);
    if (each == 1) {
      // One location divides one stretch, of which half stays.
      int half = (1000 / routers + 1) / 2;
      assertThat(load.vehicles().getLast()).isCloseTo((long) Math.min(share, half), within(1L));
    }
  }

  @Example
  void aRouterAddedToACrowd_getsTheCellsBesideIt() {
    List<Code> codes = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> codes.add(Scheme.ZORDER.encode(48, 16, 20)));
    codes.add(Scheme.ZORDER.encode(-48, 16, 20));
    Reports reports = Reports.of(codes);
    RouterTable one =
        new RouterTable(
            Scheme.ZORDER, List.of(Router.of("a", List.of(Scheme.ZORDER.encode(48, 16, 20)))));
    Ring.Load load = Placement.QUANTILE.add(one, reports, 1, 1).ring().load(reports);
    assertThat(load.vehicles()).containsExactly(100L, 1L);
    for (Placement placement : List.of(Placement.QUANTILE, Placement.INTERVAL)) {
      RouterTable full = placement.place(reports, 2, 1, 1);
      assertThatExceptionOfType(TooFewCodesException.class)
          .isThrownBy(() -> placement.add(full, reports, 1, 1));
    }
  }

  @Example
  void aMillionVehicles_areSharedEvenly() {
    Reports reports = new Reports(Scheme.ZORDER, 40);
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      reports.add(random.nextLong());
    }
    RouterTable table = Placement.QUANTILE.place(reports, 16, 4, 1);
    assertThat(table.ring().load(reports).imbalance()).isLessThan(1.0001);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.without(Set.of("r1", "x")))
        .withMessage("there is no router x");
  }
}
