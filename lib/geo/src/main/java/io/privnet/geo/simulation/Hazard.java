package io.privnet.geo.simulation;

import io.privnet.geo.Position;
import io.privnet.geo.Rectangle;
import io.privnet.geo.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A place where a message has to be known.
 *
 * @param epoch when, as a number of epochs since the trace began
 * @param area its relevance area
 */
record Hazard(long epoch, Rectangle area) {

  /**
   * Draws hazards from where and when vehicles were seen, in ascending time. Each is a square round
   * a random sighting. The same seed draws the same sightings whatever the side.
   */
  static List<Hazard> draw(Trace trace, long epochMillis, int count, double sideMetres, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = random.nextInt(trace.size());
    }
    Arrays.sort(rows);
    List<Hazard> hazards = new ArrayList<>(count);
    for (int row : rows) {
      Position centre = new Position(trace.latitude(row), trace.longitude(row));
      hazards.add(
          new Hazard(Traffic.epoch(trace, row, epochMillis), Rectangle.around(centre, sideMetres)));
    }
    return hazards;
  }
}
