package io.privnet.qoe.figure;

import io.privnet.figure.Mark;
import io.privnet.figure.Palette;
import io.privnet.figure.Panel;
import io.privnet.qoe.state.SystemState;
import java.util.List;
import java.util.Locale;

/**
 * How a state is drawn: five colours that differ in lightness too, five shapes, and a letter, so
 * that no one has to rely on the colour.
 */
enum StateLook {
  IDLE(0xffffff),
  STABLE(0x56b4e9),
  UNSTABLE(0xd55e00),
  BREAKDOWN(0x000000),
  RECOVERY(0xf0e442);

  final int colour;

  StateLook(int colour) {
    this.colour = colour;
  }

  static StateLook of(SystemState state) {
    return valueOf(state.name());
  }

  /** Its name as the paper writes it. */
  String label() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  String letter() {
    return name().substring(0, 1);
  }

  /** Its shape at a place. */
  Mark at(double x, double y, double r) {
    return switch (this) {
      case IDLE, STABLE -> new Mark.Dot(x, y, r, colour, Palette.INK);
      case UNSTABLE -> polygon(x, y, 1.25 * r, 3, -Math.PI / 2);
      case BREAKDOWN -> polygon(x, y, 1.25 * r, 4, Math.PI / 4);
      case RECOVERY -> polygon(x, y, 1.35 * r, 4, 0);
    };
  }

  private Mark polygon(double x, double y, double r, int corners, double turn) {
    double[] xs = new double[corners];
    double[] ys = new double[corners];
    for (int i = 0; i < corners; i++) {
      double angle = turn + 2 * Math.PI * i / corners;
      xs[i] = x + r * Math.cos(angle);
      ys[i] = y + r * Math.sin(angle);
    }
    return Mark.Path.area(xs, ys, colour, Palette.INK);
  }

  /** The names of all states with their looks in a row. */
  static void legend(List<Mark> marks, double x, double y) {
    double at = x;
    for (StateLook look : values()) {
      marks.add(new Mark.Box(at, y - 10, 14, 12, look.colour, Palette.INK));
      String name = look.letter() + " " + look.label();
      marks.add(Panel.text(at + 20, y, Mark.Anchor.START, 11, Palette.INK, name));
      at += 38 + Panel.width(name, 11);
    }
  }
}
