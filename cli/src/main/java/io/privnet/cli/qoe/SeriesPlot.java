package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.figure.Trace;
import io.privnet.qoe.health.PathBin;
import io.privnet.qoe.series.Bin;
import java.io.IOException;
import java.time.Duration;

/** A series as a picture of panels over the same time, control above media. */
final class SeriesPlot {
  private final Trace trace;

  /** Its media are b_out. */
  private final Trace sent;

  SeriesPlot(Duration interval) {
    trace = new Trace(interval);
    sent = new Trace(interval);
  }

  void add(Bin bin) {
    trace.take(bin);
  }

  void add(PathBin bin) {
    trace.take(between(bin, bin.deliveredOutBytes()));
    sent.take(between(bin, bin.outBytes()));
  }

  private static Bin between(PathBin bin, long media) {
    return new Bin(bin.index(), bin.startNanos(), bin.full(), bin.inBytes(), media, 0, 0);
  }

  void draw(Console console, String title, String media) throws IOException {
    if (trace.points() == 0) {
      return;
    }
    TimePicture picture = new TimePicture(console, trace);
    console.println(console.style(Console.Style.BOLD, title));
    picture.panel("b_in", trace.in(), trace.in().meanBps(), Console.Style.CYAN);
    if (sent.points() > 0) {
      picture.panel("b_out", sent.out(), sent.out().meanBps(), Console.Style.GREEN);
    }
    picture.panel(media, trace.out(), trace.out().meanBps(), Console.Style.YELLOW);
    picture.timeAxis();
  }
}
