package io.privnet.cli.geo;

import io.privnet.geo.CodeFormat;
import io.privnet.geo.Scheme;
import picocli.CommandLine.Option;

/** The options that say which codes and how they are written. */
final class Notation {
  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "Curve: zorder, quadkey, geohash or hilbert (zorder).")
  private String schemeName = "zorder";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Codes as bits, hex or digits: base 32 for geohash, quad digits for the others (digits"
              + " for geohash and quadkey, else bits).")
  private Digits digits;

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

  Scheme scheme() {
    return Scheme.of(schemeName);
  }

  CodeFormat format() {
    return format(scheme());
  }

  private CodeFormat format(Scheme scheme) {
    return digits == null ? CodeFormat.customary(scheme) : digits.format;
  }
}
