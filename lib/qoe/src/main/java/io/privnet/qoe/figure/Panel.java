package io.privnet.qoe.figure;

import io.privnet.qoe.figure.Mark.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rectangle with a horizontal and a vertical axis, and what is drawn into it. */
final class Panel {
  static final double TEXT = 12;
  private static final double SMALL = 11;
  // Helvetica is a tenth narrower and DejaVu Sans about this wide, on average.
  private static final double ADVANCE = 0.6;

  final double left;
  final double top;
  final double right;
  final double bottom;
  final Scale x;
  final Scale y;

  Panel(double left, double top, double right, double bottom, Scale x, Scale y) {
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
    this.x = x;
    this.y = y;
  }

  double x(double value) {
    return left + x.at(value) * (right - left);
  }

  double y(double value) {
    return bottom - y.at(value) * (bottom - top);
  }

  /** Lines across at the ticks of the vertical axis, to be drawn below everything else. */
  void grid(List<Mark> marks) {
    for (double tick : y.ticks()) {
      marks.add(Mark.Path.line(left, y(tick), right, y(tick), Palette.GRID, 1));
    }
  }

  /** The vertical axis with its numbers, divided by a unit, and its name. */
  void verticalAxis(List<Mark> marks, double unit, String name) {
    for (double tick : y.ticks()) {
      marks.add(Mark.Path.line(left - 4, y(tick), left, y(tick), Palette.INK, 1));
      marks.add(
          text(
              left - 7,
              y(tick) + 0.35 * SMALL,
              Anchor.END,
              SMALL,
              Palette.INK,
              y.label(tick, unit)));
    }
    marks.add(Mark.Path.line(left, top, left, bottom, Palette.INK, 1));
    marks.add(
        new Mark.Text(
            left - 52, (top + bottom) / 2, Anchor.MIDDLE, TEXT, false, true, Palette.INK, name));
  }

  /** The horizontal axis with its numbers, divided by a unit, and its name unless it is empty. */
  void horizontalAxis(List<Mark> marks, double at, double unit, String name) {
    for (double tick : x.ticks()) {
      marks.add(Mark.Path.line(x(tick), at, x(tick), at + 4, Palette.INK, 1));
      marks.add(text(x(tick), at + 16, Anchor.MIDDLE, SMALL, Palette.INK, x.label(tick, unit)));
    }
    marks.add(Mark.Path.line(left, at, right, at, Palette.INK, 1));
    if (!name.isEmpty()) {
      marks.add(text((left + right) / 2, at + 34, Anchor.MIDDLE, TEXT, Palette.INK, name));
    }
  }

  static Mark.Text text(
      double x, double y, Anchor anchor, double size, int colour, String content) {
    return new Mark.Text(x, y, anchor, size, false, false, colour, content);
  }

  /** The title, and a line below it that says what was measured. */
  static void title(List<Mark> marks, String title, String subtitle) {
    marks.add(
        new Mark.Text(16, 26, Anchor.START, 16, true, false, Palette.INK, fitted(title, 16, 768)));
    marks.add(text(16, 45, Anchor.START, TEXT, Palette.FAINT_INK, fitted(subtitle, TEXT, 768)));
  }

  /** How wide a text will be at most, in most fonts. */
  static double width(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      ems += text.charAt(i) >= 0x1100 ? 1 : ADVANCE;
    }
    return ems * size;
  }

  /** The text, or as much of its beginning as has room, with an ellipsis. */
  static String fitted(String text, double size, double room) {
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
  static String seconds(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
