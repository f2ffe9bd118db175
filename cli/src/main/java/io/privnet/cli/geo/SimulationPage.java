package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.TextTable;
import io.privnet.geo.simulation.Architecture;
import io.privnet.geo.simulation.CostFit;
import io.privnet.geo.simulation.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a simulation found, as tables, records and sentences. */
final class SimulationPage {
  private final List<Outcome> outcomes;

  SimulationPage(List<Outcome> outcomes) {
    this.outcomes = outcomes;
  }

  /** How a system is called in tables. */
  static String name(Architecture architecture) {
    return switch (architecture) {
      case RING -> "ring";
      case SERVER -> "one server";
      case RANDOM -> "random";
    };
  }

  // --- tables

  void printTables(Console console) throws IOException {
    List<String[]> costs = new ArrayList<>();
    costs.add(
        new String[] {
          "vehicles",
          "area",
          "system",
          "M",
          "m",
          "client ops",
          "log M+m",
          "router ops",
          "m log N+k",
          "ratio",
          "messages",
          "k",
          "missed",
          "vain"
        });
    List<String[]> traffic = new ArrayList<>();
    traffic.add(
        new String[] {
          "vehicles",
          "area",
          "system",
          "M",
          "messages",
          "reports",
          "hand-overs",
          "MB messages",
          "MB reports",
          "MB hand-overs"
        });
    for (Outcome o : outcomes) {
      boolean ring = o.architecture() == Architecture.RING;
      String[] place = {
        whole(o.mean(o.vehicles())),
        length(o.setting().sideMetres()),
        name(o.architecture()),
        String.valueOf(o.routers())
      };
      costs.add(
          row(
              place,
              tenth(o.mean(o.asked())),
              tenth(o.mean(o.clientOperations())),
              ring ? tenth(o.mean(o.clientBound())) : "",
              tenth(o.mean(o.routerOperations())),
              tenth(o.mean(o.routerBound())),
              hundredth(ratio(o)),
              tenth(o.mean(o.communication())),
              tenth(o.mean(o.deliveries())),
              String.valueOf(o.missed()),
              String.valueOf(o.vain())));
      traffic.add(
          row(
              place,
              String.valueOf(o.communication()),
              String.valueOf(o.reports()),
              String.valueOf(o.handovers()),
              megabytes(o.bytes().messages()),
              megabytes(o.bytes().reports()),
              megabytes(o.bytes().handovers())));
    }
    console.println("For a message, on average; missed and vain in all");
    TextTable.print(console, costs, "rrlrrrrrrrrrrr");
    console.println("");
    console.println("In all");
    TextTable.print(console, traffic, "rrlrrrrrrr");
    console.println("");
  }

  private static String[] row(String[] first, String... rest) {
    String[] row = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, row, first.length, rest.length);
    return row;
  }

  private static double ratio(Outcome outcome) {
    return outcome.routerOperations() / outcome.routerBound();
  }

  // --- records

  void printJson(Console console) throws IOException {
    for (Outcome outcome : outcomes) {
      console.json(record(outcome));
    }
  }

  void printCsv(Console console) throws IOException {
    console.println(String.join(",", record(outcomes.getFirst()).keySet()));
    for (Outcome outcome : outcomes) {
      console.println(
          String.join(
              ",",
              record(outcome).values().stream()
                  .map(value -> value == null ? "" : value.toString())
                  .toList()));
    }
  }

  private static Map<String, Object> record(Outcome o) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("system", o.architecture().name().toLowerCase(Locale.ROOT));
    record.put("scale", number(o.setting().scale()));
    record.put("area_side_m", number(o.setting().sideMetres()));
    record.put("routers", o.routers());
    record.put("messages_sent", o.messages());
    record.put("vehicles_mean", number(o.mean(o.vehicles())));
    record.put("routers_asked_mean", number(o.mean(o.asked())));
    record.put("client_operations_mean", number(o.mean(o.clientOperations())));
    record.put(
        "client_formula_mean",
        o.architecture() == Architecture.RING ? number(o.mean(o.clientBound())) : null);
    record.put("router_operations_mean", number(o.mean(o.routerOperations())));
    record.put("router_formula_mean", number(o.mean(o.routerBound())));
    record.put("requests", o.requests());
    record.put("deliveries", o.deliveries());
    record.put("targets", o.targets());
    record.put("missed", o.missed());
    record.put("vain", o.vain());
    record.put("silent", o.silent());
    record.put("reports", o.reports());
    record.put("handovers", o.handovers());
    record.put("messages_bytes", o.bytes().messages());
    record.put("reports_bytes", o.bytes().reports());
    record.put("handovers_bytes", o.bytes().handovers());
    return record;
  }

  // --- words

  /** What the numbers say, in sentences. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    findings.add(
        "Routers: the ring asks "
            + span(Architecture.RING, o -> o.mean(o.asked()), "%.1f")
            + " of its routers for a message, m/M "
            + span(Architecture.RING, o -> o.mean(o.asked()) / o.routers(), "%.3f")
            + "; with vehicles at random all are asked.");
    findings.add(
        "Messages: m + k on the ring, k with one server, M + k at random: "
            + span(Architecture.RING, o -> 1.0 * o.communication() / o.deliveries(), "%.3f")
            + ", 1 and "
            + span(Architecture.RANDOM, o -> 1.0 * o.communication() / o.deliveries(), "%.3f")
            + " messages for a delivery.");
    findings.add(
        "Operations of routers: "
            + span(Architecture.RING, o -> compared(o), "%.2f")
            + " times those of one server on the ring, "
            + span(Architecture.RANDOM, o -> compared(o), "%.2f")
            + " times at random.");
    for (Architecture architecture : Architecture.values()) {
      CostFit fit = CostFit.of(of(architecture));
      findings.add(
          name(architecture)
              + ": operations / (m log2 N + k) is "
              + span(architecture, SimulationPage::ratio, "%.2f")
              + (Double.isNaN(fit.determination())
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      "; least squares: %.2f m log2 N + %.2f k, R2 %.3f",
                      fit.perSearch(),
                      fit.perVehicle(),
                      fit.determination()))
              + ".");
    }
    return findings;
  }

  private List<Outcome> of(Architecture architecture) {
    return outcomes.stream().filter(o -> o.architecture() == architecture).toList();
  }

  /** Operations of the routers as a multiple of those of one server in the same setting. */
  private double compared(Outcome outcome) {
    Outcome server =
        outcomes.stream()
            .filter(
                o ->
                    o.architecture() == Architecture.SERVER
                        && o.setting().equals(outcome.setting()))
            .findFirst()
            .orElseThrow();
    return (double) outcome.routerOperations() / server.routerOperations();
  }

  /** The least and the greatest value of a system, or the one value. */
  private String span(Architecture architecture, ToDoubleFunction<Outcome> value, String format) {
    DoubleSummaryStatistics values =
        of(architecture).stream().mapToDouble(value).filter(Double::isFinite).summaryStatistics();
    if (values.getCount() == 0) {
      return "-";
    }
    String least = String.format(Locale.ROOT, format, values.getMin());
    String greatest = String.format(Locale.ROOT, format, values.getMax());
    return least.equals(greatest) ? least : least + " to " + greatest;
  }

  // --- numbers

  private static Number number(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    BigDecimal decimal =
        BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return decimal.scale() <= 0 ? (Number) decimal.longValueExact() : decimal;
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String tenth(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String hundredth(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / 1e6);
  }

  static String length(double metres) {
    return metres >= 1000 ? number(metres / 1000) + " km" : number(metres) + " m";
  }
}
