package io.privnet.geo.simulation;

import io.privnet.geo.Ring;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which router has which vehicle, and which routers a message has to be sent to. */
sealed interface Assignment {

  /** How many routers there are. */
  int routers();

  /** Returns the router of a vehicle that reports something. */
  int routerOf(EpochReports reports, int vehicle);

  /** Returns the routers that are asked for the vehicles of an area, each once. */
  int[] asked(Target target, int shortestReport);

  /** How many operations clients needed for that so far. */
  long operations();

  /** Whether a message is first sent to routers, rather than made where the vehicles are known. */
  boolean needsRequests();

  /** One server that has all vehicles. */
  final class Central implements Assignment {
    @Override
    public int routers() {
      return 1;
    }

    @Override
    public int routerOf(EpochReports reports, int vehicle) {
      return 0;
    }

    @Override
    public int[] asked(Target target, int shortestReport) {
      return new int[] {0};
    }

    @Override
    public long operations() {
      return 0;
    }

    @Override
    public boolean needsRequests() {
      return false;
    }
  }

  /** Servers that have vehicles at random: a vehicle keeps its server. */
  final class Random implements Assignment {
    private final int routers;
    private final int[] routerOf;
    private final int[] all;
    private long operations;

    Random(int routers, int vehicles, long seed) {
      this.routers = routers;
      SplittableRandom random = new SplittableRandom(seed);
      routerOf = random.ints(vehicles, 0, routers).toArray();
      all = IntStream.range(0, routers).toArray();
    }

    @Override
    public int routers() {
      return routers;
    }

    @Override
    public int routerOf(EpochReports reports, int vehicle) {
      return routerOf[reports.snapshot().number[vehicle]];
    }

    @Override
    public int[] asked(Target target, int shortestReport) {
      operations += routers;
      return all;
    }

    @Override
    public long operations() {
      return operations;
    }

    @Override
    public boolean needsRequests() {
      return true;
    }
  }

  /** Routers on the ring. */
  final class Located implements Assignment {
    private final RouterTable table;
    private final Ring ring;
    private final int[] owners;
    private final Client client;
    private final LocationTree literal;

    Located(RouterTable table, Lemma lemma) {
      this.table = table;
      this.ring = table.ring();
      Map<Router, Integer> numbers = new HashMap<>();
      for (Router router : table.routers()) {
        numbers.put(router, numbers.size());
      }
      owners = new int[ring.size()];
      for (int rank = 0; rank < owners.length; rank++) {
        owners[rank] = numbers.get(ring.router(rank));
      }
      client = new Client(ring, owners, table.routers().size());
      literal = lemma == Lemma.LITERAL ? new LocationTree(ring, owners) : null;
    }

    /** How many virtual locations all routers have. */
    int locations() {
      return ring.size();
    }

    @Override
    public int routers() {
      return table.routers().size();
    }

    @Override
    public int routerOf(EpochReports reports, int vehicle) {
      return owners[ring.floor(reports.bits()[vehicle])];
    }

    @Override
    public int[] asked(Target target, int shortestReport) {
      return literal == null
          ? client.routersOf(target.covering(), shortestReport)
          : literal.routersIn(target.area());
    }

    @Override
    public long operations() {
      return literal == null ? client.operations() : literal.operations();
    }

    @Override
    public boolean needsRequests() {
      return true;
    }
  }
}
