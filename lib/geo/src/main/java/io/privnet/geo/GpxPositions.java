package io.privnet.geo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Positions from GPX 1.0 and 1.1: the points of tracks, each track a vehicle by its name or else
 * its number, and waypoints by their names. Two tracks of one name are one vehicle. Routes are
 * plans, not positions, and are passed over. Times without an offset are in UTC, as GPX has it.
 *
 * <p>No document type, entity or anything outside the document is read. Nesting, texts and single
 * constructs have limits, so that memory stays bounded.
 *
 * @see <a href="https://www.topografix.com/GPX/1/1/">GPX 1.1 Schema Documentation</a>
 */
final class GpxPositions extends PositionReader {
  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 1024;

  private final InputStream input;
  private final XmlText text;
  private final String file;
  private final XMLStreamReader xml;

  /** How many elements are open. */
  private int depth;

  private boolean inTrack;
  private boolean inSegment;
  private int tracks;
  private int waypoints;
  private String trackName;
  private String trackNumber;
  private boolean trackHasPoints;

  private double latitude;
  private double longitude;
  private String time;
  private String vehicle;
  private long line;

  GpxPositions(InputStream input, String file) throws IOException {
    super(new TraceClock(true));
    this.file = file;
    this.input = input;
    try {
      text = new XmlText(input);
    } catch (XmlText.UnusableException e) {
      throw new GeoFormatException(file, 1, "not usable XML: " + e.getMessage());
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      xml = factory.createXMLStreamReader(text);
    } catch (XMLStreamException e) {
      throw translated(e, 1);
    }
    while (event() != XMLStreamConstants.START_ELEMENT) {
      // Comments and the like.
    }
    if (!xml.getLocalName().equals("gpx")) {
      throw errorHere("not GPX: the document is " + Excerpt.of(xml.getLocalName()));
    }
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      switch (event()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (enter()) {
            return true;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> leave();
        case XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        default -> {}
      }
    }
  }

  /** Takes up the element that has begun; true if it was a point, which is then read to its end. */
  private boolean enter() throws IOException {
    String name = xml.getLocalName();
    if (inSegment && name.equals("trkpt")) {
      readPoint();
      vehicle = trackVehicle();
      trackHasPoints = true;
      return true;
    }
    if (depth == 2 && name.equals("wpt")) {
      waypoints++;
      String own = readPoint();
      vehicle = own.isEmpty() ? "waypoint " + waypoints : own;
      return true;
    }
    if (depth == 2 && name.equals("trk")) {
      inTrack = true;
      tracks++;
      trackName = "";
      trackNumber = "";
      trackHasPoints = false;
    } else if (depth == 3 && inTrack && name.equals("trkseg")) {
      inSegment = true;
    } else if (depth == 3 && inTrack && name.equals("name")) {
      trackName = trackLabel();
    } else if (depth == 3 && inTrack && name.equals("number")) {
      trackNumber = trackLabel();
    } else {
      skip();
    }
    return false;
  }

  private void leave() {
    if (depth == 2) {
      inSegment = false;
    } else if (depth == 1) {
      inTrack = false;
    }
  }

  private String trackLabel() throws IOException {
    if (trackHasPoints) {
      throw errorHere("a track is named after its points");
    }
    return text();
  }

  private String trackVehicle() {
    return !trackName.isEmpty()
        ? trackName
        : "track " + (trackNumber.isEmpty() ? Integer.toString(tracks) : trackNumber);
  }

  /** Reads the point that has begun to its end and returns its name, which may be empty. */
  private String readPoint() throws IOException {
    line = lineHere();
    latitude = coordinate("lat", "latitude", 90);
    longitude = coordinate("lon", "longitude", 180);
    time = null;
    String name = "";
    int level = depth;
    while (depth >= level) {
      if (event() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "time" -> time = text();
        case "name" -> name = text();
        default -> skip();
      }
    }
    return name;
  }

  private double coordinate(String attribute, String what, double most) throws IOException {
    String text = xml.getAttributeValue(null, attribute);
    if (text == null) {
      throw errorHere("a point without the attribute " + attribute);
    }
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    double value;
    try {
      value = CsvPositions.decimal(bytes, 0, bytes.length);
    } catch (NumberFormatException e) {
      throw errorHere("not a decimal number: " + Excerpt.of(text));
    }
    if (!(Math.abs(value) <= most)) {
      int bound = (int) most;
      throw errorHere(what + " " + value + " is not within -" + bound + " to " + bound);
    }
    return value;
  }

  /** Reads the text of the element that has begun, to its end. */
  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    int level = depth;
    while (depth >= level) {
      int event = event();
      if (event == XMLStreamConstants.START_ELEMENT) {
        throw errorHere("an element within a text: " + Excerpt.of(xml.getLocalName()));
      }
      if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        if (text.length() > LONGEST_TEXT) {
          throw errorHere("a text of more than " + LONGEST_TEXT + " characters");
        }
      }
    }
    return text.toString().strip();
  }

  /** Passes over the element that has begun. */
  private void skip() throws IOException {
    int level = depth;
    while (depth >= level) {
      event();
    }
  }

  private int event() throws IOException {
    text.permit();
    int event;
    try {
      event = xml.next();
    } catch (XMLStreamException e) {
      throw translated(e, lineHere());
    } catch (RuntimeException e) {
      // So the parser ends with some documents that are not well-formed.
      throw translated(new XMLStreamException("it is not well-formed", e), lineHere());
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        if (++depth > DEEPEST) {
          throw errorHere("elements nested deeper than " + DEEPEST);
        }
      }
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw errorHere("an entity, which is not read: " + Excerpt.of(xml.getLocalName()));
      default -> {}
    }
    return event;
  }

  private IOException translated(XMLStreamException e, long at) {
    if (text.failure() instanceof XmlText.UnusableException unusable) {
      return new GeoFormatException(file, at, "not usable XML: " + unusable.getMessage());
    }
    if (text.failure() != null) {
      return text.failure();
    }
    // The message begins with a line that gives the place.
    String problem = e.getMessage() == null ? "" : e.getMessage();
    problem = problem.substring(problem.indexOf("Message: ") < 0 ? 0 : problem.indexOf('\n') + 10);
    problem = problem.lines().findFirst().orElse("").replaceFirst("\\.\\s*$", "");
    long row = e.getLocation() == null ? at : e.getLocation().getLineNumber();
    return new GeoFormatException(file, Math.max(1, row), "not usable XML: " + Excerpt.of(problem));
  }

  private long lineHere() {
    return Math.max(1, xml.getLocation().getLineNumber());
  }

  private GeoFormatException errorHere(String problem) {
    return new GeoFormatException(file, lineHere(), problem);
  }

  @Override
  public double latitude() {
    return latitude;
  }

  @Override
  public double longitude() {
    return longitude;
  }

  @Override
  public boolean hasTime() {
    return time != null;
  }

  @Override
  public long timeMillis() throws GeoFormatException {
    return timeMillis(time);
  }

  @Override
  public boolean hasVehicle() {
    return true;
  }

  @Override
  public int vehicle() throws GeoFormatException {
    return vehicle(vehicle);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public GeoFormatException error(String problem) {
    return new GeoFormatException(file, line, problem);
  }

  @Override
  public GeoFormatException missing(String column) {
    return new GeoFormatException(file, 1, "the points have no " + column + ", needed here");
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
