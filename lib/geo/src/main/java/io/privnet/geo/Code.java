package io.privnet.geo;

/**
 * A cell of a scheme, named by a prefix of 0 to 64 bits.
 *
 * <p>Layout: the prefix stands in the highest {@code length} bits of {@code bits}, the rest are
 * zero. So {@code bits} itself is the first full code of the cell ({@link #lo}), and all the full
 * codes that begin with the prefix are the interval {@link #lo} to {@link #hi}, both included.
 *
 * <p>Laws:
 *
 * <ul>
 *   <li>Codes are ordered as their bit strings are, which is by unsigned {@code bits}, and a prefix
 *       before what it contains.
 *   <li>Two codes of a scheme either contain one another or are disjoint; {@code a.contains(b)} if
 *       and only if a's rectangle contains b's and if and only if a's interval contains b's.
 *   <li>The empty code is the world. A shorter prefix is a larger cell.
 *   <li>In the Z-order scheme, a position that lies north and east of another has no smaller code.
 * </ul>
 *
 * @param scheme the curve; codes of different schemes cannot be compared
 * @param bits the prefix, left-aligned
 * @param length how many bits the prefix has, 0 to 64
 */
public record Code(Scheme scheme, long bits, int length) implements Comparable<Code> {

  /**
   * Checks the layout.
   *
   * @throws IllegalArgumentException if the length is not 0 to 64 or a bit after it is set
   */
  public Code {
    if (length < 0 || length > 64) {
      throw new IllegalArgumentException("a code has 0 to 64 bits, not " + length);
    }
    if ((bits & below(length)) != 0) {
      throw new IllegalArgumentException("a code of " + length + " bits has more bits set");
    }
  }

  /** Returns the world: the code without bits. */
  public static Code world(Scheme scheme) {
    return new Code(scheme, 0, 0);
  }

  /** Returns the mask of the bits that a code of {@code length} bits leaves open. */
  static long below(int length) {
    return length == 64 ? 0 : -1L >>> length;
  }

  /** The first full code in this cell, unsigned. */
  public long lo() {
    return bits;
  }

  /** The last full code in this cell, unsigned. */
  public long hi() {
    return bits | below(length);
  }

  /**
   * Returns the cell of the first {@code shorter} bits, which contains this one.
   *
   * @throws IllegalArgumentException if this code has fewer bits
   */
  public Code prefix(int shorter) {
    if (shorter < 0 || shorter > length) {
      throw new IllegalArgumentException(
          "a code of " + length + " bits has no prefix of " + shorter);
    }
    return new Code(scheme, bits & ~below(shorter), shorter);
  }

  /**
   * Returns the cell that is one bit shorter.
   *
   * @throws IllegalArgumentException if this is the world
   */
  public Code parent() {
    return prefix(length - 1);
  }

  /**
   * Returns one half of this cell.
   *
   * @param bit 0 or 1: the half that comes first or last on the curve
   * @throws IllegalArgumentException if this code has all 64 bits
   */
  public Code child(int bit) {
    if (length == 64) {
      throw new IllegalArgumentException("a code of 64 bits cannot be divided");
    }
    return new Code(scheme, bits | (long) bit << (63 - length), length + 1);
  }

  /** Whether a full code of the same scheme lies in this cell. */
  public boolean contains(long full) {
    return ((full ^ bits) & ~below(length)) == 0;
  }

  /**
   * Whether another cell lies in this one or is the same.
   *
   * @throws IllegalArgumentException if the other is of another scheme
   */
  public boolean contains(Code other) {
    requireSameScheme(other);
    return length <= other.length && contains(other.bits);
  }

  /**
   * Whether the two cells have a position in common: one contains the other.
   *
   * @throws IllegalArgumentException if the other is of another scheme
   */
  public boolean meets(Code other) {
    return contains(other) || other.contains(this);
  }

  /**
   * The rectangle of this cell. For {@link Scheme#QUADKEY} it is the tile; positions nearer a pole
   * than {@link Scheme#MERCATOR_LIMIT} have the codes of the outermost tiles without lying in them.
   */
  public Rectangle rectangle() {
    return scheme.rectangle(scheme.block(bits, length));
  }

  /**
   * Orders as bit strings are ordered: unsigned, a prefix before its extensions.
   *
   * @throws IllegalArgumentException if the other is of another scheme
   */
  @Override
  public int compareTo(Code other) {
    requireSameScheme(other);
    int order = Long.compareUnsigned(bits, other.bits);
    return order != 0 ? order : Integer.compare(length, other.length);
  }

  private void requireSameScheme(Code other) {
    if (scheme != other.scheme) {
      throw new IllegalArgumentException(
          "a " + scheme + " code cannot be compared with a " + other.scheme + " code");
    }
  }

  /** The prefix as a string of 0 and 1, empty for the world. */
  @Override
  public String toString() {
    return CodeFormat.BITS.text(this);
  }
}
