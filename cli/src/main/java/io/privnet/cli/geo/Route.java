package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.cli.Failure;
import io.privnet.geo.Area;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Covering;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints every router that may have a vehicle in the area, with the cells of the area that it"
          + " may serve: ROUTER, a tab, prefixes. Vehicles that report a prefix which only meets"
          + " the area are counted in.",
      "Exit 1 when the table has no router."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo route 48.19,16.35,48.21,16.39 --routers samples/routers.json",
      "  privnet geo route area.geojson --routers routers.json --shortest-report 24"
    })
final class Route extends Command {
  @Parameters(
      paramLabel = "AREA|FILE",
      description =
          "SOUTH,WEST,NORTH,EAST in decimal degrees (WEST > EAST crosses the antimeridian), or a"
              + " GeoJSON file with polygons; - is standard input.")
  private String area;

  @Mixin private Routers routers;

  @Option(
      names = "--shortest-report",
      paramLabel = "BITS",
      description =
          "Length of the shortest prefix that vehicles report; 64 if all report full codes (0: it"
              + " is not known).")
  private int shortestReport;

  @Option(names = "--max-cells", paramLabel = "N", description = "Most cells, 1 to 65536 (64).")
  private int maxCells = 64;

  @Option(
      names = "--max-bits",
      paramLabel = "N",
      description = "Longest prefix in bits, 0 to 64 (40).")
  private int maxBits = 40;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(
      names = "--geojson",
      description = "Print the cells with their routers as one GeoJSON document.")
  private boolean geojson;

  @Override
  protected int run(Console console) throws IOException {
    if (json && geojson) {
      throw Failure.usage("only one of --json and --geojson can be chosen");
    }
    if (shortestReport < 0 || shortestReport > 64) {
      throw Failure.usage("--shortest-report is 0 to 64 bits, not " + shortestReport);
    }
    RouterTable table = routers.read(console);
    Area target = Coordinates.area(area, console);
    Covering covering = Covering.of(target, table.scheme(), maxCells, maxBits, 1);
    if (table.routers().isEmpty()) {
      console.note("the table has no router");
      return Exit.NO;
    }
    Ring ring = table.ring();
    Map<Code, List<String>> routersOf = new LinkedHashMap<>();
    Map<Router, List<Code>> cellsOf = new LinkedHashMap<>();
    for (Code cell : covering.cells()) {
      routersOf.put(cell, new ArrayList<>());
      for (Router router : ring.serving(cell, shortestReport)) {
        routersOf.get(cell).add(router.id());
        cellsOf.computeIfAbsent(router, _ -> new ArrayList<>()).add(cell);
      }
    }
    if (geojson) {
      console.json(
          Cells.collection(
              covering.cells().stream()
                  .map(
                      cell ->
                          Cells.feature(
                              cell, CodeFormat.BITS, Map.of("routers", routersOf.get(cell))))
                  .toList()));
      return Exit.DONE;
    }
    for (Router router : table.routers()) {
      if (cellsOf.containsKey(router)) {
        print(router, cellsOf.get(router), console);
      }
    }
    console.detail(
        cellsOf.size()
            + " of "
            + table.routers().size()
            + " routers, "
            + covering.cells().size()
            + " cells");
    return Exit.DONE;
  }

  private void print(Router router, List<Code> cells, Console console) throws IOException {
    if (!json) {
      String prefixes = cells.stream().map(Code::toString).collect(Collectors.joining(" "));
      console.println(router.id() + "\t" + prefixes);
      return;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("router", router.id());
    record.put("uri", router.uri().orElse(null));
    record.put("layer", router.layer().orElse(null));
    record.put("cells", cells);
    console.json(record);
  }
}
