package io.privnet.qoe.capture;

import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Packet blocks of a pcapng file (draft-ietf-opsawg-pcapng): enhanced, simple and obsolete ones, of
 * several sections and interfaces, each with its own link type, time resolution and offset. All
 * other blocks are passed over and counted.
 */
final class PcapngRecords extends Records {
  static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_END = 0;
  private static final int OPTION_NAME = 2;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int OPTION_TIME_OFFSET = 14;

  /** A capture with more interfaces than this is damaged, not busy. */
  private static final int MAX_INTERFACES = 1 << 16;

  private static final int MAX_NAME = 255;

  private final BlockInput in;
  private final CaptureCensus census;
  private final String name;
  private boolean littleEndian;
  private boolean started;
  private final List<CaptureInterface> interfaces;

  /** Where the interfaces of this section begin among all. */
  private int first;

  /**
   * Begins to read.
   *
   * @param interfaces to which those of each section are added
   */
  PcapngRecords(
      BlockInput in, CaptureCensus census, List<CaptureInterface> interfaces, String name) {
    this.in = in;
    this.census = census;
    this.interfaces = interfaces;
    this.name = name;
    first = interfaces.size();
  }

  @Override
  boolean next(Packet packet) throws IOException {
    while (true) {
      long offset = in.offset();
      if (!in.require(12)) {
        if (!started) {
          throw new QoeDataException(
              name + ": byte " + offset + ": the pcapng section header is cut off");
        }
        if (in.available() > 0 || in.damage() != null) {
          census.cut(offset, in.damage());
        }
        return false;
      }
      int type = in.s32(in.position, littleEndian);
      if (type == SECTION_HEADER) {
        int magic = in.s32(in.position + 8, false);
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
          return broken(offset, "a section header without the byte-order magic");
        }
        littleEndian = magic != BYTE_ORDER_MAGIC;
      }
      long length = in.u32(in.position + 4, littleEndian);
      if (length < 12 || length % 4 != 0) {
        return broken(offset, "a block that claims " + length + " bytes");
      }
      if (length > BlockInput.MAX_CONTIGUOUS) {
        if (type == SECTION_HEADER || type == INTERFACE_DESCRIPTION) {
          return broken(offset, "a header block that claims " + length + " bytes");
        }
        census.skippedBlock(type);
        if (!in.skip(length)) {
          census.cut(offset, in.damage());
          return false;
        }
        continue;
      }
      if (!in.require((int) length)) {
        if (!started) {
          throw new QoeDataException(
              name + ": byte " + offset + ": the pcapng section header is cut off");
        }
        census.cut(offset, in.damage());
        return false;
      }
      int block = in.position;
      int end = block + (int) length;
      if (in.u32(end - 4, littleEndian) != length) {
        return broken(offset, "a block whose two lengths differ");
      }
      in.position = end;
      boolean isPacket =
          switch (type) {
            case SECTION_HEADER -> section(block, (int) length, offset);
            case INTERFACE_DESCRIPTION -> {
              if (interfaces.size() >= MAX_INTERFACES) {
                census.damaged(offset, "more than " + MAX_INTERFACES + " interfaces");
                in.position = block;
                yield false;
              }
              describe(block, end, offset);
              yield false;
            }
            case ENHANCED_PACKET -> enhanced(packet, block, end);
            case PACKET -> obsolete(packet, block, end);
            case SIMPLE_PACKET -> simple(packet, block, end);
            case STATISTICS -> {
              statistics(block, end);
              yield false;
            }
            default -> {
              census.skippedBlock(type);
              yield false;
            }
          };
      if (isPacket) {
        return true;
      }
      if (in.position == block) {
        return false;
      }
    }
  }

  /** Garbage from the first block on is no capture; later, what came before still counts. */
  private boolean broken(long offset, String what) throws QoeDataException {
    if (!started) {
      throw new QoeDataException(name + ": byte " + offset + ": not a pcapng file: " + what);
    }
    census.damaged(offset, what);
    return false;
  }

  private boolean section(int block, int length, long offset) throws QoeDataException {
    int major = length >= 28 ? in.u16(block + 12, littleEndian) : -1;
    if (major != 1) {
      if (!started) {
        throw new QoeDataException(
            name + ": byte " + (offset + 12) + ": pcapng version " + major + " is not known, 1 is");
      }
      census.damaged(offset, "a section of pcapng version " + major);
      in.position = block;
      return false;
    }
    started = true;
    first = interfaces.size();
    return false;
  }

  private void describe(int block, int end, long offset) {
    if (end - block < 20) {
      census.malformedBlock();
      interfaces.add(new CaptureInterface("", -1, 0, Clock.MICROSECONDS));
      return;
    }
    int linkType = in.u16(block + 8, littleEndian);
    long snapLength = in.u32(block + 12, littleEndian);
    String interfaceName = "";
    int resolution = 6;
    long offsetSeconds = 0;
    int option = block + 16;
    while (option + 4 <= end - 4) {
      int code = in.u16(option, littleEndian);
      int size = in.u16(option + 2, littleEndian);
      int value = option + 4;
      if (code == OPTION_END || value + size > end - 4) {
        break;
      }
      if (code == OPTION_NAME) {
        interfaceName =
            new String(in.bytes, value, Math.min(size, MAX_NAME), StandardCharsets.UTF_8);
      } else if (code == OPTION_TIME_RESOLUTION && size >= 1) {
        resolution = in.u8(value);
      } else if (code == OPTION_TIME_OFFSET && size >= 8) {
        offsetSeconds = u64(value);
      }
      option = value + (size + 3 & ~3);
    }
    // Beyond ±100 years the offset is damage; 0 keeps the interface's packets in one place.
    if (Math.abs(offsetSeconds) > 3_200_000_000L || offsetSeconds == Long.MIN_VALUE) {
      census.damagedOffset(offset);
      offsetSeconds = 0;
    }
    interfaces.add(
        new CaptureInterface(
            interfaceName, linkType, snapLength, new Clock(resolution, offsetSeconds)));
  }

  /** What an interface says of itself at the end of a capture, or at any time before. */
  private void statistics(int block, int end) {
    long number = end - block < 24 ? Long.MAX_VALUE : in.u32(block + 8, littleEndian);
    if (number >= interfaces.size() - first) {
      census.malformedBlock();
      return;
    }
    census.skippedBlock(STATISTICS);
    CaptureInterface about = interfaces.get(first + (int) number);
    int option = block + 20;
    while (option + 4 <= end - 4) {
      int code = in.u16(option, littleEndian);
      int size = in.u16(option + 2, littleEndian);
      int value = option + 4;
      if (code == OPTION_END || value + size > end - 4) {
        break;
      }
      if (size == 8) {
        about.statistic(code, u64(value));
      }
      option = value + (size + 3 & ~3);
    }
  }

  private long u64(int index) {
    long one = in.u32(index, littleEndian);
    long other = in.u32(index + 4, littleEndian);
    return littleEndian ? other << 32 | one : one << 32 | other;
  }

  private boolean enhanced(Packet packet, int block, int end) {
    if (end - block < 32) {
      return malformed();
    }
    long number = in.u32(block + 8, littleEndian);
    return timed(packet, number, block, end);
  }

  /** The packet block that pcapng had before the enhanced one. */
  private boolean obsolete(Packet packet, int block, int end) {
    if (end - block < 32) {
      return malformed();
    }
    return timed(packet, in.u16(block + 8, littleEndian), block, end);
  }

  private boolean timed(Packet packet, long number, int block, int end) {
    long captured = in.u32(block + 20, littleEndian);
    if (number >= interfaces.size() - first
        || captured > end - 4 - (block + 28)
        || captured > MAX_CAPTURED) {
      return malformed();
    }
    CaptureInterface from = interfaces.get(first + (int) number);
    from.packets++;
    long ticks = in.u32(block + 12, littleEndian) << 32 | in.u32(block + 16, littleEndian);
    packet.record(
        in.bytes,
        block + 28,
        (int) captured,
        in.u32(block + 24, littleEndian),
        from.linkType,
        first + (int) number,
        true,
        from.clock.nanos(ticks));
    return true;
  }

  private boolean simple(Packet packet, int block, int end) {
    if (end - block < 16 || interfaces.size() == first) {
      return malformed();
    }
    CaptureInterface from = interfaces.get(first);
    from.packets++;
    long original = in.u32(block + 8, littleEndian);
    long captured = Math.min(original, end - 4 - (block + 12));
    if (from.snapLength > 0) {
      captured = Math.min(captured, from.snapLength);
    }
    packet.record(
        in.bytes,
        block + 12,
        (int) Math.min(captured, MAX_CAPTURED),
        original,
        from.linkType,
        first,
        false,
        0);
    return true;
  }

  private boolean malformed() {
    census.malformedBlock();
    return false;
  }
}
