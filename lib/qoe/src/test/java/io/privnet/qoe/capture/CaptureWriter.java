package io.privnet.qoe.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes captures in every variant that the reader knows, for tests and benchmarks. */
public final class CaptureWriter {
  private final OutputStream out;
  private final ByteOrder order;
  private final int recordHeader;
  private final int nanosPerTick;

  private CaptureWriter(OutputStream out, ByteOrder order, int recordHeader, int nanosPerTick) {
    this.out = out;
    this.order = order;
    this.recordHeader = recordHeader;
    this.nanosPerTick = nanosPerTick;
  }

  /** Begins a pcap file with the given magic number. */
  public static CaptureWriter pcap(
      OutputStream out, ByteOrder order, int magic, int linkType, int minorVersion) {
    CaptureWriter writer =
        new CaptureWriter(
            out,
            order,
            magic == PcapRecords.MAGIC_MODIFIED ? 24 : 16,
            magic == PcapRecords.MAGIC_NANOS ? 1 : 1000);
    writer.write(
        writer
            .buffer(24)
            .putInt(magic)
            .putShort((short) 2)
            .putShort((short) minorVersion)
            .putInt(0)
            .putInt(0)
            .putInt(262144)
            .putInt(linkType));
    return writer;
  }

  /** Begins an ordinary pcap file: microseconds, little-endian, Ethernet. */
  public static CaptureWriter pcap(OutputStream out) {
    return pcap(out, ByteOrder.LITTLE_ENDIAN, PcapRecords.MAGIC_MICROS, 1, 4);
  }

  /** A pcap record; times are cut to the file's resolution. */
  public CaptureWriter packet(long nanos, byte[] captured, long original) {
    ByteBuffer record = buffer(recordHeader + captured.length);
    record
        .putInt((int) (nanos / 1_000_000_000))
        .putInt((int) (nanos % 1_000_000_000 / nanosPerTick))
        .putInt(captured.length)
        .putInt((int) original);
    record.position(recordHeader);
    return write(record.put(captured));
  }

  /** A pcap record of a frame captured as a whole. */
  public CaptureWriter packet(long nanos, byte[] frame) {
    return packet(nanos, frame, frame.length);
  }

  /** Begins a pcapng file with a section header. */
  public static CaptureWriter pcapng(OutputStream out, ByteOrder order) {
    return new CaptureWriter(out, order, 0, 0).section();
  }

  /** A further section of the same byte order. */
  public CaptureWriter section() {
    return block(
        0x0a0d0d0a,
        buffer(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1).array());
  }

  /** An interface description; resolution −1 leaves the option out, as does offset 0. */
  public CaptureWriter describe(int linkType, int snapLength, int resolution, long offsetSeconds) {
    ByteBuffer body = buffer(8 + (resolution >= 0 ? 8 : 0) + (offsetSeconds != 0 ? 12 : 0) + 4);
    body.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    if (resolution >= 0) {
      body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    }
    if (offsetSeconds != 0) {
      body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
    }
    return block(1, body.array());
  }

  /** A description of a named interface with microseconds. */
  public CaptureWriter describe(String name, int linkType, int snapLength) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = buffer(8 + 4 + (text.length + 3 & ~3) + 4);
    body.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    body.putShort((short) 2).putShort((short) text.length).put(text);
    return block(1, body.array());
  }

  /** An interface statistics block. */
  public CaptureWriter statistics(int number, long ticks, long received, long dropped) {
    ByteBuffer body = buffer(12 + 12 + 12 + 4);
    body.putInt(number).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putShort((short) 4).putShort((short) 8).putLong(received);
    body.putShort((short) 5).putShort((short) 8).putLong(dropped);
    return block(5, body.array());
  }

  /** An enhanced packet block. */
  public CaptureWriter enhanced(int number, long ticks, byte[] captured, long original) {
    ByteBuffer body = buffer(20 + captured.length);
    body.putInt(number).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putInt(captured.length).putInt((int) original).put(captured);
    return block(6, body.array());
  }

  /** An obsolete packet block. */
  public CaptureWriter obsolete(int number, long ticks, byte[] captured, long original) {
    ByteBuffer body = buffer(20 + captured.length);
    body.putShort((short) number).putShort((short) 3);
    body.putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putInt(captured.length).putInt((int) original).put(captured);
    return block(2, body.array());
  }

  /** A simple packet block. */
  public CaptureWriter simple(byte[] captured, long original) {
    return block(3, buffer(4 + captured.length).putInt((int) original).put(captured).array());
  }

  /** Any pcapng block, padded. */
  public CaptureWriter block(int type, byte[] body) {
    int length = 12 + (body.length + 3 & ~3);
    ByteBuffer block = buffer(length).putInt(type).putInt(length).put(body);
    return write(block.putInt(length - 4, length));
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }

  private CaptureWriter write(ByteBuffer buffer) {
    try {
      out.write(buffer.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What was written so far, of a writer to memory. */
  public byte[] bytes() {
    return ((ByteArrayOutputStream) out).toByteArray();
  }
}
