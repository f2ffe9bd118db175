package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.CurvePicture;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.FigureOptions;
import io.privnet.cli.Progress;
import io.privnet.figure.CurveFigure;
import io.privnet.geo.Scheme;
import io.privnet.geo.TooFewCodesException;
import io.privnet.geo.simulation.Architecture;
import io.privnet.geo.simulation.Lemma;
import io.privnet.geo.simulation.Outcome;
import io.privnet.geo.simulation.Scenario;
import io.privnet.geo.simulation.Setting;
import io.privnet.geo.simulation.Simulation;
import io.privnet.geo.simulation.Structure;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Sends messages to the vehicles of a trace by three systems: routers on the ring, as in"
          + " Corollary 1; one server; as many servers with vehicles at random. Prints for each the"
          + " operations and messages it took, beside the formulas.",
      "Hazards are squares round random sightings. Every delivery is checked against the true"
          + " positions of all vehicles. Exit 1 when a vehicle was missed.",
      "Operations are those of searches; what it takes to keep the structures up to date as"
          + " vehicles move is not counted. A hand-over is two messages. With --k a tree is"
          + " searched for each of the --max-cells cells of an area, so it needs more than m log2 N"
          + " + k."
    },
    footer = {
      "  privnet geo simulate samples/positions/two-cities.csv --routers 16",
      "  privnet geo simulate samples/positions/two-cities.csv --k 5 --area 1km,4km \\",
      "      --scale 1 --csv",
      "  privnet geo simulate samples/positions/two-cities.csv --lemma literal"
    })
final class Simulate extends Command {
  /** The ways to find routers by the names that are typed. */
  enum Find {
    corrected(Lemma.CORRECTED),
    literal(Lemma.LITERAL);

    private final Lemma lemma;

    Find(Lemma lemma) {
      this.lemma = lemma;
    }
  }

  /** The structures by the names that are typed. */
  enum Keep {
    tree(Structure.TREE),
    index(Structure.INDEX);

    private final Structure structure;

    Keep(Structure structure) {
      this.structure = structure;
    }
  }

  /** Without times all sightings are at the same time, and any epoch holds them. */
  private static final Duration ONE_SNAPSHOT = Duration.ofSeconds(1);

  @Parameters(paramLabel = "TRACE", description = Positions.DESCRIPTION)
  private String trace;

  @Option(
      names = "--routers",
      paramLabel = "M",
      split = ",",
      description = "How many routers; several numbers to compare, with commas between (16).")
  private List<Integer> routers = List.of(16);

  @Option(
      names = "--scale",
      paramLabel = "S",
      split = ",",
      description =
          "Vehicles for each one of the trace: below 1 a random part of them, above 1 also copies"
              + " that make the same trips up to 500 m aside; several numbers to compare (1,4,16).")
  private List<Double> scales = List.of(1.0, 4.0, 16.0);

  @Option(
      names = "--area",
      paramLabel = "LENGTH",
      split = ",",
      description = "Side of the square relevance areas, as 500m or 2km; several to compare (2km).")
  private List<String> areas = List.of("2km");

  @Option(names = "--messages", paramLabel = "N", description = "How many messages (1000).")
  private int messages = 1000;

  @Option(
      names = "--k",
      paramLabel = "K",
      description =
          "Vehicles report prefixes shared by at least K of them, announced anew in each epoch (0:"
              + " they report full positions).")
  private int k;

  @Option(
      names = "--max-bits",
      paramLabel = "N",
      description = "Longest announced prefix in bits, 0 to 64 (36).")
  private int maxBits = 36;

  @Mixin private EpochOption epoch;

  @Option(
      names = "--index",
      paramLabel = "KIND",
      description =
          "What routers keep vehicles in. tree: a range tree with fractional cascading, as in Lemma"
              + " 2, or an interval tree for prefixes; index: the updatable index over the curve"
              + " (tree).")
  private Keep keep = Keep.tree;

  @Option(
      names = "--lemma",
      paramLabel = "KIND",
      description =
          "How clients find routers. corrected: all whose stretch of the ring meets the area;"
              + " literal: those with a location inside it only, as Lemma 1 is written, which"
              + " misses vehicles (corrected).")
  private Find find = Find.corrected;

  @Option(
      names = "--placement",
      paramLabel = "PLACEMENT",
      description =
          "Virtual locations by uniform random points, by random intervals between vehicles, or by"
              + " even quantiles of them: uniform, interval or quantile (interval).")
  private PlacementName placement = PlacementName.interval;

