package io.privnet.qoe.capture;

import io.privnet.qoe.QoeDataException;
import java.io.IOException;
import java.util.ArrayList;
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
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_END = 0;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int OPTION_TIME_OFFSET = 14;

  /** A section with more interfaces than this is damaged, not busy. */
  private static final int MAX_INTERFACES = 1 << 16;

  private final BlockInput in;
  private final CaptureCensus census;
  private final String name;
  private boolean littleEndian;
  private boolean started;
  private final List<Interface> interfaces = new ArrayList<>();

  /** One interface description block. */
  private record Interface(int linkType, long snapLength, int resolution, long offsetSeconds) {
    /**
     * Nanoseconds since 1970 of a time stamp, an unsigned count of ticks. A resolution r with its
     * top bit clear means ticks of 10^−r s, set means 2^−r s.
     */
    long nanos(long ticks) {
      if (resolution == 6 && ticks >= 0 && ticks < Long.MAX_VALUE / 1000) {
        return clampTime(ticks * 1000 + offsetSeconds * 1_000_000_000L);
      }
      double seconds;
      if ((resolution & 0x80) == 0) {
        if (resolution <= 9) {
          long nanosPerTick = power10(9 - resolution);
          if (ticks >= 0 && ticks < Long.MAX_VALUE / nanosPerTick) {
            return clampTime(plusOffset(ticks * nanosPerTick));
          }
          seconds = unsigned(ticks) / Math.pow(10, resolution);
        } else if (resolution <= 27) {
          return clampTime(plusOffset(Long.divideUnsigned(ticks, power10(resolution - 9))));
        } else {
          return clampTime(plusOffset(0));
        }
      } else {
        int shift = resolution & 0x7f;
        if (shift < 64) {
          long whole = shift == 0 ? ticks : ticks >>> shift;
          if (whole >= 0 && whole < 4_000_000_000L) {
            long fraction = ticks - (whole << shift);
            // 2^−shift s each; in floating point exact to the nanosecond below 2^53 ticks.
            return clampTime(
                plusOffset(whole * 1_000_000_000L + (long) (fraction * 1e9 / Math.pow(2, shift))));
          }
        }
        seconds = unsigned(ticks) / Math.pow(2, shift);
      }
      return clampTime(plusOffset((long) (seconds * 1e9)));
    }

    private long plusOffset(long nanos) {
      double sum = nanos + offsetSeconds * 1e9;
      return Math.abs(sum) < 9e18 ? nanos + offsetSeconds * 1_000_000_000L : (long) sum;
    }

    private static double unsigned(long value) {
      return value >= 0 ? value : value + 0x1p64;
    }

    private static long power10(int exponent) {
      long power = 1;
      for (int i = 0; i < exponent; i++) {
        power *= 10;
      }
      return power;
    }
  }

  PcapngRecords(BlockInput in, CaptureCensus census, String name) {
    this.in = in;
    this.census = census;
    this.name = name;
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
              if (interfaces.size() == MAX_INTERFACES) {
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
    interfaces.clear();
    return false;
  }

  private void describe(int block, int end, long offset) {
    if (end - block < 20) {
      census.malformedBlock();
      interfaces.add(new Interface(-1, 0, 6, 0));
      return;
    }
    int linkType = in.u16(block + 8, littleEndian);
    long snapLength = in.u32(block + 12, littleEndian);
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
      if (code == OPTION_TIME_RESOLUTION && size >= 1) {
        resolution = in.u8(value);
      } else if (code == OPTION_TIME_OFFSET && size >= 8) {
        long first = in.u32(value, littleEndian);
        long second = in.u32(value + 4, littleEndian);
        offsetSeconds = littleEndian ? second << 32 | first : first << 32 | second;
      }
      option = value + (size + 3 & ~3);
    }
    // Beyond ±100 years the offset is damage; 0 keeps the interface's packets in one place.
    if (Math.abs(offsetSeconds) > 3_200_000_000L || offsetSeconds == Long.MIN_VALUE) {
      census.damagedOffset(offset);
      offsetSeconds = 0;
    }
    interfaces.add(new Interface(linkType, snapLength, resolution, offsetSeconds));
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
    if (number >= interfaces.size() || captured > end - 4 - (block + 28)) {
      return malformed();
    }
    if (captured > MAX_CAPTURED) {
      return malformed();
    }
    Interface from = interfaces.get((int) number);
    long ticks = in.u32(block + 12, littleEndian) << 32 | in.u32(block + 16, littleEndian);
    packet.record(
        in.bytes,
        block + 28,
        (int) captured,
        in.u32(block + 24, littleEndian),
        from.linkType,
        (int) number,
        true,
        from.nanos(ticks));
    return true;
  }

  private boolean simple(Packet packet, int block, int end) {
    if (end - block < 16 || interfaces.isEmpty()) {
      return malformed();
    }
    Interface from = interfaces.getFirst();
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
        0,
        false,
        0);
    return true;
  }

  private boolean malformed() {
    census.malformedBlock();
    return false;
  }
}
