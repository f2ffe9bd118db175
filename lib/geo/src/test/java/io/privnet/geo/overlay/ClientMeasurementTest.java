package io.privnet.geo.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClientMeasurementTest {

  /** A client's state is that of any node: the measurement is one of those that are possible. */
  @Property(tries = 60)
  void measurementOfAClient_isThatOfItsLookupsOneByOne(
      @ForAll OverlayKind kind,
      @ForAll @IntRange(min = 1, max = 40) int nodes,
      @ForAll Random random) {
    Overlay overlay = kind.random(nodes, OverlayParameters.CUSTOMARY, random.nextLong());
    long[] few = random.longs(1 + random.nextInt(5)).toArray();
    long[] keys = IntStream.range(0, 30).mapToLong(_ -> few[random.nextInt(few.length)]).toArray();
    ClientMeasurement measured =
        ClientMeasurement.of(kind, nodes, _ -> overlay, 1, new long[][] {keys}, _ -> {});
    assertThat(measured.lookups()).isEqualTo(30);
    Set<Long> distinct = new HashSet<>(Arrays.stream(keys).boxed().toList());
    assertThat(measured.distinctKeys()).isEqualTo(distinct.size());
    assertThat(measured.entry().links()).isEqualTo(1);
    assertThat(measured.entry().largestShare()).isEqualTo(1);
    assertThat(measured.entry().entropyBits()).isZero();
    assertThat(measured.entry().keysOfOneNode()).isEqualTo(distinct.size());
    assertThat(IntStream.range(0, nodes).mapToObj(node -> oneByOne(overlay, node, keys)))
        .anySatisfy(expected -> assertThat(closeTo(measured, expected)).isTrue());
  }

  private record Expected(int links, double entryHops, double hops, double share, double entropy) {}

  private static Expected oneByOne(Overlay overlay, int node, long[] keys) {
    Map<Integer, Integer> asked = new HashMap<>();
    double entryHops = 0;
    double hops = 0;
    for (long key : keys) {
      Route route = overlay.route(node, key);
      entryHops += 1 + route.hops();
      hops += Math.max(1, route.hops());
      asked.merge(route.hops() == 0 ? node : route.node(1), 1, Integer::sum);
    }
    double entropy = 0;
    int most = 0;
    for (int times : asked.values()) {
      double p = times / (double) keys.length;
      entropy -= p * Math.log(p) / Math.log(2);
      most = Math.max(most, times);
    }
    return new Expected(
        overlay.degree(node) + 1,
        entryHops / keys.length,
        hops / keys.length,
        most / (double) keys.length,
        entropy);
  }

  private static boolean closeTo(ClientMeasurement measured, Expected expected) {
    return measured.state().links() == expected.links
        && Math.abs(measured.entry().hops() - expected.entryHops) < 1e-9
        && Math.abs(measured.state().hops() - expected.hops) < 1e-9
        && Math.abs(measured.state().largestShare() - expected.share) < 1e-9
        && Math.abs(measured.state().entropyBits() - expected.entropy) < 1e-9;
  }

  /**
   * Half of all keys lie beyond the farthest finger, a quarter beyond the one before, and so on.
   */
  @Example
  void fingersOfChord_seeAHalfAQuarterAndSoOn() {
    long[][] clients = new long[20][];
    Random random = new Random(3);
    for (int client = 0; client < clients.length; client++) {
      clients[client] = random.longs(2000).toArray();
    }
    ClientMeasurement measured =
        ClientMeasurement.of(
            OverlayKind.CHORD,
            1024,
            seed -> OverlayKind.CHORD.even(1024, OverlayParameters.CUSTOMARY, seed),
            2,
            clients,
            _ -> {});
    assertThat(measured.state().links()).isEqualTo(11);
    assertThat(measured.state().largestShare()).isCloseTo(0.5, within(0.03));
    // The entropy of 1/2, 1/4, 1/8 and so on is 2 bits.
    assertThat(measured.state().entropyBits()).isCloseTo(2, within(0.05));
    assertThat(measured.entry().hops() - measured.state().hops()).isCloseTo(1, within(0.01));
  }

  private static TripLookups trips(int bits, String... rows) throws IOException {
    String csv = "lat,lon,time,vehicle\n" + String.join("\n", rows) + "\n";
    Trace trace =
        Trace.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "trace.csv");
    return new TripLookups(trace, Scheme.ZORDER, bits);
  }

  @Example
  void vehicle_looksUpACellEachTimeItIsAnother() throws IOException {
    // The quarters of the world: south-west 00, south-east 01, north-west 10, north-east 11.
    TripLookups trips =
        trips(2, "1,1,0,a", "2,2,1,a", "-1,1,2,a", "1,-1,2,b", "1,1,3,a", "1,-1,3,b");
    assertThat(trips.vehicles()).isEqualTo(2);
    assertThat(trips.codes())
        .isDeepEqualTo(new long[][] {{3L << 62, 1L << 62, 3L << 62}, {2L << 62}});
    // Four positions, in the order of the curve: one south-east, one north-west.
    assertThat(trips.intervals()).isDeepEqualTo(new long[][] {{2L << 62, 0, 2L << 62}, {1L << 62}});
  }

  @Example
  void nodes_areAtPositionsOfTheTrace() throws IOException {
    TripLookups trips = trips(4, "1,1,0,a", "2,2,1,a", "-1,1,2,a", "1,-1,2,b");
    List<Long> all =
        List.of(
            Scheme.ZORDER.bits(1, 1),
            Scheme.ZORDER.bits(2, 2),
            Scheme.ZORDER.bits(-1, 1),
            Scheme.ZORDER.bits(1, -1));
    for (int seed = 0; seed < 10; seed++) {
      assertThat(Arrays.stream(trips.places(3, seed)).boxed())
          .isSubsetOf(all)
          .doesNotHaveDuplicates();
      assertThat(trips.places(3, seed)).isEqualTo(trips.places(3, seed));
    }
    assertThat(Arrays.stream(trips.places(4, 1)).boxed()).containsExactlyInAnyOrderElementsOf(all);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trips.places(5, 1))
        .withMessage("4 different positions are too few for 5 nodes");
  }
}
