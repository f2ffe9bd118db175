package io.privnet.geo.anonymity;

import io.privnet.geo.Code;
import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Some 100 bytes for each router and trip that have to do with one another.
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

  /** What one router has seen of one trip. */
  private static final class Glimpse {
    private final int router;
    private final int firstStep;
    private final long first;
    private final byte firstLength;
    private int lastStep;
    private long last;
    private byte lastLength;
    private double lastSize;
    private int steps;
    private long bits;
    private double metres;

    /** What a router has seen of the trip that reported to it before, or null. */
    private Glimpse before;

    Glimpse(int router, int step, Code report, Glimpse before) {
      this.router = router;
      this.firstStep = step;
      this.first = report.bits();
      this.firstLength = (byte) report.length();
      this.before = before;
    }

    void add(int step, long report, int length, double size) {
      lastStep = step;
      last = report;
      lastLength = (byte) length;
      lastSize = size;
      steps++;
      bits += length;
      metres += size;
    }
  }

  private static final class Layer {
    private final Optional<String> name;
    private final RouterTable table;
    private final Ring ring;
    private final int bits;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** What the router has seen of each trip that the trip reported to last. */
    private final Glimpse[] latest;

    Layer(Optional<String> name, RouterTable table, int bits, int trips) {
      this.name = name;
      this.table = table;
      this.ring = table.ring();
      this.bits = bits;
      this.latest = new Glimpse[trips];
      table.routers().forEach(router -> numbers.put(router.id(), numbers.size()));
    }

    void see(int trip, int step, long full, int length) {
      int told = Math.min(bits, length);
      long lo = Announcement.cell(full, told);
      Glimpse latest = this.latest[trip];
      if (latest != null && latest.last == lo && latest.lastLength == told) {
        latest.add(step, lo, told, latest.lastSize);
        return;
      }
      Code report = new Code(table.scheme(), lo, told);
      int router = numbers.get(ring.home(report).id());
      this.latest[trip] = withFirst(router, latest, step, report);
      this.latest[trip].add(step, lo, told, Utility.sizeMetres(report));
    }

    /** Puts what a router has seen of a trip before what the others have. */
    private static Glimpse withFirst(int router, Glimpse latest, int step, Code report) {
      Glimpse after = null;
      for (Glimpse g = latest; g != null; after = g, g = g.before) {
        if (g.router == router) {
          if (after != null) {
            after.before = g.before;
            g.before = latest;
          }
          return g;
        }
      }
      return new Glimpse(router, step, report, latest);
    }
  }

  /** What one operator has seen of all trips. */
  private final class Sight {
    private record Pair(long origin, byte originLength, long destination, byte length) {}

    private final Map<Pair, Integer> pairs = new HashMap<>();
    private int seen;
    private double share;
    private long steps;
    private long bits;
    private double metres;
    private int wholeTrips;

    void add(int trip, Glimpse first, Glimpse last, int tripSteps, long tripBits, double sizes) {
      seen++;
      share += (double) tripSteps / onRoad[trip];
      steps += tripSteps;
      bits += tripBits;
      metres += sizes;
      if (first.firstStep == firstReport[trip] && last.lastStep == lastReport[trip]) {
        wholeTrips++;
        pairs.merge(
            new Pair(first.first, first.firstLength, last.last, last.lastLength), 1, Integer::sum);
      }
    }

    View view(Optional<String> layer, Optional<String> router) {
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
          seen,
          share / seen,
          (double) bits / steps,
          metres / steps,
          wholeTrips,
          pairs.size(),
          entropy,
          wholeTrips == 0 ? Double.NaN : alike,
          few);
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
      Sight whole = new Sight();
      List<Router> routers = layer.table.routers();
      List<Sight> sights = routers.stream().map(router -> new Sight()).toList();
      for (int trip = 0; trip < onRoad.length; trip++) {
        if (layer.latest[trip] != null) {
          add(trip, layer.latest[trip], sights, whole);
        }
      }
      views.add(whole.view(layer.name, Optional.empty()));
      for (int router = 0; router < routers.size(); router++) {
        views.add(sights.get(router).view(layer.name, Optional.of(routers.get(router).id())));
      }
    }
    return views;
  }

  private static void add(int trip, Glimpse latest, List<Sight> sights, Sight whole) {
    Glimpse first = latest;
    int steps = 0;
    long bits = 0;
    double metres = 0;
    for (Glimpse g = latest; g != null; g = g.before) {
      sights.get(g.router).add(trip, g, g, g.steps, g.bits, g.metres);
      first = g.firstStep < first.firstStep ? g : first;
      steps += g.steps;
      bits += g.bits;
      metres += g.metres;
    }
    whole.add(trip, first, latest, steps, bits, metres);
  }
}
