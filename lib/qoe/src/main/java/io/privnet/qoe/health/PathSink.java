package io.privnet.qoe.health;

import java.io.IOException;

/** Takes the bins of a path, in order. */
@FunctionalInterface
public interface PathSink {
  /** Takes the next bin. */
  void take(PathBin bin) throws IOException;
}
