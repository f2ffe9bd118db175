package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSink;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.health.PathHealth;
import io.privnet.qoe.health.RtpSettings;
import io.privnet.qoe.health.RtpSource;
import io.privnet.qoe.health.Side;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.LiveReading;
import io.privnet.qoe.series.Party;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Segment;
import java.io.IOException;
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
            + " table of intervals. With two captures of a session, one from each side, ψf and ψr"
            + " are the shares of what was sent that arrived.",
    footer = {
      "  privnet qoe health samples/captures/rtp4.pcap --user auto --instrument auto",
      "  privnet qoe health day.pcap --user auto --instrument :5900 --bins > day.csv",
      "  privnet qoe health --at-user u.pcap --at-instrument i.pcap \\",
      "      --user auto --instrument auto"
    })
final class HealthCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Mixin private BothEnds ends;

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
  private SeriesCommand.Side at;

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
    RtpSettings rtp = new RtpSettings(ports(rtpPorts), clock == null ? 0 : clockRate(clock));
    if (time == null && grid.alignment() == Alignment.EPOCH) {
      time = Moment.epoch;
    }
    if (ends.given(input, at)) {
      measurePath(console, rtp);
      return Exit.DONE;
    }
    String place = "captured at the " + side().name().toLowerCase(Locale.ROOT);
    HealthTable table =
        new HealthTable(
            console,
            json,
            input.sessions().size() > 1,
            time,
            input.files.stream().map(file -> "file: " + Console.nameOf(file)).toList(),
            place,
            true);
    input.each(
        console,
        session ->
            measure(
                console,
                session,
                settings(roleOptions.resolve(console, session), side(), rtp),
                table,
                place));
    return Exit.DONE;
  }

  private Side side() {
    return at == SeriesCommand.Side.instrument ? Side.INSTRUMENT : Side.USER;
  }

  private HealthSettings settings(Roles roles, Side side, RtpSettings rtp) {
    return new HealthSettings(roles, side, grid.interval(), grid.maxGap(), grid.alignment(), rtp);
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

  private void measure(
      Console console,
      CaptureInput.Session session,
      HealthSettings settings,
      HealthTable table,
      String place)
      throws IOException {
    try (CaptureReader reader = session.open(console)) {
      HealthTable.Session rows =
          table.new Session(Map.of("capture", session.name()), settings, session.live());
      HealthSink sink = bins ? rows : bin -> {};
      HealthMeter meter =
          session.live() ? HealthMeter.live(settings, sink) : HealthMeter.whole(settings, sink);
      rows.demand = meter::demand;
      HealthSummary summary;
      if (session.live()) {
        LiveReading.read(reader, meter);
        summary = meter.finish();
      } else {
        summary = meter.measure(reader);
      }
      if (!bins && json) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("capture", session.name());
        record.put("at", side().name().toLowerCase(Locale.ROOT));
        HealthPage.put(record, settings.roles(), summary, null);
        console.json(record);
      } else if (!bins) {
        if (printed) {
          console.println("");
        }
        printed = true;
        String title =
            Console.nameOf(session.name())
                + ", "
                + place
                + ", "
                + Decimal.peopleSeconds(summary.durationNanos() / 1e9);
        HealthPage.print(console, title, settings.roles(), summary, null);
      }
      console.flush();
      CaptureInput.report(console, reader.census());
      report(console, session, reader.census().name(), summary);
    }
  }

  // --- two captures of one session

  private void measurePath(Console console, RtpSettings rtp) throws IOException {
    CaptureInput.Session user = ends.user();
    CaptureInput.Session instrument = ends.instrument();
    HealthSettings settings = settings(roleOptions.resolve(console, user), Side.USER, rtp);
    Roles atInstrument = roleOptions.resolve(console, instrument);
    Map<String, String> names = new LinkedHashMap<>();
    names.put("at_user", user.name());
    names.put("at_instrument", instrument.name());
    HealthTable table =
        new HealthTable(
            console,
            json,
            false,
            time,
            List.of("at the user: " + user.name(), "at the instrument: " + instrument.name()),
            "by the user's clock",
            false);
    HealthTable.Session rows = table.new Session(names, settings, false);
    PathHealth meter = new PathHealth(settings, atInstrument, bins ? rows : bin -> {});
    rows.demand = meter::demand;
    PathHealth.Result result =
        meter.measure(() -> user.open(console), () -> instrument.open(console));
    if (json) {
      Map<String, Object> record = new LinkedHashMap<>(names);
      if (bins) {
        PathReport.put(record, result.path());
      } else {
        HealthPage.put(record, settings.roles(), result.health(), result.path());
      }
      console.json(record);
    } else if (bins) {
      PathReport.foot(console, "# ", result.path());
    } else {
      String title =
          user.name()
              + ", captured at the user, and "
              + instrument.name()
              + ", at the instrument, "
              + Decimal.peopleSeconds(result.health().durationNanos() / 1e9);
      HealthPage.print(console, title, settings.roles(), result.health(), result.path());
    }
    console.flush();
    PathReport.warn(console, result.path());
    report(console, user, user.name(), result.health());
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

  static String list(List<Party> parties) {
    return parties.stream().map(Party::toString).collect(Collectors.joining(","));
  }

  static String ssrc(RtpSource source) {
    return String.format(Locale.ROOT, "SSRC 0x%08x", source.ssrc());
  }

  /** Name of what demand counts. */
  static String name(InputReport demand) {
    return demand.control() == InputCounter.Control.RFB ? "input" : "payload";
  }
}
