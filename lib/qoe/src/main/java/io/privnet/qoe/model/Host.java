package io.privnet.qoe.model;

import java.nio.ByteBuffer;
import java.util.List;

/** One side of a simulated session as its frames show it. */
enum Host {
  USER(2, 50_000),
  INSTRUMENT(1, 6300);

  static final int RTP_PORT = 5004;

  private static final int IP_AT = 14;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ACK = 0x10;
  private static final int PSH = 0x08;
  private static final int SYN = 0x02;

  private final int number;
  private final int port;

  /** Of addresses 10.0.0.number and 02:00:00:00:00:number. */
  Host(int number, int port) {
    this.number = number;
    this.port = port;
  }

  Host peer() {
    return this == USER ? INSTRUMENT : USER;
  }

  String address() {
    return "10.0.0." + number;
  }

  int port() {
    return port;
  }

  /**
   * A frame.
   *
   * @param headers its bytes up to the zeros that it ends with
   * @param length with those zeros
   * @param payload of TCP or UDP
   */
  record Frame(ByteBuffer headers, int length, int payload) {}

  /** Sequence numbers [from, to) that arrived ahead of a gap. */
  record Block(int from, int to) {}

  /** The segment that opens a connection, or with an acknowledgment the answer to it. */
  Frame opening(int identification, int sequence, Integer acknowledgment) {
    ByteBuffer frame = tcp(identification, 12, 0);
    // Maximum segment size 1460; selective acknowledgment; window scale 2^7.
    ByteBuffer options = ByteBuffer.allocate(12).putInt(0x020405b4).putInt(0x04020103);
    options.putInt(0x03070101);
    int flags = acknowledgment == null ? SYN : SYN | ACK;
    return segment(frame, sequence, acknowledgment == null ? 0 : acknowledgment, flags, options, 0);
  }

  /** A segment of data, or with none an acknowledgment. */
  Frame segment(
      int identification, int sequence, int acknowledgment, List<Block> blocks, int payload) {
    ByteBuffer options = ByteBuffer.allocate(blocks.isEmpty() ? 0 : 4 + 8 * blocks.size());
    if (!blocks.isEmpty()) {
      options.putShort((short) 0x0101).put((byte) 5).put((byte) (2 + 8 * blocks.size()));
      blocks.forEach(b -> options.putInt(b.from()).putInt(b.to()));
    }
    ByteBuffer frame = tcp(identification, options.capacity(), payload);
    int flags = payload == 0 ? ACK : ACK | PSH;
    return segment(frame, sequence, acknowledgment, flags, options, payload);
  }

  private Frame segment(
      ByteBuffer frame, int sequence, int acknowledgment, int flags, ByteBuffer options, int load) {
    int at = frame.position();
    frame.putShort((short) port).putShort((short) peer().port);
    frame.putInt(sequence).putInt(acknowledgment);
    frame.put((byte) ((20 + options.capacity()) / 4 << 4)).put((byte) flags);
    frame.putShort((short) TcpEnd.WINDOW_FIELD).putInt(0).put(options.array());
    frame.putShort(at + 16, checksum(frame, at, frame.limit(), TCP, frame.limit() - at + load));
    return new Frame(frame, frame.limit() + load, load);
  }

  private ByteBuffer tcp(int identification, int options, int payload) {
    return ip(identification, TCP, 20 + options, payload);
  }

  /** An RTP packet (RFC 3550 §5.1) of dynamic payload type 96. */
  Frame rtp(int identification, int sequence, int timestamp, int source, int payload) {
    ByteBuffer frame = ip(identification, UDP, 20, payload);
    int at = frame.position();
    frame.putShort((short) RTP_PORT).putShort((short) RTP_PORT);
    frame.putShort((short) (20 + payload)).putShort((short) 0);
    frame.put((byte) 0x80).put((byte) 96).putShort((short) sequence);
    frame.putInt(timestamp).putInt(source);
    frame.putShort(at + 6, checksum(frame, at, frame.limit(), UDP, 20 + payload));
    return new Frame(frame, frame.limit() + payload, 12 + payload);
  }

  /** Ethernet and IPv4 headers, and room for {@code inner} bytes of header behind them. */
  private ByteBuffer ip(int identification, int protocol, int inner, int payload) {
    ByteBuffer frame = ByteBuffer.allocate(IP_AT + 20 + inner);
    frame.putInt(0x0200_0000).putShort((short) peer().number);
    frame.putInt(0x0200_0000).putShort((short) number);
    frame.putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) (20 + inner + payload));
    frame.putShort((short) identification).putShort((short) 0x4000);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
    frame.putInt(0x0a00_0000 | number).putInt(0x0a00_0000 | peer().number);
    frame.putShort(IP_AT + 10, folded(sum(frame, IP_AT, IP_AT + 20)));
    return frame;
  }

  /**
   * RFC 9293 §3.1 and RFC 768: over addresses, protocol, length and the headers; zeros add nothing.
   */
  private short checksum(ByteBuffer frame, int from, int to, int protocol, int length) {
    short sum =
        folded(sum(frame, IP_AT + 12, IP_AT + 20) + protocol + length + sum(frame, from, to));
    return protocol == UDP && sum == 0 ? (short) 0xffff : sum;
  }

  private static long sum(ByteBuffer frame, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += frame.getShort(i) & 0xffff;
    }
    return sum;
  }

  private static short folded(long sum) {
    long folded = (sum & 0xffff) + (sum >>> 16);
    return (short) ~((folded & 0xffff) + (folded >>> 16));
  }
}
