package io.privnet.qoe.health;

/**
 * One interval of a session captured at both ends, by the user's clock.
 *
 * @param index place in the grid of bins, bin 0 begins with the first frame at the user
 * @param startNanos nanoseconds since 1970
 * @param full whether the user's capture covers the interval
 * @param common whether both captures cover it
 * @param inBytes b_in: control sent by the user
 * @param outBytes b_out: media sent by the instrument; of no meaning unless both captures cover the
 *     interval
 * @param deliveredOutBytes Δb_out: media that came to the user
 * @param sentForward bytes of control sent in this interval whose delivery can be judged
 * @param deliveredForward how many of these came to the instrument, in this interval or later
 * @param sentReverse bytes of media sent in this interval whose delivery can be judged
 * @param deliveredReverse how many of these came to the user
 */
public record PathBin(
    long index,
    long startNanos,
    boolean full,
    boolean common,
    long inBytes,
    long outBytes,
    long deliveredOutBytes,
    long sentForward,
    long deliveredForward,
    long sentReverse,
    long deliveredReverse) {
  /** ψf: share of the control sent that was delivered; NaN when none was sent. */
  public double psiForward() {
    return sentForward == 0 ? Double.NaN : (double) deliveredForward / sentForward;
  }

  /** ψr: share of the media sent that was delivered; NaN when none was sent. */
  public double psiReverse() {
    return sentReverse == 0 ? Double.NaN : (double) deliveredReverse / sentReverse;
  }
}
