package io.privnet.figure;

import java.util.List;

/**
 * A part of a figure, in units of which a figure is {@value Size#UNITS} wide; y grows downwards.
 * Colours are RGB, {@value #NONE} draws nothing.
 */
public sealed interface Mark {
  int NONE = -1;

  /** A filled rectangle with an outline. */
  record Box(double x, double y, double width, double height, int fill, int stroke)
      implements Mark {}

  /** A filled circle with an outline. */
  record Dot(double x, double y, double radius, int fill, int stroke) implements Mark {}

  /**
   * Straight lines from point to point; where x is NaN one ends and the next point begins another.
   *
   * @param dash lengths of dash and gap, both the same; 0 for a whole line
   */
  record Path(double[] x, double[] y, int fill, int stroke, double width, double dash)
      implements Mark {
    /** A straight line. */
    public static Path line(double x0, double y0, double x1, double y1, int stroke, double width) {
      return dashed(x0, y0, x1, y1, stroke, width, 0);
    }

    /** A straight line of dashes. */
    public static Path dashed(
        double x0, double y0, double x1, double y1, int stroke, double width, double dash) {
      return new Path(new double[] {x0, x1}, new double[] {y0, y1}, NONE, stroke, width, dash);
    }

    /** A filled shape with a thin outline. */
    public static Path area(double[] x, double[] y, int fill, int stroke) {
      return new Path(x, y, fill, stroke, 1, 0);
    }
  }

  /** Which point of a text stands at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A line of text.
   *
   * @param y of its baseline
   * @param upwards whether it reads from below to above
   */
  record Text(
      double x,
      double y,
      Anchor anchor,
      double size,
      boolean bold,
      boolean upwards,
      int colour,
      String content)
      implements Mark {}

  /** Marks that stand for one thing, with what they are and the words that tell its values. */
  record Group(String kind, String words, List<Mark> marks) implements Mark {
    public Group {
      marks = List.copyOf(marks);
    }
  }
}
