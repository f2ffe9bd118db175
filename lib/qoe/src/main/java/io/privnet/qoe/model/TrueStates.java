package io.privnet.qoe.model;

import io.privnet.qoe.state.SystemState;

/**
 * Follows a simulated session through the states of the paper's §2.2 and Fig. 4, with ψ, the user's
 * activity and the queue known instead of measured.
 *
 * <p>An interval is bad when the user acts in it while ψ is not ideal, a queue stays at the
 * bottleneck, or the loop has no equilibrium. A bad interval makes Idle and Stable Unstable; a
 * second one in a row is a Breakdown. A user who stops, or is in good conditions again, is in
 * Recovery, until two good intervals in a row.
 */
public final class TrueStates {
  private static final int IN_A_ROW = 2;

  private final Scenario scenario;
  private SystemState state = SystemState.IDLE;
  private int bad;
  private int good;

  public TrueStates(Scenario scenario) {
    this.scenario = scenario;
  }

  /** The state at the end of the session's next interval. */
  public SystemState next(SimulatedBin bin) {
    boolean active = bin.activityBps() > 0;
    boolean troubled =
        !bin.ideal()
            || bin.queueBytes() > 0
            || scenario
                .modelUnder(bin.qualityAtEnd())
                .equilibrium(bin.activityAtEnd(), bin.qualityAtEnd())
                .isEmpty();
    bad = active && troubled ? bad + 1 : 0;
    good = troubled ? 0 : good + 1;
    SystemState undisturbed = active ? SystemState.STABLE : SystemState.IDLE;
    state =
        switch (state) {
          case IDLE, STABLE -> bad > 0 ? SystemState.UNSTABLE : undisturbed;
          case UNSTABLE, BREAKDOWN -> {
            if (bad == 0) {
              yield SystemState.RECOVERY;
            }
            yield bad >= IN_A_ROW ? SystemState.BREAKDOWN : state;
          }
          case RECOVERY -> {
            if (bad > 0) {
              yield SystemState.UNSTABLE;
            }
            yield good >= IN_A_ROW ? undisturbed : state;
          }
        };
    return state;
  }
}
