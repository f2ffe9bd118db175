package io.privnet.qoe.model;

/**
 * One interval of a simulated session.
 *
 * @param index from 0
 * @param startSeconds since the session's start
 * @param seconds its length, less than the interval's only at the session's end
 * @param activityBps mean b_user-activity
 * @param inBps mean b_in
 * @param outBps mean b_out
 * @param deliveredBps mean Δb_out
 * @param queueBytes what waits at the bottleneck at the interval's end
 * @param quality mean ψ
 * @param ideal whether ψ was ideal throughout
 * @param activityAtEnd b_user-activity at the interval's end
 * @param qualityAtEnd ψ at the interval's end
 */
public record SimulatedBin(
    long index,
    double startSeconds,
    double seconds,
    double activityBps,
    double inBps,
    double outBps,
    double deliveredBps,
    double queueBytes,
    PathQuality quality,
    boolean ideal,
    double activityAtEnd,
    PathQuality qualityAtEnd) {}
