package io.privnet.qoe.mos;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthMeter;
import io.privnet.qoe.health.HealthSettings;
import io.privnet.qoe.health.HealthSummary;
import io.privnet.qoe.health.PathSummary;
import io.privnet.qoe.health.RtpSettings;
import io.privnet.qoe.health.Side;
import io.privnet.qoe.series.SeriesMeter;
import io.privnet.qoe.series.SeriesSettings;
import io.privnet.qoe.series.SeriesTotals;
import io.privnet.qoe.series.WindowTotals;
import io.privnet.qoe.state.Calibration;
import io.privnet.qoe.state.StateMachine;
import io.privnet.qoe.state.StateTally;
import io.privnet.qoe.state.Thresholds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;

/**
 * What a session's capture, made at the user, says about it. Rates are in bit/s; NaN where the
 * capture does not tell. A bin counts where the capture covers it from start to end.
 *
 * @param meanInBps mean b_in: 8 · bytes / (last − first frame)
 * @param peakInBps ⌈b_in⌉ of paper §4.2: the largest bin
 * @param burstinessIn coefficient of variation of b_in's bins, s/mean: 0 for an even rate
 * @param meanOutBps mean Δb_out
 * @param peakOutBps the largest bin of Δb_out
 * @param burstinessOut coefficient of variation of Δb_out's bins
 * @param retryGain ρ: mean demand while stalled over mean demand while answered, with thresholds
 *     estimated from the session; NaN for one that never stalled
 * @param psiForward estimate of ψf: 1 − retransmitted share of control
 * @param psiReverse estimate of ψr: 1 − loss of RTP, or 1 − retransmitted share of media over TCP
 * @param tasks the session's tasks, in the order in which they were asked for
 * @param totals the series in figures
 * @param path what the path delivered, when the session was captured at the instrument too
 */
