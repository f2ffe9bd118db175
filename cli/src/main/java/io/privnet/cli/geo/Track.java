package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.CurvePicture;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.FigureOptions;
import io.privnet.cli.TextTable;
import io.privnet.figure.CurveFigure;
import io.privnet.geo.anonymity.Announcer;
import io.privnet.geo.anonymity.Exposure;
import io.privnet.geo.anonymity.Tracking;
import io.privnet.geo.anonymity.Utility;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "How many vehicles are left with fewer than K candidates some time after their first report,"
          + " if everybody reports the announced prefixes (see geo announce). A K-anonymous prefix"
          + " hides a vehicle at one moment; this measures what is left of it over time, for one"
          + " or several K, beside what the reports are still good for: the curve to choose K by.",
      "The observer reads all reports and knows from elsewhere where every vehicle was. Linkable:"
          + " it sees which reports come from one vehicle, and candidates are the vehicles that did"
          + " as it did in every step since its first report: the same prefix, or nothing where it"
          + " sent nothing. A vehicle that is not on the road sends nothing. Not linkable: it sees"
          + " only how many report each prefix; candidates are those who send the same at that"
          + " moment, and a vehicle counts from the first time they are too few.",
      "A vehicle counts for as long as it is on the road. Both are worst cases: an observer who"
          + " knows less has more candidates. Exit 1 when no vehicle ever reports."
    },
    footer = {
      "  privnet geo track samples/positions/two-cities.csv --k 5,10,20 --step 30s",
      "  privnet geo track samples/positions/two-cities.csv --k 5 --step 30s --plot"
    })
final class Track extends Command {
  private static final int MOST_ROWS = 14;

  @Mixin private Positions trace;

