package io.privnet.qoe.health;

/**
 * What became of the packets that one side sent to the other, of two captures of one session.
 *
 * <p>Only packets that were sent while both captures were made are judged: of those sent before the
 * other capture's first frame, or so shortly before its last that they may have arrived after it,
 * it cannot be told whether they were lost or never captured.
 *
 * @param sentPackets packets of the session that the sender's capture holds and that are judged
 * @param sentBytes what of them counts
 * @param deliveredPackets how many of them the receiver's capture holds too
 * @param deliveredBytes what of these counts, as in the sender's capture
 * @param unjudgedPackets packets in the sender's capture that are not judged
 * @param strangePackets packets that only the receiver's capture holds although the sender's was
 *     being made: never captured there, or changed on the way
 * @param delays from one point to the other, of the packets delivered
 */
public record Passage(
    long sentPackets,
    long sentBytes,
    long deliveredPackets,
    long deliveredBytes,
    long unjudgedPackets,
    long strangePackets,
    Delays delays) {
  /** ψ: share of the bytes sent that were delivered, 0 to 1; NaN when none was sent. */
  public double psi() {
    return sentBytes == 0 ? Double.NaN : (double) deliveredBytes / sentBytes;
  }

  /** Share of the packets sent that were delivered; NaN when none was sent. */
  public double packetShare() {
    return sentPackets == 0 ? Double.NaN : (double) deliveredPackets / sentPackets;
  }
}
