package io.privnet.geo;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A router: a node that serves the vehicles which report positions from one of its virtual
 * locations up to the next router's.
 *
 * @param id a name, unique in a table and not empty
 * @param uri where it listens, if that is known
 * @param layer the layer it belongs to, if the table has layers
 * @param locations its virtual locations, at least one; each is the point {@link Code#lo} of the
 *     ring
 */
public record Router(String id, Optional<URI> uri, Optional<String> layer, List<Code> locations) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the id is empty or there is no location
   */
  public Router {
    locations = List.copyOf(locations);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a router needs an id that is not empty");
    }
    if (locations.isEmpty()) {
      throw new IllegalArgumentException("router " + Excerpt.of(id) + " has no location");
    }
  }

  /** Returns a router of which only the locations are known. */
  public static Router of(String id, List<Code> locations) {
    return new Router(id, Optional.empty(), Optional.empty(), locations);
  }
}
