package io.privnet.geo;

import ch.hsr.geohash.GeoHash;
import com.google.common.geometry.S2CellId;
import com.uber.h3core.H3Core;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From a code of 60 bits, or the peer's cell of much the same size, to its centre. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecodeBenchmark.CODES)
public class DecodeBenchmark {
  static final int CODES = 1 << 12;

  private final Code[] zorder = new Code[CODES];
  private final Code[] geohash = new Code[CODES];
  private final Code[] quadkey = new Code[CODES];
  private final long[] geohashJava = new long[CODES];
  private final S2CellId[] s2 = new S2CellId[CODES];
  private final long[] h3Cells = new long[CODES];
  private H3Core h3;

  @Setup
  public void prepare() throws IOException {
    h3 = H3Core.newInstance();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CODES; i++) {
      Position position = new Position(random.nextDouble(-85, 85), random.nextDouble(-180, 180));
      zorder[i] = Scheme.ZORDER.encode(position.latitude(), position.longitude(), 60);
      geohash[i] = Scheme.GEOHASH.encode(position.latitude(), position.longitude(), 60);
      quadkey[i] = Scheme.QUADKEY.encode(position.latitude(), position.longitude(), 60);
      geohashJava[i] = geohash[i].bits();
      s2[i] =
          S2CellId.fromLatLng(
              com.google.common.geometry.S2LatLng.fromDegrees(
                  position.latitude(), position.longitude()));
      h3Cells[i] = h3.latLngToCell(position.latitude(), position.longitude(), 15);
    }
  }

  private static void centres(Code[] codes, Blackhole hole) {
    for (Code code : codes) {
      hole.consume(code.rectangle().centre());
    }
  }

  @Benchmark
  public void zorder(Blackhole hole) {
    centres(zorder, hole);
  }

  @Benchmark
  public void geohash(Blackhole hole) {
    centres(geohash, hole);
  }

  @Benchmark
  public void quadkey(Blackhole hole) {
    centres(quadkey, hole);
  }

  @Benchmark
  public void geohashJava(Blackhole hole) {
    for (long code : geohashJava) {
      hole.consume(GeoHash.fromLongValue(code, 60).getBoundingBoxCenter());
    }
  }

  @Benchmark
  public void s2(Blackhole hole) {
    for (S2CellId cell : s2) {
      hole.consume(cell.toLatLng());
    }
  }

  @Benchmark
  public void h3(Blackhole hole) {
    for (long cell : h3Cells) {
      hole.consume(h3.cellToLatLng(cell));
    }
  }
}