  @Option(
      names = "--k",
      paramLabel = "K",
      required = true,
      split = ",",
      description = "The least number of vehicles that report a prefix; several to compare.")
  private List<Integer> ks;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description = "How long a vehicle is followed after its first report (10min).")
  private String within = "10min";

  @Mixin private StepOptions steps;

  @Mixin private AnnouncerOptions announcers;

  @Option(names = "--json", description = "Print JSON Lines: each step of each K, then each K.")
  private boolean json;

  @Option(names = "--csv", description = "Print each step of each K as CSV.")
  private boolean csv;

  @Option(names = "--plot", description = "Draw the curves in the terminal, instead of the tables.")
  private boolean plot;

  @Mixin private FigureOptions figureOptions;

  private List<Exposure> exposures;
  private List<Utility> utilities;
  private double stepSeconds;

  @Override
  protected int run(Console console) throws IOException {
    figureOptions.requireOneOutput(json, csv, plot);
    if (ks.size() > CurveFigure.MAX_PAIRS && (plot || figureOptions.given())) {
      throw Failure.usage("a figure has room for " + CurveFigure.MAX_PAIRS + " K");
    }
    if (ks.isEmpty()) {
      throw Failure.usage("--k takes a number, or several separated by commas");
    }
    figureOptions.check(console);
    measure(console);
    if (exposures.stream().allMatch(exposure -> exposure.followed()[0] == 0)) {
      console.note("no vehicle ever reports: there are too few");
      return Exit.NO;
    }
    if (figureOptions.given()) {
      figureOptions.write(console, figure().draw(figureOptions.size()), List.of(trace.file()));
    }
    if (json) {
      printRecords(console);
    } else if (csv) {
      printRows(console);
    } else if (plot) {
      CurvePicture.print(console, figure());
      console.println("");
      printUtility(console);
    } else if (!figureOptions.toStandardOutput()) {
      printTables(console);
    }
    return Exit.DONE;
  }

  private void measure(Console console) throws IOException {
    List<Announcer> each = ks.stream().distinct().map(announcers::announcer).toList();
    steps.stepsPerEpoch();
    stepSeconds = steps.step().toMillis() / 1e3;
    Tracking tracking =
        new Tracking(each, steps.epoch().toMillis(), steps.steps("--within", within));
    try (SightingReader sightings = trace.open(console).requireTimes().requireVehicles();
        Snapshots snapshots = new Snapshots(sightings, steps.step())) {
      while (snapshots.next()) {
        tracking.see(snapshots);
      }
      Positions.tell(sightings.omissions(), console);
    }
    if (tracking.unseenShare() > 0.1) {
      console.warn(
          String.format(
              Locale.ROOT,
              "vehicles were not seen in %.0f %% of the steps of their trips, which tells them"
                  + " apart",
              100 * tracking.unseenShare()));
      console.hint("--step should be the time between two sightings of a vehicle or more");
    }
    exposures = new ArrayList<>();
    utilities = new ArrayList<>();
    for (int rank = 0; rank < each.size(); rank++) {
      exposures.add(tracking.exposure(rank));
      utilities.add(tracking.utility(rank));
    }
  }

  // --- pictures

  private CurveFigure figure() {
    List<CurveFigure.Curve> curves = new ArrayList<>();
    List<Exposure> drawn = exposures.stream().filter(each -> each.followed()[0] > 0).toList();
    for (Exposure exposure : drawn) {
      curves.add(curve("k = " + exposure.k() + ", linkable", exposure, exposure.linkable(), false));
    }
    for (Exposure exposure : drawn) {
      curves.add(
          curve("k = " + exposure.k() + ", not linkable", exposure, exposure.unlinkable(), true));
    }
    return new CurveFigure(
        "Vehicles left with fewer than k candidates",
        "share of those still on the road, by the time since their first report",
        CurveFigure.Axis.linear("time (s)"),
        CurveFigure.Axis.linear("share (%)"),
        curves);
  }

  private CurveFigure.Curve curve(
      String name, Exposure exposure, int[] exposed, boolean counterpart) {
    int end = 0;
    while (end < exposed.length && exposure.followed()[end] > 0) {
      end++;
    }
    double[] x = new double[end];
    double[] y = new double[end];
    for (int step = 0; step < end; step++) {
      x[step] = step * stepSeconds;
      y[step] = 100.0 * exposed[step] / exposure.followed()[step];
    }
    return new CurveFigure.Curve(name, x, y, counterpart);
  }

  // --- tables

  private void printTables(Console console) throws IOException {
    console.println("vehicles left with fewer than k candidates, in % of those on the road");
    console.println("");
    printShares("reports are linkable", Exposure::linkableShare, console);
    console.println("");
    printShares("reports are not linkable", Exposure::unlinkableShare, console);
    console.println("");
    console.println("what reports are worth");
    printUtility(console);
  }

  private void printShares(
      String title, ToDoubleBiFunction<Exposure, Integer> share, Console console)
      throws IOException {
    console.println(title);
    List<String[]> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("after", "on the road"));
    exposures.forEach(exposure -> header.add("k=" + exposure.k()));
    rows.add(header.toArray(String[]::new));
    for (int step : steps()) {
      List<String> row = new ArrayList<>();
      row.add(time(step * stepSeconds));
      row.add(Integer.toString(exposures.getFirst().followed()[step]));
      exposures.forEach(exposure -> row.add(percent(share.applyAsDouble(exposure, step))));
      rows.add(row.toArray(String[]::new));
    }
    TextTable.print(console, rows, "r".repeat(header.size()));
  }

  private void printUtility(Console console) throws IOException {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "k",
          "vehicles",
          "never report",
          "mean bits",
          "median cell",
          "mean cell",
          "% silent",
          "% under k"
        });
    for (int i = 0; i < exposures.size(); i++) {
      Exposure exposure = exposures.get(i);
      Utility utility = utilities.get(i);
      rows.add(
          new String[] {
            Integer.toString(exposure.k()),
            Integer.toString(exposure.followed()[0]),
            Integer.toString(exposure.silent()),
            Measures.decimal(utility.meanBits()),
            Measures.metres(utility.medianMetres()),
            Measures.metres(utility.meanMetres()),
            percent(utility.silentShare()),
            percent(utility.exposedShare())
          });
    }
    TextTable.print(console, rows, "rrrrrrrr");
  }

  /** The steps that a table has room for: all of few, else every so many times longer. */
  private List<Integer> steps() {
    int last = exposures.getFirst().horizon();
    while (last > 0 && exposures.getFirst().followed()[last] == 0) {
      last--;
    }
    List<Integer> chosen = new ArrayList<>();
    if (last < MOST_ROWS) {
      for (int step = 0; step <= last; step++) {
        chosen.add(step);
      }
      return chosen;
    }
    chosen.add(0);
    int[] factors = {1, 2, 3, 6};
    for (long base = 1; base <= last; base *= 10) {
      for (int factor : factors) {
        if (base * factor < last) {
          chosen.add((int) (base * factor));
        }
      }
    }
    chosen.add(last);
    return chosen;
  }

  private static String time(double seconds) {
    return seconds == Math.rint(seconds)
        ? (long) seconds + " s"
        : String.format(Locale.ROOT, "%.3f s", seconds);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  // --- records

  private void printRows(Console console) throws IOException {
    console.println("k,after_s,on_the_road,exposed_linkable,exposed_not_linkable");
    for (Exposure exposure : exposures) {
      for (int step = 0; step <= exposure.horizon(); step++) {
        console.println(
            exposure.k()
                + ","
                + Measures.number(step * stepSeconds)
                + ","
                + exposure.followed()[step]
                + ","
                + exposure.linkable()[step]
                + ","
                + exposure.unlinkable()[step]);
      }
    }
  }

  private void printRecords(Console console) throws IOException {
    for (Exposure exposure : exposures) {
      for (int step = 0; step <= exposure.horizon(); step++) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("record", "step");
        record.put("k", exposure.k());
        record.put("after_s", Measures.number(step * stepSeconds));
        record.put("on_the_road", exposure.followed()[step]);
        record.put("exposed_linkable", exposure.linkable()[step]);
        record.put("exposed_not_linkable", exposure.unlinkable()[step]);
        record.put("exposed_linkable_share", exposure.linkableShare(step));
        record.put("exposed_not_linkable_share", exposure.unlinkableShare(step));
        console.json(record);
      }
    }
    for (int i = 0; i < exposures.size(); i++) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("record", "summary");
      record.put("k", exposures.get(i).k());
      record.put("vehicles", exposures.get(i).followed()[0]);
      record.put("never_reporting", exposures.get(i).silent());
      Measures.put(utilities.get(i), record);
      console.json(record);
    }
  }
}
