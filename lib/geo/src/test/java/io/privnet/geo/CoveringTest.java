package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

class CoveringTest {
  private static final GeometryFactory JTS = new GeometryFactory();

  /** Areas of all sizes, points and meridians too, at the poles and across the antimeridian. */
  @Provide
  static Arbitrary<Rectangle> areas() {
    Arbitrary<Double> sizes =
        Arbitraries.oneOf(
            Arbitraries.just(0.0),
            Arbitraries.doubles().between(0, 1e-6).ofScale(10),
            Arbitraries.doubles().between(0, 0.1),
            Arbitraries.doubles().between(0, 179));
    Arbitrary<Double> latitudes =
        Arbitraries.oneOf(
            Arbitraries.of(-90.0, -85.06, -45.0, 0.0, 45.0, 86.0, 90.0),
            Arbitraries.doubles().between(-90, 90));
    Arbitrary<Double> longitudes =
        Arbitraries.oneOf(
            Arbitraries.of(-180.0, -90.0, 0.0, 179.99999999, 180.0),
            Arbitraries.doubles().between(-180, 180));
    return Combinators.combine(latitudes, longitudes, sizes, sizes)
        .as(
            (south, west, height, width) -> {
              double east = west + width > 180 ? west + width - 360 : west + width;
              return new Rectangle(south, west, Math.min(90, south + height), east);
            });
  }

