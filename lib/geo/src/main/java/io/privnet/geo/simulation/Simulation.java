package io.privnet.geo.simulation;

import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Reports;
import io.privnet.geo.RouterTable;
import io.privnet.geo.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * The analysis of §V-A of Geographic dissemination, carried out on the vehicles of a trace: the
 * same messages are sent to the same vehicles by all three {@link Architecture}s. Operations are
 * counted inside the structures that answer; those of keeping the structures up to date are not
 * counted, of which §V-B says only that a change of the router is two messages. Who should have got
 * a message is found by looking at every vehicle's true position, and every delivery is held
 * against that.
 *
 * <p>Time goes in epochs. In an epoch a vehicle is where it was seen last; it sends a report if
 * that is not what it reported last, and it changes its router if its report belongs to another
 * one. Virtual locations are chosen once, by what is reported in the epoch with the most vehicles.
 *
 * <p>The same trace, scenario and setting give the same outcome. Memory grows with the vehicles of
 * an epoch; a range tree takes log<sub>2</sub> N entries for each.
 */
public final class Simulation {
  private final Trace trace;
  private final Scenario scenario;
  private final long epochMillis;

  // A stream of random choices of its own for each purpose, so that changing one leaves the others.
  private final long hazardSeed;
  private final long copySeed;
  private final long placementSeed;
  private final long assignmentSeed;

  /**
   * Prepares to simulate.
   *
   * @throws IllegalArgumentException if the trace is empty
   */
  public Simulation(Trace trace, Scenario scenario) {
    if (trace.size() == 0) {
      throw new IllegalArgumentException("a trace without positions cannot be simulated");
    }
    this.trace = trace;
    this.scenario = scenario;
    epochMillis = scenario.epoch().toMillis();
    SplittableRandom seeds = new SplittableRandom(scenario.seed());
    hazardSeed = seeds.nextLong();
    copySeed = seeds.nextLong();
    placementSeed = seeds.nextLong();
    assignmentSeed = seeds.nextLong();
  }

  /**
   * Simulates a system of one size.
   *
   * @param progress is told how many messages have been sent, of all architectures together
   * @return the outcome of each architecture in the order of the enumeration
   * @throws IllegalArgumentException if there are too many vehicles, or fewer different reports
   *     than virtual locations
   */
  public List<Outcome> run(Setting setting, LongConsumer progress) {
    List<Hazard> hazards =
        Hazard.draw(trace, epochMillis, scenario.messages(), setting.sideMetres(), hazardSeed);
    Traffic traffic = traffic(setting);
    Reporting reporting = new Reporting(scenario, traffic.vehicles());
    List<Network> networks = networks(setting, traffic.vehicles());
    long sent = 0;
    int next = 0;
    while (traffic.next()) {
      EpochReports reports = reporting.reports(traffic.snapshot());
      reporting.send(reports);
      int end = next;
      while (end < hazards.size() && hazards.get(end).epoch() == traffic.epoch()) {
        end++;
      }
      Delivery delivery = new Delivery(reports.size());
      for (Network network : networks) {
        network.take(reports);
        for (Hazard hazard : hazards.subList(next, end)) {
          network.send(target(hazard.area()), delivery);
          progress.accept(++sent);
        }
        network.drop();
      }
      next = end;
    }
    return networks.stream().map(n -> n.outcome(setting, reporting.sent())).toList();
  }

  private Target target(Rectangle area) {
    return new Target(area, Covering.of(area, scenario.scheme(), scenario.maxCells(), 64, 1));
  }

  private Traffic traffic(Setting setting) {
    return new Traffic(trace, epochMillis, setting.scale(), copySeed);
  }

  private List<Network> networks(Setting setting, int vehicles) {
    List<Network> networks = new ArrayList<>();
    for (Architecture architecture : Architecture.values()) {
      Assignment assignment =
          switch (architecture) {
            case RING -> new Assignment.Located(placed(setting), scenario.lemma());
            case SERVER -> new Assignment.Central();
            case RANDOM -> new Assignment.Random(setting.routers(), vehicles, assignmentSeed);
          };
      networks.add(new Network(architecture, assignment, scenario, vehicles));
    }
    return networks;
  }

  private RouterTable placed(Setting setting) {
    EpochReports reports = new Reporting(scenario, 0).reports(busiest(setting));
    Reports points = new Reports(scenario.scheme(), 64);
    for (int i = 0; i < reports.size(); i++) {
      if (!reports.isSilent(i)) {
        points.add(reports.bits()[i]);
      }
    }
    Scenario.require(
        points.size() > 0,
        "with k "
            + scenario.k()
            + " nobody reports: even in the busiest epoch there are only "
            + reports.size()
            + " vehicles");
    return scenario
        .placement()
        .place(points, setting.routers(), setting.locationsEach(), placementSeed);
  }

  private Snapshot busiest(Setting setting) {
    Traffic counted = traffic(setting);
    long busiest = 0;
    int most = -1;
    while (counted.next()) {
      if (counted.size() > most) {
        most = counted.size();
        busiest = counted.epoch();
      }
    }
    Traffic shown = traffic(setting);
    while (shown.next() && shown.epoch() < busiest) {}
    return shown.snapshot();
  }
}
