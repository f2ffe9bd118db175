package io.privnet.geo.anonymity;

import java.util.EnumSet;
import java.util.Set;

/**
 * What vehicles let out of where they are (§IV-C of Geographic dissemination). Policies combine;
 * the one that says least decides.
 *
 * @param rules at least one
 * @param coarseBits the longest prefix where a vehicle shortens, 0 to 64 bits
 * @param tripEndsMetres how near the first or the last position of its trip it shortens
 * @param fastMetresPerSecond below which speed it shortens
 * @param majorRoads the road classes off which it shortens
 */
public record ReportPolicy(
    Set<Rule> rules,
    int coarseBits,
    double tripEndsMetres,
    double fastMetresPerSecond,
    Set<String> majorRoads) {

  /** One policy. All but the first keep to announced prefixes. */
  public enum Rule {
    /** The position, to as many bits as codes have: no privacy, for comparison. */
    FULL,

    /** The longest announced prefix, or nothing. */
    K_ANONYMOUS,

    /** Shortened near the first and the last position of a trip. */
    TRIP_ENDS,

    /** Shortened off the major roads. */
    ROAD,

    /** Shortened while slow, as it is in towns. */
    SPEED;

    /** Returns the rule of a name such as {@code trip-ends}. */
    public static Rule of(String name) {
      for (Rule rule : values()) {
        if (rule.toString().equals(name)) {
          return rule;
        }
      }
      throw new IllegalArgumentException(
          "unknown policy " + name + ": expected full, k-anonymous, trip-ends, road or speed");
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if a value is out of range or there is no rule
   */
  public ReportPolicy {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no policy");
    }
    rules = EnumSet.copyOf(rules);
    majorRoads = Set.copyOf(majorRoads);
    if (coarseBits < 0 || coarseBits > 64) {
      throw new IllegalArgumentException("a prefix has 0 to 64 bits, not " + coarseBits);
    }
    if (!(tripEndsMetres >= 0) || !(fastMetresPerSecond >= 0)) {
      throw new IllegalArgumentException("a distance or a speed is below 0");
    }
  }

  /** Whether vehicles send their positions and nothing is announced. */
  public boolean isFull() {
    return rules.equals(EnumSet.of(Rule.FULL));
  }

  /** Whether a rule is among those that apply. */
  public boolean has(Rule rule) {
    return rules.contains(rule);
  }
}
