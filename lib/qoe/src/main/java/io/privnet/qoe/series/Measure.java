package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;

/** What of a packet is counted. The choice decides the result, so every series names it. */
public enum Measure {
  /**
   * TCP or UDP payload, from the IP, TCP and UDP headers, retransmissions included.
   * Acknowledgements count nothing.
   */
  PAYLOAD,
  /** Frame bytes, from the record's original length: the paper's view. */
  WIRE,
  /** IP total length. */
  IP;

  /** Bytes of an IP packet that count, or {@link Packet#UNKNOWN} when its headers do not tell. */
  public long of(Packet packet) {
    return switch (this) {
      case PAYLOAD -> packet.payloadLength();
      case WIRE -> packet.wireLength();
      case IP -> packet.ipLength();
    };
  }
}
