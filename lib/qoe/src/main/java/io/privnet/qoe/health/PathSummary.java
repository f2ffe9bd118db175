package io.privnet.qoe.health;

import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.series.InputReport;
import io.privnet.qoe.series.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A session captured at both ends, in sum.
 *
 * @param clock how far the two clocks are apart
 * @param common the time that both captures cover, by the user's clock
 * @param segments stretches of the bins between jumps in time
 * @param forward control, from the user to the instrument
 * @param reverse media, and the acknowledgements of control, from the instrument to the user
 * @param uncountedPackets packets of the session, of either capture, whose headers do not tell
 *     their bytes; they cannot be told in the other capture either, and are in no figure here
 * @param abandonedPackets packets given up, unmatched, before their time, for there were too many
 * @param offloaded TCP segments larger than an Ethernet frame carries: they were captured before
 *     the network interface cut them, or after it put them together, so the other point has others
 * @param input what b_in rests on when it counts input, else empty
 * @param user what was met in the user's capture
 * @param instrument what was met in the instrument's
 */
public record PathSummary(
    ClockOffset clock,
    Segment common,
    List<Segment> segments,
    Passage forward,
    Passage reverse,
    long uncountedPackets,
    long abandonedPackets,
    long offloaded,
    Optional<InputReport> input,
    CaptureCensus user,
    CaptureCensus instrument) {}
