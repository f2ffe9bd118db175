package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.qoe.figure.Trace;
import io.privnet.qoe.series.Bin;
import java.io.IOException;
import java.time.Duration;

/** A series as a picture of two panels, control above media, over the same time. */
final class SeriesPlot {
  private final Trace trace;

  SeriesPlot(Duration interval) {
    trace = new Trace(interval);
  }

  void add(Bin bin) {
    trace.take(bin);
  }

  void draw(Console console, String title, String media) throws IOException {
    if (trace.points() == 0) {
      return;
    }
    TimePicture picture = new TimePicture(console, trace);
    console.println(console.style(Console.Style.BOLD, title));
    picture.panel("b_in", trace.in(), trace.in().meanBps(), Console.Style.CYAN);
    picture.panel(media, trace.out(), trace.out().meanBps(), Console.Style.YELLOW);
    picture.timeAxis();
  }
}
