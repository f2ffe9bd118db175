package io.privnet.qoe.health;

import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Measures the network's health from two captures of one session: the user's as a {@link
 * HealthMeter} does, with ψf and ψr followed from one capture to the other by a {@link PathMeter}
 * instead of estimated. They are shares of payload, retransmissions included.
 */
public final class PathHealth {
  private final HealthSettings settings;
  private final Roles atInstrument;
  private final HealthSink sink;
  private final HealthMeter meter;
  private final ArrayDeque<HealthBin> bins = new ArrayDeque<>();
  private final ArrayDeque<PathBin> path = new ArrayDeque<>();

  /**
   * What two captures of a session tell.
   *
   * @param health of the user's capture, ψf and ψr from both
   * @param path what ψf and ψr rest on
   */
  public record Result(HealthSummary health, PathSummary path) {}

  /**
   * @param settings for the user's capture
   * @param atInstrument who is who in the instrument's, which differs where addresses are
   *     translated
   * @param sink takes the bins of the user's capture
   */
  public PathHealth(HealthSettings settings, Roles atInstrument, HealthSink sink) {
    this.settings = settings;
    this.atInstrument = atInstrument;
    this.sink = sink;
    meter = HealthMeter.whole(settings, this::take);
  }

  /** What the demand rests on, of the packets so far. */
  public InputReport demand() {
    return meter.demand();
  }

  /**
   * Reads both captures, hands out the bins and sums up. To be called once.
   *
   * @throws QoeDataException when the captures have too few packets in common to compare their
   *     clocks
   * @throws IOException when reading fails or the sink does
   */
  public Result measure(PathMeter.Capture user, PathMeter.Capture instrument) throws IOException {
    PathSummary passages =
        PathMeter.measure(
            new PathSettings(
                settings.roles(),
                atInstrument,
                Measure.PAYLOAD,
                settings.interval(),
                settings.maxGap(),
                settings.alignment()),
            user,
            instrument,
            this::take,
            meter::add);
    HealthSummary health = meter.finish();
    while (!bins.isEmpty()) {
      sink.take(bins.remove().with(Double.NaN, Double.NaN));
    }
    return new Result(health.with(passages.forward().psi(), passages.reverse().psi()), passages);
  }

  private void take(HealthBin bin) throws IOException {
    bins.add(bin);
    join();
  }

  private void take(PathBin bin) throws IOException {
    path.add(bin);
    join();
  }

  /** Hands out the bins that both have; the path has some before and after the user's capture. */
  private void join() throws IOException {
    while (!bins.isEmpty() && !path.isEmpty()) {
      long index = bins.peek().index();
      if (path.peek().index() < index) {
        path.remove();
      } else if (path.peek().index() == index) {
        sink.take(bins.remove().with(path.peek().psiForward(), path.remove().psiReverse()));
      } else {
        sink.take(bins.remove().with(Double.NaN, Double.NaN));
      }
    }
  }
}
