package io.privnet.qoe.health;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.FlowTable;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.LiveMeter;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Timeline;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the network's health of a session in one capture, interval by interval.
 *
 * <ul>
 *   <li>Demand: the user's input where the control is RFB, else its payload, see {@link
 *       InputCounter#orPayload}. Supply: payload of media, retransmissions included.
 *   <li>Round-trip time: from a data segment of the side where the capture was made to the first
 *       acknowledgement that covers it, one sample for each acknowledgement, from the newest
 *       segment that it covers and none of those before it; no sample when one of the segments that
 *       it newly acknowledges was retransmitted (Karn's rule), nor from SYN and FIN. A sample
 *       belongs to the interval of the acknowledgement. An interval's median is exact up to {@value
 *       #RTT_SAMPLES} samples, beyond it is that of a random choice of so many of them, the same
 *       one each time.
 *   <li>Retransmissions: see {@link Transmissions}.
 *   <li>Zero windows: TCP segments that announce a window of 0, without SYN, FIN and RST.
 *   <li>Age of the oldest unacknowledged user byte: time since the transmission that first carried
 *       it. It grows through intervals without any frame. A connection's bytes count no longer once
 *       either side has sent FIN or RST, or once it has been silent for {@value #ABANDONED_SECONDS}
 *       s while another connection of the session goes on. Bytes that only SACK acknowledges are
 *       unacknowledged.
 *   <li>Time without an answer: since the first demand after the last media. Whatever media come
 *       next end it, so that it tells frozen pictures where media never cease, and is no response
 *       time of one action.
 *   <li>RTP: loss, order and jitter, see {@link RtpSource}. A source is RTP when its port is given,
 *       or when three of its packets go on in sequence with a valid header, one SSRC and one
 *       payload type; RTCP is not (RFC 5761 §4). A packet that comes in the interval after the one
 *       in which it was missed counts as lost there.
 *   <li>ψf is estimated as 1 − retransmitted share of the control's bytes. ψr is estimated as 1 −
 *       RTP loss, and for media over TCP, once a session has shown no RTP, as 1 − retransmitted
 *       share of the media's bytes.
 * </ul>
 *
 * <p>Connections are followed in the capture's order. Memory does not grow with the capture.
 */
public final class HealthMeter implements LiveMeter {
  /** Samples of an interval from which its median is taken. */
  public static final int RTT_SAMPLES = 31;

  static final long ABANDONED_SECONDS = 240;

  private static final int MAX_DIRECTIONS = 2048;

  private static final int DEMAND = 0;
  private static final int SUPPLY = 1;
  private static final int CONTROL = 2;
  private static final int MEDIA = 6;
  private static final int SEGMENTS = 0;
  private static final int RETRANSMITTED = 1;
  private static final int BYTES = 2;
  private static final int RETRANSMITTED_BYTES = 3;
  private static final int ZERO_WINDOWS = 10;
  private static final int AGE = 11;
  private static final int OLDEST = 12;
  private static final int RTP_EXPECTED = 13;
  private static final int RTP_RECEIVED = 14;
  private static final int JITTER = 15;
  private static final int WAIT = 16;
  private static final int WAITING = 17;
  private static final int RTT_COUNT = 18;
  private static final int RTT = 19;
  private static final int COLUMNS = RTT + RTT_SAMPLES;

  /**
   * In {@link #OLDEST} and {@link #WAITING}: no user byte is outstanding, no demand waits. A 0
   * there says that nothing has changed.
   */
  private static final long NOTHING = Long.MIN_VALUE;

  private final Roles roles;
  private final Side at;
  private final HealthSink sink;
  private final Timeline timeline;
  private final long maxGap;
  private final InputCounter counter = InputCounter.orPayload();
  private final FlowTable<Sender> senders = new FlowTable<>(MAX_DIRECTIONS, Sender::new);
  private final RtpMedia rtp;
  private final Durations roundTrips = new Durations();
  private final long[] control = new long[4];
  private final long[] media = new long[4];
  private final double[] samples = new double[RTT_SAMPLES];

  private Sender oldestSender;
  private long oldest = Sender.NONE;
  private long waiting = NOTHING;

  private long demandBytes;
  private long supplyBytes;
  private long userZeroWindows;
  private long instrumentZeroWindows;
  private long packets;
  private long uncounted;
  private long headless;
  private long late;

  // Of the bins that are handed out, by time.
  private long nextIndex;
  private long outstandingSince = NOTHING;
  private long waitingSince = NOTHING;
  private double greatestAge;

  private HealthMeter(HealthSettings settings, HealthSink sink, boolean live) {
    roles = settings.roles();
    at = settings.at();
    this.sink = sink;
    rtp = new RtpMedia(settings.rtp());
    timeline =
        live
            ? Timeline.live(
                settings.interval(),
                settings.maxGap(),
                settings.alignment(),
                COLUMNS,
                this::handOut)
            : Timeline.whole(
                settings.interval(),
                settings.maxGap(),
                settings.alignment(),
                COLUMNS,
                this::handOut);
    maxGap = timeline.maxGapNanos();
  }

  /**
   * For a whole capture: bins are handed out at its end, so that packets in any order find theirs.
   *
   * @throws IllegalArgumentException when the interval is shorter than 1 ms
   */
  public static HealthMeter whole(HealthSettings settings, HealthSink sink) {
    return new HealthMeter(settings, sink, false);
  }

  /**
   * For a capture that is still being made: each bin is handed out as soon as a frame comes that is
   * 0.1 s later than the bin's end, or time is {@linkplain #advance said} to be.
   *
   * @throws IllegalArgumentException when the interval is shorter than 1 ms
   */
  public static HealthMeter live(HealthSettings settings, HealthSink sink) {
    return new HealthMeter(settings, sink, true);
  }

  /**
   * Reads a capture to its end, hands out its bins and sums up. A meter measures one capture.
   *
   * @throws IOException when reading fails or the sink does
   */
  public HealthSummary measure(CaptureReader reader) throws IOException {
    Packet packet = reader.packet();
    while (reader.next()) {
      add(packet);
    }
    return finish();
  }

  @Override
  public void advance(long nanos) throws IOException {
    timeline.advance(nanos);
  }

  @Override
  public void add(Packet packet) throws IOException {
    if (!packet.hasTime()) {
      return;
    }
    timeline.moveTo(packet.epochNanos());
    Roles.Direction direction = roles.of(packet);
    if (direction == Roles.Direction.NONE) {
      return;
    }
    packets++;
    boolean isLate = timeline.late();
    if (isLate) {
      late++;
    }
    boolean fromUser = direction == Roles.Direction.IN;
    long bytes = counter.of(packet, direction);
    if (bytes == Packet.UNKNOWN) {
      uncounted++;
    } else if (!isLate) {
      timeline.add(fromUser ? DEMAND : SUPPLY, bytes);
      if (fromUser) {
        demandBytes += bytes;
      } else {
        supplyBytes += bytes;
      }
    }
    if (bytes > 0) {
      followWaiting(fromUser, packet.epochNanos(), isLate);
    }
    if (packet.protocol() == Packet.UDP) {
      addRtp(packet, isLate);
    } else if (packet.hasTcpHeader()) {
      addTcp(packet, fromUser, isLate);
    } else {
      headless++;
    }
  }

  private void addRtp(Packet packet, boolean isLate) {
    RtpReceiver source = rtp.add(packet);
    if (source != null && !isLate) {
      timeline.add(RTP_EXPECTED, source.expectedGain());
      timeline.add(RTP_RECEIVED, source.receivedGain());
      if (source == rtp.busiest()) {
        timeline.set(JITTER, 1 + Math.round(1e9 * source.jitterSeconds()));
      }
    }
  }

  private void addTcp(Packet packet, boolean fromUser, boolean isLate) {
    Sender sender = senders.of(packet);
    if (sender.peer == null) {
      sender.ofUser = fromUser;
      sender.tracked = fromUser || at == Side.INSTRUMENT;
      sender.peer = senders.opposite(packet);
      if (sender.peer != null) {
        sender.peer.peer = sender;
      }
    }
    if (packet.window() == 0 && !packet.synchronizes() && !packet.finishes() && !packet.resets()) {
      if (fromUser) {
        userZeroWindows++;
      } else {
        instrumentZeroWindows++;
      }
      if (!isLate) {
        timeline.add(ZERO_WINDOWS, 1);
      }
    }
    long nanos = packet.epochNanos();
    Sender peer = sender.peer;
    if (peer != null) {
      long before = peer.oldest();
      if (packet.acknowledges()) {
        long sent = peer.acknowledge(packet);
        if (sent != Sender.NONE && fromUser == (at == Side.INSTRUMENT)) {
          addRoundTrip(nanos - sent, isLate);
        }
      }
      if (packet.finishes() || packet.resets()) {
        peer.finish();
      }
      if (!fromUser) {
        follow(peer, before, nanos, isLate);
      }
    }
    long before = sender.oldest();
    Sender.Kind kind = sender.send(packet);
    if (kind != Sender.Kind.NOTHING) {
      long payload = packet.payloadLength();
      long again = sender.repeatedBytes();
      long[] sums = fromUser ? control : media;
      sums[SEGMENTS]++;
      sums[BYTES] += payload;
      sums[RETRANSMITTED_BYTES] += again;
      if (again > 0) {
        sums[RETRANSMITTED]++;
      }
      if (!isLate) {
        int columns = fromUser ? CONTROL : MEDIA;
        timeline.add(columns + SEGMENTS, 1);
        timeline.add(columns + BYTES, payload);
        if (again > 0) {
          timeline.add(columns + RETRANSMITTED, 1);
          timeline.add(columns + RETRANSMITTED_BYTES, again);
        }
      }
    }
    if (fromUser) {
      follow(sender, before, nanos, isLate);
    }
  }

  /** Keeps up with the time since demand after which no media have come. */
  private void followWaiting(boolean fromUser, long nanos, boolean isLate) {
    if (fromUser == (waiting != NOTHING)) {
      return;
    }
    if (!fromUser && !isLate) {
      raise(WAIT, nanos - waiting);
    }
    waiting = fromUser ? nanos : NOTHING;
    if (!isLate) {
      timeline.set(WAITING, waiting == 0 ? 1 : waiting);
    }
  }

  /** Keeps up with the oldest outstanding byte of all user directions when one has changed. */
  private void follow(Sender user, long before, long nanos, boolean isLate) {
    long now = user.oldest();
    boolean abandoned =
        oldestSender != null
            && oldestSender != user
            && nanos - oldestSender.latest > ABANDONED_SECONDS * 1_000_000_000L;
    if (now == before && !abandoned) {
      return;
    }
    if (oldestSender != null && !isLate) {
      raise(AGE, nanos - oldest);
    }
    if (abandoned) {
      oldestSender.finish();
    }
    if (abandoned || user == oldestSender) {
      oldestSender = null;
      oldest = Sender.NONE;
      senders.forEach(keepOldest);
    } else {
      keepOldest.accept(user);
    }
    if (!isLate) {
      timeline.set(OLDEST, oldest == Sender.NONE ? NOTHING : oldest == 0 ? 1 : oldest);
    }
  }

  private final Consumer<Sender> keepOldest =
      sender -> {
        long since = sender.oldest();
        if (sender.ofUser && since != Sender.NONE && (oldestSender == null || since < oldest)) {
          oldestSender = sender;
          oldest = since;
        }
      };

  private void raise(int column, long nanos) {
    if (nanos > timeline.get(column) && nanos <= maxGap) {
      timeline.set(column, nanos);
    }
  }

  private void addRoundTrip(long nanos, boolean isLate) {
    if (nanos < 0 || nanos > maxGap) {
      return;
    }
    roundTrips.add(nanos);
    if (isLate) {
      return;
    }
    long count = timeline.get(RTT_COUNT);
    timeline.add(RTT_COUNT, 1);
    // Reservoir sampling (Vitter's algorithm R); a hash of the count stands for the random number,
    // so that the same capture gives the same median.
    long place = count;
    if (count >= RTT_SAMPLES) {
      long random = (count + 1) * 0x9e3779b97f4a7c15L;
      random = (random ^ random >>> 32) * 0xd6e8feb86659fd93L;
      place = Long.remainderUnsigned(random ^ random >>> 32, count + 1);
    }
    if (place < RTT_SAMPLES) {
      timeline.set(RTT + (int) place, nanos);
    }
  }

  private void handOut(Timeline.Row row) throws IOException {
    if (row.index() != nextIndex) {
      outstandingSince = NOTHING;
      waitingSince = NOTHING;
    }
    nextIndex = row.index() + 1;
    outstandingSince = row.get(OLDEST) == 0 ? outstandingSince : row.get(OLDEST);
    waitingSince = row.get(WAITING) == 0 ? waitingSince : row.get(WAITING);
    long age = longest(row, AGE, outstandingSince);
    long wait = longest(row, WAIT, waitingSince);
    greatestAge = Math.max(greatestAge, age / 1e9);
    long expected = row.get(RTP_EXPECTED);
    double loss =
        expected == 0
            ? Double.NaN
            : Math.max(0, (double) (expected - row.get(RTP_RECEIVED)) / expected);
    sink.take(
        new HealthBin(
            row.index(),
            row.startNanos(),
            row.full(),
            row.get(DEMAND),
            row.get(SUPPLY),
            row.get(CONTROL + SEGMENTS),
            row.get(CONTROL + RETRANSMITTED),
            row.get(MEDIA + SEGMENTS),
            row.get(MEDIA + RETRANSMITTED),
            medianRoundTrip(row),
            row.get(ZERO_WINDOWS),
            age / 1e9,
            wait / 1e9,
            loss,
            row.get(JITTER) == 0 ? Double.NaN : (row.get(JITTER) - 1) / 1e9,
            delivered(row, CONTROL),
            rtp.isPresent() ? 1 - loss : delivered(row, MEDIA)));
  }

  /** What has lasted longest in a row: what ended in it, or what goes on at its end. */
  private long longest(Timeline.Row row, int column, long since) {
    long goingOn = since == NOTHING ? 0 : row.endNanos() - since;
    return Math.max(row.get(column), goingOn <= maxGap ? goingOn : 0);
  }

  private static double delivered(Timeline.Row row, int columns) {
    long bytes = row.get(columns + BYTES);
    return bytes == 0 ? Double.NaN : 1 - (double) row.get(columns + RETRANSMITTED_BYTES) / bytes;
  }

  private double medianRoundTrip(Timeline.Row row) {
    int count = (int) Math.min(RTT_SAMPLES, row.get(RTT_COUNT));
    if (count == 0) {
      return Double.NaN;
    }
    for (int i = 0; i < count; i++) {
      samples[i] = row.get(RTT + i) / 1e9;
    }
    Arrays.sort(samples, 0, count);
    return (samples[(count - 1) / 2] + samples[count / 2]) / 2;
  }

  /** Hands out the bins that are left, and sums up. */
  public HealthSummary finish() throws IOException {
    timeline.finish();
    Transmissions controlSent = sum(control);
    Transmissions mediaSent = sum(media);
    List<RtpSource> sources = rtp.sources();
    return new HealthSummary(
        timeline.firstFrameNanos(),
        timeline.segments(),
        timeline.durationNanos(),
        counter.report(),
        demandBytes,
        supplyBytes,
        roundTrips.roundTrips(),
        controlSent,
        mediaSent,
        userZeroWindows,
        instrumentZeroWindows,
        greatestAge,
        sources,
        controlSent.delivered(),
        rtp.isPresent() ? 1 - RtpSource.loss(sources) : mediaSent.delivered(),
        packets,
        uncounted,
        headless,
        late,
        senders.forgotten(),
        rtp.unlistedPackets());
  }

  private static Transmissions sum(long[] sums) {
    return new Transmissions(
        sums[SEGMENTS], sums[RETRANSMITTED], sums[BYTES], sums[RETRANSMITTED_BYTES]);
  }
}
