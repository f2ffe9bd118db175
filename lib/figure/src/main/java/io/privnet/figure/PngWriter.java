package io.privnet.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/** A figure as PNG. */
final class PngWriter {
  private final Figure figure;
  private final BufferedImage image;
  private final Graphics2D pen;
  private final Font font;

  PngWriter(Figure figure) throws MissingFontsException {
    this.figure = figure;
    try {
      image =
          new BufferedImage(
              figure.widthPixels(), figure.heightPixels(), BufferedImage.TYPE_INT_RGB);
      pen = image.createGraphics();
      font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      pen.getFontMetrics(font).stringWidth("0");
    } catch (RuntimeException | LinkageError | InternalError e) {
      // That is how the JDK says it, depending on what is missing.
      throw new MissingFontsException(e);
    }
  }

  void write(OutputStream out) throws IOException {
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(new Color(Palette.PAPER));
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.scale((double) image.getWidth() / Size.UNITS, (double) image.getWidth() / Size.UNITS);
    draw(figure.marks());
    pen.dispose();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", out);
  }

  private void draw(List<Mark> marks) {
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Box b ->
            paint(
                new Rectangle2D.Double(b.x(), b.y(), b.width(), b.height()),
                b.fill(),
                b.stroke(),
                new BasicStroke(1));
        case Mark.Dot d ->
            paint(
                new Ellipse2D.Double(
                    d.x() - d.radius(), d.y() - d.radius(), 2 * d.radius(), 2 * d.radius()),
                d.fill(),
                d.stroke(),
                new BasicStroke(1));
        case Mark.Path p -> draw(p);
        case Mark.Text t -> draw(t);
        case Mark.Group g -> draw(g.marks());
      }
    }
  }

  private void draw(Mark.Path path) {
    Path2D shape = new Path2D.Double();
    boolean begins = true;
    for (int i = 0; i < path.x().length; i++) {
      if (Double.isNaN(path.x()[i])) {
        begins = true;
      } else if (begins) {
        shape.moveTo(path.x()[i], path.y()[i]);
        begins = false;
      } else {
        shape.lineTo(path.x()[i], path.y()[i]);
      }
    }
    if (path.fill() != Mark.NONE) {
      shape.closePath();
    }
    paint(
        shape,
        path.fill(),
        path.stroke(),
        path.dash() > 0
            ? new BasicStroke(
                (float) path.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                4,
                new float[] {(float) path.dash()},
                0)
            : new BasicStroke((float) path.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
  }

  private void paint(java.awt.Shape shape, int fill, int stroke, BasicStroke line) {
    if (fill != Mark.NONE) {
      pen.setColor(new Color(fill));
      pen.fill(shape);
    }
    if (stroke != Mark.NONE) {
      pen.setColor(new Color(stroke));
      pen.setStroke(line);
      pen.draw(shape);
    }
  }

  private void draw(Mark.Text text) {
    pen.setFont(font.deriveFont(text.bold() ? Font.BOLD : Font.PLAIN, (float) text.size()));
    pen.setColor(new Color(text.colour()));
    FontMetrics metrics = pen.getFontMetrics();
    double width = metrics.getStringBounds(text.content(), pen).getWidth();
    AffineTransform before = pen.getTransform();
    pen.translate(text.x(), text.y());
    if (text.upwards()) {
      pen.rotate(-Math.PI / 2);
    }
    float start =
        (float)
            switch (text.anchor()) {
              case START -> 0;
              case MIDDLE -> -width / 2;
              case END -> -width;
            };
    pen.drawString(text.content(), start, 0);
    pen.setTransform(before);
  }
}
