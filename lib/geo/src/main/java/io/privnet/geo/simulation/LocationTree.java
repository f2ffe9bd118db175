package io.privnet.geo.simulation;

import io.privnet.geo.Code;
import io.privnet.geo.Rectangle;
import io.privnet.geo.Ring;
import io.privnet.geo.index.RangeTree;
import java.util.Arrays;

/**
 * The virtual locations as points of the plane in a range tree: what a client would ask by Lemma 1
 * of Geographic dissemination as it is written.
 */
final class LocationTree {
  private final RangeTree tree;
  private final int[] owners;

  /**
   * Makes the tree of a ring.
   *
   * @param owners the router of each virtual location by its rank
   */
  LocationTree(Ring ring, int[] owners) {
    this.owners = owners;
    double[] latitudes = new double[ring.size()];
    double[] longitudes = new double[ring.size()];
    for (int rank = 0; rank < latitudes.length; rank++) {
      Code location = ring.location(rank);
      Rectangle square = new Code(location.scheme(), location.lo(), 64).rectangle();
      latitudes[rank] = square.south();
      longitudes[rank] = square.west();
    }
    tree = new RangeTree(latitudes, longitudes);
  }

  /** Returns the routers with a virtual location in an area. */
  int[] routersIn(Rectangle area) {
    int[] found = new int[owners.length];
    int[] count = new int[1];
    tree.query(area, rank -> found[count[0]++] = owners[rank]);
    return Arrays.stream(found, 0, count[0]).distinct().toArray();
  }

  /** How many operations all requests so far have taken. */
  long operations() {
    return tree.operations();
  }
}
