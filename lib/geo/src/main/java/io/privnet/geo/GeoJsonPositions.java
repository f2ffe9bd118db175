package io.privnet.geo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * Positions from GeoJSON (RFC 7946): Point and MultiPoint, alone or in features, whose properties
 * {@code time} and {@code vehicle} are taken. Other members are passed over. A feature collection
 * is read feature by feature, in bounded memory.
 */
final class GeoJsonPositions extends PositionReader {
  private final JsonSource json;
  private final String file;

  /** What is read of the object that encloses the features, if there is one. */
  private final Item root = new Item();

  private boolean inFeatures;
  private boolean ended;

  /** The feature at hand, and which of its points. */
  private Item item;

  private int point;

  GeoJsonPositions(InputStream in, String file) throws IOException {
    super(new TraceClock(false));
    this.json = new JsonSource(in, file, Long.MAX_VALUE);
    this.file = file;
    json.expect(JsonToken.START_OBJECT, "GeoJSON has to be a JSON object");
    root.line = json.line();
    readRoot();
  }

  /** Reads the outermost object up to its features or, if it has none, to its end. */
  private void readRoot() throws IOException {
    while (json.next() == JsonToken.PROPERTY_NAME) {
      if (root.member()) {
        inFeatures = true;
        return;
      }
    }
    json.expectEnd();
    ended = true;
    if (root.hasFeatures) {
      root.requireCollection();
    } else {
      item = root;
      item.finish();
      point = -1;
    }
  }

  @Override
  public boolean next() throws IOException {
    while (item == null || ++point >= item.count) {
      item = null;
      if (inFeatures) {
        readFeature();
      } else if (ended) {
        return false;
      }
    }
    return true;
  }

  private void readFeature() throws IOException {
    JsonToken token = json.next();
    if (token == JsonToken.END_ARRAY) {
      inFeatures = false;
      readRoot();
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw json.error("features has to be a list of JSON objects");
    }
    Item feature = new Item();
    feature.line = json.line();
    while (json.next() == JsonToken.PROPERTY_NAME) {
      if (feature.member()) {
        throw json.error("features within a feature");
      }
    }
    if (!"Feature".equals(feature.type)) {
      throw json.errorAt(feature.line, "features has to be a list of features");
    }
    feature.finish();
    item = feature;
    point = -1;
  }

  /** A feature or a geometry; its members come in any order. */
  private final class Item {
    private int line;
    private String type;
    private boolean hasFeatures;
    private Item geometry;
    private boolean single;

    private double[] latitudes = new double[1];
    private double[] longitudes = new double[1];
    private int count = -1;

    private String timeText;
    private double timeNumber;
    private boolean hasTime;
    private String vehicle;

    /** Reads a member; true if it is a list of features, of which nothing is read yet. */
    boolean member() throws IOException {
      String key = json.text();
      json.next();
      switch (key) {
        case "type" -> type = json.string("type");
        case "coordinates" -> coordinates();
        case "geometry" -> geometry();
        case "properties" -> properties();
        case "features" -> {
          if (json.current() != JsonToken.START_ARRAY) {
            throw json.error("features has to be a list");
          }
          hasFeatures = true;
          return true;
        }
        default -> json.skip();
      }
      return false;
    }

    private void geometry() throws IOException {
      if (json.current() == JsonToken.VALUE_NULL) {
        throw json.error("a feature without a place");
      }
      if (json.current() != JsonToken.START_OBJECT) {
        throw json.error("geometry has to be a JSON object");
      }
      geometry = new Item();
      geometry.line = json.line();
      while (json.next() == JsonToken.PROPERTY_NAME) {
        String key = json.text();
        json.next();
        switch (key) {
          case "type" -> geometry.type = json.string("type");
          case "coordinates" -> geometry.coordinates();
          default -> json.skip();
        }
      }
      geometry.requirePoints();
    }

    private void properties() throws IOException {
      if (json.current() == JsonToken.VALUE_NULL) {
        return;
      }
      if (json.current() != JsonToken.START_OBJECT) {
        throw json.error("properties has to be a JSON object");
      }
      while (json.next() == JsonToken.PROPERTY_NAME) {
        String key = json.text();
        JsonToken value = json.next();
        if (key.equals("time") && value != JsonToken.VALUE_NULL) {
          hasTime = true;
          if (value == JsonToken.VALUE_STRING) {
            timeText = json.text();
          } else {
            timeNumber = json.number("a time that is no string");
          }
        } else if (key.equals("vehicle") && value != JsonToken.VALUE_NULL) {
          if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
            throw json.error("vehicle has to be a string or a whole number");
          }
          vehicle = json.text().strip();
          if (vehicle.isEmpty()) {
            throw json.error("a vehicle is missing");
          }
        } else {
          json.skip();
        }
      }
    }

    private void coordinates() throws IOException {
      if (json.current() != JsonToken.START_ARRAY) {
        throw json.error("coordinates have to be a list");
      }
      count = 0;
      JsonToken token = json.next();
      single = token != null && token.isNumeric();
      if (single) {
        position();
        return;
      }
      for (; json.current() != JsonToken.END_ARRAY; json.next()) {
        if (json.current() != JsonToken.START_ARRAY) {
          throw json.error("coordinates have to be numbers or positions");
        }
        json.next();
        position();
      }
    }

    private void position() throws IOException {
      if (count == latitudes.length) {
        int room = count + (count >> 1) + 8;
        latitudes = Arrays.copyOf(latitudes, room);
        longitudes = Arrays.copyOf(longitudes, room);
      }
      Position position = json.position();
      latitudes[count] = position.latitude();
      longitudes[count] = position.longitude();
      count++;
    }

    void requireCollection() throws IOException {
      if (!"FeatureCollection".equals(type)) {
        throw json.errorAt(line, "features in something else than a FeatureCollection");
      }
    }

    private void requirePoints() throws IOException {
      switch (type) {
        case null -> throw json.errorAt(line, "a GeoJSON object without a type");
        case "Point", "MultiPoint" -> {
          if (count < 0 || single != type.equals("Point")) {
            throw json.errorAt(line, "a " + type + " without its coordinates");
          }
        }
        default ->
            throw json.errorAt(line, "positions are Point and MultiPoint, not " + Excerpt.of(type));
      }
    }

    /** Checks what has been read and takes the points of the geometry. */
    void finish() throws IOException {
      if (!"Feature".equals(type)) {
        requirePoints();
        return;
      }
      if (geometry == null) {
        throw json.errorAt(line, "a feature without a place");
      }
      latitudes = geometry.latitudes;
      longitudes = geometry.longitudes;
      count = geometry.count;
    }
  }

  @Override
  public double latitude() {
    return item.latitudes[point];
  }

  @Override
  public double longitude() {
    return item.longitudes[point];
  }

  @Override
  public boolean hasTime() {
    return item.hasTime;
  }

  @Override
  public long timeMillis() throws GeoFormatException {
    if (item.timeText != null) {
      return timeMillis(item.timeText.strip());
    }
    try {
      return clock.millis(item.timeNumber);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
  }

  @Override
  public boolean hasVehicle() {
    return item.vehicle != null;
  }

  @Override
  public int vehicle() throws GeoFormatException {
    return vehicle(item.vehicle);
  }

  @Override
  public long line() {
    return item.line;
  }

  @Override
  public GeoFormatException error(String problem) {
    return json.errorAt(item.line, problem);
  }

  @Override
  public GeoFormatException missing(String column) {
    return new GeoFormatException(
        file, 1, "the points have no property " + column + ", needed here");
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