  @Property(tries = 400)
  void covering_containsEveryPositionOfTheArea(
      @ForAll("areas") Rectangle area,
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 1, max = 100) int maxCells,
      @ForAll @IntRange(min = 0, max = 64) int maxBits,
      @ForAll CodeFormat format,
      @ForAll Random random) {
    int each = format.bitsPerDigit(scheme);
    Covering covering = Covering.of(area, scheme, maxCells, maxBits, each);
    assertWellFormed(covering, maxCells, maxBits);
    assertThat(covering.cells()).allMatch(cell -> cell.length() % each == 0);
    for (int i = 0; i < 40; i++) {
      Position position = corner(area, i, random);
      assertThat(area.contains(position.latitude(), position.longitude())).isTrue();
      assertThat(covering.contains(scheme.bits(position.latitude(), position.longitude())))
          .as("%s of %s by %s", position, area, covering.cells())
          .isTrue();
    }
  }

  /** The corners and sides first, then random positions. */
  private static Position corner(Rectangle area, int i, Random random) {
    double up = i < 9 ? i / 3 / 2.0 : random.nextDouble();
    double along = i < 9 ? i % 3 / 2.0 : random.nextDouble();
    double latitude = up == 1 ? area.north() : area.south() + up * (area.north() - area.south());
    double width = area.east() - area.west() + (area.crossesAntimeridian() ? 360 : 0);
    double longitude = along == 1 ? area.east() : area.west() + along * width;
    if (longitude > 180) {
      longitude -= 360;
    }
    return new Position(
        Math.clamp(latitude, area.south(), area.north()),
        area.crossesAntimeridian() ? longitude : Math.clamp(longitude, area.west(), area.east()));
  }

  private static void assertWellFormed(Covering covering, int maxCells, int maxBits) {
    assertThat(covering.cells()).isNotEmpty().hasSizeLessThanOrEqualTo(maxCells).isSorted();
    for (int i = 0; i < covering.cells().size(); i++) {
      Code cell = covering.cells().get(i);
      assertThat(cell.length()).isLessThanOrEqualTo(maxBits);
      if (i > 0) {
        assertThat(covering.cells().get(i - 1).meets(cell)).isFalse();
      }
    }
  }

  @Property(tries = 150)
  void everyCell_meetsTheArea(
      @ForAll("areas") Rectangle area,
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 1, max = 50) int maxCells) {
    for (Code cell : Covering.of(area, scheme, maxCells, 64, 1).cells()) {
      Block block = scheme.block(cell.bits(), cell.length());
      assertThat(
              area.south() <= scheme.northReach(block)
                  && area.north() >= scheme.southReach(block)
                  && (area.crossesAntimeridian()
                      ? area.west() <= scheme.east(block) || area.east() >= scheme.west(block)
                      : area.west() <= scheme.east(block) && area.east() >= scheme.west(block)))
          .isTrue();
    }
  }

  @Property(tries = 150)
  void moreCells_neverReachFurther(
      @ForAll("areas") Rectangle area,
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 1, max = 60) int maxCells) {
    assertThat(squares(Covering.of(area, scheme, maxCells + 1, 64, 1)))
        .isLessThanOrEqualTo(squares(Covering.of(area, scheme, maxCells, 64, 1)));
  }

  private static double squares(Covering covering) {
    return covering.cells().stream().mapToDouble(c -> Math.scalb(1.0, 64 - c.length())).sum();
  }

  @Example
  void theWorld_isTheEmptyCode() {
    Rectangle world = new Rectangle(-90, -180, 90, 180);
    for (Scheme scheme : Scheme.values()) {
      assertThat(Covering.of(world, scheme, 64, 64, 1).cells()).containsExactly(Code.world(scheme));
    }
  }

  @Example
  void aPoint_isOneCellOfFullLength() {
    assertThat(
            Covering.of(new Rectangle(48.2, 16.37, 48.2, 16.37), Scheme.ZORDER, 9, 64, 1).cells())
        .containsExactly(Scheme.ZORDER.encode(48.2, 16.37, 64));
  }

  @Example
  void anAreaAcrossTheAntimeridian_isNotCoveredWithTheWholeParallel() {
    Rectangle fiji = new Rectangle(-18, 177, -16, -178);
    Covering covering = Covering.of(fiji, Scheme.ZORDER, 16, 64, 1);
    assertThat(covering.contains(Scheme.ZORDER.bits(-17, 180))).isTrue();
    assertThat(covering.contains(Scheme.ZORDER.bits(-17, -180))).isTrue();
    assertThat(covering.contains(Scheme.ZORDER.bits(-17, 0))).isFalse();
    assertThat(covering.contains(Scheme.ZORDER.bits(-17, 170))).isFalse();
  }

  @Property(tries = 60)
  void regions_areCoveredAndOnlyNearThemselves(
      @ForAll Random random,
      @ForAll Scheme scheme,
      @ForAll @IntRange(min = 1, max = 200) int maxCells) {
    List<List<double[]>> polygons = new ArrayList<>();
    List<Geometry> peers = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      double size = Math.pow(10, -3 + 4 * random.nextDouble());
      double x = -100 + 100 * i + 50 * random.nextDouble();
      double y = -60 + 120 * random.nextDouble();
      double[] outer = star(random, x, y, size, 3 + random.nextInt(200));
      double[] hole = shrunk(outer, x, y);
      polygons.add(List.of(outer, hole));
      peers.add(polygon(outer, hole));
    }
    Region region = Region.of(polygons);
    Covering covering = Covering.of(region, scheme, maxCells, 64, 1);
    assertWellFormed(covering, maxCells, 64);
    for (Geometry peer : peers) {
      var box = peer.getEnvelopeInternal();
      for (int i = 0; i < 100; i++) {
        double x = box.getMinX() + random.nextDouble() * box.getWidth();
        double y = box.getMinY() + random.nextDouble() * box.getHeight();
        Point point = JTS.createPoint(new Coordinate(x, y));
        boolean inside = peers.stream().anyMatch(p -> p.covers(point));
        if (inside || peers.stream().allMatch(p -> p.distance(point) > 1e-8)) {
          assertThat(region.contains(y, x)).isEqualTo(inside);
        }
        if (inside) {
          assertThat(covering.contains(scheme.bits(y, x))).isTrue();
        }
      }
    }
    for (Code cell : covering.cells()) {
      Rectangle r = cell.rectangle();
      if (Math.abs(r.south()) < 85 && Math.abs(r.north()) < 85) {
        Geometry square =
            polygon(
                new double[] {
                  r.west(), r.south(), r.east(), r.south(), r.east(), r.north(), r.west(),
                  r.north(), r.west(), r.south()
                });
        assertThat(peers.stream().anyMatch(p -> p.distance(square) < 1e-8)).isTrue();
      }
    }
  }

  @Example
  void aPolarRegion_isCoveredUpToThePoleByMercatorToo() {
    double[] cap = {10, 86, 20, 86, 20, 90, 10, 90, 10, 86};
    Covering covering = Covering.of(Region.of(List.of(List.of(cap))), Scheme.QUADKEY, 20, 40, 1);
    assertThat(covering.contains(Scheme.QUADKEY.bits(89, 15))).isTrue();
    assertThat(covering.contains(Scheme.QUADKEY.bits(89, 25))).isFalse();
    assertThat(covering.contains(Scheme.QUADKEY.bits(-89, 15))).isFalse();
  }

  @Example
  void overlappingPolygons_areCoveredWhereTheyOverlap() {
    double[] one = {0, 0, 20, 0, 20, 20, 0, 20, 0, 0};
    double[] two = {10, 0, 30, 0, 30, 20, 10, 20, 10, 0};
    Covering covering =
        Covering.of(Region.of(List.of(List.of(one), List.of(two))), Scheme.ZORDER, 50, 64, 1);
    assertThat(covering.contains(Scheme.ZORDER.bits(10, 15))).isTrue();
  }

  @Example
  void limitsOutOfRange_areRefused() {
    Rectangle area = new Rectangle(0, 0, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Covering.of(area, Scheme.ZORDER, 0, 64, 1))
        .withMessage("a covering has 1 to 65536 cells, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Covering.of(area, Scheme.ZORDER, 1, 65, 1));
  }

  /** A star-shaped polygon that does not cross itself. */
  private static double[] star(Random random, double x, double y, double size, int corners) {
    double[] ring = new double[2 * corners + 2];
    for (int i = 0; i < corners; i++) {
      double radius = size * (0.2 + random.nextDouble());
      ring[2 * i] = x + radius * Math.cos(2 * Math.PI * i / corners);
      ring[2 * i + 1] = y + radius * Math.sin(2 * Math.PI * i / corners);
    }
    ring[2 * corners] = ring[0];
    ring[2 * corners + 1] = ring[1];
    return ring;
  }

  private static double[] shrunk(double[] ring, double x, double y) {
    double[] inner = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      inner[i] = x + (ring[i] - x) / 3;
      inner[i + 1] = y + (ring[i + 1] - y) / 3;
    }
    return inner;
  }

  private static Polygon polygon(double[] outer, double[]... holes) {
    return JTS.createPolygon(
        JTS.createLinearRing(coordinates(outer)),
        java.util.Arrays.stream(holes)
            .map(hole -> JTS.createLinearRing(coordinates(hole)))
            .toArray(org.locationtech.jts.geom.LinearRing[]::new));
  }

  private static Coordinate[] coordinates(double[] ring) {
    Coordinate[] coordinates = new Coordinate[ring.length / 2];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = new Coordinate(ring[2 * i], ring[2 * i + 1]);
    }
    return coordinates;
  }
}
