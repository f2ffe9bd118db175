package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.health.PathBin;
import io.privnet.qoe.health.PathMeter;
import io.privnet.qoe.health.PathSettings;
import io.privnet.qoe.health.PathSummary;
import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Bin;
import io.privnet.qoe.series.BinSink;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.LiveReading;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Party;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Segment;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesTotals;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Measures control (b_in: TCP from the user to the instrument) and media (Δb_out: UDP from"
            + " the instrument to the user, and the other direction of its TCP) per interval, as"
            + " CSV. Bins begin with the first frame; from standard input each is printed as soon"
            + " as it is over. With two captures of a session, one from each side, packets are"
            + " matched and the clocks compared: b_out and ψ come from both.",
    footer = {
      "  privnet qoe series day.pcap --user 10.0.0.2 --instrument 10.0.0.1:5900 --plot",
      "  tcpdump -s 128 -U --immediate-mode -w - | privnet qoe series - \\",
      "      --user fd00::2 --instrument [fd00::1]:5900",
      "  privnet qoe series --at-user u.pcap --at-instrument i.pcap \\",
      "      --user auto --instrument auto"
    })
final class SeriesCommand extends Command {
  @CommandLine.Mixin private CaptureInput input;

  @CommandLine.Mixin private BothEnds ends;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Mixin private BinOptions binOptions;

  @CommandLine.Option(names = "--plot", description = "A picture in the terminal instead of CSV.")
  private boolean plot;

  @CommandLine.Option(names = "--json", description = "One JSON record a bin instead of CSV.")
  private boolean json;

  @CommandLine.Option(
      names = "--at",
      paramLabel = "SIDE",
      description = "Where the capture was made: user or instrument; there media is b_out (user).")
  private Side at;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Bin starts as iso or epoch time instead of seconds since the first frame.")
  private Moment time;

  /** Where a capture was made. */
  enum Side {
    user,
    instrument
  }

  private boolean headed;

  @Override
  protected int run(Console console) throws IOException {
    if (plot && json) {
      throw Failure.usage("--plot and --json exclude each other");
    }
    BinSettings bins = binOptions.settings();
    if (time == null && bins.alignment() == Alignment.EPOCH) {
      time = Moment.epoch;
    }
    if (ends.given(input, at)) {
      measurePath(console, bins);
      return Exit.DONE;
    }
    input.each(console, session -> measure(console, bins, session));
    return Exit.DONE;
  }

  private void measure(Console console, BinSettings bins, CaptureInput.Session session)
      throws IOException {
    Roles roles = roleOptions.resolve(console, session);
    SeriesPlot picture = plot ? new SeriesPlot(bins.interval()) : null;
    boolean live = session.live();
    try (CaptureReader reader = session.open(console)) {
      Output output = new Output(console, bins, session, roles, picture);
      SeriesMeter meter =
          live
              ? SeriesMeter.live(bins.of(roles), output)
              : SeriesMeter.whole(bins.of(roles), output);
      output.meter = meter;
      SeriesTotals totals;
      if (live) {
        LiveReading.read(reader, meter);
        totals = meter.finish();
      } else {
        totals = meter.measure(reader);
      }
      output.head();
      if (plot) {
        picture.draw(
            console,
            title(reader.census().name(), bins, roles),
            at != Side.instrument ? mediaAtUser(console) : "b_out");
      }
      console.flush();
      CaptureInput.report(console, reader.census());
      report(console, reader.census().name(), totals);
      meter.input().ifPresent(input -> report(console, reader.census().name(), input));
      if (reader.census().packets() > 0 && totals.inPackets() + totals.outPackets() == 0) {
        console.warn(
            reader.census().name() + ": no packet between the user and the instrument as given");
        if (!live) {
          console.hint(
              "privnet qoe flows " + session.files().getFirst() + " shows who talks to whom");
        }
      }
    }
  }

  private static String title(String name, BinSettings bins, Roles roles) {
    return name
        + ", "
        + BinOptions.name(bins.measure())
        + ", user "
        + list(roles.user())
        + ", instrument "
        + list(roles.instrument());
  }

  private static String mediaAtUser(Console console) {
    return console.unicode() ? "Δb_out" : "delta_b_out";
  }

  // --- two captures of one session

