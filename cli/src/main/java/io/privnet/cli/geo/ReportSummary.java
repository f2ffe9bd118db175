package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.TextTable;
import io.privnet.geo.RouterTable;
import io.privnet.geo.anonymity.Announcer;
import io.privnet.geo.anonymity.Disclosure;
import io.privnet.geo.anonymity.Hazards;
import io.privnet.geo.anonymity.Operators;
import io.privnet.geo.anonymity.ReportPolicy;
import io.privnet.geo.anonymity.Reporting;
import io.privnet.geo.anonymity.Trips;
import io.privnet.geo.anonymity.Utility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a policy costs and what it hides. */
final class ReportSummary {
  /** Cells in which the ends of trips are disclosed, in metres: about three a decade. */
  private static final double[] SIZES = {200, 500, 1000, 2000, 5000, 10_000, 50_000};

  private final Trips trips;
  private final String policyText;
  private final ReportPolicy policy;
  private final int k;
  private final double radiusMetres;
  private final Utility utility = new Utility();
  private final Hazards hazards;
  private final Disclosure disclosure;
  private final Operators operators;
  private long steps;
  private long shortened;
  private long sent;

  /**
   * @param table the routers, or null
   */
  ReportSummary(
      Trips trips,
      Announcer announcer,
      String policyText,
      ReportPolicy policy,
      int hazardCount,
      double radiusMetres,
      long seed,
      RouterTable table) {
    this.trips = trips;
    this.policyText = policyText;
    this.policy = policy;
    this.k = announcer.k();
    this.radiusMetres = radiusMetres;
    hazards =
        new Hazards(
            trips.trace(),
            announcer.scheme(),
            announcer.maxBits(),
            hazardCount,
            radiusMetres,
            seed);
    disclosure = new Disclosure(trips, announcer.scheme());
    operators = table == null ? null : new Operators(trips, table, announcer.k());
  }

  void add(Reporting step) {
    steps++;
    utility.add(step, k);
    hazards.see(step);
    disclosure.see(step);
    if (operators != null) {
      operators.see(step);
    }
    for (int i = 0; i < step.size(); i++) {
      shortened += step.shortens(i) ? 1 : 0;
    }
  }

  void countSent() {
    sent++;
  }

  // --- for people

  /** Says the most important on standard error. */
  void tell(Console console) {
    lines().forEach(line -> console.note(line[0] + ": " + line[1]));
  }

  void print(Console console) throws IOException {
    for (String[] line : lines()) {
      console.println(
          String.format(
              Locale.ROOT, "%s %s", console.style(Console.Style.BOLD, pad(line[0])), line[1]));
    }
    console.println("");
    printEnds(console);
    if (operators != null) {
      console.println("");
      printOperators(console);
    }
  }

  private static String pad(String name) {
    return String.format(Locale.ROOT, "%-12s", name);
  }

  private List<String[]> lines() {
    List<String[]> lines = new ArrayList<>();
    lines.add(
        new String[] {"policy", policyText + (policy.isFull() ? "" : ", k " + k) + shortening()});
    lines.add(
        new String[] {
          "vehicles",
          String.format(
              Locale.ROOT,
              "%d on %d trips in %d steps; %d reports sent, only changes",
              trips.trace().vehicles(),
              trips.count(),
              steps,
              sent)
        });
    lines.add(
        new String[] {
          "reports",
          Measures.decimal(utility.meanBits())
              + " bits on average; cells of "
              + Measures.metres(utility.medianMetres())
              + " (median), "
              + Measures.metres(utility.meanMetres())
              + " (mean); "
              + Measures.percent(utility.silentShare())
              + " silent"
        });
    if (!policy.isFull()) {
      lines.add(
          new String[] {
            "under k",
            Measures.percent(utility.exposedShare()) + " of the reports, by fewer than k vehicles"
          });
    }
    lines.add(
        new String[] {
          "hazards",
          String.format(
              Locale.ROOT,
              "%d, for %s around each; they concern %d vehicles, %d of which miss the message (%s)",
              hazards.messages(),
              Measures.metres(radiusMetres),
              hazards.concerned(),
              hazards.missed(),
              Measures.percent((double) hazards.missed() / hazards.concerned()))
        });
    lines.add(
        new String[] {
          "in vain",
          String.format(
              Locale.ROOT,
              "%d of %d deliveries (%s); with full positions %d of %d (%s)",
              hazards.vain(),
              hazards.deliveries(),
              Measures.percent((double) hazards.vain() / hazards.deliveries()),
              hazards.fullVain(),
              hazards.fullDeliveries(),
              Measures.percent((double) hazards.fullVain() / hazards.fullDeliveries()))
        });
    lines.add(new String[] {"origins", ends(disclosure.origins())});
    lines.add(new String[] {"destinations", ends(disclosure.destinations())});
    return lines;
  }

