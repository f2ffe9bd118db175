package io.privnet.cli.geo;

import io.privnet.geo.Placement;

/** The placements by the names that are typed. */
enum PlacementName {
  uniform(Placement.UNIFORM),
  interval(Placement.INTERVAL),
  quantile(Placement.QUANTILE);

  final Placement placement;

  PlacementName(Placement placement) {
    this.placement = placement;
  }
}
