package io.privnet.qoe.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UnmatchedTest {
  private record Waiting(long key, int identification, long nanos, long amount) {}

  /** Against a plain list. */
  @Property(tries = 200)
  void packets_are_found_and_dropped_as_in_a_list(
      @ForAll @IntRange(max = 100_000) int seed, @ForAll @IntRange(min = 1, max = 2000) int steps) {
    Random random = new Random(seed);
    Unmatched unmatched = new Unmatched();
    List<Waiting> list = new ArrayList<>();
    int keys = 1 + random.nextInt(100);
    for (int i = 0; i < steps; i++) {
      long key = 1 + 1000L * random.nextInt(keys);
      int identification = random.nextInt(4);
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> {
          boolean room = list.stream().filter(w -> w.key == key).count() < Unmatched.MAX_EQUAL;
          assertThat(unmatched.add(key, identification, i, 7L * i)).isEqualTo(room);
          if (room) {
            list.add(new Waiting(key, identification, i, 7L * i));
          }
        }
        case 3 -> {
          long from = i - random.nextInt(50);
          List<Waiting> equal = list.stream().filter(w -> w.key == key).toList();
          Waiting expected =
              equal.stream()
                  .filter(w -> identification > 0 && w.identification == identification)
                  .findFirst()
                  .or(() -> equal.stream().filter(w -> w.nanos >= from).findFirst())
                  .or(() -> equal.stream().reduce((a, b) -> b))
                  .orElse(null);
          assertThat(unmatched.take(key, identification, from)).isEqualTo(expected != null);
          if (expected != null) {
            assertThat(unmatched.time()).isEqualTo(expected.nanos);
            assertThat(unmatched.amount()).isEqualTo(expected.amount);
            list.remove(expected);
          }
        }
        default -> {
          long before = i - random.nextInt(300);
          boolean old = !list.isEmpty() && list.getFirst().nanos < before;
          assertThat(unmatched.dropBefore(before)).isEqualTo(old);
          if (old) {
            assertThat(unmatched.time()).isEqualTo(list.removeFirst().nanos);
          }
        }
      }
    }
  }
}
