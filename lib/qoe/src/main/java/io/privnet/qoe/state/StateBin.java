package io.privnet.qoe.state;

import io.privnet.qoe.health.HealthBin;
import java.util.Optional;

/**
 * An interval, judged.
 *
 * @param health what was measured
 * @param state the state at the interval's end
 * @param active whether there was demand
 * @param stalled whether demand of this interval or an earlier one stayed without answer longer
 *     than the thresholds allow
 * @param heldBack whether there was no demand while earlier input was unacknowledged for too long:
 *     the user may have been quiet, or have tried again into the sender's TCP queue, where a
 *     capture does not see it
 * @param ideal whether the path's quality ψ was ideal (paper eq. 7)
 * @param transition the change of state in this interval, if any
 */
public record StateBin(
    HealthBin health,
    SystemState state,
    boolean active,
    boolean stalled,
    boolean heldBack,
    boolean ideal,
    Optional<Transition> transition) {}
