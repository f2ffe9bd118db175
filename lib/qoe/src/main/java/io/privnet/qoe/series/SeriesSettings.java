package io.privnet.qoe.series;

import java.time.Duration;
import java.util.List;

/**
 * What a {@link SeriesMeter} measures.
 *
 * @param roles who is the user and who the instrument
 * @param measure what counts
 * @param interval Δ, the length of a bin, at least 1 ms
 * @param maxGap the greatest step in time within a segment
 * @param alignment where the grid of bins begins
 * @param windows stretches of time to add up beside the whole
 */
public record SeriesSettings(
    Roles roles,
    Measure measure,
    Duration interval,
    Duration maxGap,
    Alignment alignment,
    List<Window> windows) {
  /**
   * @throws IllegalArgumentException when the interval is shorter than 1 ms
   */
  public SeriesSettings {
    if (interval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("an interval is at least 1 ms");
    }
    windows = List.copyOf(windows);
  }
}
