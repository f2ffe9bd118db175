package io.privnet.geo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privnet.geo.Rectangle;
import io.privnet.geo.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TrafficTest {
  private static final long MINUTE = 60_000;

  @Property(tries = 20)
  void scaleOfOne_showsEveryVehicleWhereItWasSeenLast(@ForAll Random random) {
    Trace trace = SmallTrace.random(random, 50);
    Traffic traffic = new Traffic(trace, MINUTE, 1, random.nextLong());
    for (int minute = 0; minute < 3; minute++) {
      assertThat(traffic.next()).isTrue();
      assertThat(traffic.epoch()).isEqualTo(minute);
      Map<Integer, Integer> last = new HashMap<>();
      for (int row = 0; row < trace.size(); row++) {
        if (trace.timeMillis(row) / MINUTE == minute) {
          last.put(trace.vehicle(row), row);
        }
      }
      Snapshot snapshot = traffic.snapshot();
      assertThat(snapshot.size).isEqualTo(last.size()).isEqualTo(traffic.size());
      for (int i = 0; i < snapshot.size; i++) {
        int row = last.get(snapshot.number[i]);
        assertThat(snapshot.latitude[i]).isEqualTo(trace.latitude(row));
        assertThat(snapshot.longitude[i]).isEqualTo(trace.longitude(row));
      }
    }
    assertThat(traffic.next()).isFalse();
  }

  @Property(tries = 20)
  void copies_keepTheirDistanceFromTheirVehicle(@ForAll Random random) {
    Trace trace = SmallTrace.of("47,179.999,0,a", "48,-179.999,60,a", "-90,0,120,a");
    Traffic traffic = new Traffic(trace, MINUTE, 4, random.nextLong());
    double[] north = new double[4];
    double[] east = new double[4];
    for (int minute = 0; minute < 2; minute++) {
      traffic.next();
      Snapshot snapshot = traffic.snapshot();
      assertThat(snapshot.size).isEqualTo(4);
      for (int copy = 0; copy < 4; copy++) {
        double up = (snapshot.latitude[copy] - trace.latitude(minute)) * 111_195;
        double aside = snapshot.longitude[copy] - trace.longitude(minute);
        aside -= 360 * Math.rint(aside / 360);
        aside *= 111_195 * Math.cos(Math.toRadians(snapshot.latitude[copy]));
        assertThat(Math.abs(up)).isLessThanOrEqualTo(500.1);
        assertThat(Math.abs(aside)).isLessThanOrEqualTo(500.1);
        assertThat(copy == 0).isEqualTo(Math.hypot(up, aside) < 1e-3);
        if (minute > 0) {
          assertThat(up).isCloseTo(north[copy], within(0.1));
          assertThat(aside).isCloseTo(east[copy], within(0.1));
        }
        north[copy] = up;
        east[copy] = aside;
      }
    }
    traffic.next();
    for (double latitude : traffic.snapshot().latitude) {
      assertThat(latitude).isBetween(-90.0, -89.9);
    }
  }

  @Property(tries = 20)
  void scale_isHowManyVehiclesThereAreForEachOne(
      @ForAll Random random, @ForAll @DoubleRange(min = 0.1, max = 5) double scale) {
    Trace trace = SmallTrace.random(random, 400);
    Traffic traffic = new Traffic(trace, MINUTE, scale, random.nextLong());
    // Five standard deviations of 400 coins.
    assertThat((double) traffic.vehicles()).isCloseTo(400 * scale, within(50.0));
    while (traffic.next()) {
      int[] numbers = traffic.snapshot().number;
      assertThat(numbers).doesNotHaveDuplicates();
      for (int number : numbers) {
        assertThat(number).isBetween(0, traffic.vehicles() - 1);
      }
    }
  }

  @Example
  void epochs_beginAtMultiplesAndThoseWithoutVehiclesArePassedOver() {
    Trace trace = SmallTrace.of("1,1,5,a", "1,1,59,a", "1,1,60,b", "1,1,86399,a");
    Traffic traffic = new Traffic(trace, MINUTE, 1, 1);
    assertThat(traffic.next()).isTrue();
    assertThat(traffic.size()).isEqualTo(1);
    assertThat(traffic.next()).isTrue();
    assertThat(traffic.epoch()).isEqualTo(1);
    assertThat(traffic.next()).isTrue();
    assertThat(traffic.epoch()).isEqualTo(1439);
    assertThat(traffic.next()).isFalse();
  }

  @Property(tries = 20)
  void hazards_areSquaresRoundSightingsInTheirEpoch(
      @ForAll Random random, @ForAll @DoubleRange(min = 1, max = 1000) double side) {
    Trace trace = SmallTrace.random(random, 20);
    List<Hazard> hazards = Hazard.draw(trace, MINUTE, 30, side, random.nextLong());
    assertThat(hazards)
        .hasSize(30)
        .isSortedAccordingTo((a, b) -> Long.compare(a.epoch(), b.epoch()));
    for (Hazard hazard : hazards) {
      Rectangle area = hazard.area();
      boolean seen = false;
      for (int row = 0; row < trace.size(); row++) {
        seen |=
            trace.timeMillis(row) / MINUTE == hazard.epoch()
                && area.contains(trace.latitude(row), trace.longitude(row));
      }
      assertThat(seen).isTrue();
      if (Math.abs(area.centre().latitude()) < 80) {
        assertThat(area.heightMetres()).isCloseTo(side, within(1e-3));
        assertThat(area.widthMetres()).isCloseTo(side, within(1e-3));
      }
    }
  }
}
