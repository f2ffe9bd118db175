package io.privnet.geo.overlay;

/**
 * CAN, the content-addressable network (Ratnasamy, Francis, Handley, Karp and Shenker, SIGCOMM
 * 2001). The keys are points of a torus of d dimensions; the bits of a key go to the dimensions in
 * turn, as those of a Z-order code do. A node that joins takes a point, and half of the zone which
 * that lies in; zones are halved along the dimensions in turn, so each is a prefix of its keys. A
 * node keeps links to the zones that its own has a common side with, of any length, and passes a
 * look-up on to the one that is closest to the key. Node numbers are the ranks of the zones.
 *
 * <p>The distance of a zone is that of its nearest point, summed over the dimensions: from every
 * zone there is a neighbour that is closer, and no look-up gets stuck.
 */
final class Can extends Overlay {
  private final Identifiers starts;
  private final int[] depths;
  private final long[] axes;

  /**
   * @param axes for each dimension the bits of a key that are its coordinate
   */
  private Can(Identifiers starts, int[] depths, long[] axes) {
    super(neighbours(starts, depths, axes));
    this.starts = starts;
    this.depths = depths;
    this.axes = axes;
  }

  /** The network after nodes have joined at some points, one after the other. */
  static Can joined(long[] points, int dimensions) {
    ZoneTree zones = new ZoneTree(points.length);
    for (int i = 1; i < points.length; i++) {
      zones.divide(points[i]);
    }
    Identifiers starts = new Identifiers(zones.starts());
    int[] depths = new int[points.length];
    for (int node = 0; node < depths.length; node++) {
      depths[node] = zones.depth(starts.get(node));
    }
    long[] axes = new long[dimensions];
    for (int bit = 0; bit < Long.SIZE; bit++) {
      axes[bit % dimensions] |= Long.MIN_VALUE >>> bit;
    }
    return new Can(starts, depths, axes);
  }

  private static Links neighbours(Identifiers starts, int[] depths, long[] axes) {
    Links links = new Links(depths.length);
    for (int node = 0; node < depths.length; node++) {
      long own = prefixMask(depths[node]);
      long start = starts.get(node);
      for (long axis : axes) {
        // The coordinates just below and just above the zone; between the bits of the axis a
        // borrow passes through zeros and a carry through ones.
        long below = (start & axis) - 1 & axis;
        long above = (start | ~own | ~axis) + 1 & axis;
        long others = start & ~axis;
        addZones(links, starts, depths, others | below, own | axis, 0, 0);
        addZones(links, starts, depths, others | above, own | axis, 0, 0);
      }
      links.endNode();
    }
    return links;
  }

  /** Links to the zones with a key that has the given bits where the mask is set. */
  private static void addZones(
      Links links, Identifiers starts, int[] depths, long bits, long mask, long prefix, int depth) {
    int zone = starts.floor(prefix);
    if (depths[zone] <= depth) {
      links.add(zone);
      return;
    }
    long half = Long.MIN_VALUE >>> depth;
    if ((mask & half) == 0 || (bits & half) == 0) {
      addZones(links, starts, depths, bits, mask, prefix, depth + 1);
    }
    if ((mask & half) == 0 || (bits & half) != 0) {
      addZones(links, starts, depths, bits, mask, prefix | half, depth + 1);
    }
  }

  private static long prefixMask(int depth) {
    return depth == 0 ? 0 : -1L << (64 - depth);
  }

  @Override
  public int responsible(long key) {
    return starts.floor(key);
  }

  @Override
  void forward(long key, Route route) {
    int node = route.last();
    while (distance(node, key) != 0) {
      int closest = -1;
      long least = -1;
      for (int link = 0; link < degree(node); link++) {
        long distance = distance(neighbour(node, link), key);
        if (closest < 0 || Long.compareUnsigned(distance, least) < 0) {
          closest = neighbour(node, link);
          least = distance;
        }
      }
      node = closest;
      route.hop(node);
    }
  }

  /** How far a key lies from a zone, 0 if it lies in it, unsigned. */
  private long distance(int node, long key) {
    long own = prefixMask(depths[node]);
    long lowest = starts.get(node);
    if (((key ^ lowest) & own) == 0) {
      return 0;
    }
    int shift = 32 - Integer.numberOfLeadingZeros(axes.length - 1);
    long sum = 0;
    for (long axis : axes) {
      if (((key ^ lowest) & own & axis) != 0) {
        // With its first bit at the top, a coordinate wraps round at 2^64.
        int align = 64 - Long.bitCount(axis);
        long at = Long.compress(key, axis) << align;
        long low = Long.compress(lowest, axis) << align;
        long high = Long.compress(lowest | ~own, axis) << align;
        long up = low - at;
        long down = at - high;
        sum += (Long.compareUnsigned(up, down) < 0 ? up : down) >>> shift;
      }
    }
    return sum;
  }
}
