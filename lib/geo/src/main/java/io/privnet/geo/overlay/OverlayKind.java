package io.privnet.geo.overlay;

import java.util.SplittableRandom;

/**
 * The rows of Table I of Geographic dissemination, in its order. The formulas are the table's; of
 * an order O(f) the value is that of f.
 */
public enum OverlayKind {
  CHORD("Chord", 2, "log2 N", "log2 N", "LKRG03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Chord(new Identifiers(identifiers));
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return log(2, nodes);
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(2, nodes);
    }
  };

  /** The most nodes an overlay can have. */
  public static final int MOST_NODES = 1 << 20;

  private final String title;
  private final int customaryBase;
  private final String degreeFormula;
  private final String diameterFormula;
  private final String reference;

  OverlayKind(
      String title,
      int customaryBase,
      String degreeFormula,
      String diameterFormula,
      String reference) {
    this.title = title;
    this.customaryBase = customaryBase;
    this.degreeFormula = degreeFormula;
    this.diameterFormula = diameterFormula;
    this.reference = reference;
  }

  /** The name in the table, for instance {@code Distance Halving}. */
  public String title() {
    return title;
  }

  /** The table's formula of the degree, with the names of the paper. */
  public String degreeFormula() {
    return degreeFormula;
  }

  /** The table's formula of the diameter, with the names of the paper. */
  public String diameterFormula() {
    return diameterFormula;
  }

  /** The table's source, as the paper names it. */
  public String reference() {
    return reference;
  }

  /** The value of the table's formula of the degree; NaN where it names no number. */
  public abstract double degree(int nodes, OverlayParameters parameters);

  /** The value of the table's formula of the diameter. */
  public abstract double diameter(int nodes, OverlayParameters parameters);

  /** The base that identifiers of this kind are read in. */
  public final int base(OverlayParameters parameters) {
    return parameters.base().orElse(customaryBase);
  }

  /**
   * Builds an overlay whose nodes choose their places at random, as the article of its kind says.
   * The same arguments give the same overlay.
   *
   * @param nodes 1 to {@link #MOST_NODES}
   * @throws IllegalArgumentException if there are too few or too many nodes, or the kind cannot be
   *     built with the parameters
   */
  public final Overlay random(int nodes, OverlayParameters parameters, long seed) {
    requireSize(nodes);
    SplittableRandom random = new SplittableRandom(seed);
    return at(places(nodes, random), parameters, random);
  }

  /**
   * Builds an overlay whose nodes divide the key space as evenly as can be: equally if their number
   * is a power of two.
   *
   * @see #random
   */
  public final Overlay even(int nodes, OverlayParameters parameters, long seed) {
    requireSize(nodes);
    return at(Identifiers.even(nodes), parameters, new SplittableRandom(seed));
  }

  /**
   * Builds an overlay with a node at each of the given places of the key space.
   *
   * @throws IllegalArgumentException if two places are the same
   * @see #random
   */
  public final Overlay at(long[] places, OverlayParameters parameters, long seed) {
    requireSize(places.length);
    return at(places, parameters, new SplittableRandom(seed));
  }

  /** Where nodes settle, in the order in which they join. */
  long[] places(int nodes, SplittableRandom random) {
    return Identifiers.random(nodes, random);
  }

  /**
   * Builds the overlay.
   *
   * @param identifiers distinct, in the order in which the nodes join
   */
  abstract Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random);

  private static void requireSize(int nodes) {
    if (nodes < 1 || nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "an overlay has 1 to " + MOST_NODES + " nodes, not " + nodes);
    }
  }

  /**
   * How many bits a digit of an identifier has.
   *
   * @throws IllegalArgumentException if the base is no power of two
   */
  final int digitBits(OverlayParameters parameters) {
    int base = base(parameters);
    if (Integer.bitCount(base) != 1) {
      throw new IllegalArgumentException(
          title + " reads identifiers in a base that is a power of two, not " + base);
    }
    return Integer.numberOfTrailingZeros(base);
  }

  private static double log(int base, int nodes) {
    return Math.log(nodes) / Math.log(base);
  }
}