  @Mixin private LocationsOption locationsEach;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "Curve: zorder, quadkey, geohash or hilbert (zorder).")
  private String scheme = "zorder";

  @Option(
      names = "--max-cells",
      paramLabel = "N",
      description = "Most cells that cover an area, 1 to 65536 (16).")
  private int maxCells = 16;

  @Option(names = "--message-bytes", paramLabel = "N", description = "Size of a message (300).")
  private int messageBytes = 300;

  @Option(
      names = "--report-bytes",
      paramLabel = "N",
      description = "Size of a report, a connection or a disconnection (60).")
  private int reportBytes = 60;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices (1).")
  private long seed = 1;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--csv", description = "Print CSV.")
  private boolean csv;

  @Option(names = "--plot", description = "Draw the curves in the terminal, instead of the tables.")
  private boolean plot;

  @Option(
      names = "--measure",
      paramLabel = "WHAT",
      description =
          "What the curves show: operations of the routers, operations of the client, messages,"
              + " routers asked, or bytes: operations, client, messages, routers or bytes"
              + " (operations).")
  private SimulationCurves.Measure measure = SimulationCurves.Measure.operations;

  @Mixin private FigureOptions figure;

  @Override
  protected int run(Console console) throws IOException {
    figure.requireOneOutput(json, csv, plot);
    figure.check(console);
    List<Setting> settings = settings();
    Scenario scenario;
    Trace read;
    try (SightingReader sightings = Positions.open(trace, console)) {
      Duration length = epoch.length(sightings);
      scenario = scenario(length == null ? ONE_SNAPSHOT : length);
      read = Trace.read(sightings);
      EpochOption.warn(sightings, console);
    }
    List<Outcome> outcomes = outcomes(new Simulation(read, scenario), settings, console);
    print(outcomes, scenario, console);
    long missed = outcomes.stream().mapToLong(Outcome::missed).sum();
    if (missed == 0) {
      return Exit.DONE;
    }
    console.warn(missed + " vehicles in relevance areas were missed");
    return Exit.NO;
  }

  private void print(List<Outcome> outcomes, Scenario scenario, Console console)
      throws IOException {
    SimulationPage page = new SimulationPage(outcomes);
    if (figure.given()) {
      CurveFigure curves = SimulationCurves.of(outcomes, measure, scenario);
      figure.write(console, curves.draw(figure.size()), List.of(trace));
    }
    if (csv) {
      page.printCsv(console);
    } else if (json) {
      page.printJson(console);
    } else if (plot) {
      CurvePicture.print(console, SimulationCurves.of(outcomes, measure, scenario));
      console.println("");
    } else if (!figure.toStandardOutput()) {
      page.printTables(console);
    }
    for (String finding : page.findings()) {
      if (csv || json || figure.toStandardOutput()) {
        console.note(finding);
      } else {
        console.println(finding);
      }
    }
  }

  private Scenario scenario(Duration length) {
    return new Scenario(
        Scheme.of(scheme),
        placement.placement,
        length,
        messages,
        k,
        maxBits,
        keep.structure,
        find.lemma,
        maxCells,
        messageBytes,
        reportBytes,
        seed);
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (String area : areas) {
      for (int m : routers) {
        for (double scale : scales) {
          settings.add(new Setting(scale, m, locationsEach.of(m), metres(area)));
        }
      }
    }
    return settings;
  }

  private static double metres(String length) {
    String number = length.strip();
    int unit = 1;
    if (number.endsWith("km")) {
      unit = 1000;
      number = number.substring(0, number.length() - 2);
    } else if (number.endsWith("m")) {
      number = number.substring(0, number.length() - 1);
    } else {
      number = "";
    }
    if (!number.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw Failure.usage("--area takes a length such as 500m or 2km, not " + length);
    }
    return Double.parseDouble(number) * unit;
  }

  private List<Outcome> outcomes(Simulation simulation, List<Setting> settings, Console console) {
    Progress progress = console.progress("simulating");
    long each = (long) messages * Architecture.values().length;
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      long before = i * each;
      try {
        outcomes.addAll(
            simulation.run(
                settings.get(i), sent -> progress.at(before + sent, each * settings.size())));
      } catch (TooFewCodesException e) {
        throw Failure.data(Console.nameOf(trace) + ": " + e.getMessage())
            .hint("fewer --routers, a larger --scale or --placement uniform");
      }
    }
    progress.end();
    return outcomes;
  }
}
