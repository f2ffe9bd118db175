package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadTreeTest {

  /** LatLongToPixelXY, PixelXYToTileXY and TileXYToQuadKey as the Bing Maps article has them. */
  private static String bing(double latitude, double longitude, int level) {
    latitude = Math.clamp(latitude, -85.05112878, 85.05112878);
    double x = (longitude + 180) / 360;
    double sine = Math.sin(latitude * Math.PI / 180);
    double y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    long size = 256L << level;
    long tileX = (long) Math.clamp(x * size + 0.5, 0, size - 1) / 256;
    long tileY = (long) Math.clamp(y * size + 0.5, 0, size - 1) / 256;
    return quadkey(tileX, tileY, level);
  }

  private static String quadkey(long tileX, long tileY, int level) {
    StringBuilder key = new StringBuilder();
    for (int i = level - 1; i >= 0; i--) {
      key.append((tileX >> i & 1) + 2 * (tileY >> i & 1));
    }
    return key.toString();
  }

  @Property
  void bingRounding_isThatOfTheBingMapsArticle(
      @ForAll @DoubleRange(min = -90, max = 90) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @IntRange(min = 1, max = 23) int zoom) {
    // Where the two could round differently, there is nothing to compare.
    double hair = 1e-10;
    String expected = bing(latitude, longitude, zoom);
    for (double up : new double[] {-hair, hair}) {
      for (double along : new double[] {-hair, hair}) {
        if (!bing(latitude + up, longitude + along, zoom).equals(expected)) {
          return;
        }
      }
    }
    assertThat(QuadTree.of(latitude, longitude, zoom, QuadTree.Rounding.BING).toString())
        .isEqualTo("," + expected + ",");
  }

  @Property
  void floorRounding_isTheTileThatContainsThePosition(
      @ForAll @DoubleRange(min = -85, max = 85) double latitude,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @IntRange(min = 1, max = 32) int zoom) {
    Rectangle tile =
        QuadTree.of(latitude, longitude, zoom, QuadTree.Rounding.FLOOR)
            .tiles()
            .getFirst()
            .rectangle();
    assertThat(latitude).isBetween(tile.south() - 1e-13, tile.north() + 1e-13);
    assertThat(longitude).isBetween(tile.west(), tile.east());
  }

  /** Half a pixel of zoom level 18 is 0.3 m: longitude 0 is the border of two tiles. */
  @Example
  void justWestOfABorder_theRoundingsDiffer() {
    double halfAPixel = 360.0 / (256 << 18) / 2;
    for (double part : new double[] {0.9, 1.1}) {
      QuadTree floor = QuadTree.of(48, -part * halfAPixel, 18, QuadTree.Rounding.FLOOR);
      QuadTree bing = QuadTree.of(48, -part * halfAPixel, 18, QuadTree.Rounding.BING);
      assertThat(floor.toString()).startsWith(",0");
      assertThat(bing.toString()).startsWith(part < 1 ? ",1" : ",0");
    }
  }

  /** The article's tile (3, 5) of level 3 is 213, here with the commas of the property. */
  @ParameterizedTest
  @EnumSource
  void thePublishedTile_hasCommasOnBothSides(QuadTree.Rounding rounding) {
    assertThat(QuadTree.of(-53, -22, 3, rounding)).hasToString(",213,");
  }

  @Property
  void value_isReadBack(@ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int size) {
    List<Code> tiles = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tiles.add(tile(random, 1 + random.nextInt(32)));
    }
    QuadTree quadTree = new QuadTree(tiles);
    assertThat(QuadTree.parse(quadTree.toString())).isEqualTo(quadTree);
  }

  private static Code tile(Random random, int zoom) {
    return new Code(Scheme.QUADKEY, random.nextLong(), 64).prefix(2 * zoom);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",,", "12003", ",12003", "12003,", ",12,,3,", ",124,", ", 12,"})
  void textThatIsNoValue_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> QuadTree.parse(text));
  }

  @Example
  void zoomLevelsThatAreNone_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadTree.of(0, 0, 33, QuadTree.Rounding.FLOOR))
        .withMessage("a zoom level is 1 to 32, not 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadTree.of(0, 0, 24, QuadTree.Rounding.BING))
        .withMessage("a zoom level is 1 to 23 in Bing Maps, not 24");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadTree.of(new Rectangle(0, 0, 1, 1), 8, 0));
  }

  @Example
  void selector_hasTheTileAndItsAncestors() {
    assertThat(QuadTree.parse(",12003,").selector())
        .isEqualTo(
            "(quadTree LIKE '%,12003%' OR quadTree LIKE '%,1,%' OR quadTree LIKE '%,12,%'"
                + " OR quadTree LIKE '%,120,%' OR quadTree LIKE '%,1200,%')");
    assertThat(QuadTree.parse(",3,").selector()).isEqualTo("quadTree LIKE '%,3%'");
  }

  @Property
  void message_isSelectedIffATileContainsEqualsOrLiesInOneOfTheArea(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 5) int subscribed,
      @ForAll @IntRange(min = 1, max = 3) int published) {
    QuadTree area = small(random, subscribed);
    String selector = area.selector();
    for (int i = 0; i < 50; i++) {
      QuadTree message = small(random, published);
      boolean meets =
          message.tiles().stream()
              .anyMatch(tile -> area.tiles().stream().anyMatch(other -> other.meets(tile)));
      assertThat(selects(selector, message.toString()))
          .as("%s of %s", message, selector)
          .isEqualTo(meets);
    }
  }

  private static QuadTree small(Random random, int tiles) {
    List<Code> some = new ArrayList<>();
    for (int i = 0; i < tiles; i++) {
      some.add(tile(random, 1 + random.nextInt(5)));
    }
    return new QuadTree(some);
  }

  @Property(tries = 50)
  void messageForAPositionInAnArea_isSelectedAtEveryZoomLevel(@ForAll Random random) {
    double latitude = -80 + 160 * random.nextDouble();
    double longitude = -179 + 358 * random.nextDouble();
    Rectangle area = new Rectangle(latitude, longitude, latitude + 0.05, longitude + 0.07);
    String selector = QuadTree.of(area, 16, 18).selector();
    for (int zoom = 1; zoom <= 22; zoom++) {
      QuadTree message =
          QuadTree.of(
              latitude + 0.05 * random.nextDouble(),
              longitude + 0.07 * random.nextDouble(),
              zoom,
              QuadTree.Rounding.FLOOR);
      assertThat(selects(selector, message.toString())).isTrue();
    }
  }

  /** What a JMS broker does with comparisons that are joined by OR (Jakarta Messaging, 3.8.1). */
  private static boolean selects(String selector, String quadTree) {
    boolean selected = false;
    Matcher term = Pattern.compile("\\G\\(?quadTree LIKE '([^']*)'( OR |\\)?$)").matcher(selector);
    int end = 0;
    while (term.find()) {
      end = term.end();
      String pattern =
          term.group(1)
              .chars()
              .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote("" + (char) c))
              .collect(Collectors.joining());
      selected |= quadTree.matches(pattern);
    }
    assertThat(end).isEqualTo(selector.length());
    return selected;
  }

  @Example
  void theWholeMap_isItsFourQuarters() {
    Rectangle world = new Rectangle(-90, -180, 90, 180);
    assertThat(QuadTree.of(world, 4, 18)).hasToString(",0,1,2,3,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuadTree.of(new Rectangle(-1, -1, 1, 1), 3, 18))
        .withMessage("an area on all four quarters of the map needs at least 4 tiles, not 3");
  }

  @Property(tries = 50)
  void stream_writesWhatEachPositionHas(
      @ForAll Random random,
      @ForAll QuadTree.Rounding rounding,
      @ForAll @IntRange(min = 1, max = 23) int zoom,
      @ForAll boolean append)
      throws IOException {
    StringBuilder in = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      double latitude = -90 + 180 * random.nextDouble();
      double longitude = -180 + 360 * random.nextDouble();
      in.append(latitude).append(',').append(longitude).append('\n');
      QuadTree value = QuadTree.of(latitude, longitude, zoom, rounding);
      expected
          .append(append ? latitude + "," + longitude + ",\"" + value + "\"" : value)
          .append('\n');
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CodeStream.ofQuadTrees(zoom, rounding, append)
        .encode(
            new ByteArrayInputStream(in.toString().getBytes(StandardCharsets.US_ASCII)), "f", out);
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
  }
}
