package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.common.geometry.R1Interval;
import com.google.common.geometry.S1Interval;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2LatLngRect;
import com.uber.h3core.H3Core;
import com.uber.h3core.LengthUnit;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Cells and coverings on the sphere, as the libraries S2 and H3 measure it. */
class SphereTest {
  private static final double EARTH_RADIUS = 6_371_008.8;

  private static H3Core h3;

  private static synchronized H3Core h3() throws IOException {
    if (h3 == null) {
      h3 = H3Core.newInstance();
    }
    return h3;
  }

  private static S2LatLngRect s2(Rectangle area) {
    return new S2LatLngRect(
        new R1Interval(Math.toRadians(area.south()), Math.toRadians(area.north())),
        new S1Interval(Math.toRadians(area.west()), Math.toRadians(area.east())));
  }

  @Property
  void heightByWidth_isTheAreaThatS2Computes(
      @ForAll Scheme scheme,
      @ForAll @DoubleRange(min = -84, max = 84) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @IntRange(min = 24, max = 48) int length) {
    Rectangle cell = scheme.encode(latitude, longitude, length).rectangle();
    double s2 = s2(cell).area() * EARTH_RADIUS * EARTH_RADIUS;
    assertThat(cell.heightMetres() * cell.widthMetres()).isCloseTo(s2, withinPercentage(0.01));
  }

  @Property
  void centresOfNeighbours_areAsFarApartAsH3Says(
      @ForAll Scheme scheme,
      @ForAll @DoubleRange(min = -84, max = 84) double latitude,
      @ForAll @DoubleRange(min = -179, max = 179) double longitude,
      @ForAll @IntRange(min = 12, max = 22) int level)
      throws IOException {
    int length = 2 * level;
    Rectangle cell = scheme.encode(latitude, longitude, length).rectangle();
    Position here = cell.centre();
    double east = cell.east() + (cell.east() - cell.west()) / 2;
    Position there = scheme.encode(here.latitude(), east, length).rectangle().centre();
    double h3 =
        h3().greatCircleDistance(
                new LatLng(here.latitude(), here.longitude()),
                new LatLng(there.latitude(), there.longitude()),
                LengthUnit.m);
    assertThat(cell.widthMetres()).isCloseTo(h3, withinPercentage(0.02));
  }

  /** S2 has its own way with areas across the antimeridian. */
  @Property(tries = 300)
  void positionsThatS2FindsInAnArea_areCovered(
      @ForAll Random random,
      @ForAll Scheme scheme,
      @ForAll @DoubleRange(min = -89, max = 80) double south,
      @ForAll @DoubleRange(min = -180, max = 180) double west,
      @ForAll @DoubleRange(min = 0.01, max = 9) double height,
      @ForAll @DoubleRange(min = 0.01, max = 90) double width,
      @ForAll @IntRange(min = 1, max = 64) int maxCells) {
    double east = west + width > 180 ? west + width - 360 : west + width;
    Rectangle area = new Rectangle(south, west, south + height, east);
    S2LatLngRect peer = s2(area);
    Covering covering = Covering.of(area, scheme, maxCells, 50, 1);
    for (int i = 0; i < 50; i++) {
      double latitude = Math.clamp(south + height * (1.5 * random.nextDouble() - 0.25), -90, 90);
      double longitude = west + width * (1.5 * random.nextDouble() - 0.25);
      longitude -= longitude > 180 ? 360 : longitude < -180 ? -360 : 0;
      boolean inside = peer.contains(S2LatLng.fromDegrees(latitude, longitude));
      assertThat(area.contains(latitude, longitude)).isEqualTo(inside);
      if (inside) {
        assertThat(covering.contains(scheme.bits(latitude, longitude))).isTrue();
      }
    }
  }

  /** 64 cells cover a square of 5 km with less than a quarter more than its area. */
  @Example
  void coveringOfASquare_isTight() {
    Rectangle area = new Rectangle(48.1775, 16.3362, 48.2225, 16.4038);
    double covered = 0;
    for (Code cell : Covering.of(area, Scheme.ZORDER, 64, 62, 1).cells()) {
      covered += s2(cell.rectangle()).area();
    }
    assertThat(covered / s2(area).area()).isBetween(1.0, 1.25);
  }
}
