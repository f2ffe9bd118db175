package io.privnet.qoe.state;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Adds up a session's states, in constant memory. */
public final class StateTally {
  private final double bitsPerByte;
  private final long interval;
  private final Map<SystemState, Long> bins = new EnumMap<>(SystemState.class);
  private final Proportion.Counter think = new Proportion.Counter();
  private final Proportion.Counter abort = new Proportion.Counter();
  private long alarms;
  private SystemState last = SystemState.IDLE;
  private boolean begun;
  private long end;
  private long silence;
  private long unresolved;
  private long stalledBins;
  private double stalledBits;
  private long answeredBins;
  private double answeredBits;

  /**
   * @param interval length of each interval
   */
  public StateTally(Duration interval) {
    this.interval = interval.toNanos();
    this.bitsPerByte = 8e9 / this.interval;
    for (SystemState state : SystemState.values()) {
      bins.put(state, 0L);
    }
  }

  /**
   * Adds the session's next interval.
   *
   * @param demandLimitBps d0 as it was in force, bit/s
   */
  public void add(StateBin bin, double demandLimitBps) {
    if (begun && bin.health().startNanos() != end) {
      leaveSilence();
      think.interrupt();
      abort.interrupt();
    }
    begun = true;
    end = bin.health().startNanos() + interval;

    bins.merge(bin.state(), 1L, Long::sum);
    if (bin.state().alarming() && !last.alarming()) {
      alarms++;
    }
    last = bin.state();

    double demand = bin.health().demandBytes() * bitsPerByte;
    if (bin.stalled()) {
      stalledBins++;
      stalledBits += demand;
    } else if (bin.active()) {
      answeredBins++;
      answeredBits += demand;
    }
    countIdleness(bin, demand, demandLimitBps);
  }

  private void countIdleness(StateBin bin, double demand, double demandLimitBps) {
    if (bin.heldBack()) {
      silence++;
      think.interrupt();
      return;
    }
    if (Double.isNaN(demandLimitBps)) {
      leaveSilence();
    }
    for (; silence > 0; silence--) {
      abort.add(demand <= demandLimitBps);
    }
    if (bin.ideal()) {
      think.add(!bin.active());
      abort.interrupt();
    } else {
      abort.add(!bin.active());
      think.interrupt();
    }
  }

  private void leaveSilence() {
    if (silence > 0) {
      unresolved += silence;
      silence = 0;
      abort.interrupt();
    }
  }

  /** The sums so far. */
  public StateSummary summary() {
    return new StateSummary(
        Collections.unmodifiableMap(new EnumMap<>(bins)),
        alarms,
        think.proportion(),
        abort.proportion(),
        unresolved + silence,
        new RetryGain(
            mean(stalledBits, stalledBins),
            stalledBins,
            mean(answeredBits, answeredBins),
            answeredBins));
  }

  private static double mean(double sum, long count) {
    return count == 0 ? Double.NaN : sum / count;
  }
}
