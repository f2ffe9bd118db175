package io.privnet.cli.geo;

import io.privnet.cli.Console;
import io.privnet.cli.Failure;
import io.privnet.geo.RouterTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that name the routers. */
final class Routers {
  @Option(
      names = "--routers",
      paramLabel = "FILE",
      required = true,
      description = "Router table, as geo place writes it; - is standard input.")
  private String file;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Use the routers of this layer, in a table with several.")
  private String layer;

  /** Reads the table: the routers that form one ring. */
  RouterTable read(Console console) throws IOException {
    return read(file, layer, console);
  }

  /**
   * Reads a table: the routers that form one ring.
   *
   * @param layer the layer whose ring it is; null if there has to be one only
   */
  static RouterTable read(String file, String layer, Console console) throws IOException {
    RouterTable table;
    try (InputStream in = console.open(file)) {
      table = RouterTable.read(in, Console.nameOf(file));
    }
    Set<String> layers = table.layers();
    if (layer != null) {
      if (!layers.contains(layer)) {
        throw Failure.usage(
            "no router of " + file + " is in the layer " + layer + ": " + names(layers));
      }
      return table.layer(layer);
    }
    boolean several =
        layers.size() > 1
            || layers.size() == 1
                && table.routers().stream().anyMatch(router -> router.layer().isEmpty());
    if (several) {
      throw Failure.usage(file + " has routers of several layers")
          .hint("choose: --layer " + names(layers));
    }
    return table;
  }

  private static String names(Set<String> layers) {
    return layers.isEmpty() ? "there are no layers" : String.join(", ", layers);
  }
}
