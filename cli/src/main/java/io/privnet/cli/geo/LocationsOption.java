package io.privnet.cli.geo;

import io.privnet.cli.Failure;
import picocli.CommandLine.Option;

/** The option that says how many virtual locations a router has. */
final class LocationsOption {
  @Option(
      names = "--locations-per-router",
      paramLabel = "N",
      description = "Virtual locations of each router, or log for log2 of the routers (1).")
  private String each = "1";

  /** Returns how many it is for each of some routers. */
  int of(int routers) {
    if (each.equals("log")) {
      return Math.max(1, (int) Math.round(Math.log(routers) / Math.log(2)));
    }
    try {
      return Integer.parseInt(each);
    } catch (NumberFormatException e) {
      throw Failure.usage("--locations-per-router takes a number or log, not " + each);
    }
  }
}
