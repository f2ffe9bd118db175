package io.privnet.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A figure as SVG 1.1. */
final class SvgWriter {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String FONTS = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

  private final XMLStreamWriter xml;

  SvgWriter(OutputStream out) throws IOException {
    try {
      xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static IOException failure(XMLStreamException e) {
    return e.getNestedException() instanceof IOException io ? io : new IOException(e);
  }

  void write(Figure figure) throws IOException {
    try {
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace(NAMESPACE);
      attribute("width", figure.widthPixels());
      attribute("height", figure.heightPixels());
      attribute("viewBox", "0 0 " + Size.UNITS + " " + number(figure.heightUnits()));
      attribute("role", "img");
      attribute("font-family", FONTS);
      xml.writeCharacters("\n");
      words(figure.title());
      xml.writeCharacters("\n");
      box(new Mark.Box(0, 0, Size.UNITS, figure.heightUnits(), Palette.PAPER, Mark.NONE));
      marks(figure.marks());
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private void marks(List<Mark> marks) throws XMLStreamException {
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Box box -> box(box);
        case Mark.Dot dot -> dot(dot);
        case Mark.Path path -> path(path);
        case Mark.Text text -> text(text);
        case Mark.Group group -> {
          xml.writeStartElement("g");
          attribute("class", group.kind());
          if (!group.words().isEmpty()) {
            words(group.words());
          }
          xml.writeCharacters("\n");
          marks(group.marks());
          xml.writeEndElement();
          xml.writeCharacters("\n");
        }
      }
    }
  }

  /** What a reader of the figure is told who points at it or cannot see it. */
  private void words(String words) throws XMLStreamException {
    xml.writeStartElement("title");
    xml.writeCharacters(clean(words));
    xml.writeEndElement();
  }

  private void box(Mark.Box box) throws XMLStreamException {
    begin("rect");
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
    paint(box.fill(), box.stroke(), 1);
    end();
  }

  private void dot(Mark.Dot dot) throws XMLStreamException {
    begin("circle");
    attribute("cx", dot.x());
    attribute("cy", dot.y());
    attribute("r", dot.radius());
    paint(dot.fill(), dot.stroke(), 1);
    end();
  }

  private void path(Mark.Path path) throws XMLStreamException {
    StringBuilder d = new StringBuilder();
    char step = 'M';
    for (int i = 0; i < path.x().length; i++) {
      if (Double.isNaN(path.x()[i])) {
        step = 'M';
      } else {
        d.append(step).append(number(path.x()[i])).append(' ').append(number(path.y()[i]));
        step = 'L';
      }
    }
    begin("path");
    attribute("d", path.fill() == Mark.NONE ? d : d.append('Z'));
    paint(path.fill(), path.stroke(), path.width());
    if (path.dash() > 0) {
      attribute("stroke-dasharray", path.dash());
    }
    end();
  }

  private void text(Mark.Text text) throws XMLStreamException {
    xml.writeStartElement("text");
    attribute("x", text.x());
    attribute("y", text.y());
    if (text.upwards()) {
      attribute("transform", "rotate(-90 " + number(text.x()) + " " + number(text.y()) + ")");
    }
    attribute("font-size", text.size());
    if (text.bold()) {
      attribute("font-weight", "bold");
    }
    if (text.anchor() != Mark.Anchor.START) {
      attribute("text-anchor", text.anchor().name().toLowerCase(Locale.ROOT));
    }
    attribute("fill", colour(text.colour()));
    xml.writeCharacters(clean(text.content()));
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private void begin(String element) throws XMLStreamException {
    xml.writeEmptyElement(element);
  }

  private void end() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  private void paint(int fill, int stroke, double width) throws XMLStreamException {
    attribute("fill", colour(fill));
    if (stroke != Mark.NONE) {
      attribute("stroke", colour(stroke));
      attribute("stroke-width", width);
    }
  }

  private void attribute(String name, double value) throws XMLStreamException {
    attribute(name, number(value));
  }

  private void attribute(String name, CharSequence value) throws XMLStreamException {
    xml.writeAttribute(name, value.toString());
  }

  private static String colour(int rgb) {
    return rgb == Mark.NONE ? "none" : String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** To a hundredth, which no eye can tell from more. */
  private static String number(double value) {
    long hundredths = Math.round(value * 100);
    String whole = (hundredths < 0 ? "-" : "") + Math.abs(hundredths / 100);
    long rest = Math.abs(hundredths % 100);
    if (rest == 0) {
      return hundredths == 0 ? "0" : whole;
    }
    return whole + (rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
  }

  /** Names come from tables and files: what XML cannot hold becomes a replacement character. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                clean.appendCodePoint(
                    c == '\t' || c == '\n' || c == '\r'
                        ? ' '
                        : c < 0x20
                                || c >= 0x7f && c < 0xa0
                                || c >= 0xd800 && c < 0xe000
                                || (c & 0xfffe) == 0xfffe
                            ? 0xfffd
                            : c));
    return clean.toString();
  }
}
