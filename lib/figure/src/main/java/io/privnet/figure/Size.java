package io.privnet.figure;

/**
 * How large a figure is drawn. Text and lines grow with the width, so that a wider figure is the
 * same one in more detail; the height changes its proportions.
 *
 * @param width in pixels
 * @param height in pixels; 0 for what suits the figure
 */
public record Size(int width, int height) {
  /** Units that every figure is wide, whatever its pixels: a text of 12 units is well read. */
  public static final int UNITS = 800;

  private static final int LEAST = 200;
  private static final int MOST = 10_000;
  private static final double FLATTEST = 0.3;
  private static final double TALLEST = 4;

  /**
   * @throws IllegalArgumentException for sizes that no figure can be drawn or read in
   */
  public Size {
    if (width < LEAST || width > MOST || height != 0 && (height < LEAST || height > MOST)) {
      throw new IllegalArgumentException(
          "a figure is " + LEAST + " to " + MOST + " pixels wide and high");
    }
    if (height != 0 && (height < FLATTEST * width || height > TALLEST * width)) {
      throw new IllegalArgumentException(
          "a figure is between " + FLATTEST + " and " + (int) TALLEST + " times as high as wide");
    }
  }

  /** The height in units of a figure that {@code natural} units suit. */
  public double unitsHigh(double natural) {
    return height == 0 ? natural : (double) UNITS * height / width;
  }
}
