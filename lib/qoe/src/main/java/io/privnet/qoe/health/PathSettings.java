package io.privnet.qoe.health;

import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Measure;
import io.privnet.qoe.series.Roles;
import java.time.Duration;

/**
 * What a {@link PathMeter} measures.
 *
 * @param atUser who is who in the user's capture
 * @param atInstrument who is who in the instrument's, which differs where addresses are translated
 * @param measure what counts
 * @param interval Δ, at least 1 ms
 * @param maxGap the greatest step in time within a segment
 * @param alignment where the bins begin
 */
public record PathSettings(
    Roles atUser,
    Roles atInstrument,
    Measure measure,
    Duration interval,
    Duration maxGap,
    Alignment alignment) {}
