package io.privnet.qoe.figure;

import io.privnet.figure.Figure;
import io.privnet.figure.Mark;
import io.privnet.figure.Mark.Anchor;
import io.privnet.figure.Palette;
import io.privnet.figure.Panel;
import io.privnet.figure.Scale;
import io.privnet.figure.Size;
import io.privnet.qoe.state.SystemState;
import io.privnet.qoe.state.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The demand-supply plane (paper Figure 5): where a session was, interval by interval, the
 * threshold point (s0, d0), and the session's way from state to state.
 */
public final class PlaneFigure {
  private static final double NATURAL_HEIGHT = 580;
  private static final double LEFT = 76;
  private static final double TOP = 66;
  private static final double RIGHT = Size.UNITS - 176;
  private static final double BELOW = 50;
  private static final int FAINT = 0xaaaaaa;

  private PlaneFigure() {}

  /**
   * Draws a session.
   *
   * @param session what to call it
   * @param path its intervals, at least one
   * @param thresholds s0 and d0; NaN is not drawn
   * @param demand what counts as demand, for instance {@code input}
   * @param logarithmic whether both axes are
   */
  public static Figure draw(
      String session,
      StatePath path,
      Thresholds thresholds,
      String demand,
      boolean logarithmic,
      Size size) {
    double height = size.unitsHigh(NATURAL_HEIGHT);
    Scale x = path.supplyScale(thresholds, logarithmic);
    Scale y = path.demandScale(thresholds, logarithmic);
    Panel panel = new Panel(LEFT, TOP, RIGHT, height - BELOW, x, y);
    RateUnit supplyUnit = RateUnit.of(x);
    RateUnit demandUnit = RateUnit.of(y);
    List<Mark> marks = new ArrayList<>();
    String title = "Demand and supply: " + session;
    Panel.title(
        marks,
        title,
        "demand: "
            + demand
            + "; a mark for "
            + (path.every() > 1 ? "one in " + path.every() + " intervals" : "each interval")
            + " of "
            + Panel.seconds(path.intervalSeconds())
            + " s"
            + (logarithmic ? "; 0 stands on the axis" : ""));
    productive(marks, panel, thresholds);
    panel.grid(marks);
    for (double tick : x.ticks()) {
      marks.add(
          Mark.Path.line(
              panel.x(tick), panel.top(), panel.x(tick), panel.bottom(), Palette.GRID, 1));
    }
    way(marks, panel, path);
    for (StatePath.Point p : path.points()) {
      marks.add(
          new Mark.Group(
              "interval",
              "",
              List.of(
                  StateLook.of(p.state())
                      .at(panel.x(p.supplyBps()), panel.y(p.demandBps()), 3.4))));
    }
    threshold(marks, panel, thresholds, supplyUnit, demandUnit);
    panel.verticalAxis(marks, demandUnit.bps, "demand d (" + demandUnit.symbol + ")");
    panel.horizontalAxis(
        marks, panel.bottom(), supplyUnit.bps, "supply s (" + supplyUnit.symbol + ")");
    legend(marks, path);
    return new Figure(title, size, height, marks);
  }

  /** Below the threshold point the session is productive. */
  private static void productive(List<Mark> marks, Panel panel, Thresholds thresholds) {
    if (Double.isNaN(thresholds.supplyBps()) || Double.isNaN(thresholds.demandBps())) {
      return;
    }
    double x = panel.x(thresholds.supplyBps());
    double y = panel.y(thresholds.demandBps());
    marks.add(
        new Mark.Box(
            panel.left(), y, x - panel.left(), panel.bottom() - y, Palette.SHADE, Mark.NONE));
  }

