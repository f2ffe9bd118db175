package io.privnet.geo.simulation;

import io.privnet.geo.Code;
import java.util.function.IntConsumer;

/** A router's table of its vehicles, which answers range queries (Lemma 2). */
final class RoutingTable {
  private final Reports reports;
  private final int[] own;
  private long operations;

  private RoutingTable(Reports reports, int[] own) {
    this.reports = reports;
    this.own = own;
  }

  static RoutingTable of(Reports reports, int[] own, Scenario scenario) {
    return new RoutingTable(reports, own);
  }

  void find(Target target, IntConsumer found) {
    for (int i : own) {
      operations++;
      if (reports.length()[i] == 64
          ? target.area().contains(reports.snapshot().latitude[i], reports.snapshot().longitude[i])
          : target.covering().cells().stream()
              .anyMatch(
                  c -> c.meets(new Code(c.scheme(), reports.bits()[i], reports.length()[i])))) {
        found.accept(i);
      }
    }
  }

  long operations() {
    return operations;
  }
}
