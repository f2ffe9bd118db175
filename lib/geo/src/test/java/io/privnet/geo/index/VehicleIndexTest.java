package io.privnet.geo.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class VehicleIndexTest {

  /** Worlds from one crossing to the whole earth, with whole reports, truncated ones and both. */
  private static final class World {
    final Random random;
    final Scheme scheme;
    final VehicleIndex index;
    final Map<Integer, Code> reports = new TreeMap<>();
    final double latitude;
    final double longitude;
    final double size;
    final int shortest;

    World(long seed, Scheme scheme) {
      random = new Random(seed);
      this.scheme = scheme;
      index = new VehicleIndex(scheme);
      latitude = new double[] {-90, 90, 0, 48.2, 85.0511}[random.nextInt(5)];
      longitude = new double[] {-180, 180, 0, 16.37}[random.nextInt(4)];
      size = new double[] {0, 1e-7, 0.01, 3, 400}[random.nextInt(5)];
      shortest = new int[] {64, 64, 50, 20, 0}[random.nextInt(5)];
    }

    double latitude() {
      return Math.clamp(latitude + random.nextGaussian() * size / 2, -90, 90);
    }

    double longitude() {
      double value = longitude + random.nextGaussian() * size;
      return Math.abs(value) <= 180 ? value : value - 360 * Math.rint(value / 360);
    }

    Code report() {
      int length = random.nextInt(4) == 0 ? 64 : shortest + random.nextInt(65 - shortest);
      return scheme.encode(latitude(), longitude(), length);
    }

    /** Vehicles come, go, move a little and move far. */
    void live(int steps, int vehicles) {
      for (int i = 0; i < steps; i++) {
        int vehicle = random.nextInt(vehicles);
        switch (random.nextInt(8)) {
          case 0 -> {
            boolean removed = index.remove(vehicle);
            assertThat(removed).isEqualTo(reports.remove(vehicle) != null);
          }
          case 1, 2 -> put(vehicle, report());
          case 3 -> {
            Code near = reports.get(random.nextInt(vehicles));
            put(vehicle, near == null ? report() : near);
          }
          default -> {
            Code before = reports.get(vehicle);
            if (before == null || before.length() == 0) {
              put(vehicle, report());
            } else {
              long step = 1L << random.nextInt(64);
              long bits = before.bits() + (random.nextBoolean() ? step : -step);
              put(vehicle, new Code(scheme, bits, 64).prefix(before.length()));
            }
          }
        }
      }
    }

    void put(int vehicle, Code report) {
      reports.put(vehicle, report);
      if (random.nextBoolean()) {
        index.put(vehicle, report);
      } else {
        index.put(vehicle, report.bits(), report.length());
      }
    }

    Rectangle area() {
      double south = latitude();
      double north = random.nextInt(4) == 0 ? south : latitude();
      double west = longitude();
      double east = random.nextInt(4) == 0 ? west : longitude();
      return new Rectangle(Math.min(south, north), west, Math.max(south, north), east);
    }

    List<Integer> bruteForce(Predicate<Code> met) {
      return reports.entrySet().stream()
          .filter(entry -> met.test(entry.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }

    List<Integer> answer(Rectangle area) {
      List<Integer> found = new ArrayList<>();
      index.query(area, found::add);
      return sorted(found);
    }

    List<Integer> answer(Covering area) {
      List<Integer> found = new ArrayList<>();
      index.query(area, found::add);
      return sorted(found);
    }

    private static List<Integer> sorted(List<Integer> found) {
      found.sort(null);
      return found;
    }
  }

  @Provide
  static Arbitrary<Scheme> interleaved() {
    return Arbitraries.of(Scheme.ZORDER, Scheme.QUADKEY, Scheme.GEOHASH);
  }

  @Property(tries = 40)
  void covering_findsTheReportsThatMeetACell(
      @ForAll long seed,
      @ForAll Scheme scheme,
      @ForAll @IntRange(max = 8000) int steps,
      @ForAll @IntRange(min = 1, max = 4000) int vehicles) {
    World world = new World(seed, scheme);
    world.live(steps, vehicles);
    assertThat(world.index.size()).isEqualTo(world.reports.size());
    for (int i = 0; i < 6; i++) {
      Covering area = Covering.of(world.area(), scheme, 1 + world.random.nextInt(30), 64, 1);
      assertThat(world.answer(area))
          .isEqualTo(world.bruteForce(report -> area.cells().stream().anyMatch(report::meets)));
      Code cell = area.cells().getFirst();
      List<Integer> found = new ArrayList<>();
      world.index.query(cell, found::add);
      assertThat(World.sorted(found)).isEqualTo(world.bruteForce(cell::meets));
    }
  }

  @Property(tries = 40)
  void rectangle_findsTheReportsWhoseCellsMeetIt(
      @ForAll long seed,
      @ForAll("interleaved") Scheme scheme,
      @ForAll @IntRange(max = 8000) int steps,
      @ForAll @IntRange(min = 1, max = 4000) int vehicles) {
    World world = new World(seed, scheme);
    world.live(steps, vehicles);
    for (int i = 0; i < 6; i++) {
      Rectangle area = world.area();
      assertThat(world.answer(area))
          .as("%s", area)
          .isEqualTo(world.bruteForce(report -> shareASquare(report, area)));
    }
  }

  /** Compares rows and columns, taken from the codes bit by bit. */
  private static boolean shareASquare(Code report, Rectangle area) {
    Scheme scheme = report.scheme();
    long corner = scheme.bits(area.south(), area.west());
    long opposite = scheme.bits(area.north(), area.east());
    int rows = scheme == Scheme.GEOHASH ? 62 : 63;
    int columns = 125 - rows;
    boolean rowsMeet =
        overlap(
            every2nd(report.lo(), rows),
            every2nd(report.hi(), rows),
            Math.min(every2nd(corner, rows), every2nd(opposite, rows)),
            Math.max(every2nd(corner, rows), every2nd(opposite, rows)));
    long first = every2nd(report.lo(), columns);
    long last = every2nd(report.hi(), columns);
    long west = every2nd(corner, columns);
    long east = every2nd(opposite, columns);
    return rowsMeet
        && (area.crossesAntimeridian()
            ? last >= west || first <= east
            : overlap(first, last, west, east));
  }

  private static boolean overlap(long first, long last, long low, long high) {
    return first <= high && low <= last;
  }

  private static long every2nd(long code, int highest) {
    long value = 0;
    for (int bit = highest; bit >= 0; bit -= 2) {
      value = 2 * value + (code >>> bit & 1);
    }
    return value;
  }

  @Property(tries = 10)
  void report_isTheLastOne(@ForAll long seed, @ForAll Scheme scheme) {
    World world = new World(seed, scheme);
    world.live(2000, 300);
    for (int vehicle = -1; vehicle <= 301; vehicle++) {
      assertThat(world.index.report(vehicle))
          .isEqualTo(Optional.ofNullable(world.reports.get(vehicle)));
    }
  }

  @Example
  void emptyIndex_findsNothing() {
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    index.query(new Rectangle(-90, -180, 90, 180), vehicle -> assertThat(vehicle).isNull());
    index.query(Code.world(Scheme.ZORDER), vehicle -> assertThat(vehicle).isNull());
    index.query(new Covering(Scheme.ZORDER, List.of()), vehicle -> assertThat(vehicle).isNull());
    assertThat(index.remove(0)).isFalse();
    assertThat(index.size()).isZero();
  }

  @Example
  void manyVehiclesAtOneSpot_areAllFoundAndCanLeave() {
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    Code here = Scheme.ZORDER.encode(48.2, 16.37, 64);
    Code next = new Code(Scheme.ZORDER, here.bits() + 1, 64);
    for (int vehicle = 0; vehicle < 2000; vehicle++) {
      index.put(vehicle, vehicle % 3 == 0 ? here.prefix(40) : here);
    }
    assertThat(count(index, here)).isEqualTo(2000);
    assertThat(count(index, next)).isEqualTo(667);
    for (int vehicle = 1; vehicle < 2000; vehicle += 3) {
      index.put(vehicle, next);
    }
    assertThat(count(index, here)).isEqualTo(2000 - 667);
    assertThat(count(index, next)).isEqualTo(2 * 667);
    for (int vehicle = 0; vehicle < 2000; vehicle++) {
      assertThat(index.remove(vehicle)).isTrue();
    }
    assertThat(count(index, Code.world(Scheme.ZORDER))).isZero();
  }

  private static int count(VehicleIndex index, Code cell) {
    List<Integer> found = new ArrayList<>();
    index.query(cell, found::add);
    assertThat(found).doesNotHaveDuplicates();
    return found.size();
  }

  @Example
  void firstAndLastCode_areFound() {
    for (Scheme scheme : Scheme.values()) {
      VehicleIndex index = new VehicleIndex(scheme);
      Code first = new Code(scheme, 0, 64);
      Code last = new Code(scheme, -1, 64);
      index.put(0, first);
      index.put(1, last);
      assertThat(count(index, first)).isEqualTo(1);
      assertThat(count(index, last)).isEqualTo(1);
      assertThat(count(index, last.prefix(63))).isEqualTo(1);
      assertThat(count(index, Code.world(scheme))).isEqualTo(2);
    }
  }

  @Example
  void worldReports_areFoundOnceOnBothSidesOfTheAntimeridian() {
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    for (int vehicle = 0; vehicle < 300; vehicle++) {
      index.put(vehicle, Code.world(Scheme.ZORDER));
    }
    List<Integer> found = new ArrayList<>();
    index.query(new Rectangle(-1, 179, 1, -179), found::add);
    assertThat(found).hasSize(300).doesNotHaveDuplicates();
  }

  /**
   * What a query costs beyond its answer is that of the leaves on the border, whatever the size of
   * the world: here a cell, whose border is that of two leaves at most.
   */
  @Property(tries = 10)
  void cell_costsALogarithmAndItsAnswer(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int vehicles) {
    Random random = new Random(seed);
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      index.put(vehicle, random.nextLong(), 64);
    }
    for (int i = 0; i < 50; i++) {
      Code cell = new Code(Scheme.ZORDER, random.nextLong(), 64).prefix(random.nextInt(65));
      long before = index.operations();
      int found = count(index, cell);
      double log = Math.log(vehicles + 1) / Math.log(2);
      assertThat(index.operations() - before)
          .isLessThanOrEqualTo((long) (2 * log + 1.1 * found + 2 * Leaf.CAPACITY + 4));
    }
  }

  @Example
  void badArguments_areRefused() {
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(-1, 0, 64));
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(Integer.MAX_VALUE, 0, 64));
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(0, 1, 63));
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(0, 0, 65));
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(0, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> index.put(0, Code.world(Scheme.GEOHASH)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.query(Code.world(Scheme.HILBERT), vehicle -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new VehicleIndex(Scheme.HILBERT).query(new Rectangle(0, 0, 1, 1), vehicle -> {}));
    assertThat(index.size()).isZero();
  }
}
