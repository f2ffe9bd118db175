package io.privnet.geo.anonymity;

import io.privnet.geo.trace.Trace;

/** Distances on a sphere of the mean earth radius. */
final class Distance {
  /** The mean radius R<sub>1</sub> of the earth in metres (IUGG 1980). */
  static final double EARTH_RADIUS = 6_371_008.8;

  private Distance() {}

  /** The great-circle distance of two rows in metres, by the haversine formula. */
  static double metres(Trace trace, int one, int other) {
    double south = Math.toRadians(trace.latitude(one));
    double north = Math.toRadians(trace.latitude(other));
    double y = Math.sin((north - south) / 2);
    double x = Math.sin(Math.toRadians(trace.longitude(other) - trace.longitude(one)) / 2);
    double h = y * y + Math.cos(south) * Math.cos(north) * x * x;
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
  }
}
