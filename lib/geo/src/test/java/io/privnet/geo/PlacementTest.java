package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
}