  private void measurePath(Console console, BinSettings bins) throws IOException {
    Roles atUser = roleOptions.resolve(console, ends.user());
    Roles atInstrument = roleOptions.resolve(console, ends.instrument());
    if (bins.measure() == Measure.INPUT) {
      refuseOtherControl(console, atUser);
    }
    if (!json && !plot) {
      console.println("# at the user: " + TableText.printable(ends.user().name()));
      console.println("# at the instrument: " + TableText.printable(ends.instrument().name()));
      console.println(
          "# user: " + list(atUser.user()) + ", instrument: " + list(atUser.instrument()));
      console.println("# measure: " + BinOptions.describe(bins.measure()));
      console.println(
          "# interval: "
              + Decimal.seconds(bins.interval().toNanos())
              + " s"
              + (bins.alignment() == Alignment.EPOCH ? " on the clock" : "")
              + ", by the user's clock");
      console.println(
          (time == null ? "t_s" : time.column) + ",b_in_bps,b_out_bps,delta_b_out_bps,psi_f,psi_r");
    }
    long nanos = bins.interval().toNanos();
    SeriesPlot picture = new SeriesPlot(bins.interval());
    PathSummary path =
        PathMeter.measure(
            new PathSettings(
                atUser,
                atInstrument,
                bins.measure(),
                bins.interval(),
                bins.maxGap(),
                bins.alignment()),
            () -> ends.user().open(console),
            () -> ends.instrument().open(console),
            bin -> {
              if (plot) {
                picture.add(bin);
              } else if (json) {
                printRecord(console, bins, bin, nanos);
              } else {
                printRow(console, bin, nanos);
              }
            });
    if (json) {
      printRecord(console, path);
    } else {
      if (plot) {
        String title = ends.user().name() + " and " + ends.instrument().name();
        picture.draw(console, title(title, bins, atUser), mediaAtUser(console));
      }
      PathReport.foot(console, plot ? "" : "# ", path);
    }
    console.flush();
    PathReport.warn(console, path);
    path.input().ifPresent(report -> report(console, ends.user().name(), report));
  }

  private void refuseOtherControl(Console console, Roles roles) throws IOException {
    try (CaptureReader reader = ends.user().open(console)) {
      if (InputCounter.controlOf(reader, roles) != InputCounter.Control.RFB) {
        throw otherControl(ends.user().name(), 0);
      }
    }
  }

  private static Failure otherControl(String name, int securityType) {
    return Failure.data(
            name
                + (securityType > 0
                    ? ": the user's input cannot be read: RFB with security type " + securityType
                    : ": the control is not RFB, so what of it is input cannot be told"))
        .hint("--measure goodput or payload counts control of any kind");
  }

  private String start(PathBin bin, long nanos) {
    return time == null ? Decimal.seconds(bin.index() * nanos) : time.write(bin.startNanos());
  }

  private void printRow(Console console, PathBin bin, long nanos) throws IOException {
    console.println(
        start(bin, nanos)
            + ','
            + Decimal.rate(bin.inBytes(), nanos)
            + ','
            + (bin.common() ? Decimal.rate(bin.outBytes(), nanos) : "")
            + ','
            + Decimal.rate(bin.deliveredOutBytes(), nanos)
            + ','
            + ratio(bin.psiForward())
            + ','
            + ratio(bin.psiReverse()));
  }

