package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.cli.Span;
import io.privnet.geo.Reallocation;
import io.privnet.geo.Reports;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import io.privnet.geo.TooFewCodesException;
import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = {
      "Chooses virtual locations for routers and prints the table that assign and route take.",
      "How evenly the vehicles are then spread is said on standard error, and how many change"
          + " router when routers fail or are added. A vehicle that is seen several times counts"
          + " where it is seen last.",
      "With --epoch it prints instead what it brings to place the routers anew as traffic moves:"
          + " for each epoch the load, maximum over mean, with the first placement and with one"
          + " made from the epoch before, and how many vehicles change router because they drive"
          + " and because routers move."
    },
    footer = {
      "  privnet geo place samples/positions/vienna-graz.csv --count 16 > table.json",
      "  privnet geo place samples/positions/two-cities.csv --count 16 --epoch 120s",
      "  privnet geo place samples/positions/vienna-graz.csv --count 8 --fail r3"
    })
final class Place extends Command {
  @Mixin private Positions positions;

  @Option(names = "--count", paramLabel = "N", description = "How many routers.")
  private Integer count;

  @Option(
      names = "--routers",
      paramLabel = "FILE",
      description = "Begin with the routers of this table instead of placing --count of them.")
  private String table;

  @Option(
      names = "--placement",
      paramLabel = "PLACEMENT",
      description =
          "By uniform random points, by random intervals between vehicles, or by even quantiles of"
              + " them: uniform, interval or quantile (quantile).")
  private PlacementName placement = PlacementName.quantile;

  @Mixin private LocationsOption locationsEach;

  @Option(
      names = "--fail",
      paramLabel = "ID[,ID...]",
      description = "Then let these routers fail; the others keep their locations.")
  private String failing;

  @Option(
      names = "--add",
      paramLabel = "N",
      description = "Then add so many routers; the others keep their locations.")
  private int added;

  @Option(
      names = "--epoch",
      paramLabel = "TIME",
      description = "Follow the traffic in epochs of this length, such as 60s or 5min.")
  private String epoch;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of random choices (1).")
  private long seed = 1;

  @Mixin private ReportOptions reporting;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "With --count, put the routers in a layer: their ids begin with its name. With --routers,"
              + " begin with those of this layer.")
  private String layer;

  @Option(
      names = "--add-to",
      paramLabel = "FILE",
      description = "Print the routers of this table first, such as those of another layer.")
  private String addTo;

  @Option(
      names = "--json",
      description = "Print the load of each router, or the epochs, as JSON Lines.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    if ((count == null) == (table == null)) {
      throw Failure.usage("either --count or --routers is needed");
    }
    if (added < 0 || added > RouterTable.MOST_LOCATIONS) {
      throw Failure.usage(
          "--add takes a number from 0 to " + RouterTable.MOST_LOCATIONS + ", not " + added);
    }
    if (json && addTo != null) {
      throw Failure.usage("--add-to prints a table, --json the loads instead");
    }
    try {
      if (epoch != null) {
        follow(console);
      } else {
        place(console);
      }
    } catch (TooFewCodesException e) {
      throw Failure.data(Console.nameOf(positions.file()) + ": " + e.getMessage())
          .hint("take fewer routers or locations, or longer codes");
    }
    return Exit.DONE;
  }

  private void place(Console console) throws IOException {
    RouterTable routers = table == null ? null : Routers.read(table, layer, console);
    Scheme scheme = reporting.scheme(routers);
    Reports reports = reporting.read(positions, scheme, console);
    if (routers == null) {
      routers = placement.placement.place(reports, count, locationsEach.of(count), seed);
    }
    if (routers.routers().isEmpty()) {
      throw Failure.data(table + ": the table has no router");
    }
    Ring.Load load = routers.ring().load(reports);
    console.note(
        (reports.size() == 1 ? "1 vehicle on " : reports.size() + " vehicles on ")
            + words(load, routers));
    if (failing != null) {
      Set<String> ids = new LinkedHashSet<>(List.of(failing.split(",", -1)));
      RouterTable left = routers.without(ids);
      if (left.routers().isEmpty()) {
        throw Failure.usage("--fail leaves no router");
      }
      tell("without " + String.join(", ", ids), routers, left, reports, console);
      routers = left;
    }
    if (added > 0) {
      RouterTable before = routers;
      int present = before.routers().size();
      for (int i = 0; i < added; i++) {
        int each = locationsEach.of(present + added);
        routers = placement.placement.add(routers, reports, each, seed + i);
      }
      List<String> ids =
          routers.routers().subList(present, present + added).stream().map(Router::id).toList();
      String names = added <= 3 ? String.join(", ", ids) : added + " more routers";
      tell("with " + names, before, routers, reports, console);
    }
    load = routers.ring().load(reports);
    if (table == null) {
      routers = Layers.named(layer, routers);
    }
    if (json) {
      printLoad(routers, load, console);
    } else {
      Layers.joined(addTo, routers, console).write(console.data());
    }
  }

  private static void tell(
      String change, RouterTable before, RouterTable after, Reports reports, Console console) {
    long moved = before.ring().handovers(after.ring(), reports);
    console.note(
        String.format(
            Locale.ROOT,
            "%s: %d %s router (%.1f %%); %s",
            change,
            moved,
            moved == 1 ? "vehicle changes" : "vehicles change",
            100.0 * moved / reports.size(),
            words(after.ring().load(reports), after)));
  }

  private static String words(Ring.Load load, RouterTable table) {
    int routers = table.routers().size();
    return String.format(
        Locale.ROOT,
        "%d %s: at most %d, %.1f on average, max/mean %.2f",
        routers,
        routers == 1 ? "router" : "routers",
        load.max(),
        load.mean(),
        load.imbalance());
  }

  private static void printLoad(RouterTable table, Ring.Load load, Console console)
      throws IOException {
    for (int i = 0; i < table.routers().size(); i++) {
      Router router = table.routers().get(i);
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("router", router.id());
      record.put("locations", router.locations());
      record.put("vehicles", load.vehicles().get(i));
      record.put("load", load.vehicles().get(i) / load.mean());
      console.json(record);
    }
  }

  private void follow(Console console) throws IOException {
    if (count == null || failing != null || added > 0 || layer != null || addTo != null) {
      throw Failure.usage("--epoch prints no table: it goes with --count only");
    }
    Reports reports = reporting.empty();
    try (SightingReader sightings = positions.open(console).requireTimes().requireVehicles();
        Snapshots snapshots = new Snapshots(sightings, Span.parse("--epoch", epoch))) {
      Reallocation reallocation =
          new Reallocation(
              snapshots, reports, placement.placement, count, locationsEach.of(count), seed);
      ReallocationPage page = new ReallocationPage(sightings, json, console);
      while (reallocation.next()) {
        page.add(reallocation.epoch());
      }
      page.end(Console.nameOf(positions.file()));
      Positions.tell(sightings.omissions(), console);
    }
  }
}
