package io.privnet.figure;

/**
 * How one of several curves is drawn: a colour that is read well on white (see {@link Palette}), a
 * shape for its points, and after all of them once more with dashed lines and hollow points, so
 * that no one has to rely on the colour.
 */
record CurveLook(int colour, Shape shape, boolean again) {
  private enum Shape {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    TURNED_TRIANGLE,
    PLUS,
    CROSS
  }

  /** Okabe and Ito's but the yellow, which is too light for a line. */
  private static final int[] LINES = {
    0x0072b2, 0xd55e00, 0x009e73, 0x000000, 0xcc79a7, 0xe69f00, 0x56b4e9
  };

  static final int COLOURS = 7;

  /** The look of the i-th of several curves. */
  static CurveLook of(int i) {
    return new CurveLook(LINES[i % COLOURS], Shape.values()[i % COLOURS], i >= COLOURS);
  }

  /** Its line, interrupted where x is NaN. */
  Mark line(double[] x, double[] y) {
    return new Mark.Path(x, y, Mark.NONE, colour, 1.6, again ? 5 : 0);
  }

  /** Its point at a place. */
  Mark point(double x, double y, double r) {
    return switch (shape) {
      case CIRCLE -> new Mark.Dot(x, y, r, fill(), colour);
      case SQUARE -> polygon(x, y, 1.25 * r, 4, Math.PI / 4);
      case TRIANGLE -> polygon(x, y, 1.3 * r, 3, -Math.PI / 2);
      case DIAMOND -> polygon(x, y, 1.4 * r, 4, 0);
      case TURNED_TRIANGLE -> polygon(x, y, 1.3 * r, 3, Math.PI / 2);
      case PLUS -> plus(x, y, 1.3 * r, 0);
      case CROSS -> plus(x, y, 1.3 * r, Math.PI / 4);
    };
  }

  private int fill() {
    return again ? Palette.PAPER : colour;
  }

  private Mark polygon(double x, double y, double r, int corners, double turn) {
    double[] xs = new double[corners];
    double[] ys = new double[corners];
    for (int i = 0; i < corners; i++) {
      double angle = turn + 2 * Math.PI * i / corners;
      xs[i] = x + r * Math.cos(angle);
      ys[i] = y + r * Math.sin(angle);
    }
    return Mark.Path.area(xs, ys, fill(), colour);
  }

  /** Two bars across each other, from r to r and a third as wide. */
  private Mark plus(double x, double y, double r, double turn) {
    double w = r / 3;
    double[] along = {r, r, w, w, -w, -w, -r, -r, -w, -w, w, w};
    double[] across = {-w, w, w, r, r, w, w, -w, -w, -r, -r, -w};
    double[] xs = new double[along.length];
    double[] ys = new double[along.length];
    for (int i = 0; i < along.length; i++) {
      xs[i] = x + along[i] * Math.cos(turn) - across[i] * Math.sin(turn);
      ys[i] = y + along[i] * Math.sin(turn) + across[i] * Math.cos(turn);
    }
    return Mark.Path.area(xs, ys, fill(), colour);
  }
}
