package io.privnet.cli.qoe;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Bin;
import io.privnet.qoe.series.BinSink;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Segment;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
    description =
        "Measures control (b_in: TCP from the user to the instrument) and media (Δb_out: UDP from"
            + " the instrument to the user, and the other direction of its TCP) per interval, as"
            + " CSV. Bins begin with the first frame; from standard input each is printed as soon"
            + " as it is over.",
    footer = {
      "  privnet qoe series day.pcap --user 10.0.0.2 --instrument 10.0.0.1:5900 --plot",
      "  tcpdump -s 128 -U --immediate-mode -w - | privnet qoe series - \\",
      "      --user fd00::2 --instrument [fd00::1]:5900"
    })
final class SeriesCommand extends Command {
  @CommandLine.Parameters(
      paramLabel = "CAPTURE",
      arity = "1..*",
      description = "pcap or pcapng files, perhaps gzipped; - is standard input.")
  private List<String> captures;

  @CommandLine.Mixin private SessionRoles roleOptions;

  @CommandLine.Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Length of a bin, at least 1ms (1s).")
  private String interval = "1s";

  @CommandLine.Option(
      names = "--measure",
      paramLabel = "MEASURE",
      description = "What counts: payload (TCP or UDP), ip (IP length) or wire (frame) (payload).")
  private String measure = "payload";

  @CommandLine.Option(names = "--plot", description = "A picture in the terminal instead of CSV.")
  private boolean plot;

  @CommandLine.Option(names = "--json", description = "One JSON record a bin instead of CSV.")
  private boolean json;

  @CommandLine.Option(
      names = "--at",
      paramLabel = "SIDE",
      description = "Where the capture was made: user or instrument; there media is b_out (user).")
  private Side at = Side.user;

  @CommandLine.Option(
      names = "--time",
      paramLabel = "FORM",
      description = "Bin starts as iso or epoch time instead of seconds since the first frame.")
  private Moment time;

  @CommandLine.Option(
      names = "--max-gap",
      paramLabel = "TIME",
      description = "A jump in time beyond this begins a new segment (1d).")
  private String maxGap = "1d";

  /** Where a capture was made. */
  enum Side {
    user,
    instrument
  }

  /** What one run measures. */
  private record Request(Roles roles, Measure measure, Duration interval, Duration maxGap) {}

