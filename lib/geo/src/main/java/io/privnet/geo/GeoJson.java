package io.privnet.geo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/** GeoJSON as RFC 7946 has it, as far as areas need it. */
public final class GeoJson {
  private GeoJson() {}

  /**
   * Reads an area: a Polygon, a MultiPolygon, a GeometryCollection of these, a Feature or a
   * FeatureCollection. Other members are passed over.
   *
   * @param file its name for messages
   * @throws GeoFormatException if it is not GeoJSON, has another kind of geometry or no polygon, or
   *     a ring is not closed or out of range; a polygon that crosses the antimeridian has to be cut
   *     there (RFC 7946, 3.1.9)
   */
  public static Region readArea(InputStream in, String file) throws IOException {
    try (JsonSource json = new JsonSource(in, file)) {
      Reading reading = new Reading(json);
      json.expect(JsonToken.START_OBJECT, "GeoJSON has to be a JSON object");
      reading.object();
      json.expectEnd();
      return reading.region();
    }
  }

  /** One pass over a document; the type of an object may stand after its coordinates. */
  private static final class Reading {
    private final JsonSource json;
    private final List<List<double[]>> polygons = new ArrayList<>();
    private int corners;

    Reading(JsonSource json) {
      this.json = json;
    }

    Region region() throws IOException {
      try {
        return Region.of(polygons);
      } catch (IllegalArgumentException e) {
        throw json.errorAt(1, "not an area: " + e.getMessage());
      }
    }

    void object() throws IOException {
      int line = json.line();
      String type = null;
      Nest coordinates = null;
      boolean members = false;
      while (json.next() == JsonToken.PROPERTY_NAME) {
        String key = json.text();
        json.next();
        switch (key) {
          case "type" -> type = json.string("type");
          case "coordinates" -> coordinates = nest();
          case "geometry" -> {
            members = true;
            if (json.current() == JsonToken.START_OBJECT) {
              object();
            } else if (json.current() != JsonToken.VALUE_NULL) {
              throw json.error("geometry has to be a JSON object");
            }
          }
          case "geometries", "features" -> {
            members = true;
            objects(key);
          }
          default -> json.skip();
        }
      }
      interpret(line, type, coordinates, members);
    }

    private void objects(String key) throws IOException {
      if (json.current() != JsonToken.START_ARRAY) {
        throw json.error(key + " has to be a list");
      }
      while (json.next() != JsonToken.END_ARRAY) {
        if (json.current() != JsonToken.START_OBJECT) {
          throw json.error(key + " has to be a list of JSON objects");
        }
        object();
      }
    }

    private void interpret(int line, String type, Nest coordinates, boolean members)
        throws IOException {
      switch (type) {
        case null -> throw json.errorAt(line, "a GeoJSON object without a type");
        case "Polygon" -> polygons.add(polygon(line, coordinates));
        case "MultiPolygon" -> {
          if (!(coordinates instanceof Lists all)) {
            throw json.errorAt(line, "the coordinates of a MultiPolygon are lists of polygons");
          }
          for (Nest each : all.items) {
            polygons.add(polygon(line, each));
          }
        }
        case "GeometryCollection", "Feature", "FeatureCollection" -> {
          if (!members) {
            throw json.errorAt(line, "a " + type + " without its geometry");
          }
        }
        default ->
            throw json.errorAt(
                line, "an area is made of Polygon and MultiPolygon, not " + Excerpt.of(type));
      }
    }

    private List<double[]> polygon(int line, Nest coordinates) throws IOException {
      List<double[]> rings = new ArrayList<>();
      if (!(coordinates instanceof Lists all)) {
        throw json.errorAt(line, "the coordinates of a Polygon are lists of positions");
      }
      for (Nest ring : all.items) {
        rings.add(corners(line, ring));
      }
      try {
        Region.of(List.of(rings));
      } catch (IllegalArgumentException e) {
        throw json.errorAt(line, "not a polygon: " + e.getMessage());
      }
      return rings;
    }

    private double[] corners(int line, Nest ring) throws IOException {
      if (!(ring instanceof Lists all)) {
        throw json.errorAt(line, "a ring is a list of positions");
      }
      double[] corners = new double[2 * all.items.size()];
      for (int i = 0; i < all.items.size(); i++) {
        if (!(all.items.get(i) instanceof Corner corner)) {
          throw json.errorAt(line, "a position is longitude, latitude");
        }
        corners[2 * i] = corner.longitude;
        corners[2 * i + 1] = corner.latitude;
      }
      return corners;
    }

    /** Coordinates: lists within lists, positions innermost. */
    private sealed interface Nest permits Lists, Corner {}

    private record Lists(List<Nest> items) implements Nest {}

    private record Corner(double longitude, double latitude) implements Nest {}

    private Nest nest() throws IOException {
      if (json.current() != JsonToken.START_ARRAY) {
        throw json.error("coordinates have to be lists");
      }
      List<Nest> items = new ArrayList<>();
      JsonToken token = json.next();
      if (token != null && token.isNumeric()) {
        return corner();
      }
      while (json.current() != JsonToken.END_ARRAY) {
        items.add(nest());
        json.next();
      }
      return new Lists(items);
    }

    private Corner corner() throws IOException {
      if (++corners > Region.MOST_CORNERS) {
        throw json.error("more than " + Region.MOST_CORNERS + " corners");
      }
      Position position = json.position();
      return new Corner(position.longitude(), position.latitude());
    }
  }
}
