package io.privnet.qoe.figure;

import io.privnet.qoe.figure.Mark.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Control over the time of one or several sessions (paper Figures 8 and 9), each in a panel of its
 * own, all with the same axes so that they can be compared.
 */
public final class SessionFigure {
  /** More panels than this would be too flat to read. */
  public static final int MAX_SESSIONS = 12;

  private static final double LEFT = 76;
  private static final double RIGHT = Size.UNITS - 104;
  private static final double TOP = 62;
  private static final double BELOW = 36;
  private static final int AREA = 0xa9d4ee;

  /**
   * A session to be drawn.
   *
   * @param name what to call it
   * @param trace its rates
   * @param meanInBps mean b_in
   * @param tasks when the user was at which task
   */
  public record Session(String name, Trace trace, double meanInBps, List<Task> tasks) {
    public Session {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * A task of the user.
   *
   * @param number from 1
   * @param startSeconds since the capture's first frame
   * @param endSeconds likewise
   */
  public record Task(int number, double startSeconds, double endSeconds) {}

  private SessionFigure() {}

  /**
   * Draws sessions.
   *
   * @param counted what of a packet was counted, for instance {@code payload}
   * @throws IllegalArgumentException when there are more than {@value #MAX_SESSIONS}
   */
  public static Figure control(List<Session> sessions, String counted, Size size) {
    if (sessions.isEmpty() || sessions.size() > MAX_SESSIONS) {
      throw new IllegalArgumentException(
          "a figure holds 1 to " + MAX_SESSIONS + " sessions, not " + sessions.size());
    }
    double height =
        size.unitsHigh(TOP + BELOW + sessions.size() * (sessions.size() == 1 ? 340 : 210));
    double peak = sessions.stream().mapToDouble(s -> s.trace.in().peakBps()).max().orElse(0);
    double from = 0;
    double to = 0;
    for (Session s : sessions) {
      if (s.trace.points() > 0) {
        from = Math.min(from, s.trace.startSeconds(0));
        to = Math.max(to, s.trace.endSeconds(s.trace.points() - 1));
      }
    }
    RateUnit unit = RateUnit.of(peak);
    Clock clock = Clock.of(to - from);
    Scale times = clock.scale(from, to > from ? to : from + 1);
    Scale rates = Scale.upTo(peak, sessions.size() > 3 ? 3 : 5);
    List<Mark> marks = new ArrayList<>();
    String title = "Control traffic b_in";
    double interval = sessions.getFirst().trace.intervalSeconds();
    Panel.title(
        marks,
        title,
        "user to instrument, "
            + counted
            + ", bins of "
            + seconds(interval)
            + " s"
            + (sessions.stream().anyMatch(s -> s.trace.joined())
                ? "; the largest of neighbouring bins is drawn"
                : ""));
    double each = (height - TOP - BELOW) / sessions.size();
    for (int i = 0; i < sessions.size(); i++) {
      double top = TOP + i * each;
      Panel panel = new Panel(LEFT, top + 22, RIGHT, top + each - 18, times, rates);
      boolean last = i == sessions.size() - 1;
      draw(marks, panel, sessions.get(i), unit);
      panel.verticalAxis(marks, unit.bps, "b_in (" + unit.symbol + ")");
      panel.horizontalAxis(
          marks,
          panel.bottom,
          clock.seconds,
          last ? "time since the first frame (" + clock.symbol + ")" : "");
    }
    return new Figure(title, size, height, marks);
  }

  private static void draw(List<Mark> marks, Panel panel, Session session, RateUnit unit) {
    marks.add(
        new Mark.Text(
            panel.left,
            panel.top - 8,
            Anchor.START,
            Panel.TEXT,
            true,
            false,
            Palette.INK,
            Panel.fitted(session.name, Panel.TEXT, panel.right - panel.left)));
    for (Task task : session.tasks) {
      task(marks, panel, task);
    }
    panel.grid(marks);
    Trace trace = session.trace;
    if (trace.points() == 0) {
      return;
    }
    String words =
        session.name
            + ": b_in mean "
            + RateUnit.people(session.meanInBps)
            + ", peak "
            + RateUnit.people(trace.in().peakBps());
    marks.add(new Mark.Group("series", words, curve(panel, trace)));
    levels(marks, panel, session, unit);
  }

  private static void task(List<Mark> marks, Panel panel, Task task) {
    double start = Math.max(panel.left, panel.x(task.startSeconds));
    double end = Math.min(panel.right, panel.x(task.endSeconds));
    if (end <= start) {
      return;
    }
    String name = "Task " + task.number;
    marks.add(
        new Mark.Group(
            "task",
            name + ": " + seconds(task.startSeconds) + " s to " + seconds(task.endSeconds) + " s",
            List.of(
                new Mark.Box(
                    start,
                    panel.top,
                    end - start,
                    panel.bottom - panel.top,
                    Palette.SHADE,
                    Mark.NONE),
                Panel.text(
                    (start + end) / 2,
                    panel.top + 13,
                    Anchor.MIDDLE,
                    11,
                    Palette.INK,
                    Panel.width(name, 11) < end - start ? name : Integer.toString(task.number)))));
  }

  /** Each bin as wide as it is long: the area below and the line above. */
  private static List<Mark> curve(Panel panel, Trace trace) {
    List<Mark> marks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= trace.points(); i++) {
      if (i == trace.points() || trace.startSeconds(i) > trace.endSeconds(i - 1)) {
        stretch(marks, panel, trace, from, i);
        from = i;
      }
    }
    return marks;
  }

