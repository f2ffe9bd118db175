package io.privnet.qoe.capture;

import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.util.List;

/**
 * Records of a pcap file (draft-ietf-opsawg-pcap): microseconds or nanoseconds, either byte order,
 * and Kuznetzov's modified variant with its longer record headers.
 */
final class PcapRecords extends Records {
  static final int MAGIC_MICROS = 0xa1b2c3d4;
  static final int MAGIC_NANOS = 0xa1b23c4d;
  static final int MAGIC_MODIFIED = 0xa1b2cd34;
  private static final int FILE_HEADER = 24;

  private final BlockInput in;
  private final CaptureCensus census;
  private final boolean littleEndian;
  private final int nanosPerTick;
  private final int recordHeader;
  private final int linkType;
  private final CaptureInterface from;
  private final int number;
  private final boolean alwaysSwapped;
  private final boolean perhapsSwapped;

  static boolean isMagic(int magic) {
    return magic == MAGIC_MICROS || magic == MAGIC_NANOS || magic == MAGIC_MODIFIED;
  }

  /**
   * Reads the file header.
   *
   * @param interfaces to which the one of this file is added
   */
  PcapRecords(BlockInput in, CaptureCensus census, List<CaptureInterface> interfaces, String name)
      throws IOException {
    this.in = in;
    this.census = census;
    if (!in.require(FILE_HEADER)) {
      throw new QoeDataException(
          name
              + ": byte "
              + in.available()
              + ": the pcap file header is cut off: "
              + in.available()
              + " of "
              + FILE_HEADER
              + " bytes");
    }
    int start = in.position;
    littleEndian = !isMagic(in.s32(start, false));
    int magic = in.s32(start, littleEndian);
    int major = in.u16(start + 4, littleEndian);
    int minor = in.u16(start + 6, littleEndian);
    if (major != 2) {
      throw new QoeDataException(
          name + ": byte 4: pcap version " + major + "." + minor + " is not known, 2.4 is");
    }
    // Before 2.3 the two lengths of a record stood the other way round; in 2.3 either order occurs.
    alwaysSwapped = minor < 3;
    perhapsSwapped = minor == 3;
    nanosPerTick = magic == MAGIC_NANOS ? 1 : 1000;
    recordHeader = magic == MAGIC_MODIFIED ? 24 : 16;
    linkType =
        in.s32(start + 20, littleEndian) & 0xffff; // above: the frame check sequence's length
    from =
        new CaptureInterface(
            "",
            linkType,
            in.u32(start + 16, littleEndian),
            nanosPerTick == 1 ? new Clock(9, 0) : Clock.MICROSECONDS);
    number = interfaces.size();
    interfaces.add(from);
    in.position += FILE_HEADER;
  }

  /** Which of the variants it is. */
  CaptureFormat format() {
    return recordHeader > 16
        ? CaptureFormat.MODPCAP
        : nanosPerTick == 1 ? CaptureFormat.NSECPCAP : CaptureFormat.PCAP;
  }

  @Override
  boolean next(Packet packet) throws IOException {
    long offset = in.offset();
    if (!in.require(recordHeader)) {
      if (in.available() > 0 || in.damage() != null) {
        census.cut(offset, in.damage());
      }
      return false;
    }
    int header = in.position;
    long seconds = in.u32(header, littleEndian);
    long ticks = in.u32(header + 4, littleEndian);
    long captured = in.u32(header + 8, littleEndian);
    long original = in.u32(header + 12, littleEndian);
    if (alwaysSwapped || perhapsSwapped && captured > original) {
      long other = captured;
      captured = original;
      original = other;
    }
    if (captured > MAX_CAPTURED) {
      census.damaged(offset, "a record that claims " + captured + " captured bytes");
      return false;
    }
    int length = recordHeader + (int) captured;
    if (!in.require(length)) {
      census.cut(offset, in.damage());
      return false;
    }
    int frame = in.position + recordHeader;
    in.position += length;
    from.packets++;
    packet.record(
        in.bytes,
        frame,
        (int) captured,
        original,
        linkType,
        number,
        true,
        seconds * 1_000_000_000L + ticks * nanosPerTick);
    return true;
  }
}
