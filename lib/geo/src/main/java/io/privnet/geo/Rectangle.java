package io.privnet.geo;

/**
 * The positions between two parallels and two meridians.
 *
 * @param south the lower latitude in degrees, -90 to 90
 * @param west where it begins, going east, in degrees, -180 to 180; greater than {@code east} if
 *     the rectangle crosses the antimeridian
 * @param north the upper latitude in degrees, -90 to 90
 * @param east where it ends, going east, in degrees, -180 to 180
 */
public record Rectangle(double south, double west, double north, double east) implements Area {

  /** The mean radius R<sub>1</sub> of the earth in metres (IUGG 1980). */
  private static final double EARTH_RADIUS = 6_371_008.8;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is NaN or out of range or south is above north
   */
  public Rectangle {
    new Position(south, west);
    new Position(north, east);
    if (south > north) {
      throw new IllegalArgumentException("south " + south + " is above north " + north);
    }
  }

  /**
   * Reads {@code SOUTH,WEST,NORTH,EAST} in decimal degrees.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static Rectangle parse(String text) {
    double[] values = Position.decimals(text);
    if (values.length != 4) {
      throw new IllegalArgumentException(
          "an area is SOUTH,WEST,NORTH,EAST, not " + Excerpt.of(text.strip()));
    }
    return new Rectangle(values[0], values[1], values[2], values[3]);
  }

  /**
   * Returns the square of a side round a position: as high and, along its middle parallel, as wide.
   * It ends at the poles, and where it would go all round the earth it has all longitudes.
   *
   * @param sideMetres on a sphere of the mean earth radius, above 0
   */
  public static Rectangle around(Position centre, double sideMetres) {
    double up = Math.toDegrees(sideMetres / EARTH_RADIUS) / 2;
    double aside = up / StrictMath.cos(Math.toRadians(centre.latitude()));
    double south = Math.max(-90, centre.latitude() - up);
    double north = Math.min(90, centre.latitude() + up);
    if (aside >= 180) {
      return new Rectangle(south, -180, north, 180);
    }
    double west = centre.longitude() - aside;
    double east = centre.longitude() + aside;
    return new Rectangle(
        south, west < -180 ? west + 360 : west, north, east > 180 ? east - 360 : east);
  }

  /** Whether this reaches over longitude 180. */
  public boolean crossesAntimeridian() {
    return west > east;
  }

  @Override
  public boolean contains(double latitude, double longitude) {
    return south <= latitude
        && latitude <= north
        && (crossesAntimeridian()
            ? longitude >= west || longitude <= east
            : longitude >= west && longitude <= east);
  }

  /** The point halfway between the borders. */
  public Position centre() {
    double longitude = west + widthDegrees() / 2;
    return new Position((south + north) / 2, longitude > 180 ? longitude - 360 : longitude);
  }

  /** From the southern to the northern border in metres on a sphere of the mean earth radius. */
  public double heightMetres() {
    return Math.toRadians(north - south) * EARTH_RADIUS;
  }

  /** Along the middle parallel in metres on a sphere of the mean earth radius. */
  public double widthMetres() {
    return Math.toRadians(widthDegrees())
        * StrictMath.cos(Math.toRadians((south + north) / 2))
        * EARTH_RADIUS;
  }

  private double widthDegrees() {
    return crossesAntimeridian() ? east - west + 360 : east - west;
  }
}
