package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Code;
import io.privnet.geo.Placement;
import io.privnet.geo.PositionReader;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Chooses virtual locations for routers and prints the table that assign and route take.",
      "How evenly the vehicles are then spread is said on standard error."
    },
    footer = {
      "  privnet geo place positions.csv --count 16 > routers.json",
      "  privnet geo place positions.csv --count 8 --locations-per-router 3"
    })
final class Place extends Command {
  /** The placements by the names that are typed. */
  enum By {
    uniform(Placement.UNIFORM),
    interval(Placement.INTERVAL),
    quantile(Placement.QUANTILE);

    private final Placement placement;

    By(Placement placement) {
      this.placement = placement;
    }
  }

  @Parameters(
      paramLabel = "POSITIONS",
      description = "A CSV file with columns lat and lon, a row a vehicle; - is standard input.")
  private String positions;

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many routers.")
  private int count;

  @Option(
      names = "--placement",
      paramLabel = "PLACEMENT",
      description =
          "By uniform random points, by random intervals between vehicles, or by even quantiles of"
              + " them: uniform, interval or quantile (quantile).")
  private By by = By.quantile;

  @Option(
      names = "--locations-per-router",
      paramLabel = "N",
      description = "Virtual locations of each router (1).")
  private int locationsEach = 1;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of random choices (1).")
  private long seed = 1;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "Curve: zorder, quadkey, geohash or hilbert (zorder).")
  private String schemeName = "zorder";

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes that vehicles report, 0 to 64 (40).")
  private int bits = 40;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Put the routers in a layer; their ids begin with its name.")
  private String layer;

  @Option(
      names = "--add-to",
      paramLabel = "FILE",
      description = "Print the routers of this table first, such as those of another layer.")
  private String addTo;

  @Option(
      names = "--json",
      description = "Print the load of each router as JSON Lines instead of the table.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    Scheme scheme = Scheme.of(schemeName);
    List<Code> reports = reports(scheme, console);
    RouterTable table = by.placement.place(reports, count, locationsEach, seed);
    Ring.Load load = table.ring().load(reports);
    if (json) {
      printLoad(table, load, console);
    } else {
      Layers.joined(addTo, Layers.named(layer, table), console).write(console.data());
    }
    console.note(
        String.format(
            Locale.ROOT,
            "%d vehicles on %d routers: at most %d, %.1f on average, max/mean %.2f",
            reports.size(),
            count,
            load.max(),
            load.mean(),
            load.imbalance()));
    return Exit.DONE;
  }

  private List<Code> reports(Scheme scheme, Console console) throws IOException {
    List<Code> reports = new ArrayList<>();
    try (InputStream in = console.open(positions);
        PositionReader reader = PositionReader.open(in, Console.nameOf(positions))) {
      while (reader.next()) {
        reports.add(scheme.encode(reader.latitude(), reader.longitude(), bits));
      }
    }
    if (reports.isEmpty()) {
      throw Failure.data(positions + ": no positions");
    }
    return reports;
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
}
