package io.privnet.qoe.series;

/**
 * What the client of one RFB connection sends (RFC 6143 §7.1 and §7.5, and the extensions that are
 * in use), parsed by position: the handshake, then messages one after the other, each with its
 * length. Bodies are passed over, so only the beginning of a message has to be captured.
 *
 * <p>Where the beginning of a message is not captured, or is no known message, the place in the
 * stream is lost. It is found again where bytes read as messages for so long that chance is ruled
 * out. What stands in between is skipped and counted as such; of a segment of which only the first
 * part is captured, the rest is taken for as much input, in proportion, as that part holds.
 */
final class RfbMessages {
  /** What a connection carries. */
  enum Nature {
    /** Not known yet. */
    UNDECIDED,
    /** RFB in the clear. */
    RFB,
    /** Another protocol, or RFB of which only the handshake can be read. */
    OTHER
  }

  private enum Phase {
    VERSION,
    SECURITY_TYPE,
    OLD_SECURITY,
    RESPONSE,
    CLIENT_INIT,
    MESSAGES,
    CANDIDATE,
    LOST,
    FOREIGN
  }

  private static final String VERSION = "RFB ddd.ddd\n";
  private static final int NO_AUTHENTICATION = 1;
  private static final int VNC_AUTHENTICATION = 2;
  private static final int RESPONSE_LENGTH = 16;
  private static final int EXTENDED_MOUSE_BUTTONS = -316;

  /** The longest message without a body of variable length; enough to judge any message by. */
  private static final int HEAD = 20;

  /** Beyond any clipboard that servers accept. */
  private static final long MAX_TEXT = 1 << 26;

  /** Beyond any screen. */
  private static final int MAX_SIDE = 16_384;

  /**
   * Bits that must have had one certain value, in a run of messages, before the place in the stream
   * counts as found: of a connection that is known to be RFB, and of any connection, where chance
   * has many more occasions.
   */
  private static final int PROOF_KNOWN = 24;

  private static final int PROOF_UNKNOWN = 48;

  /** Bits that a message's end at the end of its segment is worth. */
  private static final int ALIGNED = 4;

  /** A connection in which no message has been found after so much is not RFB. */
  private static final int DECISION_BYTES = 4096;

  private static final int DECISION_SEGMENTS = 8;

  /** Segments that lead astray again and again are not searched to their end. */
  private static final int MAX_SEARCHES = 8;

  private Phase phase = Phase.VERSION;
  private boolean known;
  private int securityType = -1;
  private boolean extendedPointer = true;
  private int width;
  private int height;

  private byte[] bytes;
  private int at;
  private int captured;
  private long length;
  private long position;

  private final byte[] head = new byte[HEAD];
  private int have;
  private long left;
  private boolean input;

  private int proof;
  private long candidateBytes;
  private long candidateInput;
  private long unfound;
  private int unfoundSegments;
  private double share;

  private long skipped;
  private long estimated;

  /** The first byte to come is not the connection's first. */
  void beginInMidStream() {
    phase = Phase.LOST;
  }

  /** What the connection carries, as far as known. */
  Nature nature() {
    if (phase == Phase.FOREIGN) {
      return Nature.OTHER;
    }
    if (known) {
      return Nature.RFB;
    }
    return unfound > DECISION_BYTES
            || unfoundSegments > DECISION_SEGMENTS
            || securityType > VNC_AUTHENTICATION
        ? Nature.OTHER
        : Nature.UNDECIDED;
  }

  /** Security type that the client chose, when it is one whose stream cannot be read; else −1. */
  int opaqueSecurityType() {
    return !known && securityType > VNC_AUTHENTICATION ? securityType : -1;
  }

  /** Bytes that could not be parsed so far. */
  long skipped() {
    return skipped + candidateBytes;
  }

  /** How many of the skipped bytes are taken for input. */
  long estimated() {
    return estimated;
  }

  /**
   * Bytes that are missing from the capture.
   *
   * @return how many of them must have been input, since they belong to a message that is
   */
  long gap(long missing) {
    if (phase == Phase.FOREIGN) {
      return 0;
    }
    skip(missing);
    if (phase == Phase.MESSAGES && left >= missing) {
      left -= missing;
      estimated += input ? missing : 0;
      return input ? missing : 0;
    }
    lose();
    share = 0;
    return 0;
  }

