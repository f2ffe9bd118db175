package io.privnet.cli.geo;

import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer;
import picocli.CommandLine.Option;

/** The options that say how prefixes are announced, all but k. */
final class AnnouncerOptions {
  /** The algorithms by the names that are typed. */
  enum How {
    merge(Announcer.Algorithm.MERGE),
    partition(Announcer.Algorithm.PARTITION);

    private final Announcer.Algorithm algorithm;

    How(Announcer.Algorithm algorithm) {
      this.algorithm = algorithm;
    }
  }

  @Option(
      names = "--algorithm",
      paramLabel = "ALGORITHM",
      description =
          "merge gathers vehicles in the smallest cells that have K, and those left over in larger"
              + " cells around them; partition divides cells for as long as each half has K or"
              + " none (merge).")
  private How how = How.merge;

  @Option(
      names = "--max-bits",
      paramLabel = "N",
      description = "Longest prefix in bits, 0 to 64 (36, some 100 m).")
  private int maxBits = 36;

  @Option(
      names = "--hysteresis",
      paramLabel = "N",
      description =
          "How many reporters more than K a prefix needs that the epoch before did not have; 0"
              + " makes every announcement afresh (half of K).")
  private Integer hysteresis;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "Curve: zorder, quadkey, geohash or hilbert (zorder).")
  private String schemeName = "zorder";

  Announcer announcer(int k) {
    Scheme scheme = Scheme.of(schemeName);
    return hysteresis == null
        ? new Announcer(scheme, how.algorithm, k, maxBits)
        : new Announcer(scheme, how.algorithm, k, maxBits, hysteresis);
  }
}
