package io.privnet.figure;

import io.privnet.figure.Mark.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A rectangle with a horizontal and a vertical axis, and what is drawn into it.
 *
 * @param left in units, as the others
 * @param top above {@code bottom}
 * @param x the horizontal axis, from left to right
 * @param y the vertical axis, from bottom to top
 */
public record Panel(double left, double top, double right, double bottom, Scale x, Scale y) {
  /** Size of ordinary text. */
  public static final double TEXT = 12;

  private static final double SMALL = 11;
  // Helvetica is a tenth narrower and DejaVu Sans about this wide, on average.
  private static final double ADVANCE = 0.6;

  /** Where a value stands on the horizontal axis, in units. */
  public double x(double value) {
    return left + x.at(value) * (right - left);
  }

  /** Where a value stands on the vertical axis, in units. */
  public double y(double value) {
    return bottom - y.at(value) * (bottom - top);
  }

  /** Lines across at the ticks of the vertical axis, to be drawn below everything else. */
  public void grid(List<Mark> marks) {
    for (double tick : y.ticks()) {
      marks.add(Mark.Path.line(left, y(tick), right, y(tick), Palette.GRID, 1));
    }
  }

  /** The vertical axis with its numbers, divided by a unit, and its name. */
  public void verticalAxis(List<Mark> marks, double unit, String name) {
    verticalAxis(marks, tick -> y.label(tick, unit), name);
  }

  /** The vertical axis with the words for its ticks, and its name. */
  void verticalAxis(List<Mark> marks, DoubleFunction<String> label, String name) {
    for (double tick : y.ticks()) {
      marks.add(Mark.Path.line(left - 4, y(tick), left, y(tick), Palette.INK, 1));
      marks.add(
          text(
              left - 7, y(tick) + 0.35 * SMALL, Anchor.END, SMALL, Palette.INK, label.apply(tick)));
    }
    marks.add(Mark.Path.line(left, top, left, bottom, Palette.INK, 1));
    marks.add(
        new Mark.Text(
            left - 52, (top + bottom) / 2, Anchor.MIDDLE, TEXT, false, true, Palette.INK, name));
  }

  /** The horizontal axis with its numbers, divided by a unit, and its name unless it is empty. */
  public void horizontalAxis(List<Mark> marks, double at, double unit, String name) {
    horizontalAxis(marks, at, tick -> x.label(tick, unit), name);
  }

  /** The horizontal axis with the words for its ticks, and its name unless it is empty. */
  void horizontalAxis(List<Mark> marks, double at, DoubleFunction<String> label, String name) {
    for (double tick : x.ticks()) {
      marks.add(Mark.Path.line(x(tick), at, x(tick), at + 4, Palette.INK, 1));
      marks.add(text(x(tick), at + 16, Anchor.MIDDLE, SMALL, Palette.INK, label.apply(tick)));
    }
    marks.add(Mark.Path.line(left, at, right, at, Palette.INK, 1));
    if (!name.isEmpty()) {
      marks.add(text((left + right) / 2, at + 34, Anchor.MIDDLE, TEXT, Palette.INK, name));
    }
  }

  /** A horizontal line of text that is not bold. */
  public static Mark.Text text(
      double x, double y, Anchor anchor, double size, int colour, String content) {
    return new Mark.Text(x, y, anchor, size, false, false, colour, content);
  }

  /** The title, and a line below it that says what was measured. */
  public static void title(List<Mark> marks, String title, String subtitle) {
    marks.add(
        new Mark.Text(16, 26, Anchor.START, 16, true, false, Palette.INK, fitted(title, 16, 768)));
    marks.add(text(16, 45, Anchor.START, TEXT, Palette.FAINT_INK, fitted(subtitle, TEXT, 768)));
  }

  /** How wide a text will be at most, in most fonts. */
  public static double width(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      ems += text.charAt(i) >= 0x1100 ? 1 : ADVANCE;
    }
    return ems * size;
  }

  /** The text, or as much of its beginning as has room, with an ellipsis. */
  public static String fitted(String text, double size, double room) {
    if (width(text, size) <= room) {
      return text;
    }
    List<Integer> codePoints = new ArrayList<>(text.codePoints().boxed().toList());
    while (!codePoints.isEmpty() && width(string(codePoints), size) + ADVANCE * size > room) {
      codePoints.removeLast();
    }
    return string(codePoints) + "…";
  }

  private static String string(List<Integer> codePoints) {
    StringBuilder text = new StringBuilder();
    codePoints.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Seconds with as many decimals as there are, at most three. */
  public static String seconds(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
