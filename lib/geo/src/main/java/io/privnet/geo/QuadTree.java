package io.privnet.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The {@code quadTree} property of a C-ITS message: the Web Mercator tiles that the message is
 * about, as quad digits with a comma before and after each, such as {@code ,12003,} (C-Roads, C-ITS
 * IP Based Interface Profile, basic interface, application properties: §3.3.2 of release 2.0.8). A
 * limit of its length is not known here, so none is checked. Brokers compare it with the JMS
 * selectors of the subscribers, as texts.
 *
 * @param tiles at least one; codes of {@link Scheme#QUADKEY} of one to 32 whole digits
 */
public record QuadTree(List<Code> tiles) {

  /** The zoom level of the basic interface's tiles: about 150 by 150 m at the equator. */
  public static final int ZOOM = 18;

  /** The highest zoom level, whose tiles are the squares of the grid. */
  public static final int HIGHEST_ZOOM = 32;

  /** The highest zoom level of the Bing Maps tile system. */
  private static final int HIGHEST_BING_ZOOM = 23;

  /**
   * Which tile a position near the border of two belongs to. Publishers have both kinds; a
   * subscriber to only one tile may want its neighbours too.
   */
  public enum Rounding {
    /** The tile that the position lies in. */
    FLOOR,

    /**
     * The tile of the nearest pixel, of which a tile has 256 by 256, as the published code of the
     * Bing Maps tile system computes it: within half a pixel of the eastern or southern border of a
     * tile, the tile beyond. Up to zoom level 23.
     *
     * @see <a href="https://learn.microsoft.com/bingmaps/articles/bing-maps-tile-system">Bing Maps
     *     Tile System</a>
     */
    BING;

    /** Returns the full code of a position, of which the first {@code zoom} digits count. */
    long bits(double latitude, double longitude, int zoom) {
      if (this == FLOOR) {
        return Scheme.QUADKEY.bits(latitude, longitude);
      }
      long column = nearest(Scheme.QUADKEY.column(longitude), zoom);
      long row = nearest(Scheme.QUADKEY.row(latitude), zoom);
      return Scheme.QUADKEY.interleave(column, row);
    }

    /** Returns the first square of the pixel whose upper left corner is nearest to a square. */
    private static long nearest(long square, int zoom) {
      int pixelBits = 24 - zoom;
      long pixel = (square + (1L << pixelBits - 1)) >>> pixelBits;
      return Math.min(pixel, (1L << zoom + 8) - 1) << pixelBits;
    }

    /**
     * Checks that this knows a zoom level.
     *
     * @throws IllegalArgumentException if not
     */
    void require(int zoom) {
      int highest = this == BING ? HIGHEST_BING_ZOOM : HIGHEST_ZOOM;
      if (zoom < 1 || zoom > highest) {
        throw new IllegalArgumentException(
            "a zoom level is 1 to "
                + highest
                + (this == BING ? " in Bing Maps" : "")
                + ", not "
                + zoom);
      }
    }
  }

  /**
   * Checks the tiles and copies the list.
   *
   * @throws IllegalArgumentException if there is none, or one is no tile
   */
  public QuadTree {
    tiles = List.copyOf(tiles);
    if (tiles.isEmpty()) {
      throw new IllegalArgumentException("a quadTree has at least one tile");
    }
    for (Code tile : tiles) {
      if (tile.scheme() != Scheme.QUADKEY || tile.length() == 0 || tile.length() % 2 != 0) {
        throw new IllegalArgumentException(
            "a tile of a quadTree has 1 to 32 quad digits: " + tile.scheme() + " code " + tile);
      }
    }
  }

  /**
   * Returns the tile of a position.
   *
   * @param zoom the number of digits, 1 to {@link #HIGHEST_ZOOM}, or to 23 for {@link
   *     Rounding#BING}
   * @throws IllegalArgumentException if a value is out of range
   */
  public static QuadTree of(double latitude, double longitude, int zoom, Rounding rounding) {
    rounding.require(zoom);
    long bits = rounding.bits(latitude, longitude, zoom);
    return new QuadTree(List.of(new Code(Scheme.QUADKEY, bits, 64).prefix(2 * zoom)));
  }

  /**
   * Returns the tiles of an area, all of it and some more; see {@link Covering#of}.
   *
   * @param maxZoom the most digits a tile may have, 1 to {@link #HIGHEST_ZOOM}
   * @throws IllegalArgumentException if a value is out of range
   */
  public static QuadTree of(Area area, int maxTiles, int maxZoom) {
    Rounding.FLOOR.require(maxZoom);
    List<Code> cells = Covering.of(area, Scheme.QUADKEY, maxTiles, 2 * maxZoom, 2).cells();
    if (cells.getFirst().length() > 0) {
      return new QuadTree(cells);
    }
    // The world has no digits, and a tile has at least one.
    if (maxTiles < 4) {
      throw new IllegalArgumentException(
          "an area on all four quarters of the map needs at least 4 tiles, not " + maxTiles);
    }
    Code world = cells.getFirst();
    List<Code> quarters = new ArrayList<>();
    for (int bit = 0; bit <= 1; bit++) {
      quarters.add(world.child(bit).child(0));
      quarters.add(world.child(bit).child(1));
    }
    return new QuadTree(quarters);
  }

  /**
   * Reads a value such as {@code ,12003,12010,}.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static QuadTree parse(String text) {
    if (text.length() < 3 || !text.startsWith(",") || !text.endsWith(",")) {
      throw new IllegalArgumentException(
          "a quadTree has a comma before and after each tile, such as ,12003,: "
              + Excerpt.of(text));
    }
    List<Code> tiles = new ArrayList<>();
    for (String digits : text.substring(1, text.length() - 1).split(",", -1)) {
      if (digits.isEmpty()) {
        throw new IllegalArgumentException("a tile without digits: " + Excerpt.of(text));
      }
      tiles.add(CodeFormat.DIGITS.parse(Scheme.QUADKEY, digits));
    }
    return new QuadTree(tiles);
  }

  /**
   * Returns a JMS selector, which AMQP 1.0 brokers take as the filter {@code
   * apache.org:selector-filter:string}. It selects the messages that have a tile which contains one
   * of these tiles, is the same or lies in it, and no others.
   *
   * <p>A tile and what lies in it begin with its digits, so the pattern {@code %,12003%} finds
   * them. A message for a larger area has fewer digits and is found only by patterns for each
   * ancestor, with a comma on both sides: {@code %,1200,%}. Several patterns stand in parentheses,
   * so that the selector can be joined with conditions on other properties by AND.
   */
  public String selector() {
    TreeSet<Code> ancestors = new TreeSet<>();
    for (Code tile : tiles) {
      for (int length = 2; length < tile.length(); length += 2) {
        ancestors.add(tile.prefix(length));
      }
    }
    List<String> terms = new ArrayList<>();
    for (Code tile : tiles) {
      terms.add("quadTree LIKE '%," + CodeFormat.DIGITS.text(tile) + "%'");
    }
    for (Code ancestor : ancestors) {
      terms.add("quadTree LIKE '%," + CodeFormat.DIGITS.text(ancestor) + ",%'");
    }
    String selector = String.join(" OR ", terms);
    return terms.size() == 1 ? selector : "(" + selector + ")";
  }

  /** The value of the property. */
  @Override
  public String toString() {
    StringBuilder value = new StringBuilder(",");
    for (Code tile : tiles) {
      value.append(CodeFormat.DIGITS.text(tile)).append(',');
    }
    return value.toString();
  }
}
