package io.privnet.cli.geo;

import io.privnet.geo.anonymity.ReportPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what vehicles let out. */
final class PolicyOptions {
  @Option(
      names = "--policy",
      paramLabel = "POLICY[,POLICY…]",
      split = ",",
      description =
          "full: the position to --max-bits. k-anonymous: the longest announced prefix. trip-ends,"
              + " road, speed: k-anonymous, and shortened near the ends of a trip, off the major"
              + " roads, or while slow. Several combine; the shortest wins (k-anonymous).")
  private List<String> names = List.of("k-anonymous");

  @Option(
      names = "--coarse-bits",
      paramLabel = "N",
      description =
          "Where a vehicle shortens, it sends an announced prefix of at most so many bits with K"
              + " reporters, or nothing (24, some 5 km).")
  private int coarseBits = 24;

  @Option(
      names = "--trip-ends",
      paramLabel = "DISTANCE",
      description = "How near the first or last position of its trip it shortens (1km).")
  private String tripEnds = "1km";

  @Option(
      names = "--fast",
      paramLabel = "KMH",
      description =
          "Speed in km/h below which it shortens; from the column speed in m/s, else from the"
              + " positions (60).")
  private double fast = 60;

  @Option(
      names = "--major-roads",
      paramLabel = "CLASS[,CLASS…]",
      split = ",",
      description = "Classes in the column road off which it shortens (motorway,trunk,primary).")
  private List<String> majorRoads = List.of("motorway", "trunk", "primary");

  ReportPolicy policy() {
    Set<ReportPolicy.Rule> rules = EnumSet.noneOf(ReportPolicy.Rule.class);
    names.forEach(name -> rules.add(ReportPolicy.Rule.of(name.strip())));
    if (!(fast >= 0 && fast < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("--fast takes a speed in km/h such as 60, not " + fast);
    }
    return new ReportPolicy(
        rules,
        coarseBits,
        Measures.parseMetres("--trip-ends", tripEnds),
        fast / 3.6,
        Set.copyOf(majorRoads));
  }

  /** The policies as they were typed. */
  String text() {
    return String.join(",", names);
  }
}
