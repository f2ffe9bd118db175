package io.privnet.meeting.protocol;

import io.privnet.meeting.agenda.Availability;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * A way in which parties find the first slot at which all of them are free. Stateless; what each
 * protects is said at its class.
 */
public abstract sealed class Protocol permits XorProtocol, TtpProtocol {
  /** All protocols, by name. */
  public static List<Protocol> all() {
    return List.of(new XorProtocol(), new TtpProtocol());
  }

  /**
   * The protocol of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Protocol named(String name) {
    return all().stream()
        .filter(protocol -> protocol.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no protocol '"
                        + name
                        + "', only "
                        + String.join(", ", all().stream().map(Protocol::name).toList())));
  }

  /** Short name, lower case. */
  public abstract String name();

  /**
   * The number of parties below which the protocol hides nothing, and is not run unless the user
   * insists.
   */
  public abstract int leastParties();

  /**
   * The number of parties from which the protocol hides agendas as well as its class says; with
   * fewer, users are to be warned.
   */
  public abstract int advisedParties();

  /** Messages of the negotiation phase among {@code parties} when {@code tried} slots are tried. */
  public abstract long negotiationMessages(int parties, int tried);

  /** Rounds of the negotiation phase among {@code parties} when {@code tried} slots are tried. */
  public abstract int negotiationRounds(int parties, int tried);

  /**
   * Messages of one phase when nobody declines.
   *
   * @param parties who negotiate, n
   * @param tried slots up to and including the common one, or all, l
   * @param found whether there is a common one
   */
  public final long messages(Phase phase, int parties, int tried, boolean found) {
    long toAll = (long) parties * (parties - 1);
    return switch (phase) {
      // n - 1 invitations, (n - 1)(n - 1) replies
      case INVITATION -> toAll;
      case NEGOTIATION -> negotiationMessages(parties, tried);
      case CHECK -> found ? toAll : 0;
    };
  }

  /** Rounds of all phases when nobody declines; parameters as for {@link #messages}. */
  public final int rounds(int parties, int tried, boolean found) {
    return 2 + negotiationRounds(parties, tried) + (found ? 1 : 0);
  }

  /** All messages in terms of n and l, for a person, when the last of l slots is the common one. */
  public abstract String formula();

  /**
   * Negotiates as one party.
   *
   * @return the first common slot from the invitation's first one on, or none
   */
  abstract OptionalInt negotiate(
      Channel channel, Session session, Availability own, RandomGenerator random)
      throws NegotiationException, InterruptedException;
}
