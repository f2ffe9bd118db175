package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.qoe.state.Thresholds;
import picocli.CommandLine;

/** The options that say where states begin and end. What is not given comes from the session. */
final class ThresholdOptions {
  @CommandLine.Option(
      names = "--b-seed",
      paramLabel = "RATE",
      description = "Media without demand (the median while the user is idle).")
  private String seed;

  @CommandLine.Option(
      names = "--d0",
      paramLabel = "RATE",
      description = "Demand of the threshold point (1.6 times the 95th percentile while answered).")
  private String demand;

  @CommandLine.Option(
      names = "--s0",
      paramLabel = "RATE",
      description = "Media of the threshold point (1.2 times the 95th percentile while answered).")
  private String supply;

  @CommandLine.Option(
      names = "--stall",
      paramLabel = "TIME",
      description =
          "T, the age of an unacknowledged byte that makes a stall (0.5s, or 3 RTT_p10 + 0.2s).")
  private String stall;

  @CommandLine.Option(
      names = "--answer",
      paramLabel = "TIME",
      description =
          "Time without media after demand that makes a stall, while less than half of b_seed comes"
              + " (T, or 3 times its median while answered).")
  private String answer;

  @CommandLine.Option(
      names = "--rtt-p10",
      paramLabel = "TIME",
      description = "10th percentile of the round-trip time, from which T and --max-rtt come.")
  private String rttP10;

  @CommandLine.Option(
      names = "--max-rtt",
      paramLabel = "TIME",
      description = "Greatest round-trip time of an ideal path (3 RTT_p10 + 0.1s).")
  private String maxRtt;

  @CommandLine.Option(
      names = "--max-retransmitted",
      paramLabel = "SHARE",
      description = "Greatest share of retransmitted control of an ideal path (0.15).")
  private String maxRetransmitted;

  @CommandLine.Option(
      names = "--max-rtp-loss",
      paramLabel = "SHARE",
      description = "Greatest share of lost RTP packets of an ideal path (0.01).")
  private String maxRtpLoss;

  @CommandLine.Option(
      names = "--active-above",
      paramLabel = "RATE",
      description =
          "Demand above which the user is active (0); more where machines add to the control.")
  private String active;

  @CommandLine.Option(
      names = "--breakdown-after",
      paramLabel = "N",
      description = "Bad bins in a row that make a breakdown (2).")
  private String breakdownAfter;

  @CommandLine.Option(
      names = "--recovery-after",
      paramLabel = "N",
      description = "Quiet bins in a row that make an abort, and ideal ones that end it (2).")
  private String recoveryAfter;

  /**
   * What is given, the rest NaN.
   *
   * @throws Failure when an option is wrong
   * @throws IllegalArgumentException likewise
   */
  Thresholds given() {
    Thresholds open = Thresholds.OPEN;
    return new Thresholds(
        active == null ? open.activeBps() : Rate.parse("--active-above", active),
        rate("--b-seed", seed),
        rate("--d0", demand),
        rate("--s0", supply),
        seconds("--stall", stall),
        seconds("--answer", answer),
        seconds("--rtt-p10", rttP10),
        seconds("--max-rtt", maxRtt),
        share("--max-retransmitted", maxRetransmitted, open.retransmittedShare()),
        share("--max-rtp-loss", maxRtpLoss, open.rtpLoss()),
        count("--breakdown-after", breakdownAfter, open.breakdownBins()),
        count("--recovery-after", recoveryAfter, open.recoveryBins()));
  }

  private static double rate(String option, String text) {
    return text == null ? Double.NaN : Rate.parse(option, text);
  }

  private static double seconds(String option, String text) {
    return text == null ? Double.NaN : Span.parse(option, text).toNanos() / 1e9;
  }

  private static double share(String option, String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (text.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
      return Double.parseDouble(text);
    }
    throw Failure.usage(option + " takes a share from 0 to 1 such as 0.05, not " + text);
  }

  private static int count(String option, String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[1-9][0-9]{0,5}")) {
      return Integer.parseInt(text);
    }
    throw Failure.usage(option + " takes a number of bins such as 2, not " + text);
  }
}
