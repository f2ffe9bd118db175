package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer.Algorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AnnouncerTest {

  private static Announcer announcer(Algorithm algorithm, int k, int maxBits) {
    return new Announcer(Scheme.ZORDER, algorithm, k, maxBits);
  }

  /** Vehicles of a world of so many bits, crowded in some places. */
  private static List<String> crowd(Random random, int vehicles, int bits) {
    List<String> crowd = new ArrayList<>();
    List<String> cells = SmallWorld.cells(bits);
    int near = random.nextInt(cells.size());
    for (int i = 0; i < vehicles; i++) {
      int cell = random.nextInt(cells.size());
      crowd.add(
          cells.get(random.nextInt(3) == 0 ? cell : near ^ cell >>> random.nextInt(bits + 1)));
    }
    return crowd;
  }

  private static Announcement expected(SmallWorld world, Set<String> announced) {
    Draft draft = new Draft(Scheme.ZORDER);
    SmallWorld.groups(announced, world.vehicles())
        .forEach((prefix, count) -> draft.add(SmallWorld.full(prefix, 0), prefix.length(), count));
    assertThat(draft.sort()).isEmpty();
    return draft.announcement();
  }

  @Example
  void everyWorldOfThreeBits_isAnnouncedAsDefined() {
    everyCrowd(
        List.of(),
        0,
        6,
        vehicles -> {
          for (int k = 1; k <= 4; k++) {
            for (int maxBits = 0; maxBits <= 3; maxBits++) {
              SmallWorld world = SmallWorld.of(vehicles, k, maxBits);
              long[] codes = SmallWorld.full(vehicles);
              assertThat(announcer(Algorithm.MERGE, k, maxBits).announce(codes))
                  .isEqualTo(expected(world, world.merge()));
              assertThat(announcer(Algorithm.PARTITION, k, maxBits).announce(codes))
                  .isEqualTo(expected(world, world.partition()));
            }
          }
        });
  }

  /** Merging may leave k - 1 vehicles silent, which partitioning does not; all else it divides. */
  @Example
  void merge_reportsAtMostTwoBitsLessThanPartitionInAnyWorldOfThreeBits() {
    everyCrowd(
        List.of(),
        0,
        7,
        vehicles -> {
          long[] codes = SmallWorld.full(vehicles);
          for (int k = 1; k <= 4; k++) {
            int merge = bits(announcer(Algorithm.MERGE, k, 3).announce(codes));
            int partition = bits(announcer(Algorithm.PARTITION, k, 3).announce(codes));
            assertThat(merge).isGreaterThanOrEqualTo(partition - 2);
          }
        });
  }

  /** How many bits all vehicles report together. */
  private static int bits(Announcement announcement) {
    int bits = 0;
    for (int rank = 0; rank < announcement.size(); rank++) {
      bits += announcement.length(rank) * announcement.reporters(rank);
    }
    return bits;
  }

  private static void everyCrowd(
      List<String> begun, int from, int most, java.util.function.Consumer<List<String>> check) {
    check.accept(begun);
    if (begun.size() == most) {
      return;
    }
    List<String> cells = SmallWorld.cells(3);
    for (int cell = from; cell < cells.size(); cell++) {
      List<String> more = new ArrayList<>(begun);
      more.add(cells.get(cell));
      everyCrowd(more, cell, most, check);
    }
  }

  @Property(tries = 300)
  void largerWorlds_areAnnouncedAsDefined(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 80) int vehicles,
      @ForAll @IntRange(min = 1, max = 9) int k,
      @ForAll @IntRange(min = 0, max = 7) int maxBits) {
    SmallWorld world = SmallWorld.of(crowd(random, vehicles, 7), k, maxBits);
    long[] codes = SmallWorld.full(world.vehicles());
    assertThat(announcer(Algorithm.MERGE, k, maxBits).announce(codes))
        .isEqualTo(expected(world, world.merge()));
    assertThat(announcer(Algorithm.PARTITION, k, maxBits).announce(codes))
        .isEqualTo(expected(world, world.partition()));
  }

  @Property(tries = 300)
  void withHysteresis_worldsAreAnnouncedAsDefined(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 60) int vehicles,
      @ForAll @IntRange(min = 1, max = 6) int k,
      @ForAll @IntRange(min = 0, max = 6) int maxBits,
      @ForAll @IntRange(min = 0, max = 5) int hysteresis) {
    for (Algorithm algorithm : Algorithm.values()) {
      Announcer announcer = new Announcer(Scheme.ZORDER, algorithm, k, maxBits, hysteresis);
      List<String> crowd = crowd(random, vehicles, 6);
      Announcement before = announcer.announce(SmallWorld.full(crowd));
      for (int epoch = 0; epoch < 4; epoch++) {
        List<String> moved = crowd(random, vehicles, 6);
        for (int i = 0; i < crowd.size(); i++) {
          crowd.set(i, random.nextInt(4) == 0 ? moved.get(i) : crowd.get(i));
        }
        SmallWorld world =
            new SmallWorld(crowd, k, maxBits, SmallWorld.strings(before), hysteresis);
        Announcement now = announcer.announce(new Histogram(SmallWorld.full(crowd)), before);
        assertThat(now)
            .isEqualTo(
                expected(world, algorithm == Algorithm.MERGE ? world.merge() : world.partition()));
        assertThat(SmallWorld.groups(SmallWorld.strings(now), crowd).values())
            .allMatch(group -> group >= k);
        before = now;
      }
    }
  }

  /** What is announced keeps k for every prefix, counted by trying all prefixes on all vehicles. */
  @Property(tries = 300)
  void everyPrefix_hasAtLeastKReporters(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 300) int vehicles,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll Algorithm algorithm) {
    List<String> crowd = crowd(random, vehicles, 10);
    Announcement announcement = announcer(algorithm, k, 10).announce(SmallWorld.full(crowd));
    Map<String, Integer> groups = SmallWorld.groups(SmallWorld.strings(announcement), crowd);
    assertThat(groups).isEqualTo(SmallWorld.reporters(announcement));
    assertThat(groups.values()).allMatch(group -> group >= k);
    int reporting = groups.values().stream().mapToInt(Integer::intValue).sum();
    if (vehicles < k) {
      assertThat(announcement.size()).isZero();
    } else if (algorithm == Algorithm.PARTITION) {
      assertThat(reporting).isEqualTo(vehicles);
    } else {
      assertThat(vehicles - reporting).isBetween(0, k - 1);
    }
  }

  @Property(tries = 200)
  void order_doesNotMatter(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 100) int vehicles,
      @ForAll Algorithm algorithm) {
    List<String> crowd = crowd(random, vehicles, 8);
    Announcement one = announcer(algorithm, 4, 8).announce(SmallWorld.full(crowd));
    Collections.shuffle(crowd, random);
    assertThat(announcer(algorithm, 4, 8).announce(SmallWorld.full(crowd))).isEqualTo(one);
  }

  @Example
  void sevenBelow00And5In000_onlyOneOfThemIsAnnounced() {
    List<String> vehicles = List.of("0000", "0000", "0001", "0001", "0001", "0010", "0011");
    SmallWorld world = SmallWorld.of(vehicles, 5, 4);
    assertThat(SmallWorld.groups(world.naive(), vehicles)).containsEntry("00", 2);
    long[] codes = SmallWorld.full(vehicles);
    assertThat(announcer(Algorithm.MERGE, 5, 4).announce(codes)).hasToString("000:5");
    assertThat(announcer(Algorithm.PARTITION, 5, 4).announce(codes)).hasToString("00:7");
  }

  @Example
  void hysteresis_keepsACellAtKAndOpensItAtMore() {
    Announcer announcer = new Announcer(Scheme.ZORDER, Algorithm.MERGE, 2, 2, 2);
    Announcement first = announcer.announce(SmallWorld.full(List.of("00", "00", "10", "11")));
    assertThat(first).hasToString("00:2 1:2");
    // Two in 01 are enough for k but not to open a cell of their own.
    Announcement second =
        announcer.announce(
            new Histogram(SmallWorld.full(List.of("00", "00", "01", "01", "10", "11"))), first);
    assertThat(second).hasToString("world:2 00:2 1:2");
    Announcement third =
        announcer.announce(
            new Histogram(SmallWorld.full(List.of("00", "00", "01", "01", "01", "01", "10", "11"))),
            second);
    assertThat(third).hasToString("00:2 01:4 1:2");
  }

  @Example
  void allBits_canBeAnnounced() {
    long[] codes = {-1, -1, 0, 0, 0, 1};
    Announcement merged = announcer(Algorithm.MERGE, 2, 64).announce(codes);
    assertThat(SmallWorld.reporters(merged))
        .isEqualTo(Map.of("0".repeat(64), 3, "1".repeat(64), 2));
    Announcement parted = announcer(Algorithm.PARTITION, 2, 64).announce(codes);
    assertThat(SmallWorld.reporters(parted))
        .isEqualTo(Map.of("0".repeat(63), 4, "1".repeat(64), 2));
  }

  @Example
  void badValues_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> announcer(Algorithm.MERGE, 0, 36));
    assertThatIllegalArgumentException().isThrownBy(() -> announcer(Algorithm.MERGE, 5, 65));
    assertThatIllegalArgumentException().isThrownBy(() -> announcer(Algorithm.MERGE, 5, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Announcer(Scheme.ZORDER, Algorithm.MERGE, 5, 36, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Announcer(Scheme.ZORDER, Algorithm.MERGE, 5, 36, Integer.MAX_VALUE))
        .withMessageContaining("too many");
    Announcement other =
        new Announcer(Scheme.HILBERT, Algorithm.MERGE, 5, 36).announce(new long[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> announcer(Algorithm.MERGE, 5, 36).announce(new Histogram(), other));
  }
}
