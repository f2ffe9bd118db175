package io.privnet.qoe.health;

import io.privnet.qoe.capture.Address;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.Endpoint;
import io.privnet.qoe.series.RtpHeader;

/** What one RTP source has sent to the point of capture, packet by packet. */
final class RtpReceiver {
  /**
   * A jump forward by more, or backward by {@link #WINDOW}, has to be confirmed (RFC 3550 §A.1).
   */
  private static final int MAX_DROPOUT = 3000;

  /** Packets this far behind the latest are known to be reordered or duplicates. */
  private static final int WINDOW = 128;

  /** So many packets that go on in sequence show that it is RTP. */
  private static final int PROBATION = 3;

  private final int ssrc;
  private final Endpoint from;
  private final Endpoint to;
  private final int givenClock;

  private boolean confirmed;
  private int advanced;
  private int payloadType;
  private long latest;
  private long base;
  private long begun;
  private long expectedBefore;
  private long seenLow;
  private long seenHigh;
  private int unconfirmedJump = -1;

  private long packets;
  private long duplicates;
  private long reordered;
  private long restarts;
  private long strays;

  private int clock;
  private int timestamp;
  private boolean timed;
  private long ticks;
  private long first;
  private long last;
  private long ticksFrom;
  private double jitter;
  private double jitterSum;
  private long jitterCount;
  private double maxJitter;

  private long expectedGain;
  private long receivedGain;

  /**
   * @param clock clock rate in Hz, 0 for that of the payload type
   * @param known whether it is known to be RTP
   */
  RtpReceiver(Packet packet, RtpHeader header, int clock, boolean known) {
    ssrc = header.ssrc();
    from = new Endpoint(new Address(packet.sourceHigh(), packet.sourceLow()), packet.sourcePort());
    to =
        new Endpoint(
            new Address(packet.destinationHigh(), packet.destinationLow()),
            packet.destinationPort());
    givenClock = clock;
    confirmed = known;
    begin(packet, header);
    expectedGain = known ? 1 : 0;
    receivedGain = expectedGain;
  }

  private void begin(Packet packet, RtpHeader header) {
    advanced = 1;
    payloadType = header.payloadType();
    latest = header.sequence();
    base = latest;
    seenLow = 1;
    seenHigh = 0;
    packets = 1;
    duplicates = 0;
    reordered = 0;
    first = packet.epochNanos();
    begun = first;
    ticks = 0;
    ticksFrom = first;
    jitter = 0;
    jitterSum = 0;
    jitterCount = 0;
    maxJitter = 0;
    clock = givenClock > 0 ? givenClock : clockOf(payloadType);
    remember(packet, header);
  }

  private void remember(Packet packet, RtpHeader header) {
    last = packet.epochNanos();
    timestamp = header.timestamp();
    timed = true;
  }

  int ssrc() {
    return ssrc;
  }

  /** Whether it is RTP: its port was given, or its packets have come in sequence. */
  boolean isConfirmed() {
    return confirmed;
  }

  long packets() {
    return packets;
  }

  double jitterSeconds() {
    return jitter;
  }

  /** How many more packets are expected by the latest one than before it. */
  long expectedGain() {
    return expectedGain;
  }

  /** How many more packets have been received by the latest one, duplicates not counted. */
  long receivedGain() {
    return receivedGain;
  }

  /** Takes note of a packet of the source. */
  void add(Packet packet, RtpHeader header) {
    expectedGain = 0;
    receivedGain = 0;
    int ahead = (short) (header.sequence() - (int) latest);
    if (!confirmed) {
      if (ahead > MAX_DROPOUT || ahead <= -WINDOW || header.payloadType() != payloadType) {
        begin(packet, header);
        return;
      }
      advanced += ahead > 0 ? 1 : 0;
    }
    if (ahead > MAX_DROPOUT || ahead <= -WINDOW) {
      if (!jump(ahead, header.sequence(), packet.epochNanos())) {
        return;
      }
    } else {
      unconfirmedJump = -1;
      follow(ahead);
    }
    if (receivedGain > 0) {
      time(packet, header);
    }
    if (!confirmed && advanced == PROBATION) {
      confirmed = true;
      expectedGain = expected();
      receivedGain = packets - duplicates;
    }
  }

