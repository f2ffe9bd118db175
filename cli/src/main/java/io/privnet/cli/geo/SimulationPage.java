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
import java.util.stream.Stream;

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
    List<String[]> deliveries = new ArrayList<>();
    deliveries.add(header("m", "messages", "k", "missed", "vain"));
    List<String[]> operations = new ArrayList<>();
    operations.add(header("client", "log2 M + m", "ratio", "routers", "m log2 N + k", "ratio"));
    List<String[]> traffic = new ArrayList<>();
    traffic.add(header("reports", "hand-overs", "MB messages", "MB reports", "MB hand-overs"));
    for (Outcome o : outcomes) {
      if (isRepeated(o)) {
        continue;
      }
      boolean ring = o.architecture() == Architecture.RING;
      deliveries.add(
          row(
              o,
              tenth(o.mean(o.asked())),
              tenth(o.mean(o.communication())),
              tenth(o.mean(o.deliveries())),
              String.valueOf(o.missed()),
              String.valueOf(o.vain())));
      operations.add(
          row(
              o,
              tenth(o.mean(o.clientOperations())),
              ring ? tenth(o.mean(o.clientBound())) : "",
              ring ? hundredth(o.clientOperations() / o.clientBound()) : "",
              tenth(o.mean(o.routerOperations())),
              tenth(o.mean(o.routerBound())),
              hundredth(ratio(o))));
      traffic.add(
          row(
              o,
              String.valueOf(o.reports()),
              String.valueOf(o.handovers()),
              megabytes(o.bytes().messages()),
              megabytes(o.bytes().reports()),
              megabytes(o.bytes().handovers())));
    }
    console.println("For each message: m routers asked, k deliveries; missed and vain in all");
    TextTable.print(console, deliveries, alignment(deliveries));
    console.println("");
    console.println("Operations for each message, counted and by formula");
    TextTable.print(console, operations, alignment(operations));
    console.println("");
    console.println("Reports, hand-overs and bytes in all");
    TextTable.print(console, traffic, alignment(traffic));
    console.println("");
  }

  /** One server is the same for every M. */
  private boolean isRepeated(Outcome outcome) {
    return outcome.architecture() == Architecture.SERVER
        && outcome.setting().routers() != outcomes.getFirst().setting().routers();
  }

  private String[] header(String... rest) {
    return joined(
        areas() ? List.of("vehicles", "area", "system", "M") : List.of("vehicles", "system", "M"),
        rest);
  }

  /** Whether there are areas of several sizes. */
  private boolean areas() {
    return outcomes.stream().mapToDouble(o -> o.setting().sideMetres()).distinct().count() > 1;
  }

  private String[] row(Outcome outcome, String... rest) {
    List<String> first = new ArrayList<>();
    first.add(whole(outcome.mean(outcome.vehicles())));
    if (areas()) {
      first.add(length(outcome.setting().sideMetres()));
    }
    first.add(name(outcome.architecture()));
    first.add(String.valueOf(outcome.routers()));
    return joined(first, rest);
  }

  private static String[] joined(List<String> first, String[] rest) {
    return Stream.concat(first.stream(), Arrays.stream(rest)).toArray(String[]::new);
  }

  private String alignment(List<String[]> rows) {
    String first = areas() ? "rrlr" : "rlr";
    return first + "r".repeat(rows.getFirst().length - first.length());
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
    CsvRecords.print(console, outcomes.stream().map(SimulationPage::record).toList());
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
        "Routers asked: ring "
            + span(Architecture.RING, o -> o.mean(o.asked()), "%.1f")
            + " (m/M "
            + span(Architecture.RING, o -> o.mean(o.asked()) / o.routers(), "%.3f")
            + "), random all M.");
    findings.add(
        "Messages for a delivery: ring "
            + span(Architecture.RING, SimulationPage::effort, "%.3f")
            + ", one server 1, random "
            + span(Architecture.RANDOM, SimulationPage::effort, "%.3f")
            + ".");
    findings.add(
        "Router operations beside one server's: ring "
            + span(Architecture.RING, this::compared, "%.2f")
            + " times, random "
            + span(Architecture.RANDOM, this::compared, "%.2f")
            + " times.");
    for (Architecture architecture : Architecture.values()) {
      CostFit fit = CostFit.of(of(architecture));
      if (!Double.isNaN(fit.determination())) {
        findings.add(
            String.format(
                Locale.ROOT,
                "Router operations by least squares, %s: %.2f m log2 N + %.2f k (R2 %.3f).",
                name(architecture),
                fit.perSearch(),
                fit.perVehicle(),
                fit.determination()));
      }
    }
    long targets = of(Architecture.SERVER).stream().mapToLong(Outcome::targets).sum();
    long allMissed = outcomes.stream().mapToLong(Outcome::missed).sum();
    if (allMissed == 0) {
      findings.add(
          "No report in a relevance area was missed, by any system: "
              + targets
              + " vehicles, found by brute force.");
    }
    for (Architecture architecture : Architecture.values()) {
      long missed = of(architecture).stream().mapToLong(Outcome::missed).sum();
      if (missed > 0) {
        findings.add(
            String.format(
                Locale.ROOT,
                "Missed, %s: %d of %d vehicles in relevance areas (%.1f %%).",
                name(architecture),
                missed,
                targets,
                100.0 * missed / targets));
      }
    }
    long vain = of(Architecture.SERVER).stream().mapToLong(Outcome::vain).sum();
    long silent = of(Architecture.SERVER).stream().mapToLong(Outcome::silent).sum();
    if (vain > 0) {
      findings.add(
          "In vain: "
              + span(Architecture.SERVER, o -> 100.0 * o.vain() / o.deliveries(), "%.1f")
              + " % of the deliveries, as a report is a cell that may only meet the area.");
    }
    if (silent > 0) {
      findings.add(
          "Silent: " + silent + " times a vehicle in an area reported nothing, to be one of k.");
    }
    return findings;
  }

  /** Messages for a delivery. */
  private static double effort(Outcome outcome) {
    return (double) outcome.communication() / outcome.deliveries();
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
