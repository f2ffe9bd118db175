package io.privnet.geo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Which of 100,000 virtual locations serves a vehicle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RouterBenchmark.VEHICLES)
public class RouterBenchmark {
  static final int VEHICLES = 1 << 16;
  private static final int LOCATIONS = 100_000;

  /** Where vehicles and locations are: anywhere on the ring, or in two cities. */
  @Param({"even", "cities"})
  private String spread;

  private final long[] vehicles = new long[VEHICLES];
  private final TreeMap<Long, Integer> tree = new TreeMap<>(Long::compareUnsigned);
  private Ring ring;

  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    while (tree.size() < LOCATIONS) {
      tree.put(point(random), 0);
    }
    Map<Long, Integer> ranks = new HashMap<>();
    for (long location : tree.keySet()) {
      ranks.put(location, ranks.size());
    }
    tree.replaceAll((location, unranked) -> ranks.get(location));
    List<Code> locations =
        tree.keySet().stream().map(location -> new Code(Scheme.ZORDER, location, 64)).toList();
    ring = new Ring(Scheme.ZORDER, List.of(Router.of("r", locations)));
    for (int i = 0; i < VEHICLES; i++) {
      vehicles[i] = point(random);
    }
  }

  private long point(SplittableRandom random) {
    if (spread.equals("even")) {
      return random.nextLong();
    }
    double latitude = random.nextBoolean() ? 48.1 : 48.8;
    return Scheme.ZORDER.bits(
        latitude + random.nextDouble() * 0.2,
        (latitude == 48.1 ? 16.3 : 2.2) + random.nextDouble() * 0.3);
  }

  @Benchmark
  public void ring(Blackhole hole) {
    for (long vehicle : vehicles) {
      hole.consume(ring.floor(vehicle));
    }
  }

  @Benchmark
  public void treeMap(Blackhole hole) {
    for (long vehicle : vehicles) {
      Map.Entry<Long, Integer> floor = tree.floorEntry(vehicle);
      hole.consume((int) (floor == null ? tree.lastEntry() : floor).getValue());
    }
  }
}
