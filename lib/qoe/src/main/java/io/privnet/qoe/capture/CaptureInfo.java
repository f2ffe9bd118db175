package io.privnet.qoe.capture;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A capture in figures, without a look at who talks to whom.
 *
 * @param formats of its files; one unless joined
 * @param compressions of its files
 * @param packets of any kind
 * @param bytes sum of their lengths on the wire
 * @param capturedBytes sum of what the capture holds of them
 * @param cutPackets packets of which the capture holds less than was on the wire
 * @param timedPackets packets that have a time
 * @param firstNanos earliest time, nanoseconds since 1970; 0 when no packet has one
 * @param lastNanos latest time
 * @param inOrder whether no packet is earlier than the one before it
 * @param interfaces all that were described, with or without packets
 */
public record CaptureInfo(
    Set<CaptureFormat> formats,
    Set<Compression> compressions,
    long packets,
    long bytes,
    long capturedBytes,
    long cutPackets,
    long timedPackets,
    long firstNanos,
    long lastNanos,
    boolean inOrder,
    List<CaptureInterface> interfaces) {
  /**
   * Reads a capture to its end.
   *
   * @throws IOException when reading fails
   */
  public static CaptureInfo of(CaptureReader reader) throws IOException {
    Packet packet = reader.packet();
    long captured = 0;
    long cut = 0;
    long timed = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    long before = 0;
    boolean inOrder = true;
    while (reader.next()) {
      captured += packet.captured;
      if (packet.captured < packet.original) {
        cut++;
      }
      if (packet.timed) {
        timed++;
        first = Math.min(first, packet.nanos);
        last = Math.max(last, packet.nanos);
        inOrder &= packet.nanos >= before;
        before = packet.nanos;
      }
    }
    return new CaptureInfo(
        reader.formats(),
        reader.compressions(),
        reader.census().packets(),
        reader.census().wireBytes(),
        captured,
        cut,
        timed,
        timed == 0 ? 0 : first,
        last,
        inOrder,
        reader.interfaces());
  }
}
