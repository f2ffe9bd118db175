package io.privnet.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReallocationTest {

  private static List<Reallocation.Epoch> epochs(String csv, Placement placement, int routers)
      throws IOException {
    List<Reallocation.Epoch> epochs = new ArrayList<>();
    try (SightingReader sightings =
            new SightingReader(
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "t");
        Snapshots snapshots = new Snapshots(sightings, Duration.ofSeconds(10))) {
      Reallocation reallocation =
          new Reallocation(snapshots, new Reports(Scheme.ZORDER, 40), placement, routers, 1, 9);
      while (reallocation.next()) {
        epochs.add(reallocation.epoch());
      }
    }
    return epochs;
  }

  /** Against the same thing told with maps and lists. */
  @Property(tries = 200)
  void epochs_areThoseOfASimpleModel(@ForAll Random random, @ForAll Placement placement)
      throws IOException {
    int routers = 1 + random.nextInt(5);
    StringBuilder csv = new StringBuilder("time,vehicle,lat,lon\n");
    TreeMap<Integer, Map<String, Code>> seen = new TreeMap<>();
    int length = 10 * (3 + random.nextInt(5));
    for (int time = 0; time < length; time++) {
      for (int v = random.nextInt(12); v > 0; v--) {
        String vehicle = "v" + v;
        int lat = random.nextInt(-80, 80);
        int lon = random.nextInt(-90, 90);
        csv.append(time + "," + vehicle + "," + lat + "," + lon + "\n");
        seen.computeIfAbsent(time / 10, e -> new TreeMap<>())
            .put(vehicle, Scheme.ZORDER.encode(lat, lon, 40));
      }
    }
    List<Reallocation.Epoch> epochs = epochs(csv.toString(), placement, routers);

    RouterTable first = null;
    RouterTable table = null;
    Map<String, Code> before = Map.of();
    int epoch = seen.firstKey();
    for (Reallocation.Epoch found : epochs) {
      Map<String, Code> now = seen.getOrDefault(epoch, Map.of());
      RouterTable old = table;
      if (table != null && before.values().stream().distinct().count() >= routers) {
        table = placement.place(before.values(), routers, 1, 9);
      }
      if (table == null && now.values().stream().distinct().count() >= routers) {
        table = placement.place(now.values(), routers, 1, 9);
        first = table;
      }
      assertThat(found.startMillis()).isEqualTo(epoch * 10_000L);
      assertThat(found.vehicles()).isEqualTo(now.size());
      assertThat(found.placed()).isEqualTo(table != null);
      if (table != null) {
        List<Code> codes = List.copyOf(now.values());
        assertThat(found.fixedImbalance()).isEqualTo(first.ring().load(codes).imbalance());
        assertThat(found.imbalance()).isEqualTo(table.ring().load(codes).imbalance());
      }
      int staying = 0;
      int driving = 0;
      int moved = 0;
      for (Map.Entry<String, Code> vehicle : now.entrySet()) {
        Code was = before.get(vehicle.getKey());
        if (was != null && old != null) {
          String here = old.ring().home(vehicle.getValue()).id();
          staying++;
          driving += old.ring().home(was).id().equals(here) ? 0 : 1;
          moved += table.ring().home(vehicle.getValue()).id().equals(here) ? 0 : 1;
        }
      }
      assertThat(found.staying()).isEqualTo(staying);
      assertThat(found.handoversByDriving()).isEqualTo(driving);
      assertThat(found.handoversByReallocation()).isEqualTo(moved);
      before = now;
      epoch++;
    }
    assertThat(epoch).isEqualTo(seen.lastKey() + 1);
  }

  @Example
  void uniformRouters_neverMove() throws IOException {
    String csv = "time,vehicle,lat,lon\n0,a,1,1\n0,b,50,5\n10,a,-50,3\n10,b,3,3\n20,a,9,9\n";
    List<Reallocation.Epoch> epochs = epochs(csv, Placement.UNIFORM, 4);
    assertThat(epochs).hasSize(3).allMatch(e -> e.handoversByReallocation() == 0);
    assertThat(epochs.get(1).handoversByDriving()).isGreaterThan(0);
  }
}
