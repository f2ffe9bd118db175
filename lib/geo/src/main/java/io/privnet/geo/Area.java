package io.privnet.geo;

/** A part of the world that can be covered with cells. Its border belongs to it. */
public sealed interface Area permits Rectangle, Region {

  /** Whether a position lies in the area or on its border. */
  boolean contains(double latitude, double longitude);
}