  /**
   * The next bytes of the stream, which came in one segment.
   *
   * @param bytes holds those captured
   * @param at where they begin there
   * @param captured how many are captured
   * @param length how many there are
   * @return how many of them, and of bytes before that had not been understood yet, are input
   */
  long add(byte[] bytes, int at, int captured, long length) {
    this.bytes = bytes;
    this.at = at;
    this.captured = captured;
    this.length = length;
    position = 0;
    long counted = 0;
    int searches = 0;
    while (position < length && phase != Phase.FOREIGN) {
      switch (phase) {
        case MESSAGES -> counted += parse();
        case CANDIDATE -> counted += prove();
        case LOST -> {
          if (searches++ < MAX_SEARCHES) {
            find();
          } else {
            skipRest();
          }
        }
        default -> handshake();
      }
    }
    return counted;
  }

  private void handshake() {
    if (phase == Phase.RESPONSE) {
      long step = Math.min(left, length - position);
      left -= step;
      position += step;
      if (left == 0) {
        phase = Phase.CLIENT_INIT;
      }
      return;
    }
    // In version 3.3 the server decides: the client sends one byte next, its ClientInit, or the 16
    // bytes of a response, and in both cases waits for an answer before it sends more.
    if (phase == Phase.OLD_SECURITY) {
      known = true;
      expectResponse(length - position > 1);
      return;
    }
    if (phase == Phase.CLIENT_INIT) {
      position++;
      phase = Phase.MESSAGES;
      return;
    }
    if (position >= captured) {
      lose();
      return;
    }
    int value = bytes[at + (int) position++] & 0xff;
    if (phase == Phase.SECURITY_TYPE) {
      securityType = value;
      known = value == NO_AUTHENTICATION || value == VNC_AUTHENTICATION;
      if (known) {
        expectResponse(value == VNC_AUTHENTICATION);
      } else {
        phase = Phase.LOST;
      }
      return;
    }
    char expected = VERSION.charAt(have);
    if (expected == 'd' ? value < '0' || value > '9' : value != expected) {
      phase = Phase.FOREIGN;
      return;
    }
    head[have++] = (byte) value;
    if (have == VERSION.length()) {
      have = 0;
      boolean old = head[6] == '3' && head[8] == '0' && head[9] == '0' && head[10] < '7';
      phase = old ? Phase.OLD_SECURITY : Phase.SECURITY_TYPE;
    }
  }

  private void expectResponse(boolean expected) {
    phase = expected ? Phase.RESPONSE : Phase.CLIENT_INIT;
    left = expected ? RESPONSE_LENGTH : 0;
  }

  /** In step with the stream: from message to message, to the segment's end or until lost. */
  private long parse() {
    long begin = position;
    long counted = 0;
    while (position < length) {
      if (left > 0) {
        counted += pass();
        continue;
      }
      if (position >= captured) {
        // The next message begins behind the captured part: the rest will be like that part. A
        // message that began in the segment before counts more than this one has of it.
        share = position > begin ? Math.min(1, (double) counted / (position - begin)) : 0;
        long taken = Math.round(share * (length - position));
        estimated += taken;
        lose();
        skipRest();
        return counted + taken;
      }
      head[have++] = bytes[at + (int) position++];
      long size = size(head, 0, have);
      if (size == 0) {
        lose();
        share = 0;
        return counted;
      }
      if (size > 0) {
        input = isInput(head[0] & 0xff, head[1]);
        counted += input ? have : 0;
        left = size - have;
        learn((int) position - have, size);
        have = 0;
      }
    }
    return counted;
  }

  /** Passes over what this segment has of a message's body. */
  private long pass() {
    long step = Math.min(left, length - position);
    left -= step;
    position += step;
    return input ? step : 0;
  }

  /** What a message in step says for the messages to come. */
  private void learn(int start, long size) {
    if (start < 0 || size > captured - start) {
      return;
    }
    int message = at + start;
    if (bytes[message] == 2) {
      extendedPointer = false;
      for (int i = 4; i < size; i += 4) {
        extendedPointer |= s32(bytes, message + i) == EXTENDED_MOUSE_BUTTONS;
      }
    } else if (bytes[message] == 3) {
      width = Math.max(width, u16(bytes, message + 2) + u16(bytes, message + 6));
      height = Math.max(height, u16(bytes, message + 4) + u16(bytes, message + 8));
    }
  }

