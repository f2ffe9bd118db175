package io.privnet.geo.overlay;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The rows of Table I of Geographic dissemination, in its order. The formulas are the table's; of
 * an order O(f) the value is that of f.
 */
public enum OverlayKind {
  CHORD("Chord", 2, "log2 N", (n, b, d) -> log(2, n), "log2 N", (n, b, d) -> log(2, n), "LKRG03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Chord(new Identifiers(identifiers));
    }
  },

  CAN(
      "CAN",
      2,
      "2d",
      (n, b, d) -> 2 * d,
      "d/2 N^(1/d)",
      (n, b, d) -> d / 2.0 * Math.pow(n, 1.0 / d),
      "LKRG03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return Can.joined(identifiers, parameters.dimensions());
    }
  },

  PASTRY(
      "Pastry",
      16,
      "(b-1) log_b N",
      (n, b, d) -> (b - 1) * log(b, n),
      "log_b N",
      (n, b, d) -> log(b, n),
      "LKRG03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Pastry(new Identifiers(identifiers), digitBits(parameters), random);
    }
  },

  TAPESTRY(
      "Tapestry",
      16,
      "O(log_b N)",
      (n, b, d) -> log(b, n),
      "log_b N",
      (n, b, d) -> log(b, n),
      "LCP+05") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Tapestry(new Identifiers(identifiers), digitBits(parameters), random);
    }
  },

  /** Table I does not say what B is; its value is that of b. */
  KADEMLIA(
      "Kademlia",
      2,
      "O(log_b N)",
      (n, b, d) -> log(b, n),
      "b log_b N + B",
      (n, b, d) -> b * log(b, n) + b,
      "LCP+05") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Kademlia(
          new Identifiers(identifiers), digitBits(parameters), parameters.bucketSize(), random);
    }
  },

  VICEROY(
      "Viceroy", 2, "O(log N)", (n, b, d) -> log(2, n), "log N", (n, b, d) -> log(2, n), "LCP+05") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Viceroy(new Identifiers(identifiers), random);
    }
  },

  KOORDE(
      "Koorde", 2, "const.", (n, b, d) -> Double.NaN, "O(log N)", (n, b, d) -> log(2, n), "KK03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Koorde(new Identifiers(identifiers), digitBits(parameters));
    }
  },

  DISTANCE_HALVING(
      "Distance Halving",
      2,
      "const.",
      (n, b, d) -> Double.NaN,
      "2 log N + 3",
      (n, b, d) -> 2 * log(2, n) + 3,
      "MS07") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new DistanceHalving(new Identifiers(identifiers));
    }

    @Override
    long[] places(int nodes, SplittableRandom random) {
      return DistanceHalving.chosen(nodes, random);
    }
  },

  DE_BRUIJN("De Bruijn", 2, "k", (n, b, d) -> b, "log_k N", (n, b, d) -> log(b, n), "LKRG03") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new DeBruijn(new Identifiers(identifiers), base(parameters));
    }

    @Override
    long[] places(int nodes, SplittableRandom random) {
      return DeBruijn.equalParts(nodes);
    }
  };

  /** The most nodes an overlay can have. */
  public static final int MOST_NODES = 1 << 20;

  /** A formula of the table, NaN where it names no number. */
  private interface Formula {
    double value(int nodes, int base, int dimensions);
  }

  private final String title;
  private final int customaryBase;
  private final String degreeFormula;
  private final Formula degree;
  private final String diameterFormula;
  private final Formula diameter;
  private final String reference;

  OverlayKind(
      String title,
      int customaryBase,
      String degreeFormula,
      Formula degree,
      String diameterFormula,
      Formula diameter,
      String reference) {
    this.title = title;
    this.customaryBase = customaryBase;
    this.degreeFormula = degreeFormula;
    this.degree = degree;
    this.diameterFormula = diameterFormula;
    this.diameter = diameter;
    this.reference = reference;
  }

  /**
   * Returns the kind of a name such as {@code distance-halving} or {@code debruijn}.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static OverlayKind of(String name) {
    for (OverlayKind kind : values()) {
      if (kind.toString().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown kind of overlay "
            + name
            + ": expected "
            + Arrays.stream(values()).map(OverlayKind::toString).collect(Collectors.joining(", ")));
  }

  /** The name as it is typed, for instance {@code distance-halving}. */
  @Override
  public String toString() {
    return this == DE_BRUIJN ? "debruijn" : name().toLowerCase(Locale.ROOT).replace('_', '-');
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
  public double degree(int nodes, OverlayParameters parameters) {
    return degree.value(nodes, base(parameters), parameters.dimensions());
  }

  /** The value of the table's formula of the diameter. */
  public double diameter(int nodes, OverlayParameters parameters) {
    return diameter.value(nodes, base(parameters), parameters.dimensions());
  }

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
   * @throws IllegalArgumentException if nodes of this kind cannot settle so, as two with the same
   *     identifier
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
