package io.privnet.geo.anonymity;

import io.privnet.geo.trace.SightingReader;
import io.privnet.geo.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Small traces. */
final class Worlds {
  private Worlds() {}

  /** The trace of a CSV file's lines, with roads and speeds where there are such. */
  static Trace of(String... lines) throws IOException {
    SightingReader sightings =
        new SightingReader(
            new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
            "test.csv");
    return Trace.read(sightings, sightings.hasRoads(), sightings.hasSpeeds());
  }

  /** Up to 40 vehicles that wander in a few towns and come and go, every 10 seconds. */
  static Trace random(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int vehicles = random.nextInt(1, 41);
    double[] latitudes = new double[vehicles];
    double[] longitudes = new double[vehicles];
    int[] begins = new int[vehicles];
    int[] ends = new int[vehicles];
    int steps = random.nextInt(1, 9);
    for (int v = 0; v < vehicles; v++) {
      int town = random.nextInt(3);
      latitudes[v] = 47 + town * 0.4 + random.nextDouble() * 0.05;
      longitudes[v] = 15 + town * 0.7 + random.nextDouble() * 0.05;
      begins[v] = random.nextInt(steps);
      ends[v] = random.nextInt(begins[v], steps);
    }
    List<String> lines = new ArrayList<>(List.of("lat,lon,time,vehicle"));
    for (int step = 0; step < steps; step++) {
      for (int v = 0; v < vehicles; v++) {
        latitudes[v] += (random.nextDouble() - 0.5) * 0.004;
        longitudes[v] += (random.nextDouble() - 0.5) * 0.004;
        if (step >= begins[v] && step <= ends[v]) {
          lines.add(
              String.format(
                  Locale.ROOT, "%.6f,%.6f,%d,v%d", latitudes[v], longitudes[v], 10 * step, v));
        }
      }
    }
    return lines.size() == 1
        ? of("lat,lon,time,vehicle", "1,1,0,a")
        : of(lines.toArray(String[]::new));
  }
}