public record SessionFeatures(
    double meanInBps,
    double peakInBps,
    double burstinessIn,
    double meanOutBps,
    double peakOutBps,
    double burstinessOut,
    double retryGain,
    double psiForward,
    double psiReverse,
    List<Task> tasks,
    SeriesTotals totals,
    Optional<PathSummary> path) {
  /** Names of the features, as keys of {@link #byName}. */
  public static final String MEAN_IN = "b_in_bps";

  /** Name of the peak of b_in. */
  public static final String PEAK_IN = "b_in_peak_bps";

  /** Name of the burstiness of b_in. */
  public static final String BURSTINESS_IN = "b_in_burstiness";

  /** Name of the mean of Δb_out. */
  public static final String MEAN_OUT = "delta_b_out_bps";

  /** Name of the peak of Δb_out. */
  public static final String PEAK_OUT = "delta_b_out_peak_bps";

  /** Name of the burstiness of Δb_out. */
  public static final String BURSTINESS_OUT = "delta_b_out_burstiness";

  /** Name of ρ. */
  public static final String RETRY_GAIN = "retry_gain";

  /** Name of the estimate of ψf. */
  public static final String PSI_FORWARD = "psi_f_est";

  /** Name of the estimate of ψr. */
  public static final String PSI_REVERSE = "psi_r_est";

  /** Name of ψf, measured from captures at both ends. */
  public static final String PSI_FORWARD_MEASURED = "psi_f";

  /** Name of ψr, measured from captures at both ends. */
  public static final String PSI_REVERSE_MEASURED = "psi_r";

  /**
   * What the capture says about one task (paper §3.2, Figures 8 and 9).
   *
   * @param number the task's number, from 1
   * @param coveredSeconds how much of the task the capture covers
   * @param meanInBps mean b_in over the time covered
   * @param peakInBps the largest bin of b_in within the task
   * @param meanOutBps mean Δb_out over the time covered
   * @param peakOutBps the largest bin of Δb_out within the task
   */
  public record Task(
      int number,
      double coveredSeconds,
      double meanInBps,
      double peakInBps,
      double meanOutBps,
      double peakOutBps) {
    private static Task of(int number, WindowTotals totals) {
      return new Task(
          number,
          totals.durationNanos() / 1e9,
          totals.meanInBps(),
          totals.peakInBps(),
          totals.meanOutBps(),
          totals.peakOutBps());
    }
  }

  /** What is learnt of one direction's bins. */
  private static final class Bins {
    private final Mean mean = new Mean();
    private final StandardDeviation deviation = new StandardDeviation();
    private long peak = -1;

    void add(long bytes) {
      mean.increment(bytes);
      deviation.increment(bytes);
      peak = Math.max(peak, bytes);
    }

    double peakBps(Duration interval) {
      return peak < 0 ? Double.NaN : 8e9 * peak / interval.toNanos();
    }

    double burstiness() {
      return mean.getN() < 2 ? Double.NaN : deviation.getResult() / mean.getResult();
    }
  }

  /**
   * Reads a session's capture to its end.
   *
   * @param settings what to measure; their windows give way to the tasks
   * @param tasks when the user was at which task
   * @throws IOException when reading fails
   */
  public static SessionFeatures of(
      CaptureReader capture, SeriesSettings settings, List<TaskWindow> tasks) throws IOException {
    Duration interval = settings.interval();
    Bins in = new Bins();
    Bins out = new Bins();
    SeriesMeter series =
        SeriesMeter.whole(
            new SeriesSettings(
                settings.roles(),
                settings.measure(),
                interval,
                settings.maxGap(),
                settings.alignment(),
                tasks.stream().map(TaskWindow::window).toList()),
            bin -> {
              if (bin.full()) {
                in.add(bin.inBytes());
                out.add(bin.outBytes());
              }
            });
    Calibration calibration = new Calibration(interval, Thresholds.OPEN);
    List<HealthBin> bins = new ArrayList<>();
    HealthMeter health =
        HealthMeter.whole(
            new HealthSettings(
                settings.roles(),
                Side.USER,
                interval,
                settings.maxGap(),
                settings.alignment(),
                RtpSettings.DETECT),
            bin -> {
              calibration.add(bin);
              bins.add(bin);
            });
    Packet packet = capture.packet();
    while (capture.next()) {
      series.add(packet);
      health.add(packet);
    }
    SeriesTotals totals = series.finish();
    HealthSummary summary = health.finish();
    List<Task> found = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      found.add(Task.of(tasks.get(i).task(), totals.windows().get(i)));
    }
    return new SessionFeatures(
        totals.meanInBps(),
        in.peakBps(interval),
        in.burstiness(),
        totals.meanOutBps(),
        out.peakBps(interval),
        out.burstiness(),
        retryGain(bins, calibration.thresholds(), interval),
        summary.psiForward(),
        summary.psiReverse(),
        List.copyOf(found),
        totals,
        Optional.empty());
  }

  /** The same with what captures at both ends show of the path. */
  public SessionFeatures with(PathSummary measured) {
    return new SessionFeatures(
        meanInBps,
        peakInBps,
        burstinessIn,
        meanOutBps,
        peakOutBps,
        burstinessOut,
        retryGain,
        psiForward,
        psiReverse,
        tasks,
        totals,
        Optional.of(measured));
  }

  private static double retryGain(List<HealthBin> bins, Thresholds thresholds, Duration interval) {
    StateMachine machine = StateMachine.of(thresholds, interval);
    StateTally tally = new StateTally(interval);
    for (HealthBin bin : bins) {
      tally.add(machine.next(bin), thresholds.demandBps());
    }
    return tally.summary().retryGain().ratio();
  }

  /** The features by name, in the order of reports. */
  public Map<String, Double> byName() {
    Map<String, Double> features = new LinkedHashMap<>();
    features.put(MEAN_IN, meanInBps);
    features.put(PEAK_IN, peakInBps);
    features.put(BURSTINESS_IN, burstinessIn);
    features.put(MEAN_OUT, meanOutBps);
    features.put(PEAK_OUT, peakOutBps);
    features.put(BURSTINESS_OUT, burstinessOut);
    features.put(RETRY_GAIN, retryGain);
    features.put(PSI_FORWARD, psiForward);
    features.put(PSI_REVERSE, psiReverse);
    if (path.isPresent()) {
      features.put(PSI_FORWARD_MEASURED, path.get().forward().psi());
      features.put(PSI_REVERSE_MEASURED, path.get().reverse().psi());
    }
    return features;
  }
}
