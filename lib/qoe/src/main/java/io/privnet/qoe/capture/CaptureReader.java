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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a capture packet by packet: pcap or pcapng, plain or compressed with gzip, Zstandard or
 * LZ4, told apart by their first bytes. Memory is the same for every capture, whatever lengths it
 * claims.
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
  private final CaptureCensus census;
  private final Packet packet = new Packet();
  private final Dissector dissector;
  private final Deque<String> further = new ArrayDeque<>();
  private Source source;
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private final Set<CaptureFormat> formats = EnumSet.noneOf(CaptureFormat.class);
  private final Set<Compression> compressions = EnumSet.noneOf(Compression.class);
  private BlockInput in;
  private Records records;
  private boolean ended;

  /** Where the files of a joined capture come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens a file at its beginning.
     *
     * @throws IOException when it cannot be read
     */
    InputStream open(String name) throws IOException;
  }

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
    return opened(Files.newInputStream(file), file.toString());
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

  /**
   * Reads the rotated files of one session as one capture, ordered by the time of each one's first
   * packet; files without a packet come last. Formats and link types may differ. Each file is
   * opened twice: once to learn its place.
   *
   * @param names of the files, at least one
   * @throws QoeDataException when one is not a capture
   * @throws IOException when one cannot be read
   */
  public static CaptureReader joined(List<String> names, Source source) throws IOException {
    record Placed(String name, long nanos) {}
    List<Placed> placed = new ArrayList<>();
    for (String name : names) {
      try (CaptureReader reader = opened(source.open(name), name)) {
        boolean timed = reader.next() && reader.packet.timed;
        placed.add(new Placed(name, timed ? reader.packet.nanos : Long.MAX_VALUE));
      }
    }
    placed.sort((a, b) -> Long.compare(a.nanos, b.nanos));
    String first = placed.getFirst().name;
    CaptureReader reader = opened(source.open(first), first);
    reader.source = source;
    placed.subList(1, placed.size()).forEach(file -> reader.further.add(file.name));
    reader.census.joined(names);
    return reader;
  }

  private static CaptureReader opened(InputStream stream, String name) throws IOException {
    try {
      return new CaptureReader(stream, name);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private CaptureReader(InputStream stream, String name) throws IOException {
    census = new CaptureCensus(name);
    dissector = new Dissector(census);
    begin(stream, name);
  }

  private void begin(InputStream stream, String name) throws IOException {
    census.begin(name);
    in = new BlockInput(stream);
    in.require(4);
    while (in.available() >= 4
        && Compression.isSkippable(in.s32(in.position, true))
        && in.require(8)) {
      in.skip(8 + in.u32(in.position + 4, true));
      in.require(4);
    }
    Compression compression = Compression.of(in);
    compressions.add(compression);
    if (compression != Compression.NONE) {
      InputStream begun = new ByteArrayInputStream(in.bytes, in.position, in.available());
      try {
        in = new BlockInput(compression.decompress(new SequenceInputStream(begun, stream)));
      } catch (CompressionException e) {
        throw new QoeDataException(name + ": byte 0: " + e.getMessage(), e);
      }
    }
    records = records(in, name);
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
      PcapRecords pcap = new PcapRecords(in, census, interfaces, name);
      formats.add(pcap.format());
      return pcap;
    }
    if (magic == PcapngRecords.SECTION_HEADER) {
      formats.add(CaptureFormat.PCAPNG);
      return new PcapngRecords(in, census, interfaces, name);
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

  /** The formats of the files begun so far; a capture that is not joined has one. */
  public Set<CaptureFormat> formats() {
    return Collections.unmodifiableSet(formats);
  }

  /** How the files begun so far are compressed. */
  public Set<Compression> compressions() {
    return Collections.unmodifiableSet(compressions);
  }

  /**
   * The capturing interfaces met so far, of all sections and files; {@link Packet#captureInterface}
   * counts them. A pcap file has one.
   */
  public List<CaptureInterface> interfaces() {
    return Collections.unmodifiableList(interfaces);
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
    while (ended || !records.next(packet)) {
      if (further.isEmpty()) {
        ended = true;
        return false;
      }
      in.close();
      String name = further.removeFirst();
      begin(source.open(name), name);
    }
    census.packet(packet.original, packet.timed);
    dissector.dissect(packet);
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
