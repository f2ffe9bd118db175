package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures b_in and Δb_out of one capture, interval by interval.
 *
 * <p>The bins are those of a {@link Timeline}.
 */
public final class SeriesMeter implements LiveMeter {
  private static final int IN_BYTES = 0;
  private static final int OUT_BYTES = 1;
  private static final int IN_PACKETS = 2;
  private static final int OUT_PACKETS = 3;
  private static final int COLUMNS = 4;

  private final Roles roles;
  private final ByteCounter counter;
  private final Timeline timeline;
  private final long interval;
  private final WindowSum[] windows;

  private long inBytes;
  private long outBytes;
  private long inPackets;
  private long outPackets;
  private long uncounted;
  private long latePackets;
  private long lateBytes;

  private SeriesMeter(SeriesSettings settings, BinSink sink, boolean live) {
    roles = settings.roles();
    counter = settings.measure().counter();
    interval = settings.interval().toNanos();
    windows = settings.windows().stream().map(WindowSum::new).toArray(WindowSum[]::new);
    Timeline.Sink rows = row -> handOut(bin(row), sink);
    timeline =
        live
            ? Timeline.live(
                settings.interval(), settings.maxGap(), settings.alignment(), COLUMNS, rows)
            : Timeline.whole(
                settings.interval(), settings.maxGap(), settings.alignment(), COLUMNS, rows);
  }

  /**
   * For a whole capture: bins are handed out at its end, so that packets in any order find theirs.
   */
  public static SeriesMeter whole(SeriesSettings settings, BinSink sink) {
    return new SeriesMeter(settings, sink, false);
  }

  /**
   * For a whole capture, bins from its first frame on.
   *
   * @param interval Δ, at least 1 ms
   * @param maxGap the greatest step in time within a segment
   * @throws IllegalArgumentException when the interval is shorter
   */
  public static SeriesMeter whole(
      Roles roles, Measure measure, Duration interval, Duration maxGap, BinSink sink) {
    return whole(
        new SeriesSettings(roles, measure, interval, maxGap, Alignment.FIRST_FRAME, List.of()),
        sink);
  }

  /**
   * For a capture that is still being made: each bin is handed out as soon as a frame comes that is
   * 0.1 s later than the bin's end, or time is {@linkplain #advance said} to be. A packet that
   * comes later than that is counted as late.
   */
  public static SeriesMeter live(SeriesSettings settings, BinSink sink) {
    return new SeriesMeter(settings, sink, true);
  }

  private void handOut(Bin bin, BinSink sink) throws IOException {
    for (WindowSum window : windows) {
      window.add(timeline.firstFrameNanos(), bin, interval);
    }
    sink.take(bin);
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
      add(packet);
    }
    return finish();
  }

  /**
   * What a count of input rests on so far.
   *
   * @return empty when another measure is counted
   */
  public Optional<InputReport> input() {
    return counter instanceof InputCounter input ? Optional.of(input.report()) : Optional.empty();
  }

  @Override
  public void advance(long nanos) throws IOException {
    timeline.advance(nanos);
  }

  /** Hands out what is left, after the last packet. */
  public SeriesTotals finish() throws IOException {
    timeline.finish();
    List<WindowTotals> windowTotals = new ArrayList<>();
    for (WindowSum window : windows) {
      windowTotals.add(window.totals(timeline.segments(), timeline.firstFrameNanos(), interval));
    }
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
        lateBytes,
        List.copyOf(windowTotals));
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
    long bytes = counter.of(packet, direction);
    if (bytes == Packet.UNKNOWN) {
      uncounted++;
      bytes = 0;
    }
    if (timeline.late()) {
      latePackets++;
      lateBytes += bytes;
      return;
    }
    for (WindowSum window : windows) {
      window.add(timeline.firstFrameNanos(), packet.epochNanos(), direction, bytes);
    }
    if (direction == Roles.Direction.IN) {
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
