package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSink;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.health.RoundTrips;
import io.privnet.qoe.health.RtpSettings;
import io.privnet.qoe.health.RtpSource;
import io.privnet.qoe.health.Side;
import io.privnet.qoe.health.Transmissions;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.LiveReading;
import io.privnet.qoe.series.Party;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Measures the network's health in a session's capture: round-trip times, retransmissions,"
            + " zero windows, the age of the oldest byte of the user that is not acknowledged, RTP"
            + " loss and jitter, and from them estimates of ψf and ψr. A summary, or with --bins a"
            + " table of intervals.",
    footer = {
      "  privnet qoe health samples/captures/rtp4.pcap --user auto --instrument auto",
      "  privnet qoe health day.pcap --user auto --instrument :5900 --bins > day.csv"
    })
final class HealthCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Mixin private GridOptions grid;

  @CommandLine.Option(
      names = "--bins",
      description = "A row for each interval, as CSV, instead of the summary.")
  private boolean bins;

  @CommandLine.Option(
      names = "--json",
      description = "One JSON record a capture, or with --bins one an interval.")
  private boolean json;

  @CommandLine.Option(
      names = "--at",
      paramLabel = "SIDE",
      description =
          "Where the capture was made, user or instrument; round-trip times start there (user).")
  private SeriesCommand.Side at = SeriesCommand.Side.user;

  @CommandLine.Option(
      names = "--rtp-port",
      paramLabel = "PORT[,PORT...]",
      description = "UDP ports of RTP; without, RTP is told by its headers, on any port.")
  private String rtpPorts = "";

  @CommandLine.Option(
      names = "--clock",
      paramLabel = "HZ",
      description =
          "Rate of the RTP timestamps; without, that of the static payload type, else 90000.")
  private String clock;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Bin starts as iso or epoch time instead of seconds since the first frame.")
  private Moment time;

  private boolean printed;

  @Override
  protected int run(Console console) throws IOException {
    Duration interval = grid.interval();
    Duration maxGap = grid.maxGap();
    Alignment alignment = grid.alignment();
    RtpSettings rtp = new RtpSettings(ports(rtpPorts), clock == null ? 0 : clockRate(clock));
    if (time == null && alignment == Alignment.EPOCH) {
      time = Moment.epoch;
    }
    Failure failed = null;
    List<CaptureInput.Session> sessions = input.sessions();
    for (CaptureInput.Session session : sessions) {
      try {
        Roles roles = roleOptions.resolve(console, session);
        Side side = at == SeriesCommand.Side.user ? Side.USER : Side.INSTRUMENT;
        measure(
            console, session, new HealthSettings(roles, side, interval, maxGap, alignment, rtp));
      } catch (Failure | QoeDataException e) {
        if (sessions.size() == 1 || e instanceof Failure f && !f.concernsInput()) {
          throw e;
        }
        console.flush();
        console.error(e.getMessage());
        failed = Failure.data("not every capture could be read");
      }
    }
    if (failed != null) {
      throw failed;
    }
    return Exit.DONE;
  }

  private static Set<Integer> ports(String text) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (String port : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!port.matches("[0-9]{1,5}")) {
        throw Failure.usage("--rtp-port takes ports from 1 to 65535, not " + text);
      }
      ports.add(Integer.parseInt(port));
    }
    return ports;
  }

  private static int clockRate(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw Failure.usage("--clock takes a rate in Hz such as 8000 or 90000, not " + text);
    }
    return Integer.parseInt(text);
  }

  private void measure(Console console, CaptureInput.Session session, HealthSettings settings)
      throws IOException {
    try (CaptureReader reader = session.open(console)) {
      Rows rows = new Rows(console, session, settings);
      HealthSink sink = bins ? rows : bin -> {};
      HealthMeter meter =
          session.live() ? HealthMeter.live(settings, sink) : HealthMeter.whole(settings, sink);
      rows.meter = meter;
      HealthSummary summary;
      if (session.live()) {
        LiveReading.read(reader, meter);
        summary = meter.finish();
      } else {
        summary = meter.measure(reader);
      }
      if (!bins) {
        if (json) {
          console.json(record(session, settings, summary));
        } else {
          print(console, session, settings, summary);
        }
      }
      console.flush();
      CaptureInput.report(console, reader.census());
      report(console, session, reader.census().name(), summary);
    }
  }

  /** Says what makes the figures different from what a reader of them would take for granted. */
  static void report(
      Console console, CaptureInput.Session session, String name, HealthSummary summary) {
    for (int i = 1; i < summary.segments().size(); i++) {
      Segment before = summary.segments().get(i - 1);
      Segment after = summary.segments().get(i);
      console.warn(
          name
              + ": time jumps from "
              + Moment.iso.write(before.lastNanos())
              + " to "
              + Moment.iso.write(after.firstNanos())
              + ": the bins between are left out (--max-gap)");
    }
    warn(
        console,
        name,
        summary.uncountedPackets(),
        "packets of the session count no bytes: their headers do not tell how many, or cannot be"
            + " read");
    warn(
        console,
        name,
        summary.headlessPackets(),
        "TCP packets without a captured TCP header are not followed: fragments, or cut too short");
    warn(
        console,
        name,
        summary.latePackets(),
        "packets came after their bin was printed and are in none; read from a file, they are");
    warn(console, name, summary.forgottenConnections(), "connections were too many to follow");
    warn(console, name, summary.unlistedRtpPackets(), "RTP packets are of too many sources");
    if (summary.demand().isApproximate()) {
      console.warn(
          name
              + ": demand is approximate: "
              + summary.demand().skippedBytes()
              + " of "
              + summary.demand().rfbBytes()
              + " bytes of control could not be parsed as RFB");
    }
    for (RtpSource source : summary.rtp()) {
      if (Math.abs(source.observedClockHz() / source.clockHz() - 1) > 0.1) {
        console.warn(
            name
                + ": the timestamps of "
                + ssrc(source)
                + " go on at "
                + Math.round(source.observedClockHz())
                + " Hz, not at "
                + source.clockHz()
                + ": its jitter is wrong (--clock)");
      }
    }
    if (summary.segments().size() > 0 && summary.packets() == 0) {
      console.warn(name + ": no packet between the user and the instrument as given");
      if (!session.live()) {
        console.hint(
            "privnet qoe flows " + session.files().getFirst() + " shows who talks to whom");
      }
    }
  }

  private static void warn(Console console, String name, long count, String what) {
    if (count > 0) {
      console.warn(name + ": " + count + " " + what);
    }
  }

  private static String list(List<Party> parties) {
    return parties.stream().map(Party::toString).collect(Collectors.joining(","));
  }

  private static String ssrc(RtpSource source) {
    return String.format(Locale.ROOT, "SSRC 0x%08x", source.ssrc());
  }

  /** Name of what demand counts. */
  static String name(InputReport demand) {
    return demand.control() == InputCounter.Control.RFB ? "input" : "payload";
  }

  // --- the summary, for people

  private void print(
      Console console, CaptureInput.Session session, HealthSettings settings, HealthSummary summary)
      throws IOException {
    if (printed) {
      console.println("");
    }
    printed = true;
    console.println(
        console.style(
            Console.Style.BOLD,
            Console.nameOf(session.name())
                + ", captured at the "
                + at
                + ", "
                + Decimal.peopleSeconds(summary.durationNanos() / 1e9)));
    Roles roles = settings.roles();
    row(console, "user", list(roles.user()));
    row(console, "instrument", list(roles.instrument()));
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
        summary.demandBytes() + " bytes of " + name(summary.demand()) + ", user to instrument");
    row(console, "supply", summary.supplyBytes() + " bytes of payload, instrument to user");
    for (RtpSource source : summary.rtp()) {
      printRtp(console, source);
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
        ssrc(source)
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

  // --- the summary as a record

  private Map<String, Object> record(
      CaptureInput.Session session, HealthSettings settings, HealthSummary summary) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("capture", session.name());
    record.put("user", list(settings.roles().user()));
    record.put("instrument", list(settings.roles().instrument()));
    record.put("at", at.name());
    record.put("first_epoch_s", Decimal.number(Decimal.seconds(summary.firstFrameNanos())));
    record.put("duration_s", Decimal.number(Decimal.seconds(summary.durationNanos())));
    record.put("packets", summary.packets());
    record.put("demand_measure", name(summary.demand()));
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
    record.put("psi_f_est", Decimal.millionths(summary.psiForward()));
    record.put("psi_r_est", Decimal.millionths(summary.psiReverse()));
    return record;
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

  // --- the intervals

  /** Prints the intervals of one capture, as rows of a table or as records. */
  private final class Rows implements HealthSink {
    private final Console console;
    private final CaptureInput.Session session;
    private final HealthSettings settings;
    private final long nanos;
    private HealthMeter meter;

    Rows(Console console, CaptureInput.Session session, HealthSettings settings) {
      this.console = console;
      this.session = session;
      this.settings = settings;
      nanos = settings.interval().toNanos();
    }

    @Override
    public void take(HealthBin bin) throws IOException {
      Map<String, Object> record = new LinkedHashMap<>();
      if (json || input.sessions().size() > 1) {
        record.put("capture", session.name());
      }
      if (json) {
        record.put("user", list(settings.roles().user()));
        record.put("instrument", list(settings.roles().instrument()));
        record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
        record.put("demand_measure", name(meter.demand()));
      }
      put(record, bin);
      if (json) {
        console.json(record);
      } else {
        if (!printed) {
          head(record.keySet());
        }
        StringBuilder row = new StringBuilder();
        String comma = "";
        for (Object value : record.values()) {
          row.append(comma)
              .append(
                  value == null ? "" : value instanceof String s ? SeriesCommand.cell(s) : value);
          comma = ",";
        }
        console.println(row);
      }
      if (session.live()) {
        console.flush();
      }
    }

    private void head(Set<String> columns) throws IOException {
      printed = true;
      for (String file : input.files) {
        console.println("# file: " + SeriesCommand.printable(Console.nameOf(file)));
      }
      console.println(
          "# user: "
              + list(settings.roles().user())
              + ", instrument: "
              + list(settings.roles().instrument()));
      console.println(
          "# interval: "
              + Decimal.seconds(nanos)
              + " s"
              + (settings.alignment() == Alignment.EPOCH ? " on the clock" : "")
              + ", captured at the "
              + at);
      console.println(
          "# demand: "
              + name(meter.demand())
              + ", supply: payload; psi_f and psi_r are estimates of one capture");
      console.println(String.join(",", columns));
    }

    private void put(Map<String, Object> record, HealthBin bin) {
      if (time == null) {
        record.put("t_s", Decimal.number(Decimal.seconds(bin.index() * nanos)));
      } else {
        String start = time.write(bin.startNanos());
        record.put(time.column, time == Moment.iso ? start : Decimal.number(start));
      }
      record.put("demand_bytes", bin.demandBytes());
      record.put("supply_bytes", bin.supplyBytes());
      record.put("rtt_s", Decimal.nanoseconds(bin.rttSeconds()));
      record.put("control_segments", bin.controlSegments());
      record.put("control_retransmitted", bin.controlRetransmitted());
      record.put("media_segments", bin.mediaSegments());
      record.put("media_retransmitted", bin.mediaRetransmitted());
      record.put("zero_windows", bin.zeroWindows());
      record.put("oldest_unacked_s", Decimal.nanoseconds(bin.oldestUnackedSeconds()));
      record.put("unanswered_s", Decimal.nanoseconds(bin.unansweredSeconds()));
      record.put("rtp_loss", Decimal.millionths(bin.rtpLoss()));
      record.put("jitter_s", Decimal.nanoseconds(bin.jitterSeconds()));
      record.put("psi_f_est", Decimal.millionths(bin.psiForward()));
      record.put("psi_r_est", Decimal.millionths(bin.psiReverse()));
    }
  }
}
