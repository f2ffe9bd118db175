package io.privnet.qoe.capture;

import io.privnet.qoe.QoeDataException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a capture packet by packet: pcap or pcapng, plain or compressed with gzip, told apart by
 * their first bytes. Memory is the same for every capture, whatever lengths it claims.
 *
 * <p>A capture that is cut off or damaged after its header gives all whole records before; {@link
 * CaptureCensus#earlyEnd} then says so. Not safe for use by several threads.
 *
 * <pre>{@code
 * try (CaptureReader reader = CaptureReader.open(path)) {
 *   Packet packet = reader.packet();
 *   while (reader.next()) {
 *     total += packet.wireLength();
 *   }
 * }
 * }</pre>
 */
public final class CaptureReader implements Closeable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int GZIP_BLOCK = 1 << 16;

  private final InputStream stream;
  private final CaptureCensus census;
  private final Packet packet = new Packet();
  private final Dissector dissector;
  private final Records records;
  private boolean ended;

  /**
   * Opens a capture file and reads its header.
   *
   * @throws QoeDataException when it is not a capture
   * @throws IOException when it cannot be read
   */
  public static CaptureReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a directory");
    }
    InputStream stream = Files.newInputStream(file);
    try {
      return new CaptureReader(stream, file.toString());
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /**
   * Reads the header of a capture that comes as a stream. A packet is delivered as soon as its last
   * byte has come.
   *
   * @param stream the capture, closed with this reader
   * @param name what to call it in messages
   * @throws QoeDataException when it is not a capture
   * @throws IOException when it cannot be read
   */
  public static CaptureReader of(InputStream stream, String name) throws IOException {
    return new CaptureReader(stream, name);
  }

  private CaptureReader(InputStream stream, String name) throws IOException {
    this.stream = stream;
    census = new CaptureCensus(name);
    dissector = new Dissector(census);
    BlockInput plain = new BlockInput(stream);
    BlockInput in = plain;
    if (plain.require(2) && plain.u16(plain.position, false) == GZIP_MAGIC) {
      in = decompress(plain, name);
    }
    records = records(in, name);
  }

  private BlockInput decompress(BlockInput compressed, String name) throws IOException {
    InputStream begun =
        new ByteArrayInputStream(compressed.bytes, compressed.position, compressed.available());
    try {
      return new BlockInput(
          new GZIPInputStream(new SequenceInputStream(begun, stream), GZIP_BLOCK));
    } catch (ZipException | java.io.EOFException e) {
      throw new QoeDataException(name + ": byte 0: a damaged gzip header", e);
    }
  }

  private Records records(BlockInput in, String name) throws IOException {
    if (!in.require(4)) {
      if (in.available() == 0 && in.damage() == null) {
        throw new QoeDataException(name + ": byte 0: not a capture: it is empty");
      }
      throw new QoeDataException(
          name
              + ": byte 0: not a pcap or pcapng capture: "
              + (in.damage() != null ? in.damage() : "it has only " + in.available() + " bytes"));
    }
    int magic = in.s32(in.position, false);
    if (PcapRecords.isMagic(magic) || PcapRecords.isMagic(Integer.reverseBytes(magic))) {
      return new PcapRecords(in, census, name);
    }
    if (magic == PcapngRecords.SECTION_HEADER) {
      return new PcapngRecords(in, census, name);
    }
    throw new QoeDataException(
        name
            + ": byte 0: not a pcap or pcapng capture: it begins with 0x"
            + String.format("%08x", magic));
  }

  /** The view that {@link #next} moves, the same one for the reader's whole life. */
  public Packet packet() {
    return packet;
  }

  /** What was met so far. */
  public CaptureCensus census() {
    return census;
  }

  /**
   * Moves {@link #packet} to the next record.
   *
   * @return false at the end of the capture
   * @throws IOException when reading fails
   */
  public boolean next() throws IOException {
    if (ended || !records.next(packet)) {
      ended = true;
      return false;
    }
    census.packet(packet.original, packet.timed);
    dissector.dissect(packet);
    return true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
