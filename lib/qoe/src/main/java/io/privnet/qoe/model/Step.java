package io.privnet.qoe.model;

/**
 * One step of a simulation: mean rates over a time much shorter than anything that happens in it.
 *
 * @param startSeconds since the session's start
 * @param endSeconds where the next step starts
 * @param activityBps u = b_user-activity, bit/s
 * @param inBps b_in, as the user sends it
 * @param outBps b_out, as the instrument sends it
 * @param departingBps what leaves the bottleneck
 * @param deliveredBps Δb_out, as it comes to the user
 * @param queueBits what waits at the bottleneck at the step's end
 * @param quality ψ
 */
public record Step(
    double startSeconds,
    double endSeconds,
    double activityBps,
    double inBps,
    double outBps,
    double departingBps,
    double deliveredBps,
    double queueBits,
    PathQuality quality) {
  double seconds() {
    return endSeconds - startSeconds;
  }
}
