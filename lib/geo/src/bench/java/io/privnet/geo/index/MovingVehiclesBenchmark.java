package io.privnet.geo.index;

import io.privnet.geo.Scheme;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.quadtree.Quadtree;
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
 * reports, in any order, and the vehicles in an area with about 1,000 of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class MovingVehiclesBenchmark {
  private static final int MOVES = 1_000;
  private static final int MOVES_BEFORE = 10;
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
      // Some number without a common factor with the number of vehicles: in turn, far apart.
      vehicle = (vehicle + 618_033) % Traffic.VEHICLES;
      drive(vehicle);
    }

    void drive(int which) {
      traffic.latitudes[which] += random.nextDouble(-STEP, STEP);
      traffic.longitudes[which] += random.nextDouble(-1.5 * STEP, 1.5 * STEP);
    }

    long code(int which) {
      return Scheme.ZORDER.bits(traffic.latitudes[which], traffic.longitudes[which]);
    }

    int next() {
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

  /** The JTS index from which items can be removed one by one. */
  @State(Scope.Benchmark)
  public static class Quad {
    private Quadtree tree;
    private Envelope[] areas;
    private Integer[] items;
    private double bytes;

    @Setup
    public void prepare(World world) {
      areas = world.traffic.envelopes();
      items = new Integer[Traffic.VEHICLES];
      long before = Traffic.heap();
      tree = new Quadtree();
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        items[i] = i;
        tree.insert(world.traffic.point(i), items[i]);
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
  public void updateQuadtree(World world, Quad peer, Memory memory) {
    memory.bytes = peer.bytes;
    for (int i = 0; i < MOVES; i++) {
      Envelope before = world.traffic.point((world.vehicle + 618_033) % Traffic.VEHICLES);
      world.drive();
      peer.tree.remove(before, peer.items[world.vehicle]);
      peer.tree.insert(world.traffic.point(world.vehicle), peer.items[world.vehicle]);
    }
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void query(World world, Index ours, Blackhole hole) {
    ours.index.query(world.traffic.areas[world.next()], hole::consume);
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void queryQuadtree(World world, Quad peer, Blackhole hole) {
    peer.tree.query(peer.areas[world.next()], hole::consume);
  }
}
