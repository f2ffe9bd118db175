package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class RectangleTest {

  @Property
  void squareRoundAPosition_hasItInTheMiddle(
      @ForAll @DoubleRange(min = -80, max = 80) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @DoubleRange(min = 1, max = 100_000) double side) {
    Rectangle square = Rectangle.around(new Position(latitude, longitude), side);
    assertThat(square.contains(latitude, longitude)).isTrue();
    assertThat(square.heightMetres()).isCloseTo(side, within(1e-3));
    assertThat(square.widthMetres()).isCloseTo(side, within(1e-3));
    assertThat(square.centre().latitude()).isCloseTo(latitude, within(1e-9));
    assertThat(Math.abs(square.centre().longitude() - longitude) % 360)
        .satisfiesAnyOf(
            apart -> assertThat(apart).isCloseTo(0, within(1e-9)),
            apart -> assertThat(apart).isCloseTo(360, within(1e-9)));
  }

  @Example
  void squareRoundAPole_hasAllLongitudes() {
    assertThat(Rectangle.around(new Position(90, 10), 2000))
        .satisfies(
            square -> {
              assertThat(square.north()).isEqualTo(90);
              assertThat(square.south()).isCloseTo(90 - 1 / 111.195, within(1e-6));
              assertThat(square.contains(90, -170)).isTrue();
              assertThat(square.contains(89.999, 33)).isTrue();
            });
    assertThat(Rectangle.around(new Position(-89.9999, 10), 2000).crossesAntimeridian()).isFalse();
  }

  @Example
  void squareAcrossTheAntimeridian_containsBothSides() {
    Rectangle square = Rectangle.around(new Position(0, 179.999), 1000);
    assertThat(square.crossesAntimeridian()).isTrue();
    assertThat(square.contains(0, -179.9977)).isTrue();
    assertThat(square.contains(0, 179.9946)).isTrue();
    assertThat(square.contains(0, -179.9960)).isFalse();
  }
}
