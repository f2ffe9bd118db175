package io.privnet.geo;

/** What every refusal of bad data has to look like. */
final class Refusal {
  private Refusal() {}

  static void requireFileAndLine(GeoFormatException refused) {
    if (!refused.getMessage().matches("(?s)f:[1-9][0-9]*: [^\\n]+")) {
      throw new AssertionError(refused.getMessage());
    }
  }
}
