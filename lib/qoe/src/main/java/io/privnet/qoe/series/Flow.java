package io.privnet.qoe.series;

/**
 * A conversation between two endpoints, both directions. For TCP, {@code a} is who opened the
 * connection when that was captured; otherwise who sent the first packet captured.
 *
 * @param protocol IP protocol number
 * @param packetsAb packets from a to b
 * @param bytesAb frame bytes from a to b
 * @param payloadAb TCP or UDP payload bytes from a to b
 * @param opened whether the opening of the TCP connection was captured
 * @param firstNanos time of the earliest packet, nanoseconds since 1970
 * @param lastNanos time of the latest packet
 */
public record Flow(
    int protocol,
    Endpoint a,
    Endpoint b,
    long packetsAb,
    long bytesAb,
    long payloadAb,
    long packetsBa,
    long bytesBa,
    long payloadBa,
    boolean opened,
    long firstNanos,
    long lastNanos) {
  /** Frame bytes both ways. */
  public long bytes() {
    return bytesAb + bytesBa;
  }
}
