package io.privnet.geo.simulation;

import java.util.Arrays;

/** One architecture at work: its routers, their vehicles, and what was counted. */
final class Network {
  private static final int NONE = -1;

  private final Architecture architecture;
  private final Assignment assignment;
  private final Scenario scenario;
  private final Tally tally = new Tally();

  /** The router of each vehicle by its number, {@link #NONE} before its first report. */
  private final int[] lastRouter;

  /** The vehicles of router r in the epoch at hand: {@code members[first[r]]} to the next first. */
  private int[] members;

  private int[] first;
  private RoutingTable[] tables;
  private EpochReports reports;
  private int heard;

  /**
   * Makes a network without vehicles.
   *
   * @param vehicles how many vehicles will take part; their numbers are below this
   */
  Network(Architecture architecture, Assignment assignment, Scenario scenario, int vehicles) {
    this.architecture = architecture;
    this.assignment = assignment;
    this.scenario = scenario;
    lastRouter = new int[vehicles];
    Arrays.fill(lastRouter, NONE);
  }

  /** Takes the reports of an epoch: vehicles change routers. */
  void take(EpochReports reports) {
    this.reports = reports;
    int routers = assignment.routers();
    int[] routerOf = new int[reports.size()];
    first = new int[routers + 1];
    heard = 0;
    for (int i = 0; i < reports.size(); i++) {
      routerOf[i] = reports.isSilent(i) ? NONE : assignment.routerOf(reports, i);
      if (routerOf[i] == NONE) {
        continue;
      }
      heard++;
      first[routerOf[i] + 1]++;
      int number = reports.snapshot().number[i];
      if (lastRouter[number] != NONE && lastRouter[number] != routerOf[i]) {
        tally.handovers++;
      }
      lastRouter[number] = routerOf[i];
    }
    for (int router = 0; router < routers; router++) {
      first[router + 1] += first[router];
    }
    members = new int[heard];
    int[] next = first.clone();
    for (int i = 0; i < routerOf.length; i++) {
      if (routerOf[i] != NONE) {
        members[next[routerOf[i]]++] = i;
      }
    }
    tables = new RoutingTable[routers];
  }

  /** Forgets the vehicles of the epoch, so that their memory can serve another network. */
  void drop() {
    tables = null;
    members = null;
    reports = null;
  }

  /**
   * Sends a message and checks whom it reached against all vehicles' true positions.
   *
   * @param delivery reaches the vehicles
   */
  void send(Target target, Delivery delivery) {
    delivery.begin();
    long clientBefore = assignment.operations();
    int[] asked = assignment.asked(target, reports.shortest());
    long clientOperations = assignment.operations() - clientBefore;
    long operations = 0;
    for (int router : asked) {
      if (assignment.needsRequests()) {
        tally.requests++;
      }
      RoutingTable table = table(router);
      long before = table.operations();
      table.find(target, delivery);
      operations += table.operations() - before;
    }
    tally.messages++;
    tally.vehicles += reports.size();
    tally.asked += asked.length;
    tally.clientOperations += clientOperations;
    tally.routerOperations += operations;
    tally.deliveries += delivery.count();
    check(reports.snapshot().in(target.area()), delivery);

    double searches = asked.length * log2(heard);
    tally.costs = tally.costs.plus(searches, delivery.count(), operations);
    tally.routerBound += searches + delivery.count();
    if (assignment instanceof Assignment.Located located) {
      tally.clientBound += log2(located.locations()) + asked.length;
    }
  }

  private RoutingTable table(int router) {
    if (tables[router] == null) {
      int[] own = Arrays.copyOfRange(members, first[router], first[router + 1]);
      tables[router] = RoutingTable.of(reports, own, scenario);
    }
    return tables[router];
  }

  private void check(int[] inside, Delivery delivery) {
    int served = 0;
    for (int vehicle : inside) {
      if (delivery.reached(vehicle)) {
        served++;
      } else if (reports.isSilent(vehicle)) {
        tally.silent++;
      } else {
        tally.missed++;
      }
    }
    tally.targets += inside.length;
    tally.vain += delivery.count() - served;
  }

  /** At least 1, so that a search among one or two vehicles counts as one step. */
  private static double log2(long n) {
    return Math.max(1, Math.log(n) / Math.log(2));
  }

  /** Returns what was counted. */
  Outcome outcome(Setting setting, long reportsSent) {
    long messageBytes = (tally.requests + tally.deliveries) * scenario.messageBytes();
    return new Outcome(
        setting,
        architecture,
        assignment.routers(),
        tally.messages,
        tally.vehicles,
        tally.asked,
        tally.clientOperations,
        tally.routerOperations,
        tally.requests,
        tally.deliveries,
        tally.targets,
        tally.missed,
        tally.vain,
        tally.silent,
        tally.clientBound,
        tally.routerBound,
        reportsSent,
        tally.handovers,
        new Outcome.Bytes(
            messageBytes,
            reportsSent * scenario.reportBytes(),
            2 * tally.handovers * scenario.reportBytes()),
        tally.costs);
  }
}
