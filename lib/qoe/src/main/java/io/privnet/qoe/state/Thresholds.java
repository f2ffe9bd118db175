package io.privnet.qoe.state;

/**
 * Where the states of a session begin and end. NaN in a threshold means that it is not known: a
 * {@link Calibration} estimates it, and a {@link StateMachine} does without the rule.
 *
 * @param activeBps demand above which the user counts as active, bit/s; 0 where demand is the
 *     user's input and nothing else
 * @param seedBps b_seed: media without demand, bit/s
 * @param demandBps d0: demand of the threshold point (paper Fig. 5), bit/s
 * @param supplyBps s0: supply of the threshold point, bit/s
 * @param stallSeconds T: age of the oldest unacknowledged user byte, and time without a picture
 *     after input, from which on the user is not answered
 * @param answerSeconds time without a picture after input from which on the user is not answered,
 *     at least T
 * @param rttP10Seconds RTT_p10: 10th percentile of the round-trip time
 * @param rttSeconds greatest round-trip time of an ideal path
 * @param retransmittedShare greatest share of retransmitted control segments of an ideal path
 * @param rtpLoss greatest share of lost RTP packets of an ideal path
 * @param breakdownBins bad intervals in a row that make a breakdown
 * @param recoveryBins quiet intervals in a row that make an abort, and ideal ones that end a
 *     recovery
 */
public record Thresholds(
    double activeBps,
    double seedBps,
    double demandBps,
    double supplyBps,
    double stallSeconds,
    double answerSeconds,
    double rttP10Seconds,
    double rttSeconds,
    double retransmittedShare,
    double rtpLoss,
    int breakdownBins,
    int recoveryBins) {
  /** Demand beyond this many times d0 is a breakdown at once. */
  public static final double BREAKDOWN_DEMAND = 3;

  /** The fixed ones as they are used unless somebody says otherwise, those of a session open. */
  public static final Thresholds OPEN =
      new Thresholds(
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0.15,
          0.01,
          2,
          2);
}
