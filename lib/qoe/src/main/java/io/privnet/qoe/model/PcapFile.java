package io.privnet.qoe.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcap file of Ethernet frames with nanosecond times, each cut to the snapshot length. */
final class PcapFile {
  /** Enough for every header that a session has, with room for options. */
  static final int SNAPLEN = 128;

  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int ETHERNET = 1;

  private final OutputStream out;
  private final ByteBuffer record =
      ByteBuffer.allocate(16 + SNAPLEN).order(ByteOrder.LITTLE_ENDIAN);

  PcapFile(OutputStream out) throws IOException {
    this.out = out;
    record.putInt(MAGIC_NANOS).putShort((short) 2).putShort((short) 4).putLong(0);
    record.putInt(SNAPLEN).putInt(ETHERNET);
    write();
  }

  /**
   * Adds a frame.
   *
   * @param headers its first bytes; those after, up to its length, are zeros
   */
  void add(long epochNanos, ByteBuffer headers, int length) throws IOException {
    int captured = Math.min(length, SNAPLEN);
    record.putInt((int) (epochNanos / 1_000_000_000)).putInt((int) (epochNanos % 1_000_000_000));
    record.putInt(captured).putInt(length);
    int given = Math.min(captured, headers.limit());
    record.put(headers.array(), 0, given).put(new byte[captured - given]);
    write();
  }

  private void write() throws IOException {
    out.write(record.array(), 0, record.position());
    record.clear();
  }
}
