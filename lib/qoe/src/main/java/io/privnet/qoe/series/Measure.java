package io.privnet.qoe.series;

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
  IP,
  /** Payload when it is seen for the first time; see {@link Goodput}. */
  GOODPUT,
  /** What the user does, of control that is RFB in the clear; see {@link InputCounter}. */
  INPUT;

  /** A fresh counter, for one reading of a capture. */
  public ByteCounter counter() {
    return switch (this) {
      case PAYLOAD -> (packet, direction) -> packet.payloadLength();
      case WIRE -> (packet, direction) -> packet.wireLength();
      case IP -> (packet, direction) -> packet.ipLength();
      case GOODPUT -> new Goodput();
      case INPUT -> new InputCounter();
    };
  }
}
