package io.privnet.geo.simulation;

import io.privnet.geo.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;

/** Traces of few vehicles, at places where longitudes wrap or meridians meet among others. */
final class SmallTrace {
  private static final double[][] PLACES = {
    {48.2, 16.4}, {0, 0}, {-16.5, 179.99}, {52, -180}, {89.95, 20}, {-90, -70}
  };

  private SmallTrace() {}

  /** Reads rows of {@code lat,lon,time,vehicle}. */
  static Trace of(String... rows) {
    String csv = "lat,lon,time,vehicle\n" + String.join("\n", rows) + "\n";
    try {
      return Trace.read(
          new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "trace.csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Vehicles that wander about a town or two for three minutes; not all are seen in each. */
  static Trace random(Random random, int vehicles) {
    double[] town = PLACES[random.nextInt(PLACES.length)];
    double[] other = PLACES[random.nextInt(PLACES.length)];
    double spread = random.nextBoolean() ? 0.02 : 0.2;
    String[] rows = new String[3 * vehicles];
    int size = 0;
    for (int minute = 0; minute < 3; minute++) {
      Random where = new Random(7);
      for (int vehicle = 0; vehicle < vehicles; vehicle++) {
        double[] place = where.nextInt(4) == 0 ? other : town;
        double latitude = place[0] + spread * (where.nextGaussian() + random.nextGaussian() / 5);
        double longitude = place[1] + spread * (where.nextGaussian() + random.nextGaussian() / 5);
        if (random.nextInt(5) > 0 || minute == 0) {
          rows[size++] =
              String.format(
                  Locale.ROOT,
                  "%.7f,%.7f,%d,v%d",
                  Math.clamp(latitude, -90, 90),
                  longitude > 180
                      ? longitude - 360
                      : longitude < -180 ? longitude + 360 : longitude,
                  60 * minute + random.nextInt(2),
                  vehicle);
        }
      }
    }
    String[] inOrder = Arrays.copyOf(rows, size);
    Arrays.sort(inOrder, Comparator.comparingInt(row -> Integer.parseInt(row.split(",")[2])));
    return of(inOrder);
  }
}
