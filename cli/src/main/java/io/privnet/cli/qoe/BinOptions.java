package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;

/** The options that say what is counted, and in which bins. */
final class BinOptions {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  @CommandLine.Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Length of a bin, at least 10ms (1s).")
  private String interval = "1s";

  @CommandLine.Option(
      names = "--measure",
      paramLabel = "MEASURE",
      description =
          "What counts: payload (TCP or UDP), goodput (payload when first seen), ip (IP length),"
              + " wire (frame) or input (RFB events of the user) (payload).")
  private String measure = "payload";

  @CommandLine.Option(
      names = "--max-gap",
      paramLabel = "TIME",
      description = "A jump in time beyond this begins a new segment (1d).")
  private String maxGap = "1d";

  @CommandLine.Option(
      names = "--align",
      paramLabel = "GRID",
      description = "Bins begin with the first frame, or on the clock: first or epoch (first).")
  private String align = "first";

  /**
   * What the options say.
   *
   * @throws Failure when one is wrong
   * @throws IllegalArgumentException likewise
   */
  BinSettings settings() {
    Duration length = Span.parse("--interval", interval);
    if (length.compareTo(SHORTEST) < 0) {
      throw Failure.usage("--interval is at least 10ms");
    }
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
        length,
        Span.parse("--max-gap", maxGap),
        switch (align) {
          case "first" -> Alignment.FIRST_FRAME;
          case "epoch" -> Alignment.EPOCH;
          default -> throw Failure.usage("--align is first or epoch, not " + align);
        });
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
