package io.privnet.qoe.series;

import java.io.IOException;

/** Takes the bins of a series, each when it is final. */
@FunctionalInterface
public interface BinSink {
  /** Takes the next bin. */
  void take(Bin bin) throws IOException;
}
