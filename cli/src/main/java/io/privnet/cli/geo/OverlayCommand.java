package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.CurvePicture;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.FigureOptions;
import io.privnet.cli.Progress;
import io.privnet.geo.Scheme;
import io.privnet.geo.overlay.ClientMeasurement;
import io.privnet.geo.overlay.OverlayKind;
import io.privnet.geo.overlay.OverlayMeasurement;
import io.privnet.geo.overlay.OverlayParameters;
import io.privnet.geo.overlay.TripLookups;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Builds peer-to-peer networks of routers, looks random keys up in them, and prints Table I"
          + " with the links of a node and the hops of a look-up as measured beside its formulas.",
      "With --client-state it compares clients that ask one entry node for everything with clients"
          + " that keep the routing state of a node: links, hops, and what the node learns that"
          + " learns most. TRACE is then CSV, GPX or GeoJSON points, - for standard input: each"
          + " vehicle looks up the cell it is in whenever that changes."
    },
    footer = {
      "  privnet geo overlay --nodes 1024,65536",
      "  privnet geo overlay --kind chord,can --nodes 64,256,1024,4096 --plot",
      "  privnet geo overlay --client-state samples/positions/two-cities.csv"
    })
final class OverlayCommand extends Command {
  private static final int CUSTOMARY_LOOKUPS = 10_000;
  private static final int MOST_LOOKUPS = 10_000_000;
  private static final int CUSTOMARY_BITS = 32;
  private static final int LOOKUPS_OF_A_CLIENT = 100;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description = "Positions of vehicles in time, for --client-state.")
  private String trace;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description =
          "chord, can, pastry, tapestry, kademlia, viceroy, koorde, distance-halving or debruijn;"
              + " several, or all (all).")
  private List<String> kindNames = List.of("all");

  @Option(
      names = "--nodes",
      paramLabel = "N",
      split = ",",
      description = "How many nodes; several numbers make several rows (1024).")
  private List<Integer> sizes = List.of(1024);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many random worlds of each kind are built, from the seeds 1 to N (5).")
  private int seeds = 5;

  @Option(
      names = "--lookups",
      paramLabel = "N",
      description = "How many random keys are looked up in each world (10000).")
  private Integer lookups;

  @Option(
      names = "--base",
      paramLabel = "B",
      description =
          "Alphabet of identifiers, 2 to 256: b of Table I, k of de Bruijn and Koorde (16 for"
              + " Pastry and Tapestry, 2 for the others).")
  private Integer base;

  @Option(
      names = "--dimensions",
      paramLabel = "D",
      description = "Dimensions of CAN's space, 1 to 16 (2).")
  private int dimensions = OverlayParameters.CUSTOMARY.dimensions();

  @Option(
      names = "--bucket-size",
      paramLabel = "K",
      description = "Contacts in a bucket of Kademlia, 1 to 256 (20).")
  private int bucketSize = OverlayParameters.CUSTOMARY.bucketSize();

  @Option(names = "--even", description = "Nodes divide the key space evenly instead of at random.")
  private boolean even;

  @Option(
      names = "--client-state",
      description = "Compare clients with one entry node and with a routing state.")
  private boolean clientState;

  @Option(
      names = "--keys",
      paramLabel = "KEYS",
      description =
          "What a cell of a TRACE is looked up by: codes, with nodes at random positions of the"
              + " trace, or intervals, the numbers of intervals between positions (codes).")
  private Keys keys;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes of cells in a TRACE, 0 to 64 (32).")
  private Integer bits;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(names = "--csv", description = "Print CSV.")
  private boolean csv;

  @Option(
      names = "--plot",
      description = "Draw the curves of hops over nodes in the terminal, instead of the table.")
  private boolean plot;

  @Mixin private FigureOptions figure;

  /** What an overlay that carries a trace takes for keys. */
  enum Keys {
    codes,
    intervals
  }

  @Override
  protected int run(Console console) throws IOException {
    figure.requireOneOutput(json, csv, plot);
    OverlayParameters parameters =
        new OverlayParameters(
            base == null ? OptionalInt.empty() : OptionalInt.of(base), dimensions, bucketSize);
    if (seeds < 1) {
      throw Failure.usage("--seeds is 1 or more, not " + seeds);
    }
    List<OverlayKind> kinds = kinds();
    if (clientState) {
      compareClients(console, kinds, parameters);
    } else {
      measure(console, kinds, parameters);
    }
    return Exit.DONE;
  }

  private List<OverlayKind> kinds() {
    LinkedHashSet<OverlayKind> kinds = new LinkedHashSet<>();
    for (String name : kindNames) {
      if (name.equals("all")) {
        kinds.addAll(Arrays.asList(OverlayKind.values()));
      } else {
        kinds.add(OverlayKind.of(name));
      }
    }
    return List.copyOf(kinds);
  }

  private void measure(Console console, List<OverlayKind> kinds, OverlayParameters parameters)
      throws IOException {
    if (trace != null || bits != null || keys != null) {
      throw Failure.usage(
          (trace != null ? "a TRACE" : bits != null ? "--bits" : "--keys")
              + " is for --client-state only");
    }
    figure.check(console);
    int each = lookups();
    Progress progress = console.progress("building overlays");
    List<OverlayMeasurement> rows = new ArrayList<>();
    for (OverlayKind kind : kinds) {
      for (int nodes : sizes) {
        long before = (long) rows.size() * seeds;
        long all = (long) kinds.size() * sizes.size() * seeds;
        rows.add(
            OverlayMeasurement.of(
                kind,
                nodes,
                parameters,
                even,
                seeds,
                each,
                done -> progress.at(before + done, all)));
      }
    }
    progress.end();
    OverlayPage page = new OverlayPage(rows, parameters, even);
    if (json) {
      page.printJson(console);
    } else if (csv) {
      page.printCsv(console);
    } else if (plot) {
      CurvePicture.print(console, page.figure());
    } else if (!figure.toStandardOutput()) {
      page.printTable(console);
    }
    if (figure.given()) {
      figure.write(console, page.figure().draw(figure.size()), List.of());
    }
  }

  private void compareClients(
      Console console, List<OverlayKind> kinds, OverlayParameters parameters) throws IOException {
    if (plot || figure.given()) {
      throw Failure.usage("--client-state has no figure: leave out --plot and -o");
    }
    figure.check(console);
    TripLookups trips = trace == null ? null : trips(console);
    boolean onCodes = trips != null && keys != Keys.intervals;
    long[][] clients =
        trips == null ? randomClients() : onCodes ? trips.codes() : trips.intervals();
    Progress progress = console.progress("looking up");
    List<ClientMeasurement> rows = new ArrayList<>();
    for (OverlayKind kind : kinds) {
      for (int nodes : sizes) {
        long before = (long) rows.size() * seeds;
        long all = (long) kinds.size() * sizes.size() * seeds;
        ClientMeasurement.World world =
            onCodes
                ? seed -> kind.at(trips.places(nodes, seed), parameters, seed)
                : even
                    ? seed -> kind.even(nodes, parameters, seed)
                    : seed -> kind.random(nodes, parameters, seed);
        rows.add(
            ClientMeasurement.of(
                kind, nodes, world, seeds, clients, done -> progress.at(before + done, all)));
      }
    }
    progress.end();
    ClientPage page = new ClientPage(rows, trips != null, onCodes);
    if (json) {
      page.printJson(console);
    } else if (csv) {
      page.printCsv(console);
    } else {
      page.printTable(console);
    }
  }

  private TripLookups trips(Console console) throws IOException {
    if (lookups != null) {
      throw Failure.usage("--lookups is for random keys; vehicles look up the cells of the trace");
    }
    if (even && keys != Keys.intervals) {
      throw Failure.usage("nodes at positions of a trace are not even")
          .hint("leave out --even, or choose --keys intervals");
    }
    try (SightingReader sightings = Positions.open(trace, console)) {
      Trace read = Trace.read(sightings);
      Positions.tell(read.omissions(), console);
      if (!read.hasTimes() || !read.hasVehicles()) {
        console.warn(
            Console.nameOf(trace)
                + (read.hasVehicles()
                    ? " has no times: each vehicle is in one cell"
                    : " has no vehicles: each row is a trip of one cell"));
      }
      return new TripLookups(read, Scheme.ZORDER, bits == null ? CUSTOMARY_BITS : bits);
    }
  }

  private long[][] randomClients() {
    if (bits != null || keys != null) {
      throw Failure.usage((bits != null ? "--bits" : "--keys") + " needs a TRACE");
    }
    int all = lookups();
    SplittableRandom random = new SplittableRandom(0);
    int each = Math.min(all, LOOKUPS_OF_A_CLIENT);
    long[][] clients = new long[all / each][];
    for (int client = 0; client < clients.length; client++) {
      clients[client] = random.longs(each).toArray();
    }
    return clients;
  }

  private int lookups() {
    if (lookups != null && (lookups < 1 || lookups > MOST_LOOKUPS)) {
      throw Failure.usage("--lookups is 1 to " + MOST_LOOKUPS + ", not " + lookups);
    }
    return lookups == null ? CUSTOMARY_LOOKUPS : lookups;
  }
}
