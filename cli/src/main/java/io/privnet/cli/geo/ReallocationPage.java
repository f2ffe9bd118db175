package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.cli.TextTable;
import io.privnet.geo.Reallocation;
import io.privnet.geo.anonymity.EpochStart;
import io.privnet.geo.trace.SightingReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what re-allocation brings and costs, epoch by epoch. */
final class ReallocationPage {
  private final SightingReader sightings;
  private final boolean json;
  private final Console console;
  private final List<String[]> rows = new ArrayList<>();

  private int placed;
  private double fixed;
  private double moving;
  private long staying;
  private long driving;
  private long reallocation;
  private int kept;

  ReallocationPage(SightingReader sightings, boolean json, Console console) {
    this.sightings = sightings;
    this.json = json;
    this.console = console;
    rows.add(
        new String[] {
          sightings.hasTimes() ? "epoch" : "",
          "vehicles",
          "fixed max/mean",
          "placed anew",
          "seen before",
          "drive over",
          "",
          "moved over",
          ""
        });
  }

  void add(Reallocation.Epoch epoch) throws IOException {
    EpochStart start = new EpochStart(epoch.startMillis(), sightings.timesAreEpoch());
    if (epoch.placed() && epoch.vehicles() > 0) {
      placed++;
      fixed += epoch.fixedImbalance();
      moving += epoch.imbalance();
      staying += epoch.staying();
      driving += epoch.handoversByDriving();
      reallocation += epoch.handoversByReallocation();
      kept += epoch.reallocated() ? 0 : 1;
    }
    if (json) {
      Map<String, Object> record = new LinkedHashMap<>();
      EpochOption.put(start, record);
      record.put("vehicles", epoch.vehicles());
      record.put("reallocated", epoch.reallocated());
      record.put("fixed_max_over_mean", epoch.fixedImbalance());
      record.put("max_over_mean", epoch.imbalance());
      record.put("vehicles_seen_before", epoch.staying());
      record.put("handovers_by_driving", epoch.handoversByDriving());
      record.put("handovers_by_reallocation", epoch.handoversByReallocation());
      console.json(record);
      return;
    }
    boolean any = epoch.staying() > 0;
    rows.add(
        new String[] {
          start + (sightings.timesAreEpoch() ? "" : " s"),
          Integer.toString(epoch.vehicles()),
          ratio(epoch.fixedImbalance()),
          ratio(epoch.imbalance()) + (epoch.reallocated() || !epoch.placed() ? "" : " kept"),
          Integer.toString(epoch.staying()),
          Integer.toString(epoch.handoversByDriving()),
          any ? percent(epoch.handoversByDriving(), epoch.staying()) : "",
          Integer.toString(epoch.handoversByReallocation()),
          any ? percent(epoch.handoversByReallocation(), epoch.staying()) : ""
        });
  }

  /** Prints the table and says what it comes to. */
  void end(String file) throws IOException {
    if (placed == 0) {
      throw Failure.data(file + ": no epoch has as many different codes as there are locations")
          .hint("take fewer routers or locations, longer epochs or longer codes");
    }
    if (!json) {
      TextTable.print(console, rows, "lrrrrrrrr");
    }
    console.note(
        String.format(
            Locale.ROOT,
            "max/mean on average: %.2f with the first placement, %.2f placed anew each epoch",
            fixed / placed,
            moving / placed));
    if (staying > 0) {
      console.note(
          String.format(
              Locale.ROOT,
              "of the vehicles seen in the epoch before, %s change router by driving and %s"
                  + " because routers move",
              percent(driving, staying),
              percent(reallocation, staying)));
    }
    if (kept > 0) {
      console.note(
          kept
              + (kept == 1 ? " epoch keeps" : " epochs keep")
              + " the placement for want of codes");
    }
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
