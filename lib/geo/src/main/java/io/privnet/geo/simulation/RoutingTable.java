package io.privnet.geo.simulation;

import io.privnet.geo.Scheme;
import io.privnet.geo.index.IntervalTree;
import io.privnet.geo.index.RangeTree;
import io.privnet.geo.index.VehicleIndex;
import java.util.function.IntConsumer;

/** The reports of the vehicles that belong to one router. */
sealed interface RoutingTable {

  /**
   * Finds the vehicles whose reports meet an area.
   *
   * @param found is given the place of each in the snapshot
   */
  void find(Target target, IntConsumer found);

  /** How many operations all queries so far have taken, as the structure counts them. */
  long operations();

  /**
   * Makes the table of some vehicles.
   *
   * @param own their places in the snapshot
   */
  static RoutingTable of(EpochReports reports, int[] own, Scenario scenario) {
    return switch (scenario.structure()) {
      case TREE ->
          scenario.truncated()
              ? Intervals.of(reports, own, scenario.scheme())
              : Points.of(reports.snapshot(), own);
      case INDEX -> Curve.of(reports, own, scenario.scheme());
    };
  }

  /** Full positions in a range tree. */
  record Points(RangeTree tree, int[] own) implements RoutingTable {
    static Points of(Snapshot snapshot, int[] own) {
      double[] latitudes = new double[own.length];
      double[] longitudes = new double[own.length];
      for (int i = 0; i < own.length; i++) {
        latitudes[i] = snapshot.latitude[own[i]];
        longitudes[i] = snapshot.longitude[own[i]];
      }
      return new Points(new RangeTree(latitudes, longitudes), own);
    }

    @Override
    public void find(Target target, IntConsumer found) {
      tree.query(target.area(), i -> found.accept(own[i]));
    }

    @Override
    public long operations() {
      return tree.operations();
    }
  }

  /** Truncated reports in an interval tree. */
  record Intervals(IntervalTree tree, int[] own) implements RoutingTable {
    static Intervals of(EpochReports reports, int[] own, Scheme scheme) {
      long[] bits = new long[own.length];
      int[] lengths = new int[own.length];
      for (int i = 0; i < own.length; i++) {
        bits[i] = reports.bits()[own[i]];
        lengths[i] = reports.length()[own[i]];
      }
      return new Intervals(new IntervalTree(scheme, bits, lengths), own);
    }

    @Override
    public void find(Target target, IntConsumer found) {
      tree.query(target.covering(), i -> found.accept(own[i]));
    }

    @Override
    public long operations() {
      return tree.operations();
    }
  }

  /**
   * EpochReports of any length in the index over the curve.
   *
   * @param built how many operations it took to fill, which are not a query's
   */
  record Curve(VehicleIndex index, int[] own, Scheme scheme, long built) implements RoutingTable {
    static Curve of(EpochReports reports, int[] own, Scheme scheme) {
      VehicleIndex index = new VehicleIndex(scheme);
      for (int i = 0; i < own.length; i++) {
        index.put(i, reports.bits()[own[i]], reports.length()[own[i]]);
      }
      return new Curve(index, own, scheme, index.operations());
    }

    @Override
    public void find(Target target, IntConsumer found) {
      if (scheme == Scheme.HILBERT) {
        index.query(target.covering(), i -> found.accept(own[i]));
      } else {
        index.query(target.area(), i -> found.accept(own[i]));
      }
    }

    @Override
    public long operations() {
      return index.operations() - built;
    }
  }
}
