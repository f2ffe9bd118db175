package io.privnet.geo.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.geo.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RangeTreeTest {

  /** Positions on a grid of a few lines, so that many are equal, or anywhere. */
  private record World(Random random, int grid, double[] latitudes, double[] longitudes) {
    static World of(long seed, int size) {
      Random random = new Random(seed);
      int grid = new int[] {1, 3, 12, 1 << 29}[random.nextInt(4)];
      World world = new World(random, grid, new double[size], new double[size]);
      for (int i = 0; i < size; i++) {
        world.latitudes[i] = world.coordinate(90);
        world.longitudes[i] = world.coordinate(180);
      }
      return world;
    }

    double coordinate(double most) {
      return (random.nextInt(2 * grid + 1) - grid) * most / grid;
    }

    Rectangle area() {
      double south = coordinate(90);
      double north = coordinate(90);
      return new Rectangle(
          Math.min(south, north), coordinate(180), Math.max(south, north), coordinate(180));
    }
  }

  @Property(tries = 100)
  void rectangle_findsThePointsInIt(@ForAll long seed, @ForAll @IntRange(max = 300) int size) {
    World world = World.of(seed, size);
    RangeTree tree = new RangeTree(world.latitudes, world.longitudes);
    assertThat(tree.size()).isEqualTo(size);
    for (int i = 0; i < 20; i++) {
      Rectangle area = world.area();
      List<Integer> found = new ArrayList<>();
      tree.query(area, found::add);
      found.sort(null);
      assertThat(found)
          .as("%s", area)
          .isEqualTo(
              IntStream.range(0, size)
                  .filter(p -> area.contains(world.latitudes[p], world.longitudes[p]))
                  .boxed()
                  .toList());
    }
  }

  /**
   * Lemma 2: a search at the root, a node and a pointer for each level of two paths, and for each
   * of the at most 2 log n nodes between them one visit and one comparison that fails.
   */
  @Property(tries = 12)
  void operations_areALogarithmAndTheAnswer(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6_000) int size) {
    World world = World.of(seed, size);
    RangeTree tree = new RangeTree(world.latitudes, world.longitudes);
    int log = 32 - Integer.numberOfLeadingZeros(size);
    for (int i = 0; i < 50; i++) {
      Rectangle area = world.area();
      int[] found = new int[1];
      long before = tree.operations();
      tree.query(area, point -> found[0]++);
      int searches = area.crossesAntimeridian() ? 2 : 1;
      assertThat(tree.operations() - before)
          .isGreaterThanOrEqualTo(found[0])
          .isLessThanOrEqualTo(found[0] + log + searches * (6L * log + 6));
    }
  }

  @Example
  void withoutCascading_operationsGrowWithTheSquareOfTheLogarithm() {
    double[] cascading = new double[2];
    double[] plain = new double[2];
    int[] sizes = {1 << 8, 1 << 16};
    for (int s = 0; s < 2; s++) {
      Random random = new Random(1);
      double[][] points = new double[sizes[s]][];
      for (int i = 0; i < points.length; i++) {
        points[i] = new double[] {random.nextDouble(), random.nextDouble()};
      }
      Arrays.sort(points, Comparator.comparingDouble(point -> point[0]));
      PlainRangeTree peer = new PlainRangeTree(points);
      RangeTree tree =
          new RangeTree(
              Arrays.stream(points).mapToDouble(point -> point[1]).toArray(),
              Arrays.stream(points).mapToDouble(point -> point[0]).toArray());
      for (int i = 0; i < 200; i++) {
        // A flat area has next to no answer, so what is counted is the search.
        double south = random.nextDouble();
        double west = random.nextDouble() / 2;
        double north = south + 1e-9;
        double east = west + 0.5;
        long before = tree.operations();
        tree.query(new Rectangle(south, west, north, east), point -> {});
        cascading[s] += tree.operations() - before;
        plain[s] += peer.operations(south, west, north, east);
      }
    }
    // Twice the logarithm: about twice the operations with cascading, about four times without.
    assertThat(cascading[1] / cascading[0]).isBetween(1.5, 2.3);
    assertThat(plain[1] / plain[0]).isBetween(2.7, 4.5);
    assertThat(plain[1] / cascading[1]).isGreaterThan(2);
  }

  @Example
  void badPoints_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RangeTree(new double[1], new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RangeTree(new double[] {Double.NaN}, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RangeTree(new double[1], new double[] {180.5}));
  }
}