  private void printRecord(Console console, BinSettings bins, PathBin bin, long nanos)
      throws IOException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("at_user", ends.user().name());
    record.put("at_instrument", ends.instrument().name());
    record.put("measure", BinOptions.name(bins.measure()));
    record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
    String start = start(bin, nanos);
    record.put(
        time == null ? "t_s" : time.column, time == Moment.iso ? start : Decimal.number(start));
    record.put("b_in_bps", Decimal.number(Decimal.rate(bin.inBytes(), nanos)));
    record.put(
        "b_out_bps", bin.common() ? Decimal.number(Decimal.rate(bin.outBytes(), nanos)) : null);
    record.put("delta_b_out_bps", Decimal.number(Decimal.rate(bin.deliveredOutBytes(), nanos)));
    record.put("psi_f", number(ratio(bin.psiForward())));
    record.put("psi_r", number(ratio(bin.psiReverse())));
    console.json(record);
  }

  private void printRecord(Console console, PathSummary path) throws IOException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("at_user", ends.user().name());
    record.put("at_instrument", ends.instrument().name());
    PathReport.put(record, path);
    console.json(record);
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : Decimal.seconds(Math.round(value * 1e6) * 1000);
  }

  private static Number number(String decimal) {
    return decimal.isEmpty() ? null : Decimal.number(decimal);
  }

  /** Says what makes the series different from what a reader of it would take for granted. */
  static void report(Console console, String name, SeriesTotals totals) {
    for (int i = 1; i < totals.segments().size(); i++) {
      Segment before = totals.segments().get(i - 1);
      Segment after = totals.segments().get(i);
      console.warn(
          name
              + ": time jumps from "
              + Moment.iso.write(before.lastNanos())
              + " to "
              + Moment.iso.write(after.firstNanos())
              + ": the bins between are left out (--max-gap)");
    }
    if (totals.uncountedPackets() > 0) {
      console.warn(
          name
              + ": "
              + totals.uncountedPackets()
              + " packets of the session count no bytes: their headers do not tell how many");
    }
    if (totals.latePackets() > 0) {
      console.warn(
          name
              + ": "
              + totals.latePackets()
              + " packets, "
              + totals.lateBytes()
              + " bytes, came after their bin was printed and are in none;"
              + " read from a file, they are");
    }
  }

  /** Says what a count of input does not rest on. */
  static void report(Console console, String name, InputReport input) {
    if (input.isApproximate()) {
      console.warn(
          name
              + ": input is approximate: "
              + input.skippedBytes()
              + " of "
              + input.rfbBytes()
              + " bytes of control are not captured or stand before the first message that could"
              + " be told; "
              + input.estimatedBytes()
              + " of them are taken for input, as much of each segment as of its captured part");
    }
    if (input.otherBytes() > 0) {
      console.warn(
          name
              + ": "
              + input.otherBytes()
              + " bytes of control in connections that are not RFB count nothing");
    }
    if (input.forgottenConnections() > 0) {
      console.warn(
          name
              + ": too many connections at once: "
              + input.forgottenConnections()
              + " were given up before their end");
    }
  }

  private static String list(List<Party> parties) {
    return parties.stream().map(Party::toString).collect(Collectors.joining(","));
  }

  /** Prints the bins of one capture, or draws them. */
  private final class Output implements BinSink {
    private final Console console;
    private final BinSettings bins;
    private final CaptureInput.Session session;
    private final Roles roles;
    private final SeriesPlot picture;
    private final long nanos;
    private final String first;
    private SeriesMeter meter;

    Output(
        Console console,
        BinSettings bins,
        CaptureInput.Session session,
        Roles roles,
        SeriesPlot picture) {
      this.console = console;
      this.bins = bins;
      this.session = session;
      this.roles = roles;
      this.picture = picture;
      nanos = bins.interval().toNanos();
      first = input.sessions().size() > 1 ? TableText.cell(session.name()) + "," : "";
    }

    @Override
    public void take(Bin bin) throws IOException {
      if (bins.measure() == Measure.INPUT) {
        refuseOtherControl();
      }
      head();
      if (plot) {
        picture.add(bin);
      } else if (json) {
        printRecord(bin);
      } else {
        printRow(bin);
      }
      if (session.live() && !plot) {
        console.flush();
      }
    }

    private void refuseOtherControl() {
      InputReport report = meter.input().orElseThrow();
      boolean other =
          report.control() == InputCounter.Control.OTHER
              || report.control() == InputCounter.Control.UNKNOWN
                  && report.otherBytes() > 0
                  && !session.live();
      if (other) {
        throw otherControl(session.name(), report.opaqueSecurityType());
      }
    }

    /** Prints the header of the table, unless it stands already. */
    void head() throws IOException {
      if (plot || json || headed) {
        return;
      }
      headed = true;
      for (String file : input.files) {
        console.println("# file: " + TableText.printable(Console.nameOf(file)));
      }
      console.println(
          "# user: " + list(roles.user()) + ", instrument: " + list(roles.instrument()));
      console.println("# measure: " + BinOptions.describe(bins.measure()));
      console.println(
          "# interval: "
              + Decimal.seconds(nanos)
              + " s"
              + (bins.alignment() == Alignment.EPOCH ? " on the clock" : "")
              + ", captured at the "
              + (at == null ? Side.user : at));
      String out = at != Side.instrument ? "delta_b_out" : "b_out";
      console.println(
          (first.isEmpty() ? "" : "capture,")
              + (time == null ? "t_s" : time.column)
              + ",b_in_bps,"
              + out
              + "_bps,b_in_packets,"
              + out
              + "_packets");
      console.flush();
    }

    private void printRow(Bin bin) throws IOException {
      console.println(
          first
              + start(bin)
              + ','
              + Decimal.rate(bin.inBytes(), nanos)
              + ','
              + Decimal.rate(bin.outBytes(), nanos)
              + ','
              + bin.inPackets()
              + ','
              + bin.outPackets());
    }

    private void printRecord(Bin bin) throws IOException {
      String out = at != Side.instrument ? "delta_b_out" : "b_out";
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("capture", session.name());
      record.put("measure", BinOptions.name(bins.measure()));
      if (bins.measure() == Measure.INPUT) {
        record.put("approximate", meter.input().orElseThrow().isApproximate());
      }
      record.put("user", list(roles.user()));
      record.put("instrument", list(roles.instrument()));
      record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
      String start = start(bin);
      if (time == null) {
        record.put("t_s", Decimal.number(start));
      } else {
        record.put(time.column, time == Moment.iso ? start : Decimal.number(start));
      }
      record.put("b_in_bps", Decimal.number(Decimal.rate(bin.inBytes(), nanos)));
      record.put(out + "_bps", Decimal.number(Decimal.rate(bin.outBytes(), nanos)));
      record.put("b_in_packets", bin.inPackets());
      record.put(out + "_packets", bin.outPackets());
      console.json(record);
    }

    private String start(Bin bin) {
      return time == null ? Decimal.seconds(bin.index() * nanos) : time.write(bin.startNanos());
    }
  }
}
