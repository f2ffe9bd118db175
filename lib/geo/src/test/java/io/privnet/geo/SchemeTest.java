package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ch.hsr.geohash.GeoHash;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeTest {

  /** Values from the geohash articles of Wikipedia and geohash.org. */
  @ParameterizedTest
  @CsvSource({
    "42.605, -5.603, ezs42",
    "57.64911, 10.40744, u4pruydqqvj",
    "-25.382708, -49.265506, 6gkzwgjzn820",
    "0, 0, s0000",
    "90, 180, zzzzzzzzzzzz",
    "-90, -180, 000000000000"
  })
  void knownPositions_giveTheirPublishedGeohash(double latitude, double longitude, String hash) {
    Code code = Scheme.GEOHASH.encode(latitude, longitude, 5 * hash.length());
    assertThat(CodeFormat.DIGITS.text(code)).isEqualTo(hash);
  }

  /**
   * Bing Maps Tile System: at level 3, tile (3, 5) is 213. The other positions were put through the
   * reference implementation printed there.
   */
  @ParameterizedTest
  @CsvSource({
    "-40.98, -22.6, 213",
    "-85.0511287798066, -180, 222",
    "85.0511287798066, 180, 111",
    "-0.0001, 0.0001, 3",
    "0.0001, -0.0001, 0",
    "89.9, 12, 100",
    "-89.9, -12, 233"
  })
  void knownPositions_giveTheirQuadkey(double latitude, double longitude, String key) {
    Code code = Scheme.QUADKEY.encode(latitude, longitude, 2 * key.length());
    assertThat(CodeFormat.DIGITS.text(code)).isEqualTo(key);
  }

  @Example
  void quadkeyTile_hasTheBordersThatMercatorGivesIt() {
    // Tile x = 3, y = 5 of 8: longitude from 3/8, latitude of y = 5/8 is atan(sinh(-pi/4)).
    Rectangle tile = CodeFormat.DIGITS.parse(Scheme.QUADKEY, "213").rectangle();
    assertThat(tile.west()).isEqualTo(-45);
    assertThat(tile.east()).isEqualTo(0);
    assertThat(tile.north()).isCloseTo(-40.97989806962013, within(1e-12));
    assertThat(tile.south()).isCloseTo(-66.51326044311186, within(1e-12));
  }

  /** Fig. 2 of the paper: the index of column x0x1 and row y0y1 is y0x0y1x1. */
  @Example
  void zorder_interleavesLatitudeFirst() {
    for (int x = 0; x < 4; x++) {
      for (int y = 0; y < 4; y++) {
        Code code = Scheme.ZORDER.encode(-90 + 45 * y + 1, -180 + 90 * x + 1, 4);
        String expected = "" + (y >> 1) + (x >> 1) + (y & 1) + (x & 1);
        assertThat(code.toString()).isEqualTo(expected);
      }
    }
  }

  @Property
  void geohash_isWhatAnIndependentLibrarySays(
      @ForAll @DoubleRange(min = -90, max = 90) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @IntRange(min = 1, max = 64) int length) {
    GeoHash peer = GeoHash.withBitPrecision(latitude, longitude, length);
    Code code = Scheme.GEOHASH.encode(latitude, longitude, length);
    assertThat(code.bits()).isEqualTo(peer.longValue());
    assertThat(code.rectangle())
        .isEqualTo(
            new Rectangle(
                peer.getBoundingBox().getSouthLatitude(),
                peer.getBoundingBox().getWestLongitude(),
                peer.getBoundingBox().getNorthLatitude(),
                peer.getBoundingBox().getEastLongitude()));
  }

  @Property
  void zorder_isGeohashWithTheBitsOfEachPairExchanged(
      @ForAll @DoubleRange(min = -90, max = 90) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude) {
    long geohash = GeoHash.withBitPrecision(latitude, longitude, 64).longValue();
    long exchanged = (geohash & 0xAAAAAAAAAAAAAAAAL) >>> 1 | (geohash & 0x5555555555555555L) << 1;
    assertThat(Scheme.ZORDER.bits(latitude, longitude)).isEqualTo(exchanged);
  }

  @Property
  void cell_containsThePositionsEncodedIntoIt(
      @ForAll Scheme scheme,
      @ForAll @DoubleRange(min = -85, max = 85) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @IntRange(min = 0, max = 64) int length) {
    Rectangle cell = scheme.encode(latitude, longitude, length).rectangle();
    // Only Mercator rounds: its borders are right to a few units in the last place.
    double hair = scheme == Scheme.QUADKEY ? 1e-13 : 0;
    assertThat(latitude).isBetween(cell.south() - hair, cell.north() + hair);
    assertThat(longitude).isBetween(cell.west(), cell.east());
  }

  @Property
  void positionsAtAndJustBelowABorder_fallOnEitherSide(
      @ForAll @IntRange(min = 1) int edge, @ForAll boolean upperHalf) {
    long k = (upperHalf ? 1L << 31 : 0) + edge;
    double latitude = -90 + k * (180 / 0x1p32);
    double longitude = -180 + k * (360 / 0x1p32);
    assertThat(Scheme.ZORDER.row(latitude)).isEqualTo(k);
    assertThat(Scheme.ZORDER.row(Math.nextDown(latitude))).isEqualTo(k - 1);
    assertThat(Scheme.ZORDER.column(longitude)).isEqualTo(k);
    assertThat(Scheme.ZORDER.column(Math.nextDown(longitude))).isEqualTo(k - 1);
  }

  @Example
  void theLeastNegativeValue_liesSouthWestOfTheOrigin() {
    assertThat(Scheme.ZORDER.encode(-Double.MIN_VALUE, -Double.MIN_VALUE, 2).toString())
        .isEqualTo("00");
    assertThat(Scheme.ZORDER.encode(-0.0, -0.0, 2).toString()).isEqualTo("11");
  }

  @ParameterizedTest
  @EnumSource
  void lastMeridianAndPole_areClampedIntoTheLastCells(Scheme scheme) {
    Code corner = scheme.encode(90, 180, 64);
    assertThat(corner).isEqualTo(scheme.encode(89.99999999999, 179.99999999999, 64));
    assertThat(scheme.encode(-90, -180, 64))
        .isEqualTo(scheme.encode(-89.99999999999, -179.99999999999, 64));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 180.0000001, -181})
  void valuesOutOfRange_areRefused(double value) {
    for (Scheme scheme : Scheme.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scheme.bits(0, value))
          .withMessageContaining("longitude");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scheme.bits(value, 0))
          .withMessageContaining("latitude");
    }
  }

  @Property
  void zorder_growsWithBothCoordinates(
      @ForAll @DoubleRange(min = -90, max = 90) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @DoubleRange(min = 0, max = 1) double north,
      @ForAll @DoubleRange(min = 0, max = 1) double east,
      @ForAll @IntRange(min = 0, max = 64) int length) {
    Code here = Scheme.ZORDER.encode(latitude, longitude, length);
    Code there =
        Scheme.ZORDER.encode(
            Math.min(90, latitude + north * 10), Math.min(180, longitude + east * 10), length);
    assertThat(here).isLessThanOrEqualTo(there);
  }

  @Example
  void hilbertCellsThatFollowEachOther_shareAnEdge() {
    for (int level = 1; level <= 6; level++) {
      int bits = 2 * level;
      Block[] cells =
          LongStream.range(0, 1L << bits)
              .mapToObj(i -> Scheme.HILBERT.block(i << (64 - bits), bits))
              .toArray(Block[]::new);
      long side = 1L << (32 - level);
      for (int i = 0; i + 1 < cells.length; i++) {
        long across = Math.abs(cells[i].firstColumn() - cells[i + 1].firstColumn());
        long up = Math.abs(cells[i].firstRow() - cells[i + 1].firstRow());
        assertThat(across + up).isEqualTo(side);
      }
      assertThat(cells[0]).isEqualTo(new Block(0, side - 1, 0, side - 1));
      long last = (1L << 32) - side;
      assertThat(cells[cells.length - 1]).isEqualTo(new Block(last, last + side - 1, 0, side - 1));
    }
  }

  @Property
  void hilbertSquaresAtTheFinestLevel_followEachOtherToo(@ForAll long bits) {
    Block here = Scheme.HILBERT.block(bits, 64);
    assertThat(Scheme.HILBERT.interleave(here.firstColumn(), here.firstRow())).isEqualTo(bits);
    if (bits != -1) {
      Block next = Scheme.HILBERT.block(bits + 1, 64);
      long across = Math.abs(here.firstColumn() - next.firstColumn());
      long up = Math.abs(here.firstRow() - next.firstRow());
      assertThat(across + up).isEqualTo(1);
    }
  }

  @Property
  void blocks_encodeBackToTheirCode(
      @ForAll Scheme scheme, @ForAll long bits, @ForAll @IntRange(min = 0, max = 64) int length) {
    Code code = new Code(scheme, bits, 64).prefix(length);
    Block block = scheme.block(code.bits(), length);
    long[] columns = {block.firstColumn(), block.lastColumn()};
    long[] rows = {block.firstRow(), block.lastRow()};
    for (long column : columns) {
      for (long row : rows) {
        assertThat(code.contains(scheme.interleave(column, row))).isTrue();
      }
    }
    // As many squares as codes, so that there are no others.
    assertThat(block.squares()).isEqualTo(length == 0 ? 0 : 1L << (64 - length));
  }

  @Example
  void anUnknownScheme_isRefusedWithTheNamesThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.of("peano"))
        .withMessage("unknown scheme peano: expected zorder, quadkey, geohash or hilbert");
  }
}
