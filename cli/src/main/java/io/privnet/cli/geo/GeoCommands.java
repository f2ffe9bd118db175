package io.privnet.cli.geo;

import io.privnet.cli.Group;
import java.util.List;

/** The commands of {@code privnet geo}. */
public final class GeoCommands {
  public static final Group GROUP =
      new Group("geo", "Places as prefixes, and the routers that serve them", List.of());

  private GeoCommands() {}
}