  private static void stretch(List<Mark> marks, Panel panel, Trace trace, int from, int to) {
    int steps = 2 * (to - from);
    double[] xs = new double[steps + 2];
    double[] ys = new double[steps + 2];
    for (int i = from; i < to; i++) {
      int at = 2 * (i - from);
      xs[at] = panel.x(trace.startSeconds(i));
      xs[at + 1] = panel.x(trace.endSeconds(i));
      ys[at] = panel.y(trace.in().bps(i));
      ys[at + 1] = ys[at];
    }
    xs[steps] = xs[steps - 1];
    xs[steps + 1] = xs[0];
    ys[steps] = panel.bottom;
    ys[steps + 1] = panel.bottom;
    marks.add(new Mark.Path(xs, ys, AREA, Mark.NONE, 0, 0));
    marks.add(
        new Mark.Path(
            Arrays.copyOf(xs, steps),
            Arrays.copyOf(ys, steps),
            Mark.NONE,
            Palette.series(0),
            1,
            0));
  }

  /** Where mean and peak lie. */
  private static void levels(List<Mark> marks, Panel panel, Session session, RateUnit unit) {
    double peak = session.trace.in().peakBps();
    double mean = session.meanInBps;
    level(marks, panel, peak, 2, panel.y(peak) + 4, "peak " + unit.value(peak));
    if (!Double.isNaN(mean)) {
      // Two labels side by side would be read as one.
      double y = Math.max(panel.y(mean) + 4, panel.y(peak) + 18);
      level(marks, panel, mean, 7, y, "mean " + unit.value(mean));
    }
  }

  private static void level(
      List<Mark> marks, Panel panel, double bps, double dash, double labelY, String label) {
    double y = panel.y(bps);
    marks.add(
        new Mark.Group(
            "level",
            "",
            List.of(
                Mark.Path.dashed(panel.left, y, panel.right, y, Palette.INK, 1, dash),
                Panel.text(panel.right + 8, labelY, Anchor.START, 11, Palette.INK, label))));
  }

  /** Seconds with no more decimals than there are. */
  private static String seconds(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** The unit of a time axis. */
  private enum Clock {
    SECONDS("s", 1),
    MINUTES("min", 60),
    HOURS("h", 3600);

    final String symbol;
    final double seconds;

    Clock(String symbol, double seconds) {
      this.symbol = symbol;
      this.seconds = seconds;
    }

    static Clock of(double seconds) {
      return seconds <= 600 ? SECONDS : seconds <= 36_000 ? MINUTES : HOURS;
    }

    Scale scale(double from, double to) {
      double step = Scale.between(from / seconds, to / seconds, 12).step();
      return new Scale(from, to, step * seconds);
    }
  }
}
