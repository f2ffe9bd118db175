package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.state.Transition.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows a session through its states (paper §2.2, Fig. 4), interval by interval and without
 * knowing the next one, so that it serves a capture that is still being made.
 *
 * <p>An interval is
 *
 * <ul>
 *   <li><em>active</em> when there was demand
 *   <li><em>stalled</em> when input waits: the oldest unacknowledged user byte is older than T and
 *       no younger than the last demand seen, or no media have come for longer than the time for an
 *       answer while less than half the seed came. Media flow without demand too, so that a picture
 *       that moves at the seed's rate and ignores a pointer is no stall; a session without seed is
 *       judged by acknowledgements alone
 *   <li><em>ideal</em> when no byte is unacknowledged for T, no input is without media for too
 *       long, at most the given share of control was retransmitted and of RTP lost, the round-trip
 *       time is within its limit, and nobody announced a window of zero
 *   <li><em>bad</em> when it is stalled, or active beyond d0 and not ideal. Demand beyond d0 on an
 *       ideal path is a busy user, and no instability
 *   <li><em>quiet</em> when it is not active and no input is unacknowledged for T
 * </ul>
 *
 * <p>Idle and Stable change with activity. A bad interval makes them Unstable; so many bad ones in
 * a row, or demand beyond {@value Thresholds#BREAKDOWN_DEMAND}·d0 in a bad one, make a Breakdown.
 * An ideal interval with demand within d0, or so many quiet ones in a row, lead to Recovery; so
 * many ideal intervals in a row from there, the first included, to Stable or Idle. A bad interval
 * in Recovery is Unstable again.
 *
 * <p>During an outage TCP keeps the user's further tries in its send buffer: a capture shows
 * silence, then a burst of stale input. Silence while earlier input is unacknowledged is therefore
 * not taken for a quiet user.
 */
public final class StateMachine {
  /** A user who does not act is waited for this many warm-ups. */
  private static final int PATIENCE = 10;

  private final double bitsPerByte;
  private final long interval;
  private Calibration calibration;
  private final long warmUpBins;
  private Thresholds thresholds;
  private boolean calibrating;

  private SystemState state = SystemState.IDLE;
  private boolean begun;
  private long seen;
  private long end;
  private long demandEnd;
  private boolean demandSeen;
  private long badRun;
  private long quietRun;
  private long recoveredRun;

  private StateMachine(
      Thresholds thresholds, Duration interval, Calibration calibration, long warmUpBins) {
    this.thresholds = thresholds;
    this.interval = interval.toNanos();
    this.bitsPerByte = 8e9 / this.interval;
    this.calibration = calibration;
    this.warmUpBins = warmUpBins;
    this.calibrating = calibration != null;
  }

  /**
   * With thresholds that are known.
   *
   * @param interval length of each interval
   */
  public static StateMachine of(Thresholds thresholds, Duration interval) {
    return new StateMachine(thresholds, interval, null, 0);
  }

  /**
   * For a capture that is still being made: estimates the thresholds from its first intervals.
   * Until then nothing but an unacknowledged byte is bad, and T follows the round-trip times seen.
   *
   * @param given thresholds that are known already; those that are NaN are estimated
   * @param interval length of each interval
   * @param warmUp how long to learn; longer, up to tenfold, until a third of it was active and
   *     answered
   */
  public static StateMachine calibrating(Thresholds given, Duration interval, Duration warmUp) {
    long bins = Math.max(1, warmUp.dividedBy(interval));
    Calibration calibration = new Calibration(interval, given);
    return new StateMachine(calibration.provisional(), interval, calibration, bins);
  }

  /** The thresholds in use; while {@link #calibrating()} those known so far. */
  public Thresholds thresholds() {
    return thresholds;
  }

  /** Whether thresholds are still being estimated. */
  public boolean calibrating() {
    return calibrating;
  }

  /** The state after the last interval. */
  public SystemState state() {
    return state;
  }

  /** Takes the session's next interval. Intervals come in order; one left out is a gap. */
  public StateBin next(HealthBin bin) {
    SystemState from = state;
    double gapSeconds = begin(bin);
    if (calibrating) {
      learn(bin);
    }
    double demand = bin.demandBytes() * bitsPerByte;
    boolean active = demand > thresholds.activeBps();
    if (active) {
      demandSeen = true;
      demandEnd = end;
    }

    double age = bin.oldestUnackedSeconds();
    boolean late = age > thresholds.stallSeconds();
    boolean inputLate = late && demandSeen && demandEnd > end - Math.round(1e9 * age);
    boolean frozen =
        bin.unansweredSeconds() > thresholds.answerSeconds()
            && bin.supplyBytes() * bitsPerByte < thresholds.seedBps() / 2;
    boolean stalled = inputLate || frozen;
    boolean heldBack = inputLate && !active;
    boolean ideal =
        !late
            && !frozen
            && !(bin.retransmittedShare() > thresholds.retransmittedShare())
            && !(bin.rttSeconds() > thresholds.rttSeconds())
            && !(bin.rtpLoss() > thresholds.rtpLoss())
            && bin.zeroWindows() == 0;
    boolean excessive = active && demand > thresholds.demandBps() && !ideal;
    boolean acting = active || heldBack;
    // Who waits quietly for a frozen picture has no answer, but makes nothing worse either.
    boolean bad = excessive || stalled && (acting || isProductive());
    badRun = bad ? badRun + 1 : 0;
    quietRun = acting ? 0 : quietRun + 1;
    boolean within =
        !(demand > thresholds.demandBps())
            && !(bin.supplyBytes() * bitsPerByte > thresholds.supplyBps());
    recoveredRun = ideal && within ? recoveredRun + 1 : 0;

    Reason reason = null;
    double value = Double.NaN;
    double limit = Double.NaN;
    if (bad && !state.alarming()) {
      state = SystemState.UNSTABLE;
      if (inputLate) {
        reason = Reason.UNACKNOWLEDGED;
        value = age;
        limit = thresholds.stallSeconds();
      } else if (frozen) {
        reason = Reason.UNANSWERED;
        value = bin.unansweredSeconds();
        limit = thresholds.answerSeconds();
      } else {
        reason = Reason.DEMAND;
        value = demand;
        limit = thresholds.demandBps();
      }
    } else if (isProductive()) {
      state = active ? SystemState.STABLE : SystemState.IDLE;
      reason = active ? Reason.ACTIVE : Reason.QUIET;
    } else if (state == SystemState.RECOVERY) {
      if (recoveredRun >= thresholds.recoveryBins()) {
        state = active ? SystemState.STABLE : SystemState.IDLE;
        reason = Reason.IDEAL;
        value = recoveredRun;
        limit = thresholds.recoveryBins();
      }
    } else if (ideal && !(demand > thresholds.demandBps())) {
      state = SystemState.RECOVERY;
      reason = Reason.ANSWERED;
      value = demand;
      limit = thresholds.demandBps();
    } else if (quietRun >= thresholds.recoveryBins()) {
      state = SystemState.RECOVERY;
      reason = Reason.ABORTED;
      value = quietRun;
      limit = thresholds.recoveryBins();
    } else if (state == SystemState.UNSTABLE && bad) {
      double breakdown = Thresholds.BREAKDOWN_DEMAND * thresholds.demandBps();
      if (demand > breakdown) {
        state = SystemState.BREAKDOWN;
        reason = Reason.DEMAND;
        value = demand;
        limit = breakdown;
      } else if (badRun >= thresholds.breakdownBins()) {
        state = SystemState.BREAKDOWN;
        reason = Reason.PERSISTENT;
        value = badRun;
        limit = thresholds.breakdownBins();
      }
    }
    if (gapSeconds > 0 && from != SystemState.IDLE && isProductive()) {
      reason = Reason.GAP;
      value = gapSeconds;
      limit = Double.NaN;
    }
    Optional<Transition> transition =
        state == from
            ? Optional.empty()
            : Optional.of(
                new Transition(bin.startNanos(), bin.index(), from, state, reason, value, limit));
    return new StateBin(bin, state, active, stalled, heldBack, ideal, transition);
  }

  private boolean isProductive() {
    return state == SystemState.IDLE || state == SystemState.STABLE;
  }

  /**
   * Moves on to an interval.
   *
   * @return seconds that the capture leaves out before it, 0 for none
   */
  private double begin(HealthBin bin) {
    double gap = begun ? (bin.startNanos() - end) / 1e9 : 0;
    if (gap != 0) {
      state = SystemState.IDLE;
      badRun = 0;
      quietRun = 0;
      recoveredRun = 0;
      demandSeen = false;
    }
    begun = true;
    end = bin.startNanos() + interval;
    return Math.abs(gap);
  }

  private void learn(HealthBin bin) {
    calibration.add(bin);
    seen++;
    boolean enough =
        seen % warmUpBins == 0
            && (3 * calibration.answeredBins() >= warmUpBins || seen >= PATIENCE * warmUpBins);
    if (enough) {
      thresholds = calibration.thresholds();
      calibrating = false;
      calibration = null;
    } else if (Long.bitCount(seen) == 1) {
      thresholds = calibration.provisional();
    }
  }
}
