package io.privnet.geo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The routers of a network and their virtual locations, as a JSON file that a person can write:
 *
 * <pre>{@code
 * {"scheme": "zorder",
 *  "routers": [{"id": "r1", "uri": "mqtt://10.0.0.1:1883", "layer": "top", "locations": ["0110"]}]}
 * }</pre>
 *
 * <p>{@code uri} and {@code layer} may be left out. A location is a string of 0 to 64 bits; it is
 * the point of the ring that begins with these bits, followed by zeros.
 *
 * @param scheme the scheme of all locations
 * @param routers in the order of the file; none is possible
 */
public record RouterTable(Scheme scheme, List<Router> routers) {

  /** The most virtual locations a table may have. */
  public static final int MOST_LOCATIONS = 1_000_000;

  /** Copies the list. */
  public RouterTable {
    routers = List.copyOf(routers);
  }

  /** Returns the names of the layers, in the order of the file. */
  public Set<String> layers() {
    Set<String> layers = new LinkedHashSet<>();
    routers.forEach(router -> router.layer().ifPresent(layers::add));
    return layers;
  }

  /** Returns the routers of one layer only. */
  public RouterTable layer(String layer) {
    return new RouterTable(
        scheme, routers.stream().filter(r -> r.layer().equals(Optional.of(layer))).toList());
  }

  /**
   * Returns the table after routers have failed.
   *
   * @throws IllegalArgumentException if an id is not in the table
   */
  public RouterTable without(Set<String> ids) {
    for (String id : ids) {
      if (routers.stream().noneMatch(router -> router.id().equals(id))) {
        throw new IllegalArgumentException("there is no router " + Excerpt.of(id));
      }
    }
    return new RouterTable(
        scheme, routers.stream().filter(router -> !ids.contains(router.id())).toList());
  }

  /**
   * Returns the ring of all routers.
   *
   * @throws IllegalArgumentException if there is none, or two have the same location
   */
  public Ring ring() {
    return new Ring(scheme, routers);
  }

  /**
   * Reads a table.
   *
   * @param file its name for messages
   * @throws GeoFormatException if it is no such JSON, has a key that is not known, an unknown
   *     scheme, an id twice, a location twice in a layer, or a location that is no bit string
   */
  public static RouterTable read(InputStream in, String file) throws IOException {
    try (JsonSource json = new JsonSource(in, file)) {
      return new Reading(json).table();
    }
  }

  /** Writes this table as JSON, a router a line. */
  public void write(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("{\"scheme\": \"").append(scheme).append("\", \"routers\": [");
    for (int i = 0; i < routers.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n").append(json(routers.get(i)));
    }
    text.append("\n]}\n");
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Router router) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("id", router.id());
      router.uri().ifPresent(uri -> json.writeStringProperty("uri", uri.toString()));
      router.layer().ifPresent(layer -> json.writeStringProperty("layer", layer));
      json.writeArrayPropertyStart("locations");
      router.locations().forEach(location -> json.writeString(location.toString()));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private record Line(int number, String text) {}

  private record Draft(int line, String id, URI uri, String layer, List<Line> locations) {}

  /** One pass over a document. The scheme may stand after the routers. */
  private static final class Reading {
    private final JsonSource json;
    private final List<Draft> drafts = new ArrayList<>();
    private int locations;
    private Scheme scheme;
    private boolean hasRouters;

    Reading(JsonSource json) {
      this.json = json;
    }

    RouterTable table() throws IOException {
      json.expect(JsonToken.START_OBJECT, "a router table has to be a JSON object");
      while (json.next() == JsonToken.PROPERTY_NAME) {
        String key = json.text();
        json.next();
        switch (key) {
          case "scheme" -> readScheme();
          case "routers" -> readRouters();
          default ->
              throw json.error("unknown key " + Excerpt.of(key) + ": expected scheme, routers");
        }
      }
      if (scheme == null) {
        throw json.error("the router table names no scheme");
      }
      if (!hasRouters) {
        throw json.error("the router table has no key routers");
      }
      json.expectEnd();
      return checked();
    }

    private void readScheme() throws IOException {
      try {
        scheme = Scheme.of(json.string("scheme"));
      } catch (IllegalArgumentException e) {
        throw json.error(e.getMessage());
      }
    }

    private void readRouters() throws IOException {
      hasRouters = true;
      if (json.current() != JsonToken.START_ARRAY) {
        throw json.error("routers has to be a list");
      }
      while (json.next() != JsonToken.END_ARRAY) {
        if (json.current() != JsonToken.START_OBJECT) {
          throw json.error("a router has to be a JSON object");
        }
        drafts.add(readRouter());
      }
    }

    private Draft readRouter() throws IOException {
      int line = json.line();
      String id = null;
      URI uri = null;
      String layer = null;
      List<Line> places = null;
      while (json.next() == JsonToken.PROPERTY_NAME) {
        String key = json.text();
        json.next();
        switch (key) {
          case "id" -> id = json.string("id");
          case "uri" -> uri = readUri();
          case "layer" -> layer = json.string("layer");
          case "locations" -> places = readLocations();
          default ->
              throw json.error(
                  "unknown key " + Excerpt.of(key) + ": expected id, uri, layer, locations");
        }
      }
      if (id == null || id.isEmpty()) {
        throw json.errorAt(line, "a router without an id");
      }
      if (places == null || places.isEmpty()) {
        throw json.errorAt(line, "router " + Excerpt.of(id) + " has no locations");
      }
      return new Draft(line, id, uri, layer, places);
    }

    private URI readUri() throws IOException {
      String text = json.string("uri");
      try {
        return new URI(text);
      } catch (URISyntaxException e) {
        throw json.error("not a URI: " + Excerpt.of(text));
      }
    }

    private List<Line> readLocations() throws IOException {
      if (json.current() != JsonToken.START_ARRAY) {
        throw json.error("locations has to be a list of bit strings");
      }
      List<Line> places = new ArrayList<>();
      while (json.next() != JsonToken.END_ARRAY) {
        if (++locations > MOST_LOCATIONS) {
          throw json.error("more than " + MOST_LOCATIONS + " locations");
        }
        places.add(new Line(json.line(), json.string("a location")));
      }
      return places;
    }

    private RouterTable checked() throws GeoFormatException {
      Set<String> ids = new HashSet<>();
      record Point(String layer, long lo) {}
      Map<Point, String> owners = new HashMap<>();
      List<Router> routers = new ArrayList<>();
      for (Draft draft : drafts) {
        if (!ids.add(draft.id)) {
          throw json.errorAt(draft.line, "a second router with the id " + Excerpt.of(draft.id));
        }
        List<Code> points = new ArrayList<>();
        for (Line location : draft.locations) {
          Code point = parsed(location);
          String owner = owners.putIfAbsent(new Point(draft.layer, point.lo()), draft.id);
          if (owner != null) {
            throw json.errorAt(
                location.number,
                "routers "
                    + Excerpt.of(owner)
                    + " and "
                    + Excerpt.of(draft.id)
                    + " have the same location: "
                    + point);
          }
          points.add(point);
        }
        routers.add(
            new Router(
                draft.id,
                Optional.ofNullable(draft.uri),
                Optional.ofNullable(draft.layer),
                points));
      }
      return new RouterTable(scheme, routers);
    }

    private Code parsed(Line location) throws GeoFormatException {
      try {
        return CodeFormat.BITS.parse(scheme, location.text);
      } catch (IllegalArgumentException e) {
        throw json.errorAt(location.number, "not a location: " + e.getMessage());
      }
    }
  }
}