  private void follow(int ahead) {
    packets++;
    if (ahead > 0) {
      shift(ahead);
      latest += ahead;
      seenLow |= 1;
      expectedGain = ahead;
      receivedGain = 1;
      return;
    }
    int behind = -ahead;
    boolean seen = ((behind < 64 ? seenLow >>> behind : seenHigh >>> behind - 64) & 1) != 0;
    if (seen) {
      duplicates++;
      return;
    }
    if (behind < 64) {
      seenLow |= 1L << behind;
    } else {
      seenHigh |= 1L << behind - 64;
    }
    reordered++;
    receivedGain = 1;
    if (latest - behind < base) {
      expectedGain = base - (latest - behind);
      base = latest - behind;
    }
  }

  /** Moves the bits of what was seen, bit 0 the latest. */
  private void shift(int by) {
    if (by >= WINDOW) {
      seenHigh = 0;
      seenLow = 0;
    } else if (by >= 64) {
      seenHigh = seenLow << by - 64;
      seenLow = 0;
    } else {
      seenHigh = seenHigh << by | seenLow >>> 64 - by;
      seenLow <<= by;
    }
  }

  /**
   * A packet far from the others is a stray until the next one follows it. Then it was a long loss
   * if at most four times as many packets are missing as the source would have sent in the time
   * since its last one, and else a restart of the numbers.
   *
   * @return whether it is confirmed
   */
  private boolean jump(int ahead, int sequence, long nanos) {
    if (sequence != unconfirmedJump) {
      unconfirmedJump = sequence + 1 & 0xffff;
      strays++;
      return false;
    }
    unconfirmedJump = -1;
    strays--;
    packets += 2;
    receivedGain = 2;
    double sentSince = (double) (latest - base + 1) / (last - begun) * (nanos - last);
    if (ahead > 0 && ahead <= 4 * sentSince) {
      latest += ahead;
      expectedGain = ahead;
    } else {
      restarts++;
      expectedBefore += latest - base + 1;
      latest = sequence;
      base = latest - 1;
      begun = nanos;
      expectedGain = 2;
      timed = false;
    }
    seenLow = 3;
    seenHigh = 0;
    return true;
  }

  private long expected() {
    return expectedBefore + latest - base + 1;
  }

  private void time(Packet packet, RtpHeader header) {
    long now = packet.epochNanos();
    if (header.payloadType() != payloadType) {
      payloadType = header.payloadType();
      int rate = givenClock > 0 ? givenClock : clockOf(payloadType);
      timed &= rate == clock;
      clock = rate;
    }
    if (timed) {
      int step = header.timestamp() - timestamp;
      double difference = (now - last) / 1e9 - (double) step / clock;
      jitter += (Math.abs(difference) - jitter) / 16;
      jitterSum += jitter;
      jitterCount++;
      maxJitter = Math.max(maxJitter, jitter);
      ticks += step;
    } else {
      ticks = 0;
      ticksFrom = now;
    }
    remember(packet, header);
  }

  /** Clock rates of the static payload types (RFC 3551 §6); video's 90 kHz for all others. */
  private static int clockOf(int payloadType) {
    return switch (payloadType) {
      case 0, 3, 4, 5, 7, 8, 9, 12, 13, 15, 18 -> 8000;
      case 6 -> 16_000;
      case 10, 11 -> 44_100;
      case 16 -> 11_025;
      case 17 -> 22_050;
      default -> 90_000;
    };
  }

  RtpSource source() {
    return new RtpSource(
        from,
        to,
        ssrc & 0xffff_ffffL,
        payloadType,
        clock,
        last - ticksFrom >= 1_000_000_000 ? ticks * 1e9 / (last - ticksFrom) : Double.NaN,
        first,
        last,
        packets,
        expected(),
        duplicates,
        reordered,
        restarts,
        strays,
        jitter,
        jitterCount == 0 ? 0 : jitterSum / jitterCount,
        maxJitter);
  }
}