  private static void threshold(
      List<Mark> marks,
      Panel panel,
      Thresholds thresholds,
      RateUnit supplyUnit,
      RateUnit demandUnit) {
    double s0 = thresholds.supplyBps();
    double d0 = thresholds.demandBps();
    List<Mark> parts = new ArrayList<>();
    // At the right end, where there is little else.
    double line = panel.y(d0);
    double beside = line - 16 < panel.top() ? line + 13 : line - 5;
    double top = panel.top() + 12;
    if (!Double.isNaN(s0)) {
      double x = panel.x(s0);
      parts.add(Mark.Path.dashed(x, panel.top(), x, panel.bottom(), Palette.INK, 1.2, 6));
      String label = "s0 = " + supplyUnit.value(s0);
      boolean left = x + 10 + Panel.width(label, 11) > panel.right();
      parts.add(
          Panel.text(
              left ? x - 5 : x + 5,
              Math.abs(top - beside) < 14 ? beside + 16 : top,
              left ? Anchor.END : Anchor.START,
              11,
              Palette.INK,
              label));
    }
    if (!Double.isNaN(d0)) {
      parts.add(Mark.Path.dashed(panel.left(), line, panel.right(), line, Palette.INK, 1.2, 6));
      String label = "d0 = " + demandUnit.value(d0);
      boolean crosses = panel.x(s0) + 4 > panel.right() - 6 - Panel.width(label, 11);
      double end = crosses ? panel.x(s0) - 6 : panel.right() - 6;
      parts.add(Panel.text(end, beside, Anchor.END, 11, Palette.INK, label));
    }
    String words =
        Double.isNaN(s0) || Double.isNaN(d0)
            ? ""
            : "threshold point: s0 = " + RateUnit.people(s0) + ", d0 = " + RateUnit.people(d0);
    marks.add(new Mark.Group("threshold", words, parts));
  }

  /** The way from stay to stay; that between the productive states is fainter. */
  private static void way(List<Mark> marks, Panel panel, StatePath path) {
    List<StatePath.Stay> stays = path.stays();
    for (int i = 1; i < stays.size(); i++) {
      StatePath.Stay from = stays.get(i - 1);
      StatePath.Stay to = stays.get(i);
      boolean productive = productive(from.state()) && productive(to.state());
      arrow(
          marks,
          panel.x(from.supplyBps()),
          panel.y(from.demandBps()),
          panel.x(to.supplyBps()),
          panel.y(to.demandBps()),
          productive ? FAINT : Palette.INK,
          productive ? 0.6 : 1.2);
    }
  }

  private static boolean productive(SystemState state) {
    return state == SystemState.IDLE || state == SystemState.STABLE;
  }

  private static void arrow(
      List<Mark> marks, double x0, double y0, double x1, double y1, int colour, double width) {
    double length = Math.hypot(x1 - x0, y1 - y0);
    List<Mark> parts = new ArrayList<>();
    parts.add(Mark.Path.line(x0, y0, x1, y1, colour, width));
    if (length > 24) {
      double ux = (x1 - x0) / length;
      double uy = (y1 - y0) / length;
      double tipX = (x0 + x1) / 2 + 5 * ux;
      double tipY = (y0 + y1) / 2 + 5 * uy;
      parts.add(
          Mark.Path.area(
              new double[] {tipX, tipX - 9 * ux - 4 * uy, tipX - 9 * ux + 4 * uy},
              new double[] {tipY, tipY - 9 * uy + 4 * ux, tipY - 9 * uy - 4 * ux},
              colour,
              colour));
    }
    marks.add(new Mark.Group("way", "", parts));
  }

  /** The states with the share of the session's time in each. */
  private static void legend(List<Mark> marks, StatePath path) {
    long all = 0;
    for (SystemState state : SystemState.values()) {
      all += path.bins(state);
    }
    double y = TOP + 12;
    for (SystemState state : SystemState.values()) {
      StateLook look = StateLook.of(state);
      marks.add(look.at(RIGHT + 28, y - 4, 5));
      marks.add(
          Panel.text(
              RIGHT + 42,
              y,
              Anchor.START,
              Panel.TEXT,
              Palette.INK,
              String.format(
                  Locale.ROOT,
                  "%s %.1f %%",
                  look.label(),
                  all == 0 ? 0 : 100.0 * path.bins(state) / all)));
      y += 22;
    }
    y += 2;
    for (String line :
        List.of(
            "share of the session's time",
            "",
            "dashed: threshold point",
            "(s0, d0); shaded: within it",
            "",
            "arrows: the way from state",
            "to state, by the means of",
            "each stay")) {
      marks.add(Panel.text(RIGHT + 22, y, Anchor.START, 11, Palette.FAINT_INK, line));
      y += line.isEmpty() ? 8 : 15;
    }
  }
}
