package io.privnet.qoe.state;

import java.util.Map;

/**
 * A session's states in figures.
 *
 * @param bins intervals spent in each state; every state is a key
 * @param alarms how often the session became alarming ({@link SystemState#alarming})
 * @param think p_think: share of idle intervals among those with an ideal path (paper eq. 7)
 * @param abort p_abort: share of idle intervals among those with an impaired path. A silence during
 *     which earlier input stays unacknowledged counts as idle unless it ends in a burst of demand
 *     beyond d0, which shows that TCP had held the user's tries back
 * @param unresolved intervals of such silences of which the capture does not show the end, or with
 *     d0 unknown; in neither share
 * @param retryGain ρ
 */
public record StateSummary(
    Map<SystemState, Long> bins,
    long alarms,
    Proportion think,
    Proportion abort,
    long unresolved,
    RetryGain retryGain) {
  /** Intervals in all. */
  public long allBins() {
    return bins.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Share of the session's time in a state; NaN of an empty session. */
  public double share(SystemState state) {
    return (double) bins.get(state) / allBins();
  }
}
