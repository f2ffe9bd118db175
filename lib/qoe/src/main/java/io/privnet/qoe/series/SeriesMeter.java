package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.time.Duration;

/**
 * Measures b_in and Δb_out of one capture, interval by interval.
 *
 * <p>The bins are those of a {@link Timeline}.
 */
public final class SeriesMeter {
  private static final int IN_BYTES = 0;
  private static final int OUT_BYTES = 1;
  private static final int IN_PACKETS = 2;
  private static final int OUT_PACKETS = 3;
  private static final int COLUMNS = 4;

  private final Roles roles;
  private final ByteCounter counter;
  private final Timeline timeline;

  private long inBytes;
  private long outBytes;
  private long inPackets;
  private long outPackets;
  private long uncounted;
  private long latePackets;
  private long lateBytes;

  private SeriesMeter(Roles roles, Measure measure, Timeline timeline) {
    this.roles = roles;
    counter = measure.counter();
    this.timeline = timeline;
  }

  /**
   * For a whole capture: bins are handed out at its end, so that packets in any order find theirs.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static SeriesMeter whole(
      Roles roles, Measure measure, Duration interval, Duration maxGap, BinSink sink) {
    return new SeriesMeter(
        roles,
        measure,
        Timeline.whole(
            interval, maxGap, Alignment.FIRST_FRAME, COLUMNS, row -> sink.take(bin(row))));
  }

  /**
   * For a capture that is still being made: each bin is handed out as soon as a frame comes that is
   * 0.1 s later than the bin's end. A packet that comes later than that is counted as late.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static SeriesMeter live(
      Roles roles, Measure measure, Duration interval, Duration maxGap, BinSink sink) {
    return new SeriesMeter(
        roles,
        measure,
        Timeline.live(
            interval, maxGap, Alignment.FIRST_FRAME, COLUMNS, row -> sink.take(bin(row))));
  }

  private static Bin bin(Timeline.Row row) {
    return new Bin(
        row.index(),
        row.startNanos(),
        row.full(),
        row.get(IN_BYTES),
        row.get(OUT_BYTES),
        row.get(IN_PACKETS),
        row.get(OUT_PACKETS));
  }

  /**
   * Reads a capture to its end and hands out its bins. A meter measures one capture.
   *
   * @throws IOException when reading fails or the sink does
   */
  public SeriesTotals measure(CaptureReader reader) throws IOException {
    Packet packet = reader.packet();
    while (reader.next()) {
      if (packet.hasTime()) {
        count(packet);
      }
    }
    timeline.finish();
    return new SeriesTotals(
        timeline.firstFrameNanos(),
        timeline.segments(),
        timeline.durationNanos(),
        inBytes,
        outBytes,
        inPackets,
        outPackets,
        uncounted,
        latePackets,
        lateBytes);
  }

  private void count(Packet packet) throws IOException {
    timeline.moveTo(packet.epochNanos());
    Roles.Direction direction = roles.of(packet);
    if (direction == Roles.Direction.NONE) {
      return;
    }
    long bytes = counter.of(packet, direction);
    if (bytes == Packet.UNKNOWN) {
      uncounted++;
      bytes = 0;
    }
    if (timeline.late()) {
      latePackets++;
      lateBytes += bytes;
    } else if (direction == Roles.Direction.IN) {
      inBytes += bytes;
      inPackets++;
      timeline.add(IN_BYTES, bytes);
      timeline.add(IN_PACKETS, 1);
    } else {
      outBytes += bytes;
      outPackets++;
      timeline.add(OUT_BYTES, bytes);
      timeline.add(OUT_PACKETS, 1);
    }
  }
}
