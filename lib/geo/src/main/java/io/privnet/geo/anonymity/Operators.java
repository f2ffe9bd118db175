package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import io.privnet.geo.Scheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What those who run the routers learn of trips (§IV-B of Geographic dissemination). In every step
 * a vehicle that reports tells it to one router of each layer, its home there. Reports are
 * linkable: routers know which come from one vehicle.
 *
 * <p>Privacy: a layer gets of a report as many bits as the longest location of its routers has.
 * Those are enough to find the home router, since no location lies between two codes that begin
 * alike; more would tell the layer what it need not know. The layer with the longest locations,
 * which delivers messages to cells, gets reports whole. A table without layers is such a layer.
 *
 * <p>An operator runs one router, or all routers of a layer. It knows the origin of a trip if the
 * first report of the trip came to it, and the destination if the last one did.
 *
 * <p>Some 150 bytes for each router and trip that have to do with one another, and for each layer
 * and trip.
 */
public final class Operators {

  /**
   * What an operator learns.
   *
   * @param layer the layer, if the table has layers
   * @param router the router; empty for whoever runs the whole layer
   * @param trips how many trips it sees something of
   * @param seenShare which share of such a trip it sees on average: the steps in which the vehicle
   *     reported to it, of those in which it was on the road; NaN if it sees no trip
   * @param meanBits how many bits of a report it gets on average; NaN if none
   * @param meanMetres the size of the cells it gets on average in metres; NaN if none
   * @param wholeTrips of how many trips it knows the origin and the destination
   * @param pairs how many different origins and destinations those have, as far as it can tell
   * @param pairEntropyBits the entropy of those in bits: how much it learns on average about which
   *     pair a trip has; 0 if there is none
   * @param alike how many trips on average have the same pair as one of these, itself included; NaN
   *     if there is none
   * @param fewAlike how many of these trips have the pair of fewer than k
   */
  public record View(
      Optional<String> layer,
      Optional<String> router,
      int trips,
      double seenShare,
      double meanBits,
      double meanMetres,
      int wholeTrips,
      int pairs,
      double pairEntropyBits,
      double alike,
      int fewAlike) {}

  private final Trips trips;
  private final int k;
  private final List<Layer> layers = new ArrayList<>();

  /** In how many steps each trip was on the road; its first and last step with a report, or -1. */
  private final int[] onRoad;

  private final int[] firstReport;
  private final int[] lastReport;
  private int step = -1;

  /** What one operator has seen of one trip. */
  private static final class Glimpse {
    private final int trip;
    private final int firstStep;
    private final Code first;
    private int lastStep;
    private Code last;
    private double lastSize;
    private int steps;
    private long bits;
    private double metres;

    Glimpse(int trip, int step, Code report) {
      this.trip = trip;
      this.firstStep = step;
      this.first = report;
    }

    void add(int step, Code report, double size) {
      lastStep = step;
      last = report;
      lastSize = size;
      steps++;
      bits += report.length();
      metres += size;
    }

    /** Whether the latest was this report. */
    boolean endsWith(long lo, int length) {
      return last.bits() == lo && last.length() == length;
    }
  }

  private static final class Layer {
    private final Optional<String> name;
    private final Scheme scheme;
    private final Ring ring;
    private final int bits;
    private final Map<String, Map<Integer, Glimpse>> routers = new LinkedHashMap<>();

    /** For each trip what the layer sees of it, and what the router does that saw it last. */
    private final Glimpse[] whole;

    private final Glimpse[] current;

    Layer(Optional<String> name, RouterTable table, int bits, int trips) {
      this.name = name;
      this.scheme = table.scheme();
      this.ring = table.ring();
      this.bits = bits;
      this.whole = new Glimpse[trips];
      this.current = new Glimpse[trips];
      table.routers().forEach(router -> routers.put(router.id(), new HashMap<>()));
    }

