package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.util.Locale;
import picocli.CommandLine;

/** The options that say what is counted, and in which bins. */
final class BinOptions {
  @CommandLine.Mixin private GridOptions grid;

  @CommandLine.Option(
      names = "--measure",
      paramLabel = "MEASURE",
      description =
          "What counts: payload (TCP or UDP), goodput (payload when first seen), ip (IP length),"
              + " wire (frame) or input (RFB events of the user) (payload).")
  private String measure = "payload";

  /**
   * What the options say.
   *
   * @throws Failure when one is wrong
   * @throws IllegalArgumentException likewise
   */
  BinSettings settings() {
    return new BinSettings(
        switch (measure) {
          case "payload" -> Measure.PAYLOAD;
          case "goodput" -> Measure.GOODPUT;
          case "ip" -> Measure.IP;
          case "wire" -> Measure.WIRE;
          case "input" -> Measure.INPUT;
          default ->
              throw Failure.usage(
                  "--measure is payload, goodput, ip, wire or input, not " + measure);
        },
        grid.interval(),
        grid.maxGap(),
        grid.alignment());
  }

  /** How to measure the health of a session that was captured at the user, in the same bins. */
  HealthSettings atUser(Roles roles) {
    return grid.atUser(roles);
  }

  /** The measure as the option names it. */
  static String name(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  /** What the measure counts, for people. */
  static String describe(Measure measure) {
    return name(measure)
        + switch (measure) {
          case PAYLOAD -> " (TCP or UDP payload, retransmissions included)";
          case GOODPUT -> " (TCP or RTP payload when it is first seen)";
          case IP -> " (IP total length)";
          case WIRE -> " (frame length)";
          case INPUT -> " (RFB events of the user, and payload of media)";
        };
  }
}
