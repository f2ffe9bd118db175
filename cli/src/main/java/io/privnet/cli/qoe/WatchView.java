package io.privnet.cli.qoe;

import io.privnet.cli.Console;
import io.privnet.cli.Console.Style;
import io.privnet.cli.LiveScreen;
import io.privnet.qoe.health.HealthBin;
import io.privnet.qoe.state.StateBin;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import io.privnet.qoe.state.Transition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What a session looks like now and has in its last intervals, in place on the terminal. */
final class WatchView {
  private static final int KEPT = 300;
  private static final int KEPT_ALERTS = 8;
  private static final int LABEL = 8;
  private static final int FIGURE = 13;
  private static final long BETWEEN_NANOS = 100_000_000;

  private final Console console;
  private final LiveScreen screen;
  private final String title;
  private final double bitsPerByte;
  private final double intervalSeconds;
  private final boolean unicode;

  private final Deque<StateBin> bins = new ArrayDeque<>();
  private final Deque<Alert> alerts = new ArrayDeque<>();
  private Thresholds thresholds;
  private String warmUp = "";
  private Alert latest;
  private long count;
  private long drawn = Long.MIN_VALUE;

  WatchView(Console console, LiveScreen screen, String title, Duration interval) {
    this.console = console;
    this.screen = screen;
    this.title = title;
    this.bitsPerByte = 8e9 / interval.toNanos();
    this.intervalSeconds = interval.toNanos() / 1e9;
    this.unicode = console.unicode();
    screen.show(List.of(bold(title), "", "waiting for the first interval to be over"));
  }

  /**
   * Takes the next interval.
   *
   * @param warmUp how far thresholds are learned, empty when they are
   */
  void add(StateBin bin, Thresholds thresholds, String warmUp) {
    this.thresholds = thresholds;
    this.warmUp = warmUp;
    count++;
    bins.add(bin);
    if (bins.size() > KEPT) {
      bins.remove();
    }
    bin.transition()
        .map(Alert::new)
        .ifPresent(
            alert -> {
              latest = alert;
              if (alert.matters()) {
                alerts.addFirst(alert);
              }
              if (alerts.size() > KEPT_ALERTS) {
                alerts.removeLast();
              }
            });
    long now = System.nanoTime();
    if (drawn == Long.MIN_VALUE || now - drawn >= BETWEEN_NANOS) {
      drawn = now;
      draw();
    }
  }

  /** Draws it as it is now. */
  void draw() {
    if (bins.isEmpty()) {
      return;
    }
    int width = screen.columns();
    HealthBin now = bins.getLast().health();
    List<String> lines = new ArrayList<>();
    lines.add(bold(title));
    lines.add(
        clock(now.startNanos() + Math.round(intervalSeconds * 1e9))
            + ", "
            + "interval "
            + count
            + " of "
            + Decimal.thousandths(intervalSeconds)
            + " s each"
            + (warmUp.isEmpty() ? "" : ", " + warmUp));
    lines.add("");
    lines.add(state());
    lines.add("");
    lines.add(ribbon(width));
    lines.add(spark("b_in", width, Style.CYAN, HealthBin::demandBytes));
    lines.add(spark(unicode ? "Δb_out" : "b_out", width, Style.YELLOW, HealthBin::supplyBytes));
    lines.add("");
    measures(lines, now, width);
    lines.add("");
    if (!alerts.isEmpty()) {
      lines.add(bold("alerts"));
      alerts.forEach(alert -> lines.add(line(alert)));
    }
    screen.show(lines);
  }

  private String line(Alert alert) {
    Transition change = alert.transition();
    String name = String.format("%-9s", StatePicture.name(change.to()));
    return clock(change.nanos())
        + " "
        + StatePicture.paint(console, change.to(), name)
        + " "
        + Alert.because(change);
  }

  private String state() {
    SystemState state = bins.getLast().state();
    String line = bold(StatePicture.paint(console, state, StatePicture.name(state)));
    if (latest == null) {
      return line;
    }
    Transition change = latest.transition();
    return line + " since " + clock(change.nanos()) + ": " + Alert.because(change);
  }

