package io.privnet.geo;

import ch.hsr.geohash.GeoHash;
import com.google.common.geometry.S2CellId;
import com.google.common.geometry.S2LatLng;
import com.uber.h3core.H3Core;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.sfcurve.zorder.Z2;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From a position to a code of full length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EncodeBenchmark.POSITIONS)
public class EncodeBenchmark {
  static final int POSITIONS = 1 << 12;

  private final double[] latitudes = new double[POSITIONS];
  private final double[] longitudes = new double[POSITIONS];
  private H3Core h3;

  @Setup
  public void prepare() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < POSITIONS; i++) {
      latitudes[i] = random.nextDouble(-85, 85);
      longitudes[i] = random.nextDouble(-180, 180);
    }
    h3 = H3Core.newInstance();
  }

  @Benchmark
  public void zorder(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(Scheme.ZORDER.bits(latitudes[i], longitudes[i]));
    }
  }

  @Benchmark
  public void geohash(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(Scheme.GEOHASH.bits(latitudes[i], longitudes[i]));
    }
  }

  @Benchmark
  public void quadkey(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(Scheme.QUADKEY.bits(latitudes[i], longitudes[i]));
    }
  }

  @Benchmark
  public void hilbert(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(Scheme.HILBERT.bits(latitudes[i], longitudes[i]));
    }
  }

  /** sfcurve itself interleaves only: quantised to its 31 bits in the cheapest way, unchecked. */
  @Benchmark
  public void sfcurve(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      int column = (int) Math.min((longitudes[i] + 180) * (0x1p31 / 360), 0x1p31 - 1);
      int row = (int) Math.min((latitudes[i] + 90) * (0x1p31 / 180), 0x1p31 - 1);
      hole.consume(Z2.apply(column, row));
    }
  }

  @Benchmark
  public void geohashJava(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(GeoHash.withBitPrecision(latitudes[i], longitudes[i], 64).longValue());
    }
  }

  @Benchmark
  public void s2(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(S2CellId.fromLatLng(S2LatLng.fromDegrees(latitudes[i], longitudes[i])).id());
    }
  }

  @Benchmark
  public void h3(Blackhole hole) {
    for (int i = 0; i < POSITIONS; i++) {
      hole.consume(h3.latLngToCell(latitudes[i], longitudes[i], 15));
    }
  }
}
