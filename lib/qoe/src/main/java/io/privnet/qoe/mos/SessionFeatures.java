package io.privnet.qoe.mos;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a session's capture says about it. Rates are in bit/s; NaN where the capture is too short.
 *
 * @param meanInBps mean b_in: 8 · bytes / (last − first frame)
 * @param peakInBps ⌈b_in⌉ of paper §4.2: the largest bin that the capture covers from start to end
 * @param meanOutBps mean Δb_out
 * @param peakOutBps the largest such bin of Δb_out
 * @param totals the series in figures
 */
public record SessionFeatures(
    double meanInBps, double peakInBps, double meanOutBps, double peakOutBps, SeriesTotals totals) {
  /** Names of the features, as keys of {@link #byName}. */
  public static final String MEAN_IN = "b_in_bps";

  /** Name of the peak of b_in. */
  public static final String PEAK_IN = "b_in_peak_bps";

  /** Name of the mean of Δb_out. */
  public static final String MEAN_OUT = "delta_b_out_bps";

  /** Name of the peak of Δb_out. */
  public static final String PEAK_OUT = "delta_b_out_peak_bps";

  /**
   * Reads a session's capture to its end.
   *
   * @param interval length of the bins whose largest is the peak
   * @throws IOException when reading fails
   */
  public static SessionFeatures of(
      CaptureReader capture, Roles roles, Measure measure, Duration interval, Duration maxGap)
      throws IOException {
    long[] peak = {-1, -1};
    SeriesTotals totals =
        SeriesMeter.whole(
                roles,
                measure,
                interval,
                maxGap,
                bin -> {
                  if (bin.full()) {
                    peak[0] = Math.max(peak[0], bin.inBytes());
                    peak[1] = Math.max(peak[1], bin.outBytes());
                  }
                })
            .measure(capture);
    return new SessionFeatures(
        totals.meanInBps(),
        rate(peak[0], interval),
        totals.meanOutBps(),
        rate(peak[1], interval),
        totals);
  }

  private static double rate(long bytes, Duration interval) {
    return bytes < 0 ? Double.NaN : 8e9 * bytes / interval.toNanos();
  }

  /** The features by name, in the order of reports. */
  public Map<String, Double> byName() {
    Map<String, Double> features = new LinkedHashMap<>();
    features.put(MEAN_IN, meanInBps);
    features.put(PEAK_IN, peakInBps);
    features.put(MEAN_OUT, meanOutBps);
    features.put(PEAK_OUT, peakOutBps);
    return features;
  }
}
