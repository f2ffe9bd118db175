package io.privnet.geo.index;

import io.privnet.geo.Scheme;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.index.strtree.STRtree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The vehicles in a rectangle: about 1,000 of 1,000,000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RangeQueryBenchmark {

  /** Where the vehicles are. */
  @State(Scope.Benchmark)
  public static class World {
    @Param({"even", "cities"})
    private String spread;

    private Traffic traffic;
    private int area;

    @Setup
    public void prepare() {
      traffic = new Traffic(spread);
    }

    int next() {
      area = (area + 1) % Traffic.AREAS;
      return area;
    }
  }

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Index {
    private final VehicleIndex index = new VehicleIndex(Scheme.ZORDER);

    @Setup
    public void prepare(World world) {
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        index.put(i, world.traffic.codes[i], 64);
      }
    }
  }

  /** De Berg et al.'s. */
  @State(Scope.Benchmark)
  public static class Tree {
    private RangeTree tree;

    @Setup
    public void prepare(World world) {
      tree = new RangeTree(world.traffic.latitudes, world.traffic.longitudes);
    }
  }

  /** JTS's packed R-tree in Hilbert order. */
  @State(Scope.Benchmark)
  public static class Hpr {
    private final HPRtree tree = new HPRtree();
    private Envelope[] areas;

    @Setup
    public void prepare(World world) {
      areas = world.traffic.envelopes();
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        tree.insert(world.traffic.point(i), i);
      }
      tree.build();
    }
  }

  /** JTS's sort-tile-recursive R-tree. */
  @State(Scope.Benchmark)
  public static class Str {
    private final STRtree tree = new STRtree();
    private Envelope[] areas;

    @Setup
    public void prepare(World world) {
      areas = world.traffic.envelopes();
      for (int i = 0; i < Traffic.VEHICLES; i++) {
        tree.insert(world.traffic.point(i), i);
      }
      tree.build();
    }
  }

  @Benchmark
  public void vehicleIndex(World world, Index ours, Blackhole hole) {
    ours.index.query(world.traffic.areas[world.next()], hole::consume);
  }

  @Benchmark
  public void rangeTree(World world, Tree tree, Blackhole hole) {
    tree.tree.query(world.traffic.areas[world.next()], hole::consume);
  }

  @Benchmark
  public void hprTree(World world, Hpr peer, Blackhole hole) {
    peer.tree.query(peer.areas[world.next()], hole::consume);
  }

  @Benchmark
  public void strTree(World world, Str peer, Blackhole hole) {
    peer.tree.query(peer.areas[world.next()], hole::consume);
  }
}
