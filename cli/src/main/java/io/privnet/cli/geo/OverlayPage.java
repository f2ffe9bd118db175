package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.TextTable;
import io.privnet.figure.CurveFigure;
import io.privnet.geo.overlay.OverlayKind;
import io.privnet.geo.overlay.OverlayMeasurement;
import io.privnet.geo.overlay.OverlayParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Table I, measured. */
final class OverlayPage {
  private final List<OverlayMeasurement> rows;
  private final OverlayParameters parameters;
  private final boolean even;

  OverlayPage(List<OverlayMeasurement> rows, OverlayParameters parameters, boolean even) {
    this.rows = rows;
    this.parameters = parameters;
    this.even = even;
  }

  void printTable(Console console) throws IOException {
    List<String[]> lines = new ArrayList<>();
    lines.add(
        new String[] {
          "overlay", "N", "degree", "max", "Table I", "hops", "max", "Table I", "reference"
        });
    Set<OverlayKind> kinds = new LinkedHashSet<>();
    for (OverlayMeasurement row : rows) {
      OverlayKind kind = row.kind();
      kinds.add(kind);
      lines.add(
          new String[] {
            kind.title(),
            Integer.toString(row.nodes()),
            decimal(row.meanDegree()),
            Integer.toString(row.maxDegree()),
            formula(kind.degreeFormula(), kind.degree(row.nodes(), parameters)),
            decimal(row.meanHops()),
            Integer.toString(row.maxHops()),
            formula(kind.diameterFormula(), kind.diameter(row.nodes(), parameters)),
            kind.reference()
          });
    }
    TextTable.print(console, lines, "lrrrlrrll");
    console.println("");
    Footnote.print(
        console,
        String.format(
            Locale.ROOT,
            "degree: links of a node, mean and most. hops: links that a look-up follows, mean and"
                + " most of %s. log is to the base 2;%s d = %d.",
            sample(),
            bases(kinds),
            parameters.dimensions()));
    for (OverlayKind kind : kinds) {
      console.println("");
      Footnote.print(console, kind.title() + ": " + kind.remark());
    }
  }

  private String bases(Set<OverlayKind> kinds) {
    StringBuilder text = new StringBuilder();
    for (OverlayKind kind : kinds) {
      String formulas = kind.degreeFormula() + kind.diameterFormula();
      if (formulas.contains("_b") || formulas.contains("_k")) {
        text.append(
            String.format(
                Locale.ROOT,
                " %s = %d for %s,",
                formulas.contains("_b") ? "b" : "k",
                kind.base(parameters),
                kind.title()));
      }
    }
    return text.toString();
  }

  private String sample() {
    OverlayMeasurement row = rows.getFirst();
    return String.format(
        Locale.ROOT,
        row.worlds() == 1
            ? "%d random keys in one %3$s world"
            : "%d random keys in each of %d %s worlds",
        row.lookups() / row.worlds(),
        row.worlds(),
        even ? "even" : "random");
  }

  private static String formula(String formula, double value) {
    return Double.isNaN(value)
        ? formula
        : formula
            + " = "
            + (value == Math.rint(value) ? Long.toString((long) value) : tenth(value));
  }

  private static String tenth(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String csv(Map<String, Object> record) {
    return record.values().stream()
        .map(value -> value == null ? "" : value.toString())
        .collect(Collectors.joining(","));
  }

  void printJson(Console console) throws IOException {
    for (OverlayMeasurement row : rows) {
      console.json(record(row));
    }
  }

  void printCsv(Console console) throws IOException {
    console.println(String.join(",", record(rows.getFirst()).keySet()));
    for (OverlayMeasurement row : rows) {
      console.println(csv(record(row)));
    }
  }

  private Map<String, Object> record(OverlayMeasurement row) {
    OverlayKind kind = row.kind();
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", kind.toString());
    record.put("nodes", row.nodes());
    record.put("even", even);
    record.put("worlds", row.worlds());
    record.put("lookups", row.lookups());
    record.put("degree_mean", row.meanDegree());
    record.put("degree_max", row.maxDegree());
    record.put("degree_formula", kind.degreeFormula());
    record.put("degree_table", finite(kind.degree(row.nodes(), parameters)));
    record.put("hops_mean", row.meanHops());
    record.put("hops_max", row.maxHops());
    record.put("diameter_formula", kind.diameterFormula());
    record.put("diameter_table", finite(kind.diameter(row.nodes(), parameters)));
    record.put("reference", kind.reference());
    return record;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** The mean hops of each kind over the number of nodes. */
  CurveFigure figure() {
    Map<OverlayKind, List<OverlayMeasurement>> byKind = new LinkedHashMap<>();
    for (OverlayMeasurement row : rows) {
      byKind.computeIfAbsent(row.kind(), _ -> new ArrayList<>()).add(row);
    }
    List<CurveFigure.Curve> curves = new ArrayList<>();
    byKind.forEach(
        (kind, measured) ->
            curves.add(
                new CurveFigure.Curve(
                    kind.title(),
                    measured.stream().mapToDouble(OverlayMeasurement::nodes).toArray(),
                    measured.stream().mapToDouble(OverlayMeasurement::meanHops).toArray())));
    return new CurveFigure(
        "Hops of a look-up",
        "mean of " + sample(),
        CurveFigure.Axis.logarithmic("nodes"),
        CurveFigure.Axis.logarithmic("hops"),
        curves);
  }
}
