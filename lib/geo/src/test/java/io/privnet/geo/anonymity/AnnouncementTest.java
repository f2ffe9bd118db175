package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.geo.Code;
import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AnnouncementTest {

  private static Announcement of(Set<String> prefixes) {
    Draft draft = new Draft(Scheme.ZORDER);
    for (String prefix : prefixes) {
      draft.add(SmallWorld.full(prefix, 0), prefix.length(), 1);
    }
    assertThat(draft.sort()).isEmpty();
    return draft.announcement();
  }

  /** Prefixes and vehicles that meet in every way, also at the last bits of a code. */
  private static String bits(Random random, int most) {
    StringBuilder bits = new StringBuilder(random.nextBoolean() ? "" : "1".repeat(most - 6));
    int length = bits.length() + random.nextInt(7);
    while (bits.length() < length) {
      bits.append(random.nextInt(2));
    }
    return bits.toString();
  }

  @Property(tries = 300)
  void report_isTheLongestAnnouncedPrefix(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = 40) int size) {
    Set<String> prefixes = new HashSet<>();
    for (int i = 0; i < size; i++) {
      prefixes.add(bits(random, 64));
    }
    Announcement announcement = of(prefixes);
    assertThat(announcement.prefixes()).isSorted();
    assertThat(announcement.shortest())
        .isEqualTo(prefixes.stream().mapToInt(String::length).min().orElse(0));
    for (int i = 0; i < 40; i++) {
      String vehicle = bits(random, 64);
      vehicle += "0".repeat(64 - vehicle.length());
      long code = SmallWorld.full(vehicle, 0);
      Optional<String> expected = SmallWorld.report(prefixes, vehicle);
      assertThat(announcement.report(code).map(Code::toString)).isEqualTo(expected);
      int rank = announcement.find(code);
      assertThat(rank < 0 ? null : announcement.prefix(rank).toString())
          .isEqualTo(expected.orElse(null));
      if (rank >= 0) {
        Set<String> others = new TreeSet<>(prefixes);
        others.remove(expected.get());
        int shorter = announcement.shorter(rank);
        assertThat(shorter < 0 ? null : announcement.prefix(shorter).toString())
            .isEqualTo(SmallWorld.report(others, expected.get()).orElse(null));
      }
    }
  }

  @Property(tries = 300)
  void changes_areThePrefixesThatOnlyOneHas(@ForAll Random random) {
    Set<String> one = new HashSet<>();
    Set<String> other = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String prefix = bits(random, 10);
      one.add(prefix);
      other.add(random.nextBoolean() ? prefix : bits(random, 10));
    }
    Set<String> common = new HashSet<>(one);
    common.retainAll(other);
    int expected = one.size() + other.size() - 2 * common.size();
    assertThat(of(one).changes(of(other))).isEqualTo(expected);
    assertThat(of(other).changes(of(one))).isEqualTo(expected);
    assertThat(of(one).changes(of(Set.of()))).isEqualTo(one.size());
  }

  /** All 128 announcements of a world of four cells, with all crowds of up to two in each cell. */
  @Example
  void anonymitySets_ofEveryAnnouncement_areCountedAsDefined() {
    List<String> cells = List.of("", "0", "1", "00", "01", "10", "11");
    for (int chosen = 0; chosen < 1 << cells.size(); chosen++) {
      Set<String> prefixes = new HashSet<>();
      for (int i = 0; i < cells.size(); i++) {
        if ((chosen >>> i & 1) == 1) {
          prefixes.add(cells.get(i));
        }
      }
      Announcement announcement = of(prefixes);
      for (int crowd = 0; crowd < 81; crowd++) {
        List<String> vehicles = new ArrayList<>();
        for (int cell = 0, rest = crowd; cell < 4; cell++, rest /= 3) {
          for (int i = 0; i < rest % 3; i++) {
            vehicles.add(cells.get(3 + cell));
          }
        }
        requireSets(announcement, prefixes, vehicles);
      }
    }
  }

  private static void requireSets(
      Announcement announcement, Set<String> prefixes, List<String> vehicles) {
    Map<String, Integer> groups = SmallWorld.groups(prefixes, vehicles);
    AnonymitySets sets = new AnonymitySets(announcement);
    sets.add(new Histogram(SmallWorld.full(vehicles)));
    for (int rank = 0; rank < announcement.size(); rank++) {
      assertThat(sets.size(rank)).isEqualTo(groups.get(announcement.prefix(rank).toString()));
    }
    int reporting = groups.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(sets.vehicles()).isEqualTo(vehicles.size());
    assertThat(sets.silent()).isEqualTo(vehicles.size() - reporting);
    for (int k = 1; k <= 4; k++) {
      int enough = k;
      List<Integer> small = groups.values().stream().filter(n -> n > 0 && n < enough).toList();
      assertThat(sets.violations(k)).isEqualTo(small.size());
      assertThat(sets.exposed(k)).isEqualTo(small.stream().mapToInt(Integer::intValue).sum());
    }
    int bits = 0;
    for (var group : groups.entrySet()) {
      bits += group.getKey().length() * group.getValue();
    }
    assertThat(Double.valueOf(sets.meanBits()))
        .isEqualTo(Double.valueOf(reporting == 0 ? Double.NaN : (double) bits / reporting));
  }
}
