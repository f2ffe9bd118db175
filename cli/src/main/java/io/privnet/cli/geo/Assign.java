package io.privnet.cli.geo;

import io.privnet.cli.Command;
import io.privnet.cli.Console;
import io.privnet.cli.Exit;
import io.privnet.geo.Code;
import io.privnet.geo.CodeFormat;
import io.privnet.geo.Position;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description = {
      "Prints the id of the router of each point or reported prefix: that of the largest virtual"
          + " location not above it on the curve, or, below the smallest, of the largest of all.",
      "Exit 1 when the table has no router."
    },
    preprocessor = Coordinates.Negative.class,
    footer = {
      "  privnet geo assign 48.2,16.37 --routers samples/routers.json --explain",
      "  privnet geo assign 110100001001 --routers samples/routers.json"
    })
final class Assign extends Command {
  @Parameters(
      paramLabel = "LAT,LON|PREFIX",
      arity = "1..*",
      description = "Points in decimal degrees, or prefixes as strings of 0 and 1.")
  private List<String> reports;

  @Mixin private Routers routers;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Length of the codes that points become, 0 to 64 (64).")
  private int bits = 64;

  @Option(
      names = "--explain",
      description = "Print also the location, its distance on the ring, and the next fallback.")
  private boolean explain;

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Override
  protected int run(Console console) throws IOException {
    RouterTable table = routers.read(console);
    List<Code> codes = reports.stream().map(report -> code(report, table.scheme())).toList();
    if (table.routers().isEmpty()) {
      console.note("the table has no router");
      return Exit.NO;
    }
    Ring ring = table.ring();
    for (Code code : codes) {
      Ring.Assignment assignment = ring.assign(code);
      if (json) {
        console.json(record(code, assignment));
      } else if (explain) {
        explain(code, assignment, ring.size(), console);
      } else {
        console.println(assignment.router().id());
      }
    }
    return Exit.DONE;
  }

  private Code code(String report, Scheme scheme) {
    if (!Coordinates.areNumbers(report)) {
      return CodeFormat.BITS.parse(scheme, report);
    }
    Position position = Position.parse(report);
    return scheme.encode(position.latitude(), position.longitude(), bits);
  }

  private static void explain(Code code, Ring.Assignment assignment, int locations, Console console)
      throws IOException {
    Router router = assignment.router();
    console.println("report    " + code + " (" + code.scheme() + ")");
    console.println("router    " + router.id() + router.uri().map(uri -> " at " + uri).orElse(""));
    console.println(
        "location  "
            + assignment.location()
            + (locations == 1 ? ", the only one" : ", floor of " + locations + " locations"));
    boolean wrapped = Long.compareUnsigned(code.lo(), assignment.location().lo()) < 0;
    console.println(
        "distance  "
            + String.format(Locale.ROOT, "%.3g", assignment.turns())
            + " of the ring"
            + (wrapped ? ", past its end" : ""));
    console.println(
        "fallback  " + assignment.fallback().map(Router::id).orElse("none: there is no other"));
  }

  private static Map<String, Object> record(Code code, Ring.Assignment assignment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("report", code);
    json.put("scheme", code.scheme());
    json.put("router", assignment.router().id());
    json.put("uri", assignment.router().uri().orElse(null));
    json.put("layer", assignment.router().layer().orElse(null));
    json.put("location", assignment.location());
    json.put("distance_turns", assignment.turns());
    json.put("fallback", assignment.fallback().map(Router::id).orElse(null));
    return json;
  }
}
