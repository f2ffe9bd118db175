package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;

/**
 * Tells packet by packet what a {@link Measure} counts. It may remember what it has seen, so each
 * reading of a capture needs its own.
 */
public interface ByteCounter {
  /**
   * Bytes of a packet of the session that count; each packet is asked for once, in the capture's
   * order.
   *
   * @param direction what the packet is to the session, not {@link Roles.Direction#NONE}
   * @return bytes, or {@link Packet#UNKNOWN} when the packet's headers do not tell them
   */
  long of(Packet packet, Roles.Direction direction);
}
