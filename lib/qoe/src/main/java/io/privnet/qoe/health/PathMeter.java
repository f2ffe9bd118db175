package io.privnet.qoe.health;

import io.privnet.qoe.QoeDataException;
import io.privnet.qoe.capture.CaptureCensus;
import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import io.privnet.qoe.series.ByteCounter;
import io.privnet.qoe.series.InputCounter;
import io.privnet.qoe.series.Roles;
import io.privnet.qoe.series.Segment;
import io.privnet.qoe.series.Timeline;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Measures what the path between user and instrument delivers, from two captures of one session,
 * one made at each side. They stay two points: each packet is looked for in the other capture
 * ({@link PacketKey}), retransmissions with equal headers by their IPv4 identification or else in
 * order, and nothing is counted twice. ψf and ψr follow each packet that was sent, so they are
 * never above 1.
 *
 * <p>Each capture is read twice: first the clocks are compared by a sample of packets, then both
 * are read side by side. A packet is looked for from {@value #PATIENCE_SECONDS} s before to as long
 * after its time. Memory does not grow with the captures.
 */
public final class PathMeter {
  static final long PATIENCE_SECONDS = 30;

  private static final long PATIENCE_NANOS = PATIENCE_SECONDS * 1_000_000_000;

  /** Ethernet with a VLAN tag. */
  private static final int LARGEST_FRAME = 1518;

  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int DELIVERED_OUT = 2;
  private static final int FORWARD = 3;
  private static final int REVERSE = 5;
  private static final int COLUMNS = 7;

  /** Opens a capture at its first packet. */
  @FunctionalInterface
  public interface Capture {
    /** Opens it once more. */
    CaptureReader open() throws IOException;
  }

  /** Takes the packets of the user's capture, in its order. */
  @FunctionalInterface
  interface Companion {
    void add(Packet packet) throws IOException;
  }

  private final PathSettings settings;
  private final Capture user;
  private final Capture instrument;
  private final Companion companion;
  private final PacketKey key = new PacketKey();

  private Timeline timeline;
  private ClockOffset clock;
  private Segment common;
  private Way forward;
  private Way reverse;
  private long uncounted;
  private long abandoned;
  private long offloaded;

  /** What the first reading of one capture tells. */
  private static final class Survey {
    final KeySample forward = new KeySample();
    final KeySample reverse = new KeySample();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    String name;
  }

  /** One direction, from the side that sends to the other. */
  private final class Way {
    final Unmatched sent = new Unmatched();
    final Unmatched arrived = new Unmatched();
    final Durations delays = new Durations();
    final int column;

    /** The longest delay of the sample, so that a packet may be on its way for so long. */
    final long margin;

    long sentPackets;
    long sentBytes;
    long deliveredPackets;
    long deliveredBytes;
    long unjudged;
    long strange;

    Way(int column, long margin) {
      this.column = column;
      this.margin = margin;
    }

    void send(Packet packet, long hash, long nanos, long bytes) throws IOException {
      boolean judged = nanos >= common.firstNanos() && nanos <= common.lastNanos() - margin;
      if (arrived.take(hash, packet.ipIdentification(), nanos)) {
        countSent(nanos, bytes, judged);
        if (judged) {
          deliver(nanos, arrived.time(), bytes);
        }
      } else {
        abandoned += sent.isFull() ? 1 : 0;
        if (sent.add(hash, packet.ipIdentification(), nanos, judged ? bytes : -1)) {
          countSent(nanos, bytes, judged);
        } else {
          unjudged++;
        }
      }
    }

    private void countSent(long nanos, long bytes, boolean judged) throws IOException {
      if (!judged) {
        unjudged++;
        return;
      }
      sentPackets++;
      sentBytes += bytes;
      add(nanos, column, bytes);
    }

    void arrive(Packet packet, long hash, long nanos) throws IOException {
      if (sent.take(hash, packet.ipIdentification(), nanos - margin)) {
        if (sent.amount() >= 0) {
          deliver(sent.time(), nanos, sent.amount());
        }
      } else {
        abandoned += arrived.isFull() ? 1 : 0;
        if (!arrived.add(hash, packet.ipIdentification(), nanos, 0)) {
          strange++;
        }
      }
    }

    private void deliver(long from, long to, long bytes) throws IOException {
      deliveredPackets++;
      deliveredBytes += bytes;
      delays.add(Math.max(0, to - from));
      add(from, column + 1, bytes);
    }

    void expire(long nanos) {
      while (sent.dropBefore(nanos)) {
        // Lost: it stands among the sent.
      }
      while (arrived.dropBefore(nanos)) {
        boolean sentBefore = arrived.time() < common.firstNanos() + margin;
        strange += sentBefore || arrived.time() > common.lastNanos() ? 0 : 1;
      }
    }

    Passage passage() {
      expire(Long.MAX_VALUE);
      return new Passage(
          sentPackets,
          sentBytes,
          deliveredPackets,
          deliveredBytes,
          unjudged,
          strange,
          delays.delays());
    }
  }

  /** The second reading of one capture, by the user's clock. */
  private static final class Reading implements Closeable {
    final CaptureReader reader;
    final Packet packet;
    final Roles roles;
    final ByteCounter counter;
    final long ahead;
    long nanos;

    /** Where this capture stands beside the other: its time without a single stray time stamp. */
    long order = Long.MIN_VALUE;

    private boolean jumped;

    Reading(CaptureReader reader, Roles roles, ByteCounter counter, long ahead) {
      this.reader = reader;
      packet = reader.packet();
      this.roles = roles;
      this.counter = counter;
      this.ahead = ahead;
    }

    boolean next() throws IOException {
      while (reader.next()) {
        if (packet.hasTime()) {
          nanos = packet.epochNanos() - ahead;
          if (order == Long.MIN_VALUE || jumped || nanos - order <= PATIENCE_NANOS) {
            order = Math.max(order, nanos);
            jumped = false;
          } else {
            jumped = true;
          }
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private PathMeter(PathSettings settings, Capture user, Capture instrument, Companion companion) {
    this.settings = settings;
    this.user = user;
    this.instrument = instrument;
    this.companion = companion;
  }

  /**
   * Measures two captures of one session and hands out its bins.
   *
   * @throws QoeDataException when the captures have too few packets in common to compare their
   *     clocks
   * @throws IOException when reading fails or the sink does
   */
  public static PathSummary measure(
      PathSettings settings, Capture user, Capture instrument, PathSink sink) throws IOException {
    return measure(settings, user, instrument, sink, packet -> {});
  }

  /** The same, with a companion that measures the user's capture in the same reading. */
  static PathSummary measure(
      PathSettings settings, Capture user, Capture instrument, PathSink sink, Companion companion)
      throws IOException {
    PathMeter meter = new PathMeter(settings, user, instrument, companion);
    meter.compareClocks();
    return meter.measure(sink);
  }

  private void compareClocks() throws IOException {
    Survey here = survey(user, settings.atUser());
    Survey there = survey(instrument, settings.atInstrument());
    long[] forth = here.forward.differences(there.forward, PATIENCE_NANOS);
    long[] back = there.reverse.differences(here.reverse, PATIENCE_NANOS);
    if (forth[2] == 0 || back[2] == 0) {
      throw new QoeDataException(
          here.name
              + " and "
              + there.name
              + ": no packet "
              + (forth[2] > 0
                  ? "to the user"
                  : back[2] > 0 ? "to the instrument" : "of the session")
              + " is in both, so they cannot be compared");
    }
    long offset = Math.floorDiv(forth[0] - back[0], 2);
    clock = new ClockOffset(offset, forth[0] + back[0], forth[2], back[2]);
    common =
        new Segment(
            Math.max(here.first, there.first - offset), Math.min(here.last, there.last - offset));
    forward = new Way(FORWARD, Math.clamp(forth[1] - offset, 0, PATIENCE_NANOS));
    reverse = new Way(REVERSE, Math.clamp(back[1] + offset, 0, PATIENCE_NANOS));
  }

  private Survey survey(Capture capture, Roles roles) throws IOException {
    Survey survey = new Survey();
    try (CaptureReader reader = capture.open()) {
      Packet packet = reader.packet();
      while (reader.next()) {
        if (!packet.hasTime()) {
          continue;
        }
        survey.first = Math.min(survey.first, packet.epochNanos());
        survey.last = Math.max(survey.last, packet.epochNanos());
        Roles.Direction direction = roles.of(packet);
        long hash = direction == Roles.Direction.NONE ? PacketKey.NONE : key.of(packet, direction);
        if (hash != PacketKey.NONE) {
          (direction == Roles.Direction.IN ? survey.forward : survey.reverse)
              .add(hash, packet.epochNanos());
        }
      }
      survey.name = reader.census().name();
    }
    return survey;
  }

  private PathSummary measure(PathSink sink) throws IOException {
    timeline =
        Timeline.whole(
            settings.interval(),
            settings.maxGap(),
            settings.alignment(),
            COLUMNS,
            row -> sink.take(bin(row)));
    try (Reading here =
            new Reading(user.open(), settings.atUser(), settings.measure().counter(), 0);
        Reading there =
            new Reading(
                instrument.open(),
                settings.atInstrument(),
                settings.measure().counter(),
                clock.nanos())) {
      boolean more = here.next();
      boolean moreThere = there.next();
      while (more || moreThere) {
        if (more && (!moreThere || here.order <= there.order)) {
          timeline.moveTo(here.nanos);
          add(here, true);
          companion.add(here.packet);
          more = here.next();
        } else {
          add(there, false);
          moreThere = there.next();
        }
      }
      timeline.finish();
      CaptureCensus census = here.reader.census();
      return new PathSummary(
          clock,
          common,
          timeline.segments(),
          forward.passage(),
          reverse.passage(),
          uncounted,
          abandoned,
          offloaded,
          here.counter instanceof InputCounter input
              ? Optional.of(input.report())
              : Optional.empty(),
          census,
          there.reader.census());
    }
  }

  private void add(Reading at, boolean atUser) throws IOException {
    forward.expire(at.order - PATIENCE_NANOS);
    reverse.expire(at.order - PATIENCE_NANOS);
    Packet packet = at.packet;
    Roles.Direction direction = at.roles.of(packet);
    if (direction == Roles.Direction.NONE) {
      return;
    }
    long bytes = at.counter.of(packet, direction);
    long hash = key.of(packet, direction);
    if (bytes == Packet.UNKNOWN || hash == PacketKey.NONE) {
      uncounted++;
      return;
    }
    offloaded += packet.protocol() == Packet.TCP && packet.wireLength() > LARGEST_FRAME ? 1 : 0;
    boolean in = direction == Roles.Direction.IN;
    if (atUser) {
      add(at.nanos, in ? IN : DELIVERED_OUT, bytes);
    } else if (!in && at.nanos >= common.firstNanos() && at.nanos <= common.lastNanos()) {
      add(at.nanos, OUT, bytes);
    }
    Way way = in ? forward : reverse;
    if (in == atUser) {
      way.send(packet, hash, at.nanos, bytes);
    } else {
      way.arrive(packet, hash, at.nanos);
    }
  }

  private void add(long nanos, int column, long bytes) throws IOException {
    timeline.moveTo(nanos);
    if (!timeline.late()) {
      timeline.add(column, bytes);
    }
  }

  private PathBin bin(Timeline.Row row) {
    long end = row.startNanos() + settings.interval().toNanos();
    return new PathBin(
        row.index(),
        row.startNanos(),
        row.full(),
        row.startNanos() >= common.firstNanos() && end <= common.lastNanos(),
        row.get(IN),
        row.get(OUT),
        row.get(DELIVERED_OUT),
        row.get(FORWARD),
        row.get(FORWARD + 1),
        row.get(REVERSE),
        row.get(REVERSE + 1));
  }
}
