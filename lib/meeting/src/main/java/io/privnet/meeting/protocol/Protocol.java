package io.privnet.meeting.protocol;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.Proposal;
import io.privnet.meeting.Terms;
import io.privnet.meeting.agenda.Grid;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A way in which parties find the first slot at which all of them are free. Stateless; what each
 * protects is said at its class.
 */
public abstract sealed class Protocol permits VetoProtocol, SdcProtocol, XorProtocol, TtpProtocol {
  /** All protocols, by name. */
  public static List<Protocol> all() {
    return List.of(new VetoProtocol(), new SdcProtocol(), new XorProtocol(), new TtpProtocol());
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

  /**
   * The number of parties below which it is not run under these terms: two, when the user insists.
   */
  public final int leastParties(Terms terms) {
    return terms.insecure() ? 2 : leastParties();
  }

  /** The number of slots that can be negotiated at most. */
  public int mostSlots() {
    return Grid.MAX_SLOTS;
  }

  /**
   * What the trusted third party is called, which no participant may be; none when there is none.
   */
  public Optional<String> thirdParty() {
    return Optional.empty();
  }

  /** How it is run unless told otherwise. */
  public Terms terms() {
    return Terms.DEFAULT;
  }

  /** Whether it hides more when some of those who negotiate are always free and run by others. */
  public boolean takesDummies() {
    return false;
  }

  /**
   * Checks how it is to be run.
   *
   * @throws IllegalArgumentException when the terms hold what this protocol does not know
   */
  public abstract void check(Terms terms);

  /**
   * Checks that an invitation has what its protocol needs.
   *
   * @throws IllegalArgumentException when the terms, the third party or dummies do not fit, too few
   *     are invited, not counting dummies, or there are too many slots
   */
  public final void check(Invitation invitation) {
    int dummies = invitation.dummies().size();
    check(
        invitation.terms(),
        invitation.thirdParty(),
        invitation.slots() - invitation.first(),
        invitation.parties().size() - dummies,
        dummies);
  }

  /**
   * Checks that a proposal has what its protocol needs.
   *
   * @param parties how many will be invited, the initiator counted, dummies not
   * @param dummies how many there will be of these
   * @throws IllegalArgumentException as for an invitation
   */
  public final void check(Proposal proposal, int parties, int dummies) {
    check(
        proposal.terms(),
        proposal.thirdParty(),
        proposal.slots() - proposal.first(),
        parties,
        dummies);
  }

  private void check(
      Terms terms, Optional<Party> thirdPartyGiven, int slots, int parties, int dummies) {
    check(terms);
    if (!thirdPartyGiven.map(Party::name).equals(thirdParty())) {
      throw new IllegalArgumentException(
          thirdParty()
              .map(ttp -> "protocol " + name() + " takes a third party, called '" + ttp + "'")
              .orElse("protocol " + name() + " takes no third party"));
    }
    if (dummies > 0 && !takesDummies()) {
      throw new IllegalArgumentException("protocol " + name() + " takes no dummies");
    }
    int least = leastParties(terms);
    if (parties < least) {
      throw new IllegalArgumentException(
          "protocol " + name() + " hides nothing among fewer than " + least + " parties");
    }
    if (slots > mostSlots()) {
      throw new IllegalArgumentException(
          "protocol " + name() + " takes at most " + mostSlots() + " slots, not " + slots);
    }
  }

  /**
   * Messages of the negotiation phase.
   *
   * @param parties who negotiate, n
   * @param tried slots up to and including the common one, or all, l
   */
  public abstract long negotiationMessages(Terms terms, int parties, int tried);

  /** Rounds of the negotiation phase; parameters as for {@link #negotiationMessages}. */
  public abstract int negotiationRounds(Terms terms, int parties, int tried);

  /**
   * Messages of one phase when nobody declines.
   *
   * @param terms how it is run
   * @param parties who negotiate, n
   * @param tried slots up to and including the common one, or all, l
   * @param found whether there is a common one
   */
  public final long messages(Phase phase, Terms terms, int parties, int tried, boolean found) {
    long toAll = (long) parties * (parties - 1);
    return switch (phase) {
      // n - 1 invitations, (n - 1)(n - 1) replies
      case INVITATION -> toAll;
      case NEGOTIATION -> negotiationMessages(terms, parties, tried);
      case CHECK -> found ? toAll : 0;
    };
  }

  /** Rounds of all phases when nobody declines; parameters as for {@link #messages}. */
  public final int rounds(Terms terms, int parties, int tried, boolean found) {
    return 2 + negotiationRounds(terms, parties, tried) + (found ? 1 : 0);
  }

  /**
   * All messages in terms of n and l, for a person, when the last of l slots is the common one;
   * parameters as for {@link #negotiationMessages}.
   */
  public abstract String formula(Terms terms, int parties, int tried);

  /**
   * One party's part in a negotiation of its own.
   *
   * @param random where its secrets come from
   */
  abstract Negotiator negotiator(Invitation invitation, RandomGenerator random);

  /**
   * Checks that nothing is asked for but one slot after the other.
   *
   * @throws IllegalArgumentException when anything is
   */
  final void checkPlain(Terms terms) {
    if (terms.open() != 1) {
      throw new IllegalArgumentException("protocol " + name() + " opens one slot at a time");
    }
    checkNoSetup(terms);
  }

  /**
   * Checks that no batch and no setup is asked for.
   *
   * @throws IllegalArgumentException when one is
   */
  final void checkNoSetup(Terms terms) {
    if (terms.batch()) {
      throw new IllegalArgumentException("protocol " + name() + " knows no batch");
    }
    if (terms.setup().isPresent()) {
      throw new IllegalArgumentException("protocol " + name() + " takes no setup");
    }
  }
}
