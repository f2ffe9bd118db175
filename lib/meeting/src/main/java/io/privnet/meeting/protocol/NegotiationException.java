package io.privnet.meeting.protocol;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A negotiation failed: a party, or what lies between the parties, did not do its part. There is no
 * result, not even a partial one.
 */
public final class NegotiationException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MAX_MESSAGE = 500;

  /** Part of the message, so that it can be told from a report, too. */
  private static final String UNREACHABLE = "no connection: ";

  private final TreeSet<String> parties;
  private final boolean firstHand;
  private final String reporter;
  private final transient List<Signed> evidence;

  private NegotiationException(Collection<String> parties, String message, boolean firstHand) {
    this(parties, message, firstHand, null, List.of());
  }

  private NegotiationException(
      Collection<String> parties,
      String message,
      boolean firstHand,
      String reporter,
      List<Signed> evidence) {
    super(printable(message));
    this.parties = new TreeSet<>(parties);
    this.firstHand = firstHand;
    this.reporter = reporter;
    this.evidence = List.copyOf(evidence);
  }

  /** A message may quote what a peer sent, which must not control a terminal or fill it. */
  private static String printable(String message) {
    String line = message.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }

  /** This party saw {@code party} do it; the message is {@code party: what}. */
  public static NegotiationException by(String party, String what) {
    return new NegotiationException(Set.of(party), party + ": " + what, true);
  }

  /** This party saw it, and one or all of {@code parties} did it; none when that cannot be told. */
  public static NegotiationException among(Collection<String> parties, String message) {
    return new NegotiationException(parties, message, true);
  }

  /** This party cannot connect to {@code party}. */
  public static NegotiationException unreachable(String party, String why) {
    return by(party, UNREACHABLE + why);
  }

  /** What {@code relay} has passed on is not what {@code party} sent. */
  public static NegotiationException altered(String party, String relay) {
    return by(relay, "passed on something else than " + party + " sent");
  }

  /** What {@code relay} passes on from {@code party} has ended; either of them may have done it. */
  public static NegotiationException cut(String party, String relay) {
    return among(Set.of(party, relay), party + ": the connection by way of " + relay + " was cut");
  }

  /** Either of them has sent nothing, or {@code relay} has not passed it on. */
  public static NegotiationException silent(
      Collection<String> parties, String relay, Duration time) {
    TreeSet<String> either = new TreeSet<>(parties);
    String names = String.join(", ", either);
    either.add(relay);
    return among(
        either,
        "nothing from "
            + names
            + " by way of "
            + relay
            + " for "
            + time.toMillis() / 1000.0
            + " s");
  }

  /**
   * Nobody is silent, but what was due from each of {@code parties}, or from anyone, is missing.
   */
  static NegotiationException stalled(Collection<String> parties) {
    return new NegotiationException(
        parties,
        parties.isEmpty()
            ? "the negotiation stands still: somebody keeps back what it should pass on"
            : String.join(", ", parties) + ": the message that was due did not come",
        false);
  }

  /** Another party says that {@code accused} did it, and may have shown what proves it. */
  static NegotiationException reported(
      String by, Collection<String> accused, String message, List<Signed> evidence) {
    return new NegotiationException(
        accused, message + " (reported by " + by + ")", false, by, evidence);
  }

  /** The same, with what the party signed and what proves it to anybody. */
  NegotiationException provedBy(Signed... frames) {
    return new NegotiationException(parties, getMessage(), firstHand, reporter, List.of(frames));
  }

  /** What proves it: something that a party signed, or two things that contradict each other. */
  List<Signed> evidence() {
    return evidence;
  }

  /** Who says so, where it is not this party. */
  Optional<String> reporter() {
    return Optional.ofNullable(reporter);
  }

  /**
   * Who did it, sorted. Empty when that cannot be told: who withholds a masked bit in {@code xor}
   * is hidden by the same random routes that hide the bits' owners.
   */
  public Set<String> parties() {
    return new TreeSet<>(parties);
  }

  /** Whether it is that {@code party} cannot be connected to, by this party or by another. */
  public boolean isForLackOfConnectionTo(String party) {
    return getMessage().startsWith(party + ": " + UNREACHABLE);
  }

  /**
   * Whether this party saw itself what went wrong. Otherwise it rests on the word of another party,
   * which may be wrong or a lie, or on what did not come from a party that may have waited itself.
   */
  public boolean firstHand() {
    return firstHand;
  }
}
