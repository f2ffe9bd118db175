package io.privnet.geo.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.geo.Code;
import io.privnet.geo.Covering;
import io.privnet.geo.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IntervalTreeTest {

  private record World(Random random, Scheme scheme, int spread, long[] bits, int[] lengths) {
    static World of(long seed, Scheme scheme, int size) {
      Random random = new Random(seed);
      int spread = new int[] {3, 12, 64}[random.nextInt(3)];
      World world = new World(random, scheme, spread, new long[size], new int[size]);
      for (int i = 0; i < size; i++) {
        Code code = world.code();
        world.bits[i] = code.bits();
        world.lengths[i] = code.length();
      }
      return world;
    }

    /** All in one cell or anywhere, the first and the last code of the curve among them. */
    Code code() {
      long bits =
          switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> -1;
            default -> random.nextLong();
          };
      int length = random.nextInt(3) == 0 ? 64 : random.nextInt(spread + 1);
      return new Code(scheme, bits, 64).prefix(length);
    }

    Code report(int i) {
      return new Code(scheme, bits[i], lengths[i]);
    }

    Covering area() {
      TreeSet<Code> cells = new TreeSet<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        Code cell = code();
        if (cells.stream().noneMatch(cell::meets)) {
          cells.add(cell);
        }
      }
      return new Covering(scheme, List.copyOf(cells));
    }
  }

  @Property(tries = 100)
  void covering_findsTheReportsThatMeetIt(
      @ForAll long seed, @ForAll Scheme scheme, @ForAll @IntRange(max = 300) int size) {
    World world = World.of(seed, scheme, size);
    IntervalTree tree = new IntervalTree(scheme, world.bits, world.lengths);
    assertThat(tree.size()).isEqualTo(size);
    for (int i = 0; i < 20; i++) {
      Covering area = world.area();
      List<Integer> found = new ArrayList<>();
      tree.query(area, found::add);
      found.sort(null);
      assertThat(found)
          .as("%s", area)
          .isEqualTo(
              IntStream.range(0, size)
                  .filter(r -> area.cells().stream().anyMatch(world.report(r)::meets))
                  .boxed()
                  .toList());
    }
  }

  /**
   * A path of at most log n + 1 nodes with two comparisons and a visit each, two searches among n,
   * and every report found once.
   */
  @Property(tries = 12)
  void operations_areALogarithmAndTheAnswer(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6_000) int size) {
    World world = World.of(seed, Scheme.ZORDER, size);
    IntervalTree tree = new IntervalTree(Scheme.ZORDER, world.bits, world.lengths);
    int log = 32 - Integer.numberOfLeadingZeros(size);
    for (int i = 0; i < 50; i++) {
      int[] found = new int[1];
      long before = tree.operations();
      tree.query(world.code(), report -> found[0]++);
      assertThat(tree.operations() - before)
          .isGreaterThanOrEqualTo(found[0])
          .isLessThanOrEqualTo(found[0] + 6L * log + 6);
    }
  }

  @Example
  void badReports_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntervalTree(Scheme.ZORDER, new long[1], new int[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntervalTree(Scheme.ZORDER, new long[] {1}, new int[] {63}));
    IntervalTree tree = new IntervalTree(Scheme.ZORDER, new long[0], new int[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree.query(Code.world(Scheme.HILBERT), report -> {}));
  }
}
