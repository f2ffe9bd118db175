package io.privnet.geo;

/**
 * A position on the earth.
 *
 * @param latitude in degrees, -90 to 90
 * @param longitude in degrees, -180 to 180
 */
public record Position(double latitude, double longitude) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is NaN or out of range
   */
  public Position {
    Scheme.checkLatitude(latitude);
    Scheme.checkLongitude(longitude);
  }

  /**
   * Reads {@code LAT,LON} in decimal degrees.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static Position parse(String text) {
    double[] values = decimals(text);
    if (values.length != 2) {
      throw new IllegalArgumentException("a point is LAT,LON, not " + Excerpt.of(text.strip()));
    }
    return new Position(values[0], values[1]);
  }

  /** Reads decimal numbers separated by commas. */
  static double[] decimals(String text) {
    String[] fields = text.split(",", -1);
    double[] values = new double[fields.length];
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i].strip();
      // Double.parseDouble also takes NaN, hexadecimal and Java's type suffixes.
      if (!field.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
        throw new IllegalArgumentException(
            "not a decimal number: "
                + (field.isEmpty() ? "nothing" : Excerpt.of(field))
                + " in "
                + Excerpt.of(text.strip()));
      }
      values[i] = Double.parseDouble(field);
    }
    return values;
  }
}
