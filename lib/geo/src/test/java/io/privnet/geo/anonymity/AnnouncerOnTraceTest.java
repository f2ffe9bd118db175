package io.privnet.geo.anonymity;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.geo.Code;
import io.privnet.geo.Histogram;
import io.privnet.geo.Scheme;
import io.privnet.geo.anonymity.Announcer.Algorithm;
import io.privnet.geo.trace.SightingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Example;

/** The figures that the algorithms were chosen by, on the sample of a trace of two cities. */
class AnnouncerOnTraceTest {
  private static final Path TRACE = Path.of("../../samples/positions/two-cities.csv");
  private static final int K = 5;
  private static final int MAX_BITS = 36;

  private static List<Histogram> epochs(Duration length) throws IOException {
    List<Histogram> epochs = new ArrayList<>();
    try (Census census =
        new Census(
            new SightingReader(Files.newInputStream(TRACE), TRACE.toString()),
            length,
            Scheme.ZORDER)) {
      while (census.next()) {
        Histogram copy = new Histogram();
        for (int rank = 0; rank < census.vehicles().size(); rank++) {
          copy.add(census.vehicles().code(rank));
        }
        epochs.add(copy);
      }
    }
    return epochs;
  }

  /** The rule that looks right and is not: every cell that k vehicles are in. */
  private static Announcement naive(Histogram vehicles) {
    TreeMap<Code, Integer> inside = new TreeMap<>();
    for (int rank = 0; rank < vehicles.size(); rank++) {
      for (int length = 0; length <= MAX_BITS; length++) {
        inside.merge(
            new Code(Scheme.ZORDER, vehicles.code(rank), 64).prefix(length), 1, Integer::sum);
      }
    }
    Draft draft = new Draft(Scheme.ZORDER);
    inside.forEach(
        (cell, count) -> {
          if (count >= K) {
            draft.add(cell.bits(), cell.length(), count);
          }
        });
    assertThat(draft.sort()).isEmpty();
    return draft.announcement();
  }

  /** Sums over epochs. */
  private static final class Total {
    long vehicles;
    long silent;
    long exposed;
    double bits;
    long changes;
    long prefixes;

    void add(Announcement announcement, Histogram present) {
      AnonymitySets sets = new AnonymitySets(announcement);
      sets.add(present);
      vehicles += sets.vehicles();
      silent += sets.silent();
      exposed += sets.exposed(K);
      bits += sets.meanBits() * (sets.vehicles() - sets.silent());
    }

    double meanBits() {
      return bits / (vehicles - silent);
    }

    double exposedShare() {
      return (double) exposed / vehicles;
    }
  }

  private static Total announced(List<Histogram> epochs, Algorithm algorithm, int hysteresis) {
    Announcer announcer = new Announcer(Scheme.ZORDER, algorithm, K, MAX_BITS, hysteresis);
    Total total = new Total();
    Announcement before = announcer.announce(new Histogram());
    for (Histogram vehicles : epochs) {
      Announcement now = announcer.announce(vehicles, before);
      total.add(now, vehicles);
      total.changes += now.changes(before);
      total.prefixes += now.size() + before.size();
      before = now;
    }
    return total;
  }

  @Example
  void naiveRule_exposesAThirdAndMergeNobodyForHalfABit() throws IOException {
    List<Histogram> epochs = epochs(Duration.ofMinutes(1));
    Total naive = new Total();
    epochs.forEach(vehicles -> naive.add(naive(vehicles), vehicles));
    Total merge = announced(epochs, Algorithm.MERGE, 0);
    Total partition = announced(epochs, Algorithm.PARTITION, 0);
    assertThat(naive.exposedShare()).isBetween(0.30, 0.37);
    assertThat(merge.exposed).isZero();
    assertThat(partition.exposed).isZero();
    assertThat(naive.meanBits() - merge.meanBits()).isBetween(0.3, 0.7);
    assertThat(merge.meanBits() - partition.meanBits()).isGreaterThan(2);
  }

  @Example
  void hysteresis_leavesMorePrefixesAsTheyAreAndKeepsK() throws IOException {
    List<Histogram> epochs = epochs(Duration.ofMinutes(1));
    assertThat(changing(epochs, Algorithm.MERGE, 0)).isBetween(0.70, 0.80);
    assertThat(changing(epochs, Algorithm.MERGE, 2)).isBetween(0.40, 0.50);
    assertThat(changing(epochs, Algorithm.MERGE, 5)).isBetween(0.20, 0.26);
    assertThat(changing(epochs, Algorithm.PARTITION, 0)).isBetween(0.60, 0.70);
    assertThat(changing(epochs, Algorithm.PARTITION, 2)).isBetween(0.40, 0.50);
  }

  /** The share of prefixes that change from one epoch to the next. */
  private static double changing(List<Histogram> epochs, Algorithm algorithm, int hysteresis) {
    Total total = announced(epochs, algorithm, hysteresis);
    assertThat(total.exposed).isZero();
    return (double) total.changes / total.prefixes;
  }
}
