package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Progress;
import io.privnet.geo.RouterTable;
import io.privnet.geo.anonymity.AnnouncementWriter;
import io.privnet.geo.anonymity.Announcer;
import io.privnet.geo.anonymity.EpochStart;
import io.privnet.geo.anonymity.ReportPolicy;
import io.privnet.geo.anonymity.Reporting;
import io.privnet.geo.anonymity.Trips;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Prints what each vehicle would send: TIME, a tab, VEHICLE, a tab, PREFIX, or - when it falls"
          + " silent; only when it changes. A vehicle that shortens joins at least K others in a"
          + " larger announced cell around it; where there are none, those that shorten have an"
          + " announcement of their own. So K holds for everybody in the first step of an epoch;"
          + " then vehicles move. It hides where a vehicle is, not that it shortens.",
      "What is lost and won is said on standard error, in full with --summary: the size of the"
          + " cells, what made-up hazards show of messages in vain, in which cells the ends of"
          + " trips are disclosed, and with --routers what those who run them learn of trips. A"
          + " layer of routers is told as many bits as its longest location has, which find the"
          + " router; the layer with the longest is told the whole report."
    },
    footer = {
      "  privnet geo report samples/positions/two-cities.csv --k 5",
      "  privnet geo report samples/positions/two-cities.csv --k 5 --summary \\",
      "    --policy trip-ends --routers samples/routers-layers.json"
    })
final class Report extends Command {
  @Mixin private Positions trace;

  @Mixin private PolicyOptions policies;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "The least number of vehicles that report a prefix; not for full alone.")
  private Integer k;

  @Mixin private StepOptions steps;

  @Mixin private AnnouncerOptions announcers;

  @Option(names = "--all", description = "Print every step of a vehicle, not only changes.")
  private boolean all;

  @Option(names = "--summary", description = "Print what is lost and won instead of the reports.")
  private boolean summary;

  @Option(
      names = "--routers",
      paramLabel = "FILE",
      description = "Router table, perhaps with layers, for the summary.")
  private String routers;

  @Option(
      names = "--hazards",
      paramLabel = "N",
      description = "Made-up hazards, each where and when a random vehicle was seen (1000).")
  private int hazards = 1000;

  @Option(
      names = "--radius",
      paramLabel = "DISTANCE",
      description = "How far to each side a hazard concerns vehicles (500m).")
  private String radius = "500m";

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the hazards (1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--csv", description = "Print the reports as CSV.")
  private boolean csv;

  @Override
  protected int run(Console console) throws IOException {
    if (json && csv) {
      throw Failure.usage("only one of --json and --csv can be chosen");
    }
    if (summary && (csv || all)) {
      throw Failure.usage(
          "--summary prints no reports, so " + (csv ? "--csv" : "--all") + " has no use");
    }
    if (routers != null && !summary) {
      throw Failure.usage("--routers needs --summary");
    }
    if ("-".equals(routers) && trace.file().equals("-")) {
      throw Failure.usage("standard input (-) can be read only once");
    }
    ReportPolicy policy = policies.policy();
    if (k == null && !policy.isFull()) {
      throw Failure.usage("--k is missing: how many vehicles have to report the same?");
    }
    Announcer announcer = announcers.announcer(k == null ? 1 : k);
    int stepsPerEpoch = steps.stepsPerEpoch();
    double metres = Measures.parseMetres("--radius", radius);
    RouterTable table = routers == null ? null : readTable(announcer, console);
    Trace rows = readTrace(policy, console);
    if (rows.size() == 0) {
      throw Failure.data(Console.nameOf(trace.file()) + ": no positions");
    }
    Trips trips = new Trips(rows);
    ReportSummary result =
        new ReportSummary(trips, announcer, policies.text(), policy, hazards, metres, seed, table);
    Reporting reporting =
        new Reporting(trips, policy, announcer, steps.step().toMillis(), stepsPerEpoch);
    Sender sender = new Sender(rows, console);
    Progress progress = console.progress("reporting");
    while (reporting.next()) {
      progress.at(reporting.endRow(), rows.size());
      result.add(reporting);
      sender.send(reporting, result);
    }
    progress.end();
    Positions.tell(rows.omissions(), console);
    if (!summary) {
      result.tell(console);
    } else if (json) {
      result.printRecords(console);
    } else {
      result.print(console);
    }
    return Exit.DONE;
  }

  private Trace readTrace(ReportPolicy policy, Console console) throws IOException {
    try (SightingReader sightings = trace.open(console).requireTimes().requireVehicles()) {
      boolean byRoad = policy.has(ReportPolicy.Rule.ROAD);
      if (byRoad) {
        sightings.requireRoads();
      }
      boolean bySpeed = policy.has(ReportPolicy.Rule.SPEED);
      return Trace.read(sightings, byRoad, bySpeed && sightings.hasSpeeds());
    }
  }

  private RouterTable readTable(Announcer announcer, Console console) throws IOException {
    try (InputStream in = console.open(routers)) {
      RouterTable table = RouterTable.read(in, Console.nameOf(routers));
      if (table.scheme() != announcer.scheme()) {
        throw Failure.usage(
                routers + " is of the scheme " + table.scheme() + ", not " + announcer.scheme())
            .hint("--scheme " + table.scheme());
      }
      return table;
    }
  }

  /** Notices what vehicles send anew, and prints it unless only the summary is wanted. */
  private final class Sender {
    private static final byte NEVER = -2;

    private final Trace rows;
    private final Console console;
    private final long[] sent;
    private final byte[] lengths;

    Sender(Trace rows, Console console) throws IOException {
      this.rows = rows;
      this.console = console;
      this.sent = new long[rows.vehicles()];
      this.lengths = new byte[rows.vehicles()];
      Arrays.fill(lengths, NEVER);
      if (csv) {
        console.println("time,vehicle,prefix");
      }
    }

    void send(Reporting step, ReportSummary result) throws IOException {
      EpochStart time = new EpochStart(step.startMillis(), rows.timesAreEpoch());
      for (int i = 0; i < step.size(); i++) {
        int vehicle = rows.vehicle(step.row(i));
        int length = step.length(i);
        boolean silentSoFar = lengths[vehicle] == NEVER && length < 0;
        long lo = step.lo(i);
        boolean changed = lengths[vehicle] != length || length >= 0 && sent[vehicle] != lo;
        if (changed && !silentSoFar) {
          lengths[vehicle] = (byte) length;
          sent[vehicle] = lo;
          result.countSent();
        }
        if (!summary && (all || changed && !silentSoFar)) {
          print(time, rows.vehicleId(vehicle), step, i);
        }
      }
    }

    private void print(EpochStart time, String vehicle, Reporting step, int i) throws IOException {
      String prefix = step.report(i).map(AnnouncementWriter::name).orElse("-");
      if (json) {
        Map<String, Object> record = new LinkedHashMap<>();
        if (time.since1970()) {
          record.put("time", time);
        } else {
          record.put("time_s", Measures.number(time.millis() / 1e3));
        }
        record.put("vehicle", vehicle);
        record.put("prefix", step.report(i).orElse(null));
        record.put("length_bits", step.length(i) < 0 ? null : step.length(i));
        console.json(record);
      } else if (csv) {
        console.println(time + "," + quoted(vehicle) + "," + (prefix.equals("-") ? "" : prefix));
      } else {
        console.println(time + "\t" + vehicle + "\t" + prefix);
      }
    }

    private static String quoted(String field) {
      return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
  }
}
