package io.privnet.qoe.series;

import io.privnet.qoe.capture.CaptureReader;
import io.privnet.qoe.capture.Packet;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Reads a capture that is still being made, and lets time pass while nothing comes.
 *
 * <p>The time of the capture is told from how late frames come: a frame that is stamped now is not
 * expected to come later than the one that came latest of the last half minute did, and half a
 * second more. So a pipe that hands frames over in bursts does not have its bins closed too early
 * time and again, and a finished capture that comes through a pipe faster than it was made has no
 * time pass by itself.
 */
public final class LiveReading {
  private static final long TICK_MILLIS = 50;

  /** What a capturing kernel without immediate mode and a pipe hold back. */
  private static final long PATIENCE_NANOS = 500_000_000;

  private final CaptureReader reader;
  private final LiveMeter meter;
  private final CaptureDelay delay = new CaptureDelay();
  private boolean ended;
  private Throwable failure;

  private LiveReading(CaptureReader reader, LiveMeter meter) {
    this.reader = reader;
    this.meter = meter;
  }

  /**
   * Reads a capture to its end. The meter is called by one thread at a time.
   *
   * @throws IOException when reading fails or the meter does
   */
  public static void read(CaptureReader reader, LiveMeter meter) throws IOException {
    new LiveReading(reader, meter).read();
  }

  private void read() throws IOException {
    // A read cannot be waited for with a time limit, so it has a thread, which a failure leaves
    // behind.
    Thread.ofPlatform().daemon().name("capture").start(this::readPackets);
    synchronized (this) {
      while (!ended) {
        try {
          wait(TICK_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while reading a capture");
        }
        if (!ended && delay.known()) {
          meter.advance(System.nanoTime() - delay.greatestNanos() - PATIENCE_NANOS);
        }
      }
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  private void readPackets() {
    try {
      Packet packet = reader.packet();
      while (reader.next()) {
        synchronized (this) {
          if (packet.hasTime()) {
            delay.add(System.nanoTime(), packet.epochNanos());
          }
          meter.add(packet);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }
}
