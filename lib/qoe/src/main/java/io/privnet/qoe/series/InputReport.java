package io.privnet.qoe.series;

/**
 * What a count of the user's input rests on.
 *
 * @param control what the control is
 * @param rfbBytes payload of control in connections that are RFB, retransmissions included
 * @param skippedBytes how many bytes of these connections could not be parsed: missing from the
 *     capture, cut off by the snapshot length, or before the place in the stream was found
 * @param estimatedBytes how many of the skipped bytes count as input, in the proportion of the
 *     captured part of their segment
 * @param otherBytes payload of control in connections that are not RFB, or too short to tell
 * @param opaqueSecurityType RFB security type (RFC 6143 §7.1.2) of a connection whose messages
 *     cannot be read; 0 when there is none
 * @param forgottenConnections connections that are in none of these figures, for there were too
 *     many
 */
public record InputReport(
    InputCounter.Control control,
    long rfbBytes,
    long skippedBytes,
    long estimatedBytes,
    long otherBytes,
    int opaqueSecurityType,
    long forgottenConnections) {
  /** Whether the count is not exact. */
  public boolean isApproximate() {
    return skippedBytes > 0 || forgottenConnections > 0;
  }
}
