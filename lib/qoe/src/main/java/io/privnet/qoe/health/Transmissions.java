package io.privnet.qoe.health;

/**
 * What one direction of a session carried in TCP segments with payload.
 *
 * <p>A segment counts as retransmitted when its first byte lies before the highest sequence number
 * that the direction of its connection had reached at the point of capture, so also when its
 * original was lost before that point and only later segments came. Its retransmitted bytes are
 * those before that number: of a segment that repeats old bytes and adds new ones, the old ones.
 * What only looks so counts as well, because a capture cannot tell it: a segment that overtook
 * another on the way (reordering), and one that need not have been repeated (spurious).
 *
 * <p>Neither segments nor retransmissions are keep-alives (a segment of at most 1 byte that ends at
 * the highest sequence number when all up to there is acknowledged) and probes of a closed window
 * (1 byte at the highest sequence number after the other side announced a window of 0).
 *
 * @param segments segments with payload
 * @param retransmitted how many of them were retransmitted
 * @param bytes their payload
 * @param retransmittedBytes how many of these bytes were retransmitted
 */
public record Transmissions(
    long segments, long retransmitted, long bytes, long retransmittedBytes) {
  /** Share of segments that were retransmissions; NaN without any. */
  public double retransmittedShare() {
    return segments == 0 ? Double.NaN : (double) retransmitted / segments;
  }

  /** 1 − share of bytes that were retransmitted; NaN without any. */
  public double delivered() {
    return bytes == 0 ? Double.NaN : 1 - (double) retransmittedBytes / bytes;
  }
}