  private String shortening() {
    return shortened == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; at most %d bits in %s of the sightings",
            policy.coarseBits(),
            Measures.percent((double) shortened / (utility.reports() + utility.silent())));
  }

  private static String ends(Disclosure.Ends ends) {
    return "disclosed in a cell of "
        + (Double.isInfinite(ends.medianMetres())
            ? "no size"
            : Measures.metres(ends.medianMetres()))
        + " (median); "
        + Measures.percent((double) ends.never() / ends.trips())
        + " not disclosed";
  }

  private void printEnds(Console console) throws IOException {
    console.println("trips whose ends are disclosed in a cell of at most");
    List<String[]> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    for (double size : SIZES) {
      header.add(size < 1000 ? (int) size + " m" : (int) (size / 1000) + " km");
    }
    header.addAll(List.of("any size", "not at all"));
    rows.add(header.toArray(String[]::new));
    rows.add(row("origin", disclosure.origins()));
    rows.add(row("destination", disclosure.destinations()));
    TextTable.print(console, rows, "l" + "r".repeat(header.size() - 1));
  }

  private static String[] row(String name, Disclosure.Ends ends) {
    List<String> row = new ArrayList<>(List.of(name));
    for (double size : SIZES) {
      row.add(Integer.toString(ends.within(size)));
    }
    row.add(Integer.toString(ends.trips() - ends.never()));
    row.add(Integer.toString(ends.never()));
    return row.toArray(String[]::new);
  }

  private void printOperators(Console console) throws IOException {
    console.println("what operators learn of trips");
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "layer",
          "router",
          "trips",
          "% seen",
          "bits",
          "mean cell",
          "both ends",
          "OD pairs",
          "entropy",
          "alike",
          "under k"
        });
    for (Operators.View view : operators.views()) {
      rows.add(
          new String[] {
            view.layer().orElse("-"),
            view.router().orElse("all"),
            Integer.toString(view.trips()),
            Measures.decimal(100 * view.seenShare()),
            Measures.decimal(view.meanBits()),
            Measures.metres(view.meanMetres()),
            Integer.toString(view.wholeTrips()),
            Integer.toString(view.pairs()),
            Measures.decimal(view.pairEntropyBits()),
            Measures.decimal(view.alike()),
            Integer.toString(view.fewAlike())
          });
    }
    TextTable.print(console, rows, "llrrrrrrrrr");
  }

  // --- records

  void printRecords(Console console) throws IOException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("record", "summary");
    record.put("policy", policyText);
    record.put("k", policy.isFull() ? null : k);
    record.put("vehicles", trips.trace().vehicles());
    record.put("trips", trips.count());
    record.put("steps", steps);
    record.put("sent", sent);
    record.put("shortened", shortened);
    Measures.put(utility, record);
    record.put("hazards", hazards.messages());
    record.put("radius_m", Measures.number(radiusMetres));
    record.put("concerned", hazards.concerned());
    record.put("deliveries", hazards.deliveries());
    record.put("vain", hazards.vain());
    record.put("missed", hazards.missed());
    record.put("full_deliveries", hazards.fullDeliveries());
    record.put("full_vain", hazards.fullVain());
    put("origin", disclosure.origins(), record);
    put("destination", disclosure.destinations(), record);
    console.json(record);
    if (operators != null) {
      for (Operators.View view : operators.views()) {
        console.json(record(view));
      }
    }
  }

  private static void put(String end, Disclosure.Ends ends, Map<String, Object> record) {
    Map<String, Object> within = new LinkedHashMap<>();
    for (double size : SIZES) {
      within.put(Integer.toString((int) size), ends.within(size));
    }
    record.put(end + "s_disclosed_within_m", within);
    record.put(end + "s_not_disclosed", ends.never());
    record.put(end + "_median_cell_m", ends.medianMetres());
  }

  private static Map<String, Object> record(Operators.View view) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("record", "operator");
    record.put("layer", view.layer().orElse(null));
    record.put("router", view.router().orElse(null));
    record.put("trips", view.trips());
    record.put("seen_share", view.seenShare());
    record.put("mean_length_bits", view.meanBits());
    record.put("mean_cell_m", view.meanMetres());
    record.put("both_ends", view.wholeTrips());
    record.put("od_pairs", view.pairs());
    record.put("od_entropy_bits", view.pairEntropyBits());
    record.put("od_alike", view.alike());
    record.put("od_under_k", view.fewAlike());
    return record;
  }
}
