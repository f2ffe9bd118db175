package io.privnet.figure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A written figure, read back by the JDK's XML parser. */
public record Svg(Document document) {
  public static byte[] bytes(Figure figure) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    figure.writeSvg(out);
    return out.toByteArray();
  }

  public static Svg of(Figure figure) throws Exception {
    return new Svg(
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes(figure))));
  }

  /** The elements that an XPath names. */
  public List<Element> all(String path) throws Exception {
    NodeList found =
        (NodeList)
            XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  public List<String> texts(String path) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Element element : all(path)) {
      texts.add(element.getTextContent());
    }
    return texts;
  }

  public static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  /** The points of a path as x, y, x, y, … */
  public static double[] points(Element path) {
    return java.util.Arrays.stream(path.getAttribute("d").split("[MLZ ]+"))
        .filter(part -> !part.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
