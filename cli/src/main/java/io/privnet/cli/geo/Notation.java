package io.privnet.cli.geo;

import io.privnet.cli.Failure;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.QuadTree;
import io.privnet.geo.Scheme;
import picocli.CommandLine.Option;

/** The options that say which codes and how they are written. */
final class Notation {
  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "Curve: zorder, quadkey, geohash or hilbert (zorder).")
  private String schemeName;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Codes as bits, hex or digits: base 32 for geohash, quad digits for the others (digits"
              + " for geohash and quadkey, else bits).")
  private Digits digits;

  @Option(
      names = "--quadtree",
      description = "C-ITS quadTree values, such as ,12003, with both commas: Web Mercator tiles.")
  private boolean quadTree;

  /** The formats by the names that are typed. */
  enum Digits {
    bits(CodeFormat.BITS),
    hex(CodeFormat.HEX),
    digits(CodeFormat.DIGITS);

    private final CodeFormat format;

    Digits(CodeFormat format) {
      this.format = format;
    }
  }

  /** Whether codes are written as the quadTree property of C-ITS messages. */
  boolean quadTree() {
    if (quadTree && (schemeName != null || digits != null)) {
      throw Failure.usage("--quadtree is a notation of its own, without --scheme and --format");
    }
    return quadTree;
  }

  /**
   * Returns the zoom level of the tiles.
   *
   * @param zoom what --zoom says, null if it is not given
   * @param bits what the option for bits says, null if it is not given
   */
  int zoom(Integer zoom, Integer bits, String bitsOption) {
    if (bits != null) {
      throw Failure.usage("--quadtree counts digits: --zoom N instead of " + bitsOption);
    }
    return zoom == null ? QuadTree.ZOOM : zoom;
  }

  /** Refuses an option that is for quadTree values only. */
  static void requireNone(Object option, String name) {
    if (option != null) {
      throw Failure.usage(name + " is for --quadtree only");
    }
  }

  Scheme scheme() {
    return quadTree() ? Scheme.QUADKEY : Scheme.of(schemeName == null ? "zorder" : schemeName);
  }

  CodeFormat format() {
    return digits == null ? CodeFormat.customary(scheme()) : digits.format;
  }
}
