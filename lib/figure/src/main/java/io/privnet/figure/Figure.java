package io.privnet.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A drawn figure. The same data give the same figure, and the same figure the same SVG on every
 * machine: where things stand does not depend on the fonts that are installed.
 */
public final class Figure {
  private final String title;
  private final int width;
  private final double height;
  private final List<Mark> marks;

  /**
   * @param title what it shows, in a line
   * @param height in units
   * @param marks in the order in which they are drawn, later ones over earlier ones
   */
  public Figure(String title, Size size, double height, List<Mark> marks) {
    this.title = title;
    this.width = size.width();
    this.height = height;
    this.marks = List.copyOf(marks);
  }

  /** What it shows, in a line. */
  public String title() {
    return title;
  }

  /**
   * Writes it as SVG 1.1 with its text as text. Needs no fonts.
   *
   * @throws IOException when the stream cannot be written
   */
  public void writeSvg(OutputStream out) throws IOException {
    new SvgWriter(out).write(this);
  }

  /**
   * Writes it as PNG.
   *
   * @throws MissingFontsException when this machine has no font to draw text with
   * @throws IOException when the stream cannot be written
   */
  public void writePng(OutputStream out) throws IOException {
    new PngWriter(this).write(out);
  }

  int widthPixels() {
    return width;
  }

  int heightPixels() {
    return (int) Math.round(height * width / Size.UNITS);
  }

  double heightUnits() {
    return height;
  }

  List<Mark> marks() {
    return marks;
  }
}