    void see(int trip, int step, long full, int length) {
      int told = Math.min(bits, length);
      long lo = Announcement.cell(full, told);
      Glimpse before = whole[trip];
      if (before != null && before.endsWith(lo, told)) {
        current[trip].add(step, before.last, before.lastSize);
        before.add(step, before.last, before.lastSize);
        return;
      }
      Code report = new Code(scheme, lo, told);
      double size = Utility.sizeMetres(report);
      if (before == null) {
        whole[trip] = new Glimpse(trip, step, report);
      }
      whole[trip].add(step, report, size);
      current[trip] =
          routers
              .get(ring.home(report).id())
              .computeIfAbsent(trip, number -> new Glimpse(number, step, report));
      current[trip].add(step, report, size);
    }
  }

  /**
   * Begins with nothing seen.
   *
   * @param table its layers, each a ring of its own; or one ring
   * @param k how many trips with the same origin and destination are enough
   * @throws IllegalArgumentException if the table has no router, or some have a layer and some none
   */
  public Operators(Trips trips, RouterTable table, int k) {
    this.trips = trips;
    this.k = k;
    int finest = longest(table);
    if (table.layers().isEmpty()) {
      layers.add(new Layer(Optional.empty(), table, 64, trips.count()));
    } else if (table.routers().stream().anyMatch(router -> router.layer().isEmpty())) {
      throw new IllegalArgumentException("some routers are in a layer and some are in none");
    }
    for (String name : table.layers()) {
      RouterTable routers = table.layer(name);
      int bits = longest(routers);
      layers.add(new Layer(Optional.of(name), routers, bits == finest ? 64 : bits, trips.count()));
    }
    onRoad = new int[trips.count()];
    firstReport = new int[trips.count()];
    lastReport = new int[trips.count()];
    Arrays.fill(firstReport, -1);
    Arrays.fill(lastReport, -1);
  }

  private static int longest(RouterTable table) {
    return table.routers().stream()
        .map(Router::locations)
        .flatMap(List::stream)
        .mapToInt(Code::length)
        .max()
        .orElseThrow(() -> new IllegalArgumentException("the table has no router"));
  }

  /** Takes the reports of a step. */
  public void see(Reporting reporting) {
    step++;
    for (int i = 0; i < reporting.size(); i++) {
      int trip = trips.tripOf(reporting.row(i));
      onRoad[trip]++;
      if (reporting.length(i) < 0) {
        continue;
      }
      if (firstReport[trip] < 0) {
        firstReport[trip] = step;
      }
      lastReport[trip] = step;
      for (Layer layer : layers) {
        layer.see(trip, step, reporting.code(i), reporting.length(i));
      }
    }
  }

  /**
   * Returns what each operator has learned: for each layer that of all, then that of each router.
   */
  public List<View> views() {
    List<View> views = new ArrayList<>();
    for (Layer layer : layers) {
      List<Glimpse> whole = Arrays.stream(layer.whole).filter(Objects::nonNull).toList();
      views.add(view(layer.name, Optional.empty(), whole));
      layer.routers.forEach(
          (router, seen) -> views.add(view(layer.name, Optional.of(router), seen.values())));
    }
    return views;
  }

  private View view(Optional<String> layer, Optional<String> router, Collection<Glimpse> seen) {
    record Pair(Code origin, Code destination) {}
    Map<Pair, Integer> pairs = new HashMap<>();
    double share = 0;
    long steps = 0;
    double bits = 0;
    double metres = 0;
    int wholeTrips = 0;
    for (Glimpse glimpse : seen) {
      share += (double) glimpse.steps / onRoad[glimpse.trip];
      steps += glimpse.steps;
      bits += glimpse.bits;
      metres += glimpse.metres;
      if (glimpse.firstStep == firstReport[glimpse.trip]
          && glimpse.lastStep == lastReport[glimpse.trip]) {
        wholeTrips++;
        pairs.merge(new Pair(glimpse.first, glimpse.last), 1, Integer::sum);
      }
    }
    double entropy = 0;
    double alike = 0;
    int few = 0;
    int[] counts = pairs.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    for (int count : counts) {
      double probability = (double) count / wholeTrips;
      entropy -= probability * Math.log(probability) / Math.log(2);
      alike += probability * count;
      few += count < k ? count : 0;
    }
    return new View(
        layer,
        router,
        seen.size(),
        share / seen.size(),
        bits / steps,
        metres / steps,
        wholeTrips,
        pairs.size(),
        entropy,
        wholeTrips == 0 ? Double.NaN : alike,
        few);
  }
}
