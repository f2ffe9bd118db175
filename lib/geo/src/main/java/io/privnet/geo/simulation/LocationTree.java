package io.privnet.geo.simulation;

import io.privnet.geo.Rectangle;
import io.privnet.geo.Ring;
import java.util.stream.IntStream;

final class LocationTree {
  private final Ring ring;
  private final int[] owners;

  LocationTree(Ring ring, int[] owners) {
    this.ring = ring;
    this.owners = owners;
  }

  int[] routersIn(Rectangle area) {
    return IntStream.range(0, owners.length)
        .filter(
            r -> {
              Rectangle cell = ring.location(r).rectangle();
              return area.contains(cell.south(), cell.west());
            })
        .map(r -> owners[r])
        .distinct()
        .toArray();
  }

  long operations() {
    return 0;
  }
}
