package io.privnet.geo.overlay;

import java.util.OptionalInt;

/**
 * The numbers that the definitions of the overlays leave open.
 *
 * @param base the alphabet in which identifiers are read, where an overlay has one: b of Table I,
 *     the k of de Bruijn; each kind's own if empty
 * @param dimensions of CAN's space, 1 to 16: d of Table I
 * @param bucketSize the contacts in a bucket of Kademlia, at least 1: k of its article
 */
public record OverlayParameters(OptionalInt base, int dimensions, int bucketSize) {

  /** What the articles use: 2 dimensions, buckets of 20. */
  public static final OverlayParameters CUSTOMARY =
      new OverlayParameters(OptionalInt.empty(), 2, 20);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OverlayParameters {
    if (base.isPresent() && (base.getAsInt() < 2 || base.getAsInt() > 256)) {
      throw new IllegalArgumentException("the base is 2 to 256, not " + base.getAsInt());
    }
    if (dimensions < 1 || dimensions > 16) {
      throw new IllegalArgumentException("a CAN has 1 to 16 dimensions, not " + dimensions);
    }
    if (bucketSize < 1 || bucketSize > 256) {
      throw new IllegalArgumentException("a bucket has 1 to 256 contacts, not " + bucketSize);
    }
  }
}
