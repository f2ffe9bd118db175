package io.privnet.geo.index;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Scheme;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.index.intervalrtree.SortedPackedIntervalRTree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The truncated reports, of 20 to 44 bits, that meet a covering of 64 cells: about 1,000 of
 * 1,000,000. The peer gives a report once for each cell that it meets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IntervalQueryBenchmark {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 44;
  private static final int CELLS = 64;

  private final long[] reports = new long[Traffic.VEHICLES];
  private final int[] lengths = new int[Traffic.VEHICLES];
  private final Covering[] areas = new Covering[Traffic.AREAS];
  private int area;

  @Setup
  public void prepare() {
    Traffic traffic = new Traffic("cities");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < reports.length; i++) {
      lengths[i] = random.nextInt(SHORTEST, LONGEST + 1);
      reports[i] = new Code(Scheme.ZORDER, traffic.codes[i], 64).prefix(lengths[i]).bits();
    }
    for (int i = 0; i < areas.length; i++) {
      areas[i] = Covering.of(traffic.areas[i], Scheme.ZORDER, CELLS, LONGEST, 1);
    }
  }

  private Covering next() {
    area = (area + 1) % Traffic.AREAS;
    return areas[area];
  }

  /** A code of at most 44 bits as a number that a double holds. */
  private static double number(long code) {
    return code >>> 64 - LONGEST;
  }

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Index {
    private final VehicleIndex index = new VehicleIndex(Scheme.ZORDER);

    @Setup
    public void prepare(IntervalQueryBenchmark world) {
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        index.put(i, world.reports[i], world.lengths[i]);
      }
    }
  }

  /** De Berg et al.'s. */
  @State(Scope.Benchmark)
  public static class Tree {
    private IntervalTree tree;

    @Setup
    public void prepare(IntervalQueryBenchmark world) {
      tree = new IntervalTree(Scheme.ZORDER, world.reports, world.lengths);
    }
  }

  /** JTS's static R-tree of intervals. */
  @State(Scope.Benchmark)
  public static class Packed {
    private final SortedPackedIntervalRTree tree = new SortedPackedIntervalRTree();

    @Setup
    public void prepare(IntervalQueryBenchmark world) {
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        Code report = new Code(Scheme.ZORDER, world.reports[i], world.lengths[i]);
        tree.insert(number(report.lo()), number(report.hi()), i);
      }
      tree.query(0, 0, report -> {});
    }
  }

  @Benchmark
  public void vehicleIndex(Index ours, Blackhole hole) {
    ours.index.query(next(), hole::consume);
  }

  @Benchmark
  public void intervalTree(Tree tree, Blackhole hole) {
    tree.tree.query(next(), hole::consume);
  }

  @Benchmark
  public void packedIntervalTree(Packed peer, Blackhole hole) {
    for (Code cell : next().cells()) {
      peer.tree.query(number(cell.lo()), number(cell.hi()), hole::consume);
    }
  }
}
