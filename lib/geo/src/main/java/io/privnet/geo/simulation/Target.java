package io.privnet.geo.simulation;

import io.privnet.geo.Covering;
import io.privnet.geo.Rectangle;

/**
 * The relevance area of a message, as it is and as cells of the curve.
 *
 * @param area the true area
 * @param covering a superset of it
 */
record Target(Rectangle area, Covering covering) {}