  private void skip(long count) {
    skipped += count;
    unfound += known ? 0 : count;
  }

  private void skipRest() {
    skip(length - position);
    position = length;
  }

  private void lose() {
    // The bytes of a message's unfinished head were read but never counted.
    skip(phase == Phase.MESSAGES ? have : candidateBytes);
    phase = Phase.LOST;
    candidateBytes = 0;
    candidateInput = 0;
    have = 0;
    left = 0;
  }

  /** Looks for a run of messages that begins in this segment, at its beginning or soon after. */
  private void find() {
    int best = -1;
    int bestProof = needed() - 1;
    int ahead = captured - (int) Math.min(position, captured);
    for (int start = 0; start < Math.min(ahead, HEAD + 1); start++) {
      int found = proofOfRun((int) position + start);
      if (found > bestProof) {
        best = start;
        bestProof = found;
      } else if (start == 0 && found > 0) {
        best = 0;
      }
    }
    if (best < 0) {
      unfoundSegments += known ? 0 : 1;
      skipRest();
    } else if (bestProof < needed()) {
      phase = Phase.CANDIDATE;
      proof = 0;
    } else {
      long taken = Math.round(share * best);
      estimated += taken;
      candidateInput = taken;
      share = 0;
      skip(best);
      position += best;
      phase = Phase.CANDIDATE;
      proof = bestProof;
    }
  }

  private int needed() {
    return known ? PROOF_KNOWN : PROOF_UNKNOWN;
  }

  /** Bits of proof in the rest of the segment read as messages, −1 when it cannot be that. */
  private int proofOfRun(int start) {
    int bits = 0;
    long i = start;
    while (i < captured) {
      int here = (int) Math.min(captured - i, HEAD);
      long size = size(bytes, at + (int) i, here);
      if (size == 0) {
        return -1;
      }
      if (size < 0 || here < Math.min(size, HEAD)) {
        return bits;
      }
      int more = proof(bytes, at + (int) i, size);
      if (more < 0) {
        return -1;
      }
      bits += more;
      i += size;
    }
    return i == length ? bits + ALIGNED : bits;
  }

  /** Reads on where messages may have begun, until that is proved or disproved. */
  private long prove() {
    if (proof >= needed()) {
      known = true;
      phase = Phase.MESSAGES;
      candidateBytes = 0;
      return candidateInput;
    }
    long begin = position;
    long counted = 0;
    while (position < length) {
      if (left > 0) {
        counted += pass();
        continue;
      }
      if (position >= captured) {
        lose();
        position = begin;
        skipRest();
        return 0;
      }
      head[have++] = bytes[at + (int) position++];
      long size = size(head, 0, have);
      boolean whole = size > 0 && have == Math.min(size, HEAD);
      int more = whole ? proof(head, 0, size) : 0;
      if (size == 0 || more < 0) {
        lose();
        position = begin;
        return 0;
      }
      if (whole) {
        proof += more;
        input = isInput(head[0] & 0xff, head[1]);
        counted += input ? have : 0;
        left = size - have;
        have = 0;
      }
    }
    proof += left == 0 && have == 0 ? ALIGNED : 0;
    candidateBytes += length - begin;
    candidateInput += counted;
    if (proof < needed()) {
      return 0;
    }
    return prove();
  }

