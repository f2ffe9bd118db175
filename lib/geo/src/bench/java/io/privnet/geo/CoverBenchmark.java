package io.privnet.geo;

import com.google.common.geometry.S1Angle;
import com.google.common.geometry.S2Cap;
import com.google.common.geometry.S2CellUnion;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2LatLngRect;
import com.google.common.geometry.S2Region;
import com.google.common.geometry.S2RegionCoverer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.sfcurve.IndexRange;
import org.locationtech.sfcurve.zorder.Z2;
import org.locationtech.sfcurve.zorder.ZRange;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import scala.Option;
import scala.collection.Seq;

/**
 * Covering what lies within 5 km with at most 64 cells: a square 5 km wide, and a circle of 5 km
 * across. The area of the covering over that of the area is counted too, as covering loosely is
 * quicker.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoverBenchmark {
  private static final int AREAS = 1 << 10;
  private static final int CELLS = 64;
  private static final double METRES = 2_500;
  private static final double EARTH_RADIUS = 6_371_008.8;
  private static final int CIRCLE_CORNERS = 64;

  /** How good the coverings are: looked at so seldom that it takes no time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Quality {
    private static final int SELDOM = 101;

    private int calls;
    private int coverings;
    private double cells;
    private double reach;

    @Setup(Level.Iteration)
    public void reset() {
      coverings = 0;
      cells = 0;
      reach = 0;
    }

    boolean isDue() {
      return ++calls % SELDOM == 0;
    }

    public double cells() {
      return cells / coverings;
    }

    public double timesTheArea() {
      return reach / coverings;
    }
  }

  private final Rectangle[] squares = new Rectangle[AREAS];
  private final Region[] circles = new Region[AREAS];
  private final S2LatLngRect[] s2Squares = new S2LatLngRect[AREAS];
  private final S2Cap[] s2Circles = new S2Cap[AREAS];
  private final S2RegionCoverer s2 = S2RegionCoverer.builder().setMaxCells(CELLS).build();
  private int next;

  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    double height = Math.toDegrees(METRES / EARTH_RADIUS);
    for (int i = 0; i < AREAS; i++) {
      double latitude = random.nextDouble(-60, 60);
      double longitude = random.nextDouble(-179, 179);
      double width = height / Math.cos(Math.toRadians(latitude));
      squares[i] =
          new Rectangle(latitude - height, longitude - width, latitude + height, longitude + width);
      s2Squares[i] =
          new S2LatLngRect(
              S2LatLng.fromDegrees(squares[i].south(), squares[i].west()),
              S2LatLng.fromDegrees(squares[i].north(), squares[i].east()));
      double[] ring = new double[2 * CIRCLE_CORNERS + 2];
      for (int corner = 0; corner <= CIRCLE_CORNERS; corner++) {
        double angle = 2 * Math.PI * (corner % CIRCLE_CORNERS) / CIRCLE_CORNERS;
        ring[2 * corner] = longitude + width * Math.cos(angle);
        ring[2 * corner + 1] = latitude + height * Math.sin(angle);
      }
      circles[i] = Region.of(List.of(List.of(ring)));
      s2Circles[i] =
          S2Cap.fromAxisAngle(
              S2LatLng.fromDegrees(latitude, longitude).toPoint(),
              S1Angle.radians(METRES / EARTH_RADIUS));
    }
  }

  private int next() {
    next = (next + 1) % AREAS;
    return next;
  }

  private static List<Code> count(List<Code> cells, double square, Quality quality) {
    if (!quality.isDue()) {
      return cells;
    }
    double covered = 0;
    for (Code cell : cells) {
      covered += Math.scalb(1.0, -cell.length());
    }
    quality.coverings++;
    quality.cells += cells.size();
    quality.reach += covered / square;
    return cells;
  }

  /** The part of the world's plate carrée that a rectangle has. */
  private static double part(Rectangle area) {
    return (area.north() - area.south()) / 180 * ((area.east() - area.west()) / 360);
  }

  @Benchmark
  public List<Code> square(Quality quality) {
    Rectangle area = squares[next()];
    return count(Covering.of(area, Scheme.ZORDER, CELLS, 62, 1).cells(), part(area), quality);
  }

  @Benchmark
  public Seq<IndexRange> squareSfcurve(Quality quality) {
    Rectangle area = squares[next()];
    int west = (int) ((area.west() + 180) * (0x1p31 / 360));
    int east = (int) ((area.east() + 180) * (0x1p31 / 360));
    int south = (int) ((area.south() + 90) * (0x1p31 / 180));
    int north = (int) ((area.north() + 90) * (0x1p31 / 180));
    Seq<IndexRange> ranges =
        Z2.zranges(
            ZRange.apply(Z2.apply(west, south), Z2.apply(east, north)),
            64,
            Option.<Object>apply(CELLS));
    if (quality.isDue()) {
      double covered = 0;
      for (int i = 0; i < ranges.size(); i++) {
        covered += (ranges.apply(i).upper() - ranges.apply(i).lower() + 1) * 0x1p-62;
      }
      quality.coverings++;
      quality.cells += ranges.size();
      quality.reach += covered / part(area);
    }
    return ranges;
  }

  private S2CellUnion count(S2Region area, double size, Quality quality) {
    ArrayList<com.google.common.geometry.S2CellId> cells = new ArrayList<>();
    s2.getCovering(area, cells);
    S2CellUnion union = new S2CellUnion();
    union.initRawCellIds(cells);
    if (quality.isDue()) {
      quality.coverings++;
      quality.cells += union.size();
      quality.reach += union.averageBasedArea() / size;
    }
    return union;
  }

  @Benchmark
  public S2CellUnion squareS2(Quality quality) {
    S2LatLngRect area = s2Squares[next()];
    return count(area, area.area(), quality);
  }

  @Benchmark
  public List<Code> circle(Quality quality) {
    int i = next();
    return count(
        Covering.of(circles[i], Scheme.ZORDER, CELLS, 62, 1).cells(),
        part(squares[i]) * Math.PI / 4,
        quality);
  }

  @Benchmark
  public S2CellUnion circleS2(Quality quality) {
    S2Cap area = s2Circles[next()];
    return count(area, area.area(), quality);
  }
}
