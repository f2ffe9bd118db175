package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ObserverTest {

  @Test
  void groupsThatPartWays_shrinkToWhoWentAlong() {
    Observer observer = new Observer(3, 10);
    see(observer, "0A 1A 2A 3A 4A");
    see(observer, "0A 1A 2A 3B 4B");
    see(observer, "0A 1A 2B 3B 4B");
    Exposure exposure = observer.exposure();
    assertThat(exposure.followed()).startsWith(5, 5, 5, 0);
    // 3 and 4 are two after the first step; then 2 leaves 0 and 1, with no candidate but itself.
    assertThat(exposure.linkable()).startsWith(0, 2, 5, 0);
    assertThat(exposure.unlinkable()).startsWith(0, 2, 4, 0);
  }

  @Test
  void vehicleThatComesLater_isNoCandidate() {
    Observer observer = new Observer(2, 10);
    see(observer, "0A 1A");
    see(observer, "0A 1B 2A 3B");
    Exposure exposure = observer.exposure();
    assertThat(exposure.followed()).startsWith(4, 2);
    assertThat(exposure.linkable()).startsWith(0, 2);
    assertThat(exposure.unlinkable()).startsWith(0, 0);
  }

  @Test
  void vehicleThatLeft_isNoCandidateOnceAnotherReports() {
    Observer observer = new Observer(2, 10);
    see(observer, "0A 1A");
    see(observer, "0-");
    // Nobody has sent anything, and both may still be either.
    assertThat(observer.exposure().linkable()).startsWith(0, 0);
    see(observer, "0A 2A");
    assertThat(observer.exposure().linkable()).startsWith(0, 0, 1);
    assertThat(observer.exposure().unlinkable()).startsWith(0, 0, 0);
  }

  @Test
  void silence_isToldFromReports() {
    Observer observer = new Observer(3, 10);
    see(observer, "0A 1A 2A 3A");
    see(observer, "0- 1A 2A 3A");
    assertThat(observer.exposure().linkable()).startsWith(0, 1);
    assertThat(observer.exposure().unlinkable()).startsWith(0, 0);
  }

  @Test
  void vehicleThatNeverReports_isCountedApart() {
    Observer observer = new Observer(1, 3);
    see(observer, "0A 7-");
    see(observer, "0A 7-");
    assertThat(observer.exposure().silent()).isEqualTo(1);
    assertThat(observer.exposure().followed()).containsExactly(1, 1, 0, 0);
  }

  @Test
  void exposureAfterTheHorizon_isNotCounted() {
    Observer observer = new Observer(2, 1);
    see(observer, "0A 1A");
    see(observer, "0A 1A");
    see(observer, "0A 1B");
    assertThat(observer.exposure().linkable()).containsExactly(0, 0);
  }

  @Test
  void nothingSeen_isNothingFollowed() {
    Observer observer = new Observer(5, 2);
    assertThat(observer.exposure().followed()).containsExactly(0, 0, 0);
    assertThat(observer.exposure().linkableShare(0)).isNaN();
  }

  @Test
  void limitsOutOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Observer(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Observer(1, -1));
  }

  @Property(tries = 500)
  void exposure_isThatOfTheDefinition(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int k, @ForAll boolean sticky) {
    List<Map<Integer, Integer>> world = world(new SplittableRandom(seed), sticky);
    int horizon = (int) (seed >>> 60 & 7);
    Observer observer = new Observer(k, horizon);
    world.forEach(step -> see(observer, step, new SplittableRandom(seed)));
    Exposure exposure = observer.exposure();
    Exposure expected = byDefinition(world, k, horizon);
    assertThat(exposure.followed()).isEqualTo(expected.followed());
    assertThat(exposure.linkable()).isEqualTo(expected.linkable());
    assertThat(exposure.unlinkable()).isEqualTo(expected.unlinkable());
    assertThat(exposure.silent()).isEqualTo(expected.silent());
  }

  /** Vehicles that come, go, fall silent and change prefix; each step maps vehicle to report. */
  private static List<Map<Integer, Integer>> world(SplittableRandom random, boolean sticky) {
    int vehicles = random.nextInt(1, 25);
    int prefixes = random.nextInt(1, 5);
    List<Map<Integer, Integer>> steps = new ArrayList<>();
    for (int step = 0; step < random.nextInt(1, 12); step++) {
      Map<Integer, Integer> reports = new HashMap<>();
      for (int vehicle = 0; vehicle < vehicles; vehicle++) {
        Integer before = step == 0 ? null : steps.getLast().get(vehicle);
        if (sticky && before != null && random.nextInt(5) > 0) {
          reports.put(vehicle, before);
        } else if (random.nextInt(4) > 0) {
          reports.put(vehicle, random.nextInt(-1, prefixes));
        }
      }
      steps.add(reports);
    }
    return steps;
  }

  /** The definition read word by word, with a set of candidates for each vehicle and time. */
  private static Exposure byDefinition(List<Map<Integer, Integer>> world, int k, int horizon) {
    int[] followed = new int[horizon + 1];
    int[] linkable = new int[horizon + 1];
    int[] unlinkable = new int[horizon + 1];
    int silent = 0;
    Set<Integer> everybody = new TreeSet<>();
    world.forEach(step -> everybody.addAll(step.keySet()));
    for (int vehicle : everybody) {
      int first = -1;
      int last = -1;
      for (int step = 0; step < world.size(); step++) {
        if (world.get(step).containsKey(vehicle)) {
          last = step;
          first = first < 0 && world.get(step).get(vehicle) >= 0 ? step : first;
        }
      }
      if (first < 0) {
        silent++;
        continue;
      }
      for (int after = 0; after <= Math.min(horizon, last - first); after++) {
        List<Integer> candidates = new ArrayList<>(everybody);
        boolean tooFewAtOnce = false;
        for (int step = first; step <= first + after; step++) {
          Map<Integer, Integer> reports = world.get(step);
          int sent = reports.getOrDefault(vehicle, -1);
          candidates.removeIf(other -> reports.getOrDefault(other, -1) != sent);
          if (sent >= 0) {
            tooFewAtOnce |= Collections.frequency(reports.values(), sent) < k;
          }
        }
        followed[after]++;
        linkable[after] += candidates.size() < k ? 1 : 0;
        unlinkable[after] += tooFewAtOnce ? 1 : 0;
      }
    }
    return new Exposure(k, followed, linkable, unlinkable, silent);
  }

  /** A step such as {@code 0A 1B 2-}: vehicle 0 sends A, 1 sends B, 2 is silent. */
  private static void see(Observer observer, String step) {
    Map<Integer, Integer> reports = new HashMap<>();
    for (String vehicle : step.split(" ")) {
      char report = vehicle.charAt(1);
      reports.put(vehicle.charAt(0) - '0', report == '-' ? -1 : report - 'A');
    }
    see(observer, reports, new SplittableRandom(1));
  }

  private static void see(
      Observer observer, Map<Integer, Integer> reports, SplittableRandom random) {
    List<Integer> order = new ArrayList<>(reports.keySet());
    Collections.shuffle(order, java.util.Random.from(random));
    int[] vehicles = order.stream().mapToInt(Integer::intValue).toArray();
    int[] sent = order.stream().mapToInt(reports::get).toArray();
    observer.see(vehicles, sent, vehicles.length);
  }
}
