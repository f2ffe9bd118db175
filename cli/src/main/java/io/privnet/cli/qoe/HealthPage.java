package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.health.Passage;
import io.privnet.qoe.health.PathSummary;
import io.privnet.qoe.health.RoundTrips;
import io.privnet.qoe.health.RtpSource;
import io.privnet.qoe.health.Transmissions;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The network's health over a whole session, for people and as a record. */
final class HealthPage {
  private HealthPage() {}

  /**
   * Prints a summary for people.
   *
   * @param title what was measured
   * @param path what ψf and ψr rest on; null for one capture, which gives estimates of them
   */
  static void print(
      Console console, String title, Roles roles, HealthSummary summary, PathSummary path)
      throws IOException {
    console.println(console.style(Console.Style.BOLD, title));
    row(console, "user", HealthCommand.list(roles.user()));
    row(console, "instrument", HealthCommand.list(roles.instrument()));
    RoundTrips trips = summary.roundTrips();
    row(
        console,
        "round-trip time",
        trips.count() == 0
            ? "no sample"
            : "median "
                + Decimal.peopleSeconds(trips.p50())
                + ", p10 "
                + Decimal.peopleSeconds(trips.p10())
                + ", p90 "
                + Decimal.peopleSeconds(trips.p90())
                + ", min "
                + Decimal.peopleSeconds(trips.min())
                + ", max "
                + Decimal.peopleSeconds(trips.max())
                + " of "
                + trips.count());
    row(
        console,
        "oldest unacked byte",
        "at most " + Decimal.peopleSeconds(summary.oldestUnackedSeconds()) + " old");
    row(console, "control segments", segments(summary.control()));
    row(console, "media segments", segments(summary.media()));
    row(
        console,
        "zero windows",
        summary.userZeroWindows()
            + " of the user, "
            + summary.instrumentZeroWindows()
            + " of the instrument");
    row(
        console,
        "demand",
        summary.demandBytes()
            + " bytes of "
            + HealthCommand.name(summary.demand())
            + ", user to instrument");
    row(console, "supply", summary.supplyBytes() + " bytes of payload, instrument to user");
    for (RtpSource source : summary.rtp()) {
      printRtp(console, source);
    }
    if (path != null) {
      passage(console, "psi_f", path.forward());
      passage(console, "psi_r", path.reverse());
      row(console, "clocks", PathReport.clocks(path.clock()));
      return;
    }
    row(
        console,
        "psi_f estimate",
        ratio(summary.psiForward()) + "  1 - retransmitted share of control bytes");
    row(
        console,
        "psi_r estimate",
        ratio(summary.psiReverse())
            + (summary.rtp().isEmpty()
                ? "  1 - retransmitted share of media bytes"
                : "  1 - RTP loss"));
  }

  private static void passage(Console console, String name, Passage passage) throws IOException {
    row(console, name, ratio(passage.psi()) + "  " + PathReport.passage(passage));
  }

  private static void row(Console console, String name, String value) throws IOException {
    console.println(String.format(Locale.ROOT, "  %-20s %s", name, value));
  }

  private static String segments(Transmissions sent) {
    return sent.segments() == 0
        ? "none"
        : sent.segments()
            + ", retransmitted "
            + sent.retransmitted()
            + " ("
            + Decimal.percent(sent.retransmittedShare())
            + ")";
  }

  private static String ratio(double psi) {
    return Double.isNaN(psi) ? "-" : String.format(Locale.ROOT, "%.4f", psi);
  }

