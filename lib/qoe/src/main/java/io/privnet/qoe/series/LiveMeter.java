package io.privnet.qoe.series;

import io.privnet.qoe.capture.Packet;
import java.io.IOException;

/** Measures a capture while it is being made; see {@link LiveReading}. */
public interface LiveMeter {
  /** Takes the next packet of the capture, whatever it is to the session. */
  void add(Packet packet) throws IOException;

  /**
   * Takes note that time has moved on without a frame.
   *
   * @param nanos the time in nanoseconds since 1970, by the clock that stamps the frames
   */
  void advance(long nanos) throws IOException;
}
