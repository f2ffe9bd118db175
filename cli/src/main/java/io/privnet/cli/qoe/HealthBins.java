package io.privnet.cli.qoe;

import io.privnet.cli.Failure;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.health.HealthSink;
import java.util.ArrayList;
import java.util.List;

/** The bins of a session, in memory together so that its states can be told. */
final class HealthBins implements HealthSink {
  /** Three days of seconds. */
  private static final int MOST = 1 << 18;

  private final String session;
  private final List<HealthBin> bins = new ArrayList<>();

  HealthBins(String session) {
    this.session = session;
  }

  /**
   * Takes the next.
   *
   * @throws Failure when there are too many
   */
  @Override
  public void take(HealthBin bin) {
    if (bins.size() == MOST) {
      throw Failure.data(session + ": more than " + MOST + " bins, too many to tell states")
          .hint("a longer --interval makes fewer");
    }
    bins.add(bin);
  }

  List<HealthBin> all() {
    return bins;
  }
}
