package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.geo.Router;
import io.privnet.geo.RouterTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables whose routers stand in layers, put together one layer after another. */
final class Layers {
  private Layers() {}

  /** Puts all routers in a layer; null leaves them as they are. */
  static RouterTable named(String layer, RouterTable table) {
    if (layer == null) {
      return table;
    }
    if (layer.isBlank()) {
      throw Failure.usage("--layer takes a name");
    }
    return new RouterTable(
        table.scheme(),
        table.routers().stream()
            .map(
                router ->
                    new Router(
                        layer + "-" + router.id(),
                        router.uri(),
                        Optional.of(layer),
                        router.locations()))
            .toList());
  }

  /** Puts the routers of a file before those of a table; null leaves it as it is. */
  static RouterTable joined(String file, RouterTable table, Console console) throws IOException {
    if (file == null) {
      return table;
    }
    RouterTable first;
    try (InputStream in = console.open(file)) {
      first = RouterTable.read(in, Console.nameOf(file));
    }
    if (first.scheme() != table.scheme()) {
      throw Failure.usage(file + " is of the scheme " + first.scheme() + ", not " + table.scheme())
          .hint("--scheme " + first.scheme());
    }
    Set<String> ids = new HashSet<>();
    List<Router> routers = new ArrayList<>(first.routers());
    routers.addAll(table.routers());
    for (Router router : routers) {
      if (!ids.add(router.id())) {
        throw Failure.usage(file + " has a router " + router.id() + " already")
            .hint("--layer NAME puts the new routers in a layer and its name before their ids");
      }
    }
    return new RouterTable(table.scheme(), routers);
  }
}
