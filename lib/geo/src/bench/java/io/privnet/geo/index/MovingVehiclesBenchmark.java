package io.privnet.geo.index;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Scheme;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A million vehicles, each of which has driven about 100 m ten times since it was added: 1,000 more
 * reports, in any order, and the vehicles in an area with about 1,000 of them. The peer has not
 * driven yet and answers by a covering.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class MovingVehiclesBenchmark {
  private static final int MOVES = 1_000;
  private static final int MOVES_BEFORE = 10;
  private static final int CELLS = 64;
  private static final double STEP = 0.001;

  /** Where the vehicles are now. */
  @State(Scope.Benchmark)
  public static class World {
    private final SplittableRandom random = new SplittableRandom(2);
    private Traffic traffic;
    private int area;
    private int vehicle;

    @Setup
    public void prepare() {
      traffic = new Traffic("cities");
    }

    void drive() {
      vehicle = next(vehicle);
      drive(vehicle);
    }

    /** The vehicles in turn, far apart: the step has no factor in common with their number. */
    int next(int before) {
      return (before + 618_033) % Traffic.VEHICLES;
    }

    void drive(int which) {
      traffic.latitudes[which] += random.nextDouble(-STEP, STEP);
      traffic.longitudes[which] += random.nextDouble(-1.5 * STEP, 1.5 * STEP);
    }

    long code(int which) {
      return Scheme.ZORDER.bits(traffic.latitudes[which], traffic.longitudes[which]);
    }

    int nextArea() {
      area = (area + 1) % Traffic.AREAS;
      return area;
    }
  }

  /** What it takes. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Memory {
    private double bytes;

    public double bytesAVehicle() {
      return bytes;
    }
  }

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Index {
    private VehicleIndex index;
    private double bytes;

    @Setup
    public void prepare(World world) {
      long before = Traffic.heap();
      index = new VehicleIndex(Scheme.ZORDER);
      for (int round = 0; round <= MOVES_BEFORE; round++) {
        for (int i = 0; i < Traffic.VEHICLES; i++) {
          index.put(i, world.code(i), 64);
          world.drive(i);
        }
      }
      bytes = (double) (Traffic.heap() - before) / Traffic.VEHICLES;
    }
  }

  /** The reports in the JDK's red-black tree, in the order of the curve. */
  @State(Scope.Benchmark)
  public static class Sorted {
    private record Report(long code, int vehicle) implements Comparable<Report> {
      @Override
      public int compareTo(Report other) {
        int order = Long.compareUnsigned(code, other.code);
        return order != 0 ? order : Integer.compare(vehicle, other.vehicle);
      }
    }

    private final Covering[] areas = new Covering[Traffic.AREAS];
    private TreeSet<Report> reports;
    private double bytes;

    @Setup
    public void prepare(World world) {
      for (int i = 0; i < areas.length; i++) {
        areas[i] = Covering.of(world.traffic.areas[i], Scheme.ZORDER, CELLS, 64, 1);
      }
      long before = Traffic.heap();
      reports = new TreeSet<>();
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        reports.add(new Report(world.code(i), i));
      }
      bytes = (double) (Traffic.heap() - before) / Traffic.VEHICLES;
    }
  }

  @Benchmark
  @OperationsPerInvocation(MOVES)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public void update(World world, Index ours, Memory memory) {
    memory.bytes = ours.bytes;
    for (int i = 0; i < MOVES; i++) {
      world.drive();
      ours.index.put(world.vehicle, world.code(world.vehicle), 64);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MOVES)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public void updateTreeSet(World world, Sorted peer, Memory memory) {
    memory.bytes = peer.bytes;
    for (int i = 0; i < MOVES; i++) {
      int vehicle = world.next(world.vehicle);
      long before = world.code(vehicle);
      world.drive();
      peer.reports.remove(new Sorted.Report(before, vehicle));
      peer.reports.add(new Sorted.Report(world.code(vehicle), vehicle));
    }
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void query(World world, Index ours, Blackhole hole) {
    ours.index.query(world.traffic.areas[world.nextArea()], hole::consume);
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void queryTreeSet(World world, Sorted peer, Blackhole hole) {
    for (Code cell : peer.areas[world.nextArea()].cells()) {
      Sorted.Report first = new Sorted.Report(cell.lo(), 0);
      Sorted.Report last = new Sorted.Report(cell.hi(), Integer.MAX_VALUE);
      peer.reports
          .subSet(first, true, last, true)
          .forEach(report -> hole.consume(report.vehicle()));
    }
  }
}
