package io.privnet.geo;

import java.util.Locale;

/**
 * A space-filling curve over the world: how a position becomes a 64-bit code, and which rectangle
 * each prefix of a code stands for.
 *
 * <p>Every scheme lays a grid of 2<sup>32</sup> columns and 2<sup>32</sup> rows over the world. A
 * position is quantised to a column and a row, and the curve orders the grid's squares. Cells are
 * half-open: they own their lower edges. The last column and the last row also own their upper
 * edge, so longitude 180 falls in the last column and does not wrap. Codes of different schemes are
 * never compared.
 *
 * <p>Columns divide longitude evenly in every scheme. In the plate carrée schemes ({@link #ZORDER},
 * {@link #GEOHASH}, {@link #HILBERT}) rows divide latitude evenly, and quantisation is exact: the
 * edges of all cells are doubles, and a position is never put on the wrong side of one.
 */
public enum Scheme {
  /**
   * The Z-order curve, latitude bit first: for rows Y = y0y1… and columns X = x0x1… the code is
   * y0x0y1x1…, and a quad digit is 2y + x, with rows counted northward (Fig. 2 of Geographic
   * dissemination).
   */
  ZORDER(2, true),

  /**
   * Bing Maps quadkeys: Web Mercator, row bit first, rows counted southward from latitude {@link
   * #MERCATOR_LIMIT}. Positions nearer a pole are clamped to the first or the last row. A quad
   * digit is 2y + x.
   *
   * @see <a href="https://learn.microsoft.com/bingmaps/articles/bing-maps-tile-system">Bing Maps
   *     Tile System</a>
   */
  QUADKEY(2, true) {
    @Override
    long row(double latitude) {
      checkLatitude(latitude);
      double sine = StrictMath.sin(StrictMath.toRadians(latitude));
      double y = 0.5 - StrictMath.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
      return (long) Math.max(0, Math.min(y * GRID, GRID - 1));
    }

    @Override
    double south(Block block) {
      return latitude(block.lastRow() + 1);
    }

    @Override
    double north(Block block) {
      return latitude(block.firstRow());
    }

    private double latitude(long edge) {
      double y = Math.PI * (1 - 2 * (edge / GRID));
      return StrictMath.toDegrees(StrictMath.atan(StrictMath.sinh(y)));
    }

    @Override
    double southReach(Block block) {
      return block.lastRow() == LAST ? -90 : south(block);
    }

    @Override
    double northReach(Block block) {
      return block.firstRow() == 0 ? 90 : north(block);
    }
  },

  /** Geohash: Z-order with the longitude bit first, written in base 32, five bits a digit. */
  GEOHASH(5, false),

  /**
   * The Hilbert curve over the plate carrée grid. It starts in the south-west and ends in the
   * south-east; cells that follow each other at one level share an edge. It is laid top down, so a
   * prefix is a larger cell here too; a prefix of odd length is a half of its square.
   *
   * @see <a href="https://doi.org/10.1007/BF01199431">D. Hilbert, Über die stetige Abbildung einer
   *     Linie auf ein Flächenstück, 1891</a>
   */
  HILBERT(2, true) {
    @Override
    long interleave(long column, long row) {
      // The square at each level is seen through the turns of its ancestors: mirrored along its
      // anti-diagonal (flip and swap) in the last quarter, along its diagonal (swap) in the first.
      long bits = 0;
      long flip = 0;
      long swap = 0;
      for (int level = 31; level >= 0; level--) {
        long x = column >>> level & 1;
        long y = row >>> level & 1;
        long exchange = (x ^ y) & swap;
        x ^= exchange ^ flip;
        y ^= exchange ^ flip;
        bits = bits << 2 | (3 * x ^ y);
        flip ^= x & ~y & 1;
        swap ^= ~y & 1;
      }
      return bits;
    }

    @Override
    Block block(long bits, int length) {
      if ((length & 1) == 0) {
        return square(bits, length / 2);
      }
      int level = length / 2 + 1;
      return square(bits, level).union(square(bits | 1L << (64 - 2 * level), level));
    }

    @Override
    boolean keepsCorners() {
      return false;
    }

    private Block square(long bits, int level) {
      long column = 0;
      long row = 0;
      long flip = 0;
      long swap = 0;
      for (int shift = 62; shift > 62 - 2 * level; shift -= 2) {
        long digit = bits >>> shift & 3;
        long x = digit >>> 1;
        long y = (digit ^ x) & 1;
        long exchange = (x ^ y) & swap;
        column = column << 1 | x ^ exchange ^ flip;
        row = row << 1 | y ^ exchange ^ flip;
        flip ^= x & ~y & 1;
        swap ^= ~y & 1;
      }
      int below = 32 - level;
      long firstColumn = column << below;
      long firstRow = row << below;
      long side = (1L << below) - 1;
      return new Block(firstColumn, firstColumn + side, firstRow, firstRow + side);
    }
  };

