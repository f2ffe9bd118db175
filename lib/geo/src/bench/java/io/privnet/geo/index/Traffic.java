package io.privnet.geo.index;

import io.privnet.geo.Rectangle;
import io.privnet.geo.Scheme;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Envelope;

/** A million vehicles, and areas with about a thousand of them each. */
final class Traffic {
  static final int VEHICLES = 1_000_000;
  static final int AREAS = 1 << 9;
  private static final int IN_AN_AREA = 1_000;
  private static final int CITIES = 200;

  final double[] latitudes = new double[VEHICLES];
  final double[] longitudes = new double[VEHICLES];
  final long[] codes = new long[VEHICLES];
  final Rectangle[] areas = new Rectangle[AREAS];

  /**
   * Makes the traffic of a part of Europe.
   *
   * @param spread {@code even} or {@code cities}
   */
  Traffic(String spread) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] cities = new double[CITIES][];
    for (int i = 0; i < CITIES; i++) {
      cities[i] =
          new double[] {random.nextDouble(42, 54), random.nextDouble(20), random.nextDouble(0.2)};
    }
    VehicleIndex index = new VehicleIndex(Scheme.ZORDER);
    for (int i = 0; i < VEHICLES; i++) {
      if (spread.equals("even")) {
        latitudes[i] = random.nextDouble(42, 54);
        longitudes[i] = random.nextDouble(20);
      } else {
        double[] city = cities[random.nextInt(CITIES)];
        latitudes[i] = city[0] + random.nextGaussian() * city[2];
        longitudes[i] = city[1] + random.nextGaussian() * city[2] * 1.5;
      }
      codes[i] = Scheme.ZORDER.bits(latitudes[i], longitudes[i]);
      index.put(i, codes[i], 64);
    }
    for (int i = 0; i < AREAS; i++) {
      areas[i] = area(index, random.nextInt(VEHICLES));
    }
  }

  private Rectangle area(VehicleIndex index, int vehicle) {
    double small = 0;
    double large = 8;
    for (int i = 0; i < 30; i++) {
      double half = (small + large) / 2;
      int[] found = new int[1];
      index.query(around(vehicle, half), other -> found[0]++);
      if (found[0] < IN_AN_AREA) {
        small = half;
      } else {
        large = half;
      }
    }
    return around(vehicle, large);
  }

  private Rectangle around(int vehicle, double half) {
    double latitude = latitudes[vehicle];
    double longitude = longitudes[vehicle];
    return new Rectangle(
        latitude - half, longitude - 1.5 * half, latitude + half, longitude + 1.5 * half);
  }

  Envelope point(int vehicle) {
    double longitude = longitudes[vehicle];
    double latitude = latitudes[vehicle];
    return new Envelope(longitude, longitude, latitude, latitude);
  }

  Envelope[] envelopes() {
    Envelope[] envelopes = new Envelope[AREAS];
    for (int i = 0; i < AREAS; i++) {
      Rectangle area = areas[i];
      envelopes[i] = new Envelope(area.west(), area.east(), area.south(), area.north());
    }
    return envelopes;
  }

  /** The heap in use after a collection, in bytes. */
  static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
