package io.privnet.qoe.figure;

import io.privnet.figure.Figure;
import io.privnet.figure.Mark;
import io.privnet.figure.Mark.Anchor;
import io.privnet.figure.Palette;
import io.privnet.figure.Panel;
import io.privnet.figure.Scale;
import io.privnet.figure.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  private static final double RIBBON = 12;

  /** Above a panel, for the names of its tasks. */
  private static final double STRIP = 15;

  private static final int AREA = 0xa9d4ee;

  /**
   * A session to be drawn.
   *
   * @param name what to call it
   * @param trace its rates
   * @param meanInBps mean b_in
   * @param tasks when the user was at which task
   * @param states its states; none are drawn when there are none
   */
  public record Session(
      String name, Trace trace, double meanInBps, List<Task> tasks, List<StatePath.Stay> states) {
    public Session {
      tasks = List.copyOf(tasks);
      states = List.copyOf(states);
    }
  }

  /**
   * A task of the user.
   *
   * @param number from 1
   * @param startSeconds since bin 0 began
   * @param endSeconds likewise
   */
  public record Task(int number, double startSeconds, double endSeconds) {}

  private SessionFigure() {}

  /**
   * Draws sessions.
   *
   * @param counted what of a packet was counted, for instance {@code payload}
   * @param logarithmic whether the axis of rates is, for bursts many times the ordinary rate
   * @throws IllegalArgumentException when there are none or more than {@value #MAX_SESSIONS}
   */
  public static Figure control(
      List<Session> sessions, String counted, boolean logarithmic, Size size) {
    if (sessions.isEmpty() || sessions.size() > MAX_SESSIONS) {
      throw new IllegalArgumentException(
          "a figure holds 1 to " + MAX_SESSIONS + " sessions, not " + sessions.size());
    }
    boolean tasks = sessions.stream().anyMatch(s -> !s.tasks.isEmpty());
    boolean ribbon = sessions.stream().anyMatch(s -> !s.states.isEmpty());
    double top = ribbon ? TOP + 20 : TOP;
    double height =
        size.unitsHigh(top + BELOW + sessions.size() * (sessions.size() == 1 ? 360 : 220));
    Clock clock = Clock.of(sessions);
    boolean ownScales = !logarithmic && !comparable(sessions);
    List<Mark> marks = new ArrayList<>();
    String title = "Control traffic b_in";
    Panel.title(
        marks,
        title,
        "user to instrument, "
            + counted
            + ", intervals of "
            + Panel.seconds(sessions.getFirst().trace.intervalSeconds())
            + " s"
            + (sessions.stream().anyMatch(s -> s.trace.joined())
                ? "; the largest of neighbours is drawn"
                : "")
            + (logarithmic ? "; nothing stands on the axis" : "")
            + (ownScales ? "; each panel has its own axis of rates" : ""));
    if (ribbon) {
      StateLook.legend(marks, LEFT, TOP + 6);
    }
    double each = (height - top - BELOW) / sessions.size();
    for (int i = 0; i < sessions.size(); i++) {
      double from = top + i * each;
      Session session = sessions.get(i);
      List<Session> alike = ownScales ? List.of(session) : sessions;
      Panel panel =
          new Panel(
              LEFT,
              from + 26 + (tasks ? STRIP : 0),
              RIGHT,
              from + each - (ribbon ? 38 : 20),
              clock.times,
              rates(alike, logarithmic, sessions.size() > 3 ? 3 : 5));
      RateUnit unit = RateUnit.of(panel.y());
      draw(marks, panel, session, unit, tasks);
      panel.verticalAxis(marks, unit.bps, "b_in (" + unit.symbol + ")");
      double axis = panel.bottom();
      if (ribbon) {
        states(marks, panel, session.states);
        axis += RIBBON + 4;
      }
      panel.horizontalAxis(
          marks,
          axis,
          clock.seconds,
          i == sessions.size() - 1 ? "time since the capture began (" + clock.symbol + ")" : "");
    }
    return new Figure(title, size, height, marks);
  }

  /** Whether on a common axis the least of them would still be seen. */
  private static boolean comparable(List<Session> sessions) {
    double least = Double.MAX_VALUE;
    double greatest = 0;
    for (Session s : sessions) {
      least = Math.min(least, s.trace.in().peakBps());
      greatest = Math.max(greatest, s.trace.in().peakBps());
    }
    return greatest <= 5 * least;
  }

  private static Scale rates(List<Session> sessions, boolean logarithmic, int most) {
    double least = Double.MAX_VALUE;
    double greatest = 0;
    for (Session s : sessions) {
      greatest = Math.max(greatest, s.trace.in().peakBps());
      for (int i = 0; logarithmic && i < s.trace.points(); i++) {
        if (s.trace.in().bps(i) > 0) {
          least = Math.min(least, s.trace.in().bps(i));
        }
      }
    }
    return logarithmic
        ? Scale.logarithmic(Math.min(least, greatest), greatest)
        : Scale.upTo(greatest, most);
  }

  /** The states as a ribbon below the panel. */
  private static void states(List<Mark> marks, Panel panel, List<StatePath.Stay> stays) {
    for (StatePath.Stay stay : stays) {
      double start = Math.max(panel.left(), panel.x(stay.startSeconds()));
      double end = Math.min(panel.right(), panel.x(stay.endSeconds()));
      StateLook look = StateLook.of(stay.state());
      List<Mark> parts = new ArrayList<>();
      parts.add(
          new Mark.Box(start, panel.bottom() + 4, end - start, RIBBON, look.colour, Mark.NONE));
      if (end - start > 10) {
        parts.add(
            Panel.text(
                (start + end) / 2,
                panel.bottom() + RIBBON + 1,
                Anchor.MIDDLE,
                9,
                Palette.inkOn(look.colour),
                look.letter()));
      }
      marks.add(
          new Mark.Group(
              "state",
              look.label()
                  + ": "
                  + Panel.seconds(stay.startSeconds())
                  + " s to "
                  + Panel.seconds(stay.endSeconds())
                  + " s",
              parts));
    }
    if (!stays.isEmpty()) {
      double start = panel.x(stays.getFirst().startSeconds());
      double end = panel.x(stays.getLast().endSeconds());
      marks.add(
          new Mark.Box(
              start, panel.bottom() + 4, end - start, RIBBON, Mark.NONE, Palette.FAINT_INK));
    }
    marks.add(
        Panel.text(
            panel.right() + 8,
            panel.bottom() + RIBBON + 1,
            Anchor.START,
            11,
            Palette.INK,
            "state"));
  }

  private static void draw(
      List<Mark> marks, Panel panel, Session session, RateUnit unit, boolean tasks) {
    marks.add(
        new Mark.Text(
            panel.left(),
            panel.top() - 8 - (tasks ? STRIP : 0),
            Anchor.START,
            Panel.TEXT,
            true,
            false,
            Palette.INK,
            Panel.fitted(session.name, Panel.TEXT, panel.right() - panel.left())));
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
    double start = Math.max(panel.left(), panel.x(task.startSeconds));
    double end = Math.min(panel.right(), panel.x(task.endSeconds));
    if (end <= start) {
      return;
    }
    String name = "Task " + task.number;
    marks.add(
        new Mark.Group(
            "task",
            name
                + ": "
                + Panel.seconds(task.startSeconds)
                + " s to "
                + Panel.seconds(task.endSeconds)
                + " s",
            List.of(
                new Mark.Box(
                    start,
                    panel.top() - STRIP,
                    end - start,
                    panel.bottom() - panel.top() + STRIP,
                    Palette.SHADE,
                    Mark.NONE),
                Panel.text(
                    (start + end) / 2,
                    panel.top() - 4,
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
    ys[steps] = panel.bottom();
    ys[steps + 1] = panel.bottom();
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
    // That of a capture shorter than its interval is greater than its only bin.
    if (mean <= peak) {
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
                Mark.Path.dashed(panel.left(), y, panel.right(), y, Palette.INK, 1, dash),
                Panel.text(panel.right() + 8, labelY, Anchor.START, 11, Palette.INK, label))));
  }

  /** The time axis, in the unit that suits the longest session. */
  private record Clock(Scale times, String symbol, double seconds) {
    static Clock of(List<Session> sessions) {
      double from = 0;
      double to = 0;
      for (Session s : sessions) {
        int points = s.trace.points();
        if (points > 0) {
          from = Math.min(from, s.trace.startSeconds(0));
          to = Math.max(to, s.trace.endSeconds(points - 1));
        }
      }
      double length = to > from ? to - from : 1;
      return length <= 600
          ? of(from, length, "s", 1)
          : length <= 36_000 ? of(from, length, "min", 60) : of(from, length, "h", 3600);
    }

    private static Clock of(double from, double length, String symbol, double seconds) {
      double step = Scale.between(0, length / seconds, 12).step() * seconds;
      return new Clock(new Scale(from, from + length, step), symbol, seconds);
    }
  }
}
