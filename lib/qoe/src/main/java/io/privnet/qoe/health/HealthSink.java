package io.privnet.qoe.health;

import java.io.IOException;

/** Takes a session's bins, each when it is final. */
@FunctionalInterface
public interface HealthSink {
  /** Takes the next bin. */
  void take(HealthBin bin) throws IOException;
}
