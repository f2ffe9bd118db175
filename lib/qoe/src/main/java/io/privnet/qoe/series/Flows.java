package io.privnet.qoe.series;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who talks to whom in a capture: the flows, the heaviest first.
 *
 * @param flows by frame bytes, descending
 * @param otherPackets packets of flows that came when {@value #MAX_FLOWS} were known already
 * @param otherBytes frame bytes of those packets
 * @param firstNanos earliest packet of any kind, nanoseconds since 1970; 0 when there is none
 * @param lastNanos latest packet of any kind
 */
public record Flows(
    List<Flow> flows, long otherPackets, long otherBytes, long firstNanos, long lastNanos) {
  /** As many flows are told apart; a scan of ports must not fill the memory. */
  public static final int MAX_FLOWS = 1 << 16;

  private record Key(int protocol, Endpoint lower, Endpoint upper) {}

  private static final class Count {
    boolean lowerFirst;
    boolean opened;
    long packetsUp;
    long bytesUp;
    long payloadUp;
    long packetsDown;
    long bytesDown;
    long payloadDown;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
  }

  /**
   * Reads a capture to its end.
   *
   * @throws IOException when reading fails
   */
  public static Flows of(CaptureReader reader) throws IOException {
    Map<Key, Count> counts = new HashMap<>();
    long otherPackets = 0;
    long otherBytes = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Packet packet = reader.packet();
    while (reader.next()) {
      if (packet.hasTime()) {
        first = Math.min(first, packet.epochNanos());
        last = Math.max(last, packet.epochNanos());
      }
      if (!packet.isIp()) {
        continue;
      }
      Endpoint source =
          new Endpoint(new Address(packet.sourceHigh(), packet.sourceLow()), packet.sourcePort());
      Endpoint destination =
          new Endpoint(
              new Address(packet.destinationHigh(), packet.destinationLow()),
              packet.destinationPort());
      boolean up = compare(source, destination) <= 0;
      Key key =
          up
              ? new Key(packet.protocol(), source, destination)
              : new Key(packet.protocol(), destination, source);
      Count count = counts.get(key);
      if (count == null) {
        if (counts.size() == MAX_FLOWS) {
          otherPackets++;
          otherBytes += packet.wireLength();
          continue;
        }
        count = new Count();
        count.lowerFirst = up;
        counts.put(key, count);
      }
      add(count, packet, up);
    }
    List<Flow> flows = new ArrayList<>(counts.size());
    counts.forEach((key, count) -> flows.add(flow(key, count)));
    flows.sort(Flows::compareWeight);
    boolean none = first == Long.MAX_VALUE;
    return new Flows(
        List.copyOf(flows), otherPackets, otherBytes, none ? 0 : first, none ? 0 : last);
  }

  private static void add(Count count, Packet packet, boolean up) {
    long payload = Math.max(packet.payloadLength(), 0);
    if (up) {
      count.packetsUp++;
      count.bytesUp += packet.wireLength();
      count.payloadUp += payload;
    } else {
      count.packetsDown++;
      count.bytesDown += packet.wireLength();
      count.payloadDown += payload;
    }
    if (packet.protocol() == Packet.TCP && packet.opensConnection()) {
      count.opened = true;
      count.lowerFirst = up;
    }
    if (packet.hasTime()) {
      count.first = Math.min(count.first, packet.epochNanos());
      count.last = Math.max(count.last, packet.epochNanos());
    }
  }

  private static Flow flow(Key key, Count c) {
    long first = c.first == Long.MAX_VALUE ? 0 : c.first;
    long last = c.first == Long.MAX_VALUE ? 0 : c.last;
    return c.lowerFirst
        ? new Flow(
            key.protocol,
            key.lower,
            key.upper,
            c.packetsUp,
            c.bytesUp,
            c.payloadUp,
            c.packetsDown,
            c.bytesDown,
            c.payloadDown,
            c.opened,
            first,
            last)
        : new Flow(
            key.protocol,
            key.upper,
            key.lower,
            c.packetsDown,
            c.bytesDown,
            c.payloadDown,
            c.packetsUp,
            c.bytesUp,
            c.payloadUp,
            c.opened,
            first,
            last);
  }

  /** Heaviest first; what comes after only makes the order of equals the same in every run. */
  private static int compareWeight(Flow one, Flow other) {
    int order = Long.compare(other.bytes(), one.bytes());
    if (order == 0) {
      order = Long.compare(one.firstNanos(), other.firstNanos());
    }
    if (order == 0) {
      order = compare(one.a(), other.a());
    }
    if (order == 0) {
      order = compare(one.b(), other.b());
    }
    return order != 0 ? order : Integer.compare(one.protocol(), other.protocol());
  }

  static int compare(Endpoint a, Endpoint b) {
    int order = Long.compareUnsigned(a.address().high(), b.address().high());
    if (order == 0) {
      order = Long.compareUnsigned(a.address().low(), b.address().low());
    }
    return order != 0 ? order : Integer.compare(a.port(), b.port());
  }
}
