package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;

/**
 * Counts what the user does: RFB events (KeyEvent, PointerEvent, ClientCutText, QEMU extended key
 * event) that go to the instrument, each byte once, in the packet with which it is known what it
 * is. Of media it counts payload, retransmissions included.
 *
 * <p>Connections are parsed by position, so a snapshot length that leaves the beginning of each
 * message is enough. Where more is cut off or packets are missing, the count is an estimate; {@link
 * #report} says of how much.
 */
public final class InputCounter implements ByteCounter {
  /** What the control of a session is. */
  public enum Control {
    /** There is too little to tell. */
    UNKNOWN,
    /** RFB in the clear, of one connection at least. */
    RFB,
    /** Something else, or RFB of which only the handshake can be read. */
    OTHER
  }

  private static final int CONNECTIONS = 1024;

  private final boolean payloadOtherwise;
  private final FlowTable<RfbConnection> connections =
      new FlowTable<>(CONNECTIONS, RfbConnection::new);

  InputCounter() {
    this(false);
  }

  private InputCounter(boolean payloadOtherwise) {
    this.payloadOtherwise = payloadOtherwise;
  }

  /**
   * A counter of demand: input of the connections that are RFB, payload of those that are not. A
   * connection's first bytes count when it is known which of the two it is.
   */
  public static InputCounter orPayload() {
    return new InputCounter(true);
  }

  /**
   * Reads a capture until it is known whether its control is RFB, or to its end.
   *
   * @throws IOException when reading fails
   */
  public static Control controlOf(CaptureReader reader, Roles roles) throws IOException {
    InputCounter counter = new InputCounter();
    Packet packet = reader.packet();
    while (reader.next()) {
      Roles.Direction direction = roles.of(packet);
      if (direction != Roles.Direction.NONE) {
        counter.of(packet, direction);
        if (direction == Roles.Direction.IN && counter.control() == Control.RFB) {
          return Control.RFB;
        }
      }
    }
    return counter.control();
  }

  @Override
  public long of(Packet packet, Roles.Direction direction) {
    long payload = packet.payloadLength();
    if (packet.protocol() != Packet.TCP) {
      return payload;
    }
    if (direction == Roles.Direction.IN) {
      if (!packet.hasTcpHeader() || payload == Packet.UNKNOWN) {
        return Packet.UNKNOWN;
      }
      RfbConnection connection = connections.of(packet);
      connection.add(packet);
      return connection.take(payloadOtherwise);
    }
    if (packet.hasTcpHeader() && packet.acknowledges()) {
      RfbConnection connection = connections.opposite(packet);
      if (connection != null) {
        connection.acknowledge(packet);
      }
    }
    return payload;
  }

  /** What the control is, as far as the packets so far tell. */
  public Control control() {
    return report().control();
  }

  /** What the count so far rests on. */
  public InputReport report() {
    long[] rfb = new long[4];
    long[] other = new long[3];
    connections.forEach(
        connection -> {
          switch (connection.nature()) {
            case RFB -> {
              rfb[0]++;
              rfb[1] += connection.payload();
              rfb[2] += connection.skipped();
              rfb[3] += connection.estimated();
            }
            case OTHER -> {
              other[0]++;
              other[1] += connection.payload();
              other[2] = Math.max(other[2], connection.opaqueSecurityType());
            }
            case UNDECIDED -> other[1] += connection.payload();
          }
        });
    return new InputReport(
        rfb[0] > 0 ? Control.RFB : other[0] > 0 ? Control.OTHER : Control.UNKNOWN,
        rfb[1],
        rfb[2],
        rfb[3],
        other[1],
        (int) other[2],
        connections.forgotten());
  }
}
