package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole session's states.
 *
 * @param thresholds those that were given, and those estimated from the session
 * @param bins its intervals, judged
 * @param summary their sums
 */
public record SessionStates(Thresholds thresholds, List<StateBin> bins, StateSummary summary) {
  /**
   * Follows a session whose intervals are all there, so that its thresholds come from all of them.
   *
   * @param interval length of each interval
   * @param given thresholds that are known already; those that are NaN are estimated
   */
  public static SessionStates of(Duration interval, Thresholds given, List<HealthBin> session) {
    Calibration calibration = new Calibration(interval, given);
    session.forEach(calibration::add);
    Thresholds thresholds = calibration.thresholds();
    StateMachine machine = StateMachine.of(thresholds, interval);
    StateTally tally = new StateTally(interval);
    List<StateBin> bins = new ArrayList<>(session.size());
    for (HealthBin bin : session) {
      StateBin judged = machine.next(bin);
      tally.add(judged, thresholds.demandBps());
      bins.add(judged);
    }
    return new SessionStates(thresholds, List.copyOf(bins), tally.summary());
  }
}
