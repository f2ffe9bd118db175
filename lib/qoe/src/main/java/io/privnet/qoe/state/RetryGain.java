package io.privnet.qoe.state;

/**
 * ρ: mean demand while stalled over mean demand while answered. Above 1 the user answers a frozen
 * picture with more demand, which is positive feedback in equation (5) of the paper; below 1, with
 * less.
 *
 * <p>Demand that TCP held back during an outage counts in the stalled interval in which it is sent,
 * so that the mean over a whole stall is right though its course is not.
 *
 * @param stalledBps mean demand of stalled intervals, quiet ones among them; bit/s, NaN without any
 * @param stalledBins how many they are
 * @param answeredBps mean demand of active intervals that are not stalled; likewise
 * @param answeredBins how many they are
 */
public record RetryGain(
    double stalledBps, long stalledBins, double answeredBps, long answeredBins) {
  /** ρ; NaN when the session was never stalled or never answered. */
  public double ratio() {
    return stalledBps / answeredBps;
  }
}
