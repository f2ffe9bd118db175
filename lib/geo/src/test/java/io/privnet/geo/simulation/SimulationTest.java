package io.privnet.geo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Placement;
import io.privnet.geo.Scheme;
import io.privnet.geo.TooFewCodesException;
import io.privnet.geo.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SimulationTest {

  private static Scenario scenario(Lemma lemma, int k, Structure structure) {
    return new Scenario(
        Scheme.ZORDER,
        Placement.QUANTILE,
        Duration.ofSeconds(60),
        40,
        k,
        36,
        structure,
        lemma,
        8,
        300,
        60,
        1);
  }

  private static List<Outcome> run(Trace trace, Scenario scenario, Setting setting) {
    return new Simulation(trace, scenario).run(setting, _ -> {});
  }

  /** Empty if there are fewer different reports than virtual locations. */
  private static Optional<List<Outcome>> runIfPlaced(
      Trace trace, Scenario scenario, Setting setting) {
    try {
      return Optional.of(run(trace, scenario, setting));
    } catch (TooFewCodesException _) {
      return Optional.empty();
    }
  }

  @Property(tries = 80)
  void messages_missNobodyAndReachTheSameVehiclesInEverySystem(
      @ForAll Random random,
      @ForAll Scheme scheme,
      @ForAll Placement placement,
      @ForAll Structure structure,
      @ForAll @IntRange(min = 0, max = 6) int k,
      @ForAll @IntRange(min = 1, max = 6) int routers,
      @ForAll @IntRange(min = 1, max = 2) int locationsEach) {
    Trace trace = SmallTrace.random(random, 40 + random.nextInt(80));
    Scenario scenario =
        new Scenario(
            scheme,
            placement,
            Duration.ofSeconds(60),
            30,
            k,
            20 + random.nextInt(44),
            structure,
            Lemma.CORRECTED,
            1 + random.nextInt(20),
            300,
            60,
            random.nextLong());
    double side = 200 * Math.pow(10, 3 * random.nextDouble());
    Setting setting = new Setting(random.nextInt(2, 7) / 2.0, routers, locationsEach, side);
    Optional<List<Outcome>> outcomes = runIfPlaced(trace, scenario, setting);
    Assume.that(outcomes.isPresent());
    Outcome server = outcomes.get().get(Architecture.SERVER.ordinal());
    assertThat(server.targets()).isPositive();
    for (Outcome outcome : outcomes.get()) {
      assertThat(outcome.missed()).isZero();
      assertThat(outcome.deliveries()).isEqualTo(server.deliveries());
      assertThat(outcome.targets()).isEqualTo(server.targets());
      assertThat(outcome.vain()).isEqualTo(server.vain());
      assertThat(outcome.silent()).isEqualTo(server.silent());
      // Who is in an area gets the message or is silent; who else gets it gets it in vain.
      assertThat(outcome.deliveries() - outcome.vain() + outcome.silent())
          .isEqualTo(outcome.targets());
      if (k == 0 && structure == Structure.TREE) {
        assertThat(outcome.vain()).isZero();
      }
    }
  }

  @Property(tries = 30)
  void communication_isThatOfCorollary1(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int routers) {
    Trace trace = SmallTrace.random(random, 100);
    Scenario scenario = scenario(Lemma.CORRECTED, 0, Structure.TREE);
    List<Outcome> outcomes = run(trace, scenario, new Setting(1, routers, 1, 3000));
    Outcome ring = outcomes.get(Architecture.RING.ordinal());
    Outcome server = outcomes.get(Architecture.SERVER.ordinal());
    Outcome chance = outcomes.get(Architecture.RANDOM.ordinal());
    long k = server.targets();
    assertThat(ring.communication()).isEqualTo(ring.asked() + k);
    assertThat(server.communication()).isEqualTo(k);
    assertThat(chance.communication()).isEqualTo(40L * routers + k);
    assertThat(ring.asked()).isBetween(40L, 40L * routers);
    assertThat(ring.bytes().messages()).isEqualTo(300 * (ring.asked() + k));
  }

  @Property(tries = 20)
  void operations_areBoundedByCorollary1(@ForAll Random random) {
    Trace trace = SmallTrace.random(random, 200);
    Scenario scenario = scenario(Lemma.CORRECTED, 0, Structure.TREE);
    for (double scale : new double[] {1, 5}) {
      for (Outcome outcome : run(trace, scenario, new Setting(scale, 4, 1, 5000))) {
        // A binary search, a path down and one up to each of two meridians, at most two such walks
        // across the antimeridian: below ten steps a level.
        assertThat(outcome.routerOperations())
            .isBetween(
                outcome.deliveries(), (long) (10 * outcome.routerBound()) + 10 * outcome.asked());
      }
    }
  }

  @Example
  void literalLemma_missesTheVehiclesAtTheBeginningOfAStretch() {
    // 0 to 3 degrees east: by quantile, one location at the first vehicle, one at the third.
    Trace trace =
        SmallTrace.of("10,10,0,a", "10.001,10.001,0,b", "40,100,0,c", "40.001,100.001,0,d");
    Setting setting = new Setting(1, 2, 1, 100);
    Outcome corrected =
        run(trace, scenario(Lemma.CORRECTED, 0, Structure.TREE), setting).getFirst();
    Outcome literal = run(trace, scenario(Lemma.LITERAL, 0, Structure.TREE), setting).getFirst();
    // Areas of 100 m hold one vehicle each. Those round a and c hold the locations, too.
    assertThat(corrected.missed()).isZero();
    assertThat(corrected.deliveries()).isEqualTo(40);
    assertThat(literal.targets()).isEqualTo(40);
    assertThat(literal.missed()).isBetween(1L, 39L);
    assertThat(literal.deliveries()).isEqualTo(40 - literal.missed());
    assertThat(literal.requests()).isEqualTo(literal.deliveries());
  }

  @Example
  void vehicleThatCrossesALocation_isHandedOverOnce() {
    Trace trace =
        SmallTrace.of(
            "10,10,0,a", "40,100,0,b", "10,10,60,a", "40,100,60,b", "40,101,120,a", "40,100,120,b");
    List<Outcome> outcomes =
        run(trace, scenario(Lemma.CORRECTED, 0, Structure.TREE), new Setting(1, 2, 1, 100));
    Outcome ring = outcomes.getFirst();
    assertThat(ring.handovers()).isEqualTo(1);
    // Both at first, then only the one that moved.
    assertThat(ring.reports()).isEqualTo(3);
    assertThat(ring.bytes().reports()).isEqualTo(180);
    assertThat(ring.bytes().handovers()).isEqualTo(120);
    assertThat(ring.bytes().total()).isEqualTo(300 * ring.communication() + 300);
    assertThat(outcomes.get(1).handovers()).isZero();
    assertThat(outcomes.get(2).handovers()).isZero();
    assertThat(outcomes.get(2).reports()).isEqualTo(3);
  }

  private static Scenario anonymous(int k) {
    return new Scenario(
        Scheme.ZORDER,
        Placement.UNIFORM,
        Duration.ofSeconds(60),
        40,
        k,
        36,
        Structure.TREE,
        Lemma.CORRECTED,
        8,
        300,
        60,
        1);
  }

  @Example
  void fewerVehiclesThanK_areSilentAndNotMissed() {
    Trace trace =
        SmallTrace.of(
            "10,10,0,a", "10,10,0,b", "10,10,0,c", "10,10,0,d", "10,10,60,a", "10,10,60,b");
    for (Outcome outcome : run(trace, anonymous(4), new Setting(1, 1, 1, 1000))) {
      // All are in every area: 4 in the first minute, who report, and 2 in the second.
      assertThat(outcome.silent()).isPositive();
      assertThat(outcome.targets()).isEqualTo(outcome.deliveries() + outcome.silent());
      assertThat(4 * outcome.silent() + 2 * outcome.deliveries()).isEqualTo(8 * 40);
      assertThat(outcome.missed()).isZero();
      assertThat(outcome.reports()).isEqualTo(4);
    }
  }

  @Example
  void neverAsManyVehiclesAsK_isRefused() {
    Trace trace = SmallTrace.of("10,10,0,a", "10,10.001,0,b", "10,10.002,0,c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(trace, anonymous(4), new Setting(1, 2, 1, 10_000)))
        .withMessage(
            "with k 4 nobody reports: even in the busiest epoch there are only 3 vehicles");
  }

  @Property(tries = 10)
  void sameSeed_givesTheSameOutcome(@ForAll Random random, @ForAll Structure structure) {
    Trace trace = SmallTrace.random(random, 60);
    Scenario scenario = scenario(Lemma.CORRECTED, 3, structure);
    Setting setting = new Setting(2.5, 2, 1, 2000);
    Optional<List<Outcome>> outcomes = runIfPlaced(trace, scenario, setting);
    Assume.that(outcomes.isPresent());
    assertThat(run(trace, scenario, setting)).isEqualTo(outcomes.get());
  }

  @Example
  void emptyRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Setting(0, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Setting(Double.NaN, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Setting(1, 0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Setting(1, 1, 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    SmallTrace.of("1,1,0,a"),
                    scenario(Lemma.CORRECTED, 0, Structure.TREE),
                    new Setting(1e7 + 1, 1, 1, 1)));
  }

  @Example
  void costsOnAPlane_areFittedExactly() {
    CostFit.Sums sums = CostFit.Sums.NONE;
    for (double[] message : new double[][] {{8, 3}, {20, 0}, {1, 7}, {12, 12}}) {
      sums = sums.plus(message[0], message[1], 2.5 * message[0] + 1.25 * message[1]);
    }
    CostFit fit = CostFit.of(sums);
    assertThat(fit.perSearch()).isCloseTo(2.5, within(1e-9));
    assertThat(fit.perVehicle()).isCloseTo(1.25, within(1e-9));
    assertThat(fit.determination()).isCloseTo(1, within(1e-9));
  }

  @Example
  void scatteredCosts_areFittedAsByScipy() {
    // numpy.linalg.lstsq([[8,3],[20,1],[1,7],[12,12],[5,5]], [30,44,12,50,21])
    CostFit.Sums sums =
        CostFit.Sums.NONE
            .plus(8, 3, 30)
            .plus(20, 1, 44)
            .plus(1, 7, 12)
            .plus(12, 12, 50)
            .plus(5, 5, 21);
    CostFit fit = CostFit.of(sums);
    assertThat(fit.perSearch()).isCloseTo(2.2441134869789496, within(1e-9));
    assertThat(fit.perVehicle()).isCloseTo(1.8828729511606621, within(1e-9));
    assertThat(fit.determination()).isCloseTo(0.9897531176324308, within(1e-9));
  }
}
