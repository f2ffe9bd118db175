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
  CHORD(
      "Chord",
      2,
      "log2 N",
      "log2 N",
      "LKRG03",
      "Nodes with random identifiers have a few fingers more than log2 N where others are near."
          + " Table I has the diameter: the mean is half of it, and one hop from the key's"
          + " predecessor to the key.") {
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
  },

  CAN(
      "CAN",
      2,
      "2d",
      "d/2 N^(1/d)",
      "LKRG03",
      "Table I has the diameter with N = m^d equal zones; the mean is then d/4 N^(1/d). Random"
          + " joins make zones of many sizes: large ones have more neighbours and shorten the"
          + " way.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return Can.joined(identifiers, parameters.dimensions());
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return 2 * parameters.dimensions();
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return parameters.dimensions() / 2.0 * Math.pow(nodes, 1.0 / parameters.dimensions());
    }
  },

  PASTRY(
      "Pastry",
      16,
      "(b-1) log_b N",
      "log_b N",
      "LKRG03",
      "The formula of the degree is that of the routing table; the leaf set adds up to b nodes,"
          + " those next to a node, and saves hops at the end of a look-up.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Pastry(new Identifiers(identifiers), digitBits(parameters), random);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return (base(parameters) - 1) * log(base(parameters), nodes);
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(base(parameters), nodes);
    }
  },

  TAPESTRY(
      "Tapestry",
      16,
      "O(log_b N)",
      "log_b N",
      "LCP+05",
      "Each of log_b N levels has up to b-1 links: the factor that Table I has for Pastry and"
          + " leaves out here. Backup links, two more for each, are not counted.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Tapestry(new Identifiers(identifiers), digitBits(parameters), random);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return log(base(parameters), nodes);
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(base(parameters), nodes);
    }
  },

  KADEMLIA(
      "Kademlia",
      2,
      "O(log_b N)",
      "b log_b N + B",
      "LCP+05",
      "A bucket holds up to k contacts (--bucket-size), which multiplies the degree and lets the"
          + " best of k save hops. With k = 1 the degree is about (b-1) log_b N and the path log_b"
          + " N at most: Table I has these two the other way round.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Kademlia(
          new Identifiers(identifiers), digitBits(parameters), parameters.bucketSize(), random);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return log(base(parameters), nodes);
    }

    /** With b for the survey's B, which it calls 2<sup>b</sup>. */
    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      int base = base(parameters);
      return base * log(base, nodes) + base;
    }
  },

  VICEROY(
      "Viceroy",
      2,
      "O(log N)",
      "log N",
      "LCP+05",
      "A node keeps at most seven links; the order of Table I is that of the links which lead to a"
          + " node. A look-up goes up, down and along the ring, each of that order.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Viceroy(new Identifiers(identifiers), random);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return log(2, nodes);
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(2, nodes);
    }
  },

  KOORDE(
      "Koorde",
      2,
      "const.",
      "O(log N)",
      "KK03",
      "The degree is k, the base. Between two de Bruijn hops a look-up walks along successors to"
          + " the node before its imaginary one: 3 log2 N hops in all with k = 2 and the best"
          + " start.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new Koorde(new Identifiers(identifiers), digitBits(parameters));
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return Double.NaN;
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(2, nodes);
    }
  },

  DISTANCE_HALVING(
      "Distance Halving",
      2,
      "const.",
      "2 log N + 3",
      "MS07",
      "Multiple choice keeps the parts of the nodes within a factor of 4 and the degree constant."
          + " Each of the two phases takes about log2 N hops less 1 or 2.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new DistanceHalving(new Identifiers(identifiers));
    }

    @Override
    long[] places(int nodes, SplittableRandom random) {
      return DistanceHalving.chosen(nodes, random);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return Double.NaN;
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return 2 * log(2, nodes) + 3;
    }
  },

  DE_BRUIJN(
      "De Bruijn",
      2,
      "k",
      "log_k N",
      "LKRG03",
      "k nodes have a link to themselves, which is not counted. If N is no power of k, the diameter"
          + " is rounded up. The graph is static: every node knows N.") {
    @Override
    Overlay at(long[] identifiers, OverlayParameters parameters, SplittableRandom random) {
      return new DeBruijn(new Identifiers(identifiers), base(parameters));
    }

    @Override
    long[] places(int nodes, SplittableRandom random) {
      return DeBruijn.equalParts(nodes);
    }

    @Override
    public double degree(int nodes, OverlayParameters parameters) {
      return base(parameters);
    }

    @Override
    public double diameter(int nodes, OverlayParameters parameters) {
      return log(base(parameters), nodes);
    }
  };

  /** The most nodes an overlay can have. */
  public static final int MOST_NODES = 1 << 20;

  private final String title;
  private final int customaryBase;
  private final String degreeFormula;
  private final String diameterFormula;
  private final String reference;
  private final String remark;

  OverlayKind(
      String title,
      int customaryBase,
      String degreeFormula,
      String diameterFormula,
      String reference,
      String remark) {
    this.title = title;
    this.customaryBase = customaryBase;
    this.degreeFormula = degreeFormula;
    this.diameterFormula = diameterFormula;
    this.reference = reference;
    this.remark = remark;
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

  /** Why what is measured differs from the table, in a sentence or three. */
  public String remark() {
    return remark;
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
