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
          "overlay", "N", "degree", "max", "in", "Table I", "hops", "max", "Table I", "reference"
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
            Integer.toString(row.maxInDegree()),
            formula(kind.degreeFormula(), kind.degree(row.nodes(), parameters)),
            decimal(row.meanHops()),
            Integer.toString(row.maxHops()),
            formula(kind.diameterFormula(), kind.diameter(row.nodes(), parameters)),
            kind.reference()
          });
    }
    TextTable.print(console, lines, "lrrrrlrrll");
    console.println("");
    Footnote.print(
        console,
        String.format(
            Locale.ROOT,
            "degree: links that a node keeps, mean and most; in: most that lead to a node. hops:"
                + " links that a look-up follows, mean and most of %s.%s",
            sample(),
            symbols(kinds)));
    for (OverlayKind kind : kinds) {
      console.println("");
      Footnote.print(console, kind.title() + ": " + remark(kind));
    }
  }

  /** What the letters of the formulas stand for. */
  private String symbols(Set<OverlayKind> kinds) {
    List<String> symbols = new ArrayList<>();
    for (OverlayKind kind : kinds) {
      String formulas = kind.degreeFormula() + kind.diameterFormula();
      for (String base : List.of("b", "k")) {
        if (formulas.contains("_" + base)) {
          symbols.add(base + " = " + kind.base(parameters) + " for " + kind.title());
        }
      }
      if (kind == OverlayKind.CAN) {
        symbols.add("d = " + parameters.dimensions() + " for CAN");
      }
      if (formulas.contains("log N")) {
        symbols.add("log is to the base 2 for " + kind.title());
      }
    }
    return symbols.isEmpty() ? "" : " In the formulas, " + String.join(", ", symbols) + ".";
  }

  /** Why what is measured differs from the table. */
  private static String remark(OverlayKind kind) {
    return switch (kind) {
      case CHORD ->
          "Nodes with random identifiers have a few fingers more than log2 N where others are near."
              + " Table I has the diameter: the mean is half of it, and one hop from the key's"
              + " predecessor to the key.";
      case CAN ->
          "Table I has the diameter with N = m^d equal zones; the mean is then d/4 N^(1/d). Random"
              + " joins make zones of many sizes: large ones have more neighbours and shorten the"
              + " way.";
      case PASTRY ->
          "The formula of the degree is that of the routing table; the leaf set adds up to b"
              + " nodes, those next to a node, and saves hops at the end of a look-up.";
      case TAPESTRY ->
          "Each of log_b N levels has up to b-1 links: the factor that Table I has for Pastry and"
              + " leaves out here. Backup links, two more for each, are not counted.";
      case KADEMLIA ->
          "A bucket holds up to k contacts (--bucket-size), which multiplies the degree and lets"
              + " the best of k save hops. With k = 1 the degree is about (b-1) log_b N and a"
              + " look-up takes about log_b N hops at most: the diameter in Table I is nearer to"
              + " the degree, and the degree to the diameter.";
      case VICEROY ->
          "A node keeps at most 7 links. How many lead to it grows with N, and not only where"
              + " identifiers are close, as the footnote of Table I says: levels are random too. A"
              + " look-up goes up to level 1, down again and along the ring, each O(log N).";
      case KOORDE ->
          "A node has 2 links, or k + 1 with a base k above 2. Between two de Bruijn hops a look-up"
              + " walks along successors to the node before its imaginary one: 3 log2 N hops in all"
              + " with k = 2 and the best start.";
      case DISTANCE_HALVING ->
          "Multiple choice keeps the parts of the nodes within a factor of 4 and the degree"
              + " constant. Each of the two phases takes about log2 N hops less 1 or 2.";
      case DE_BRUIJN ->
          "k nodes have a link to themselves, which is not counted. If N is no power of k, the"
              + " diameter is rounded up. The graph is static: every node knows N.";
    };
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

  void printJson(Console console) throws IOException {
    for (OverlayMeasurement row : rows) {
      console.json(record(row));
    }
  }

  void printCsv(Console console) throws IOException {
    CsvRecords.print(console, rows.stream().map(this::record).toList());
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
    record.put("in_degree_max", row.maxInDegree());
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