  /** The last intervals, newest at the right, a character each. */
  private String ribbon(int width) {
    List<StateBin> shown = last(width - LABEL - FIGURE);
    StringBuilder line = new StringBuilder(label("state"));
    line.append(" ".repeat(Math.max(0, width - LABEL - FIGURE - shown.size())));
    for (StateBin bin : shown) {
      line.append(StatePicture.letter(console, bin.state()));
    }
    return line.toString();
  }

  private interface Bytes {
    long of(HealthBin bin);
  }

  private String spark(String name, int width, Style style, Bytes bytes) {
    List<StateBin> shown = last(width - LABEL - FIGURE);
    long peak = 0;
    for (StateBin bin : shown) {
      peak = Math.max(peak, bytes.of(bin.health()));
    }
    StringBuilder line = new StringBuilder();
    for (StateBin bin : shown) {
      line.append(bar(peak == 0 ? 0 : (double) bytes.of(bin.health()) / peak));
    }
    long now = bytes.of(shown.getLast().health());
    String figure = Decimal.people(now * bitsPerByte);
    return label(name)
        + " ".repeat(Math.max(0, width - LABEL - FIGURE - shown.size()))
        + console.style(style, line.toString())
        + " ".repeat(Math.max(1, FIGURE - figure.length()))
        + figure;
  }

  private char bar(double filled) {
    if (filled <= 0) {
      return ' ';
    }
    int step = (int) Math.min(7, filled * 8);
    return (unicode ? "▁▂▃▄▅▆▇█" : "..::==##").charAt(step);
  }

  private List<StateBin> last(int most) {
    return bins.stream().skip(Math.max(0, bins.size() - Math.max(1, most))).toList();
  }

  /** Measures and their limits, as many side by side as fit. */
  private void measures(List<String> lines, HealthBin now, int width) {
    List<String> cells =
        List.of(
            cell(
                "unacked",
                seconds(now.oldestUnackedSeconds()),
                seconds(thresholds.stallSeconds()),
                now.oldestUnackedSeconds() > thresholds.stallSeconds()),
            cell(
                "no answer",
                seconds(now.unansweredSeconds()),
                seconds(thresholds.answerSeconds()),
                now.unansweredSeconds() > thresholds.answerSeconds()),
            cell(
                "rtt",
                seconds(now.rttSeconds()),
                seconds(thresholds.rttSeconds()),
                now.rttSeconds() > thresholds.rttSeconds()),
            cell(
                "resent",
                percent(now.retransmittedShare()),
                percent(thresholds.retransmittedShare()),
                now.retransmittedShare() > thresholds.retransmittedShare()),
            cell(
                "rtp loss",
                percent(now.rtpLoss()),
                percent(thresholds.rtpLoss()),
                now.rtpLoss() > thresholds.rtpLoss()),
            cell(
                "demand",
                Decimal.people(now.demandBytes() * bitsPerByte),
                Decimal.people(thresholds.demandBps()),
                now.demandBytes() * bitsPerByte > thresholds.demandBps()),
            cell(
                "supply",
                Decimal.people(now.supplyBytes() * bitsPerByte),
                Decimal.people(thresholds.supplyBps()),
                now.supplyBytes() * bitsPerByte > thresholds.supplyBps()));
    int cellWidth = 38;
    int across = Math.max(1, width / cellWidth);
    for (int i = 0; i < cells.size(); i += across) {
      StringBuilder line = new StringBuilder();
      for (int j = i; j < Math.min(cells.size(), i + across); j++) {
        line.append(cells.get(j));
      }
      lines.add(line.toString());
    }
  }

  private String cell(String name, String value, String limit, boolean beyond) {
    String text = String.format("%-10s%11s", name, value);
    return (beyond ? console.style(Style.RED, text) : text)
        + console.style(Style.DIM, String.format(" of %-13s", limit));
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "-" : Decimal.peopleSeconds(value);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String label(String name) {
    return String.format("%-" + LABEL + "s", name);
  }

  private String bold(String text) {
    return console.style(Style.BOLD, text);
  }

  /** Time of day of a time in UTC. */
  private static String clock(long nanos) {
    String time = Moment.iso.write(nanos / 1_000_000_000 * 1_000_000_000);
    return time.substring(11, 19);
  }
}