  @Override
  protected int run(Console console) throws IOException {
    if (plot && json) {
      throw Failure.usage("--plot and --json exclude each other");
    }
    if (roleOptions.user == null || roleOptions.instrument == null) {
      throw Failure.usage(
              (roleOptions.user == null ? "--user" : "--instrument")
                  + " is missing: who is the "
                  + (roleOptions.user == null ? "user" : "instrument")
                  + "?")
          .hint("privnet qoe flows " + captures.getFirst() + " shows who talks to whom");
    }
    Request request =
        new Request(
            Roles.parse(roleOptions.user, roleOptions.instrument),
            measure(measure),
            Span.parse("--interval", interval),
            Span.parse("--max-gap", maxGap));
    if (request.interval.toNanos() < 1_000_000) {
      throw Failure.usage("--interval is at least 1ms");
    }
    Failure failed = null;
    boolean headed = false;
    for (String capture : captures) {
      try (CaptureReader reader = CaptureInput.open(console, capture)) {
        if (!plot && !json && !headed) {
          printHeader(console, request);
          headed = true;
        }
        measure(console, request, capture, reader);
      } catch (Failure | io.privnet.qoe.QoeDataException e) {
        if (captures.size() == 1 || e instanceof Failure f && !f.concernsInput()) {
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

  static Measure measure(String name) {
    return switch (name) {
      case "payload" -> Measure.PAYLOAD;
      case "wire" -> Measure.WIRE;
      case "ip" -> Measure.IP;
      case "goodput" -> Measure.GOODPUT;
      case "input" -> Measure.INPUT;
      default ->
          throw new IllegalArgumentException(
              "--measure is payload, ip, wire or goodput, not " + name);
    };
  }

  private void measure(Console console, Request request, String capture, CaptureReader reader)
      throws IOException {
    boolean live = capture.equals("-");
    SeriesPlot picture = plot ? new SeriesPlot(request.interval) : null;
    BinSink sink =
        plot
            ? picture::add
            : json ? records(console, request, capture) : rows(console, request, capture);
    BinSink flushed =
        live && !plot
            ? bin -> {
              sink.take(bin);
              console.flush();
            }
            : sink;
    SeriesTotals totals =
        (live
                ? SeriesMeter.live(
                    request.roles, request.measure, request.interval, request.maxGap, flushed)
                : SeriesMeter.whole(
                    request.roles, request.measure, request.interval, request.maxGap, flushed))
            .measure(reader);
    if (plot) {
      picture.draw(
          console,
          reader.census().name()
              + ", "
              + request.measure.name().toLowerCase(Locale.ROOT)
              + ", user "
              + roleOptions.user
              + ", instrument "
              + roleOptions.instrument,
          at == Side.user ? console.unicode() ? "Δb_out" : "delta_b_out" : "b_out");
    }
    console.flush();
    CaptureInput.report(console, reader.census());
    report(console, reader.census().name(), totals);
    if (reader.census().packets() > 0 && totals.inPackets() + totals.outPackets() == 0) {
      console.warn(
          reader.census().name() + ": no packet between the user and the instrument as given");
      if (!live) {
        console.hint("privnet qoe flows " + capture + " shows who talks to whom");
      }
    }
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

  // --- CSV

  private void printHeader(Console console, Request request) throws IOException {
    for (String capture : captures) {
      console.println("# file: " + printable(Console.nameOf(capture)));
    }
    console.println("# user: " + roleOptions.user + ", instrument: " + roleOptions.instrument);
    console.println(
        "# measure: "
            + switch (request.measure) {
              case PAYLOAD -> "payload (TCP or UDP payload, retransmissions included)";
              case WIRE -> "wire (frame length)";
              case IP -> "ip (IP total length)";
              case GOODPUT -> "goodput (TCP or RTP payload when first seen)";
              case INPUT -> "input (RFB events of the user; of media the payload)";
            });
    console.println(
        "# interval: " + Decimal.seconds(request.interval.toNanos()) + " s, captured at the " + at);
    String out = at == Side.user ? "delta_b_out" : "b_out";
    console.println(
        (captures.size() > 1 ? "capture," : "")
            + (time == null ? "t_s" : time.column)
            + ",b_in_bps,"
            + out
            + "_bps,b_in_packets,"
            + out
            + "_packets");
    console.flush();
  }

  private BinSink rows(Console console, Request request, String capture) {
    long nanos = request.interval.toNanos();
    String first = captures.size() > 1 ? cell(capture) + "," : "";
    return bin ->
        console.println(
            first
                + start(bin, nanos)
                + ','
                + Decimal.rate(bin.inBytes(), nanos)
                + ','
                + Decimal.rate(bin.outBytes(), nanos)
                + ','
                + bin.inPackets()
                + ','
                + bin.outPackets());
  }

  private String start(Bin bin, long intervalNanos) {
    return time == null
        ? Decimal.seconds(bin.index() * intervalNanos)
        : time.write(bin.startNanos());
  }

  private static String cell(String text) {
    boolean quoted =
        text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.startsWith("#");
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static String printable(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  // --- JSON

  private BinSink records(Console console, Request request, String capture) {
    long nanos = request.interval.toNanos();
    String out = at == Side.user ? "delta_b_out" : "b_out";
    return bin -> {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("capture", capture);
      record.put("measure", measure);
      record.put("user", roleOptions.user);
      record.put("instrument", roleOptions.instrument);
      record.put("interval_s", Decimal.number(Decimal.seconds(nanos)));
      String start = start(bin, nanos);
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
    };
  }
}