  private static void printRtp(Console console, RtpSource source) throws IOException {
    row(
        console,
        "RTP",
        HealthCommand.ssrc(source)
            + ", payload type "
            + source.payloadType()
            + ", "
            + source.from()
            + " to "
            + source.to());
    row(
        console,
        "",
        source.packets()
            + " packets, lost "
            + source.lost()
            + " of "
            + source.expected()
            + " ("
            + Decimal.percent(source.loss())
            + "), reordered "
            + source.reordered()
            + ", duplicates "
            + source.duplicates()
            + (source.restarts() > 0 ? ", restarts " + source.restarts() : "")
            + (source.strays() > 0 ? ", strays " + source.strays() : ""));
    row(
        console,
        "",
        "jitter mean "
            + Decimal.peopleSeconds(source.meanJitterSeconds())
            + ", max "
            + Decimal.peopleSeconds(source.maxJitterSeconds())
            + ", at the end "
            + Decimal.peopleSeconds(source.jitterSeconds())
            + " (clock "
            + source.clockHz()
            + " Hz)");
  }

  /** Adds a summary to a record; see {@link #print}. */
  static void put(
      Map<String, Object> record, Roles roles, HealthSummary summary, PathSummary path) {
    record.put("user", HealthCommand.list(roles.user()));
    record.put("instrument", HealthCommand.list(roles.instrument()));
    record.put("first_epoch_s", Decimal.number(Decimal.seconds(summary.firstFrameNanos())));
    record.put("duration_s", Decimal.number(Decimal.seconds(summary.durationNanos())));
    record.put("packets", summary.packets());
    record.put("demand_measure", HealthCommand.name(summary.demand()));
    record.put("demand_bytes", summary.demandBytes());
    record.put("supply_bytes", summary.supplyBytes());
    RoundTrips trips = summary.roundTrips();
    record.put("rtt_samples", trips.count());
    record.put("rtt_min_s", Decimal.nanoseconds(trips.min()));
    record.put("rtt_p10_s", Decimal.nanoseconds(trips.p10()));
    record.put("rtt_p50_s", Decimal.nanoseconds(trips.p50()));
    record.put("rtt_p90_s", Decimal.nanoseconds(trips.p90()));
    record.put("rtt_max_s", Decimal.nanoseconds(trips.max()));
    put(record, "control", summary.control());
    put(record, "media", summary.media());
    record.put("user_zero_windows", summary.userZeroWindows());
    record.put("instrument_zero_windows", summary.instrumentZeroWindows());
    record.put("oldest_unacked_s", Decimal.nanoseconds(summary.oldestUnackedSeconds()));
    List<Map<String, Object>> sources = new ArrayList<>();
    for (RtpSource source : summary.rtp()) {
      sources.add(record(source));
    }
    record.put("rtp", sources);
    record.put("rtp_loss", Decimal.millionths(summary.rtpLoss()));
    if (path == null) {
      record.put("psi_f_est", Decimal.millionths(summary.psiForward()));
      record.put("psi_r_est", Decimal.millionths(summary.psiReverse()));
    } else {
      PathReport.put(record, path);
    }
  }

  private static void put(Map<String, Object> record, String name, Transmissions sent) {
    record.put(name + "_segments", sent.segments());
    record.put(name + "_retransmitted", sent.retransmitted());
    record.put(name + "_retransmitted_share", Decimal.millionths(sent.retransmittedShare()));
    record.put(name + "_bytes", sent.bytes());
    record.put(name + "_retransmitted_bytes", sent.retransmittedBytes());
  }

  private static Map<String, Object> record(RtpSource source) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("ssrc", source.ssrc());
    record.put("payload_type", source.payloadType());
    record.put("from", source.from());
    record.put("to", source.to());
    record.put("packets", source.packets());
    record.put("expected", source.expected());
    record.put("lost", source.lost());
    record.put("loss", Decimal.millionths(source.loss()));
    record.put("reordered", source.reordered());
    record.put("duplicates", source.duplicates());
    record.put("restarts", source.restarts());
    record.put("strays", source.strays());
    record.put("clock_hz", source.clockHz());
    record.put("observed_clock_hz", Decimal.millionths(source.observedClockHz()));
    record.put("jitter_s", Decimal.nanoseconds(source.jitterSeconds()));
    record.put("mean_jitter_s", Decimal.nanoseconds(source.meanJitterSeconds()));
    record.put("max_jitter_s", Decimal.nanoseconds(source.maxJitterSeconds()));
    return record;
  }
}
