package io.privnet.qoe.health;

import io.privnet.qoe.series.Alignment;
import io.privnet.qoe.series.Roles;
import java.time.Duration;

/**
 * What a {@link HealthMeter} measures.
 *
 * @param roles who is the user and who the instrument
 * @param at where the capture was made
 * @param interval Δ, at least 1 ms
 * @param maxGap the greatest step in time within a segment of the capture
 * @param alignment where the bins begin
 * @param rtp how RTP is found
 */
public record HealthSettings(
    Roles roles,
    Side at,
    Duration interval,
    Duration maxGap,
    Alignment alignment,
    RtpSettings rtp) {
  /** Of a capture at the user, in bins of the given length from its first frame. */
  public static HealthSettings of(Roles roles, Duration interval) {
    return new HealthSettings(
        roles, Side.USER, interval, Duration.ofDays(1), Alignment.FIRST_FRAME, RtpSettings.DETECT);
  }
}