  /** The latitude at which Web Mercator's square world ends, in degrees. */
  public static final double MERCATOR_LIMIT = 85.05112877980659;

  private static final double GRID = 0x1p32;
  private static final long LAST = (1L << 32) - 1;

  private final int bitsPerDigit;
  private final long columnBits;
  private final long rowBits;

  Scheme(int bitsPerDigit, boolean latitudeFirst) {
    this.bitsPerDigit = bitsPerDigit;
    rowBits = latitudeFirst ? 0xAAAAAAAAAAAAAAAAL : 0x5555555555555555L;
    columnBits = ~rowBits;
  }

  /**
   * Returns the scheme of a name such as {@code zorder}.
   *
   * @throws IllegalArgumentException if there is no such scheme
   */
  public static Scheme of(String name) {
    for (Scheme scheme : values()) {
      if (scheme.toString().equals(name)) {
        return scheme;
      }
    }
    throw new IllegalArgumentException(
        "unknown scheme " + name + ": expected zorder, quadkey, geohash or hilbert");
  }

  /**
   * Returns the full code of a position: 64 bits, of which each prefix is a larger cell.
   *
   * @param latitude in degrees, -90 to 90
   * @param longitude in degrees, -180 to 180
   * @throws IllegalArgumentException if a value is NaN or out of range
   */
  public long bits(double latitude, double longitude) {
    return interleave(column(longitude), row(latitude));
  }

  /**
   * Returns the cell of the given length in which a position lies.
   *
   * @param latitude in degrees, -90 to 90
   * @param longitude in degrees, -180 to 180
   * @param length in bits, 0 to 64
   * @throws IllegalArgumentException if a value is NaN or out of range
   */
  public Code encode(double latitude, double longitude, int length) {
    return new Code(this, bits(latitude, longitude), 64).prefix(length);
  }

  /** How many bits one digit of this scheme's customary notation stands for: 2 or 5. */
  public int bitsPerDigit() {
    return bitsPerDigit;
  }

  /** Returns the curve's position of a grid square, its first bit in the highest place. */
  long interleave(long column, long row) {
    return Long.expand(row, rowBits) | Long.expand(column, columnBits);
  }

  /** Returns the block of grid squares whose codes begin with the first {@code length} bits. */
  Block block(long bits, int length) {
    long last = bits | Code.below(length);
    return new Block(
        Long.compress(bits, columnBits),
        Long.compress(last, columnBits),
        Long.compress(bits, rowBits),
        Long.compress(last, rowBits));
  }

  /**
   * Whether the first and the last square of every block on the curve are the corners with the
   * lowest and the highest column and row.
   */
  boolean keepsCorners() {
    return true;
  }

  /** Where a column's bit stands in each pair of bits: 1 if it comes first, else 0. */
  final int columnShift() {
    return (int) (columnBits >>> 1 & 1);
  }

  final long column(double longitude) {
    if (Math.abs(longitude) < 180) {
      return square(longitude * 0x1p29);
    }
    checkLongitude(longitude);
    return longitude < 0 ? 0 : LAST;
  }

  long row(double latitude) {
    if (Math.abs(latitude) < 90) {
      return square(latitude * 0x1p30);
    }
    checkLatitude(latitude);
    return latitude < 0 ? 0 : LAST;
  }

  /**
   * Returns the square of a coordinate in 45ths of a square from the middle of the grid, which has
   * 2<sup>31</sup> squares on either side.
   *
   * <p>This is exact. A whole number of squares fits into {@code x} if and only if it fits into
   * {@code floor(x)}; flooring after adding would round a tiny negative value up to the square
   * after it. Dividing a whole number by 45 leaves it 1/90 of a square or more from the next one
   * when half a 45th is added, which is far more than rounding takes.
   */
  private static long square(double x) {
    return (long) ((Math.floor(x) + (45 * 0x1p31 + 0.5)) * (1.0 / 45));
  }

  final double west(Block block) {
    return block.firstColumn() * (45 * 0x1p-29) - 180;
  }

  final double east(Block block) {
    return (block.lastColumn() + 1) * (45 * 0x1p-29) - 180;
  }

  double south(Block block) {
    return block.firstRow() * (45 * 0x1p-30) - 90;
  }

  double north(Block block) {
    return (block.lastRow() + 1) * (45 * 0x1p-30) - 90;
  }

  /** The southernmost latitude that is quantised into a block. */
  double southReach(Block block) {
    return south(block);
  }

  /** The northernmost latitude that is quantised into a block. */
  double northReach(Block block) {
    return north(block);
  }

  final Rectangle rectangle(Block block) {
    return new Rectangle(south(block), west(block), north(block), east(block));
  }

  static void checkLatitude(double latitude) {
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException("latitude " + latitude + " is not within -90 to 90");
    }
  }

  static void checkLongitude(double longitude) {
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("longitude " + longitude + " is not within -180 to 180");
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