  /** Length of a message, from its beginning: −1 when more of it is needed, 0 when it is none. */
  private long size(byte[] message, int at, int have) {
    return switch (message[at] & 0xff) {
      case 0 -> 20; // SetPixelFormat
      case 2 -> have < 4 ? -1 : 4 + 4L * u16(message, at + 2); // SetEncodings
      case 3, 150 -> 10; // FramebufferUpdateRequest, EnableContinuousUpdates
      case 4 -> 8; // KeyEvent
      case 5 -> // PointerEvent; with bit 7 of its mask, the one of ExtendedMouseButtons
          !extendedPointer ? 6 : have < 2 ? -1 : message[at + 1] < 0 ? 7 : 6;
      case 6 -> { // ClientCutText; a negative length is that of the extended clipboard
        long text = have < 8 ? -1 : Math.abs((long) s32(message, at + 4));
        yield text < 0 ? -1 : text > MAX_TEXT ? 0 : 8 + text;
      }
      case 248 -> have < 9 ? -1 : 9 + (message[at + 8] & 0xff); // ClientFence
      case 250 -> 4; // xvp
      case 251 -> have < 7 ? -1 : 8 + 16L * (message[at + 6] & 0xff); // SetDesktopSize
      case 253 -> have < 4 ? -1 : 4 + u16(message, at + 2); // gii
      case 255 ->
          have < 2
              ? -1
              : switch (message[at + 1]) {
                case 0 -> 12; // QEMU extended key event
                case 1 -> // QEMU audio: enable, disable, set the format
                    have < 4
                        ? -1
                        : u16(message, at + 2) == 2 ? 10 : u16(message, at + 2) < 2 ? 4 : 0;
                default -> 0;
              };
      default -> 0;
    };
  }

  private static boolean isInput(int type, int subtype) {
    return type == 4 || type == 5 || type == 6 || type == 255 && subtype == 0;
  }

  /** How many bits of a message had to be what they are, −1 when one is not. */
  private int proof(byte[] m, int at, long size) {
    int type = m[at] & 0xff;
    boolean holds =
        switch (type) {
          case 0 ->
              zero(m, at + 1, 3)
                  && (m[at + 4] == 8 || m[at + 4] == 16 || m[at + 4] == 32)
                  && m[at + 5] > 0
                  && m[at + 5] <= 32
                  && isFlag(m[at + 6])
                  && isFlag(m[at + 7]);
          case 2 -> size > 4 && size <= 4 + 4 * 256;
          case 3, 150 -> isFlag(m[at + 1]) && isArea(m, at + 2);
          case 4 -> isFlag(m[at + 1]) && zero(m, at + 2, 2) && isKey(m, at + 4);
          case 5 -> u16(m, at + 2) < MAX_SIDE && u16(m, at + 4) < MAX_SIDE;
          case 6 -> zero(m, at + 1, 3);
          case 248 -> zero(m, at + 1, 3) && m[at + 8] >= 0 && m[at + 8] <= 64;
          case 250 -> m[at + 1] == 0 && m[at + 2] == 1 && m[at + 3] >= 2 && m[at + 3] <= 4;
          case 251 -> m[at + 1] == 0 && m[at + 6] > 0 && m[at + 6] <= 16 && m[at + 7] == 0;
          case 255 -> m[at + 1] != 0 || m[at + 2] == 0 && isFlag(m[at + 3]) && isKey(m, at + 4);
          default -> true;
        };
    if (!holds) {
      return -1;
    }
    return switch (type) {
      case 0 -> 50;
      case 3, 150 -> isWholeScreen(m, at + 2) ? 60 : 19;
      case 4, 255 -> 30;
      case 5 -> u16(m, at + 2) < width && u16(m, at + 4) < height ? 16 : 8;
      case 6, 248, 250, 251 -> 24;
      default -> 8;
    };
  }

  private static boolean isFlag(byte value) {
    return value == 0 || value == 1;
  }

  private static boolean zero(byte[] m, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (m[at + i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isArea(byte[] m, int at) {
    int wide = u16(m, at + 4);
    int high = u16(m, at + 6);
    return wide > 0
        && high > 0
        && u16(m, at) + wide <= MAX_SIDE
        && u16(m, at + 2) + high <= MAX_SIDE;
  }

  private boolean isWholeScreen(byte[] m, int at) {
    return width > 0 && u16(m, at + 4) == width && u16(m, at + 6) == height;
  }

  /** X11 keysyms: Latin and function keys, Unicode, vendors' own. */
  private static boolean isKey(byte[] m, int at) {
    int top = m[at];
    return (top == 0 || top == 1 || top == 0x10) && s32(m, at) != 0;
  }

  private static int u16(byte[] m, int at) {
    return (m[at] & 0xff) << 8 | m[at + 1] & 0xff;
  }

  private static int s32(byte[] m, int at) {
    return u16(m, at) << 16 | u16(m, at + 2);
  }
}
